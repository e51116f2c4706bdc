"""Markdown as GitHub reads it (https://github.github.com/gfm/, with footnotes, lists of tasks and
alerts), because contributors judge their text by what a pull request shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def, footnote_plugin

from rooftop.markup.autolinks import autolink, may_autolink
from rooftop.markup.contributed_html import ADDRESS, filter_tags

#: How every id in prose begins: none of a template or a script does.
SECTION = "section-"
#: How the ids of footnotes begin. No heading's does: after this first hyphen there is a letter.
NOTE = f"{SECTION}-note-"
#: Lists and quotations deeper than this are not read; the reader of records refuses far fewer.
_MAX_NESTING = 100
#: Blocks that end where a footnote begins, by the rules that ask for them: a table asks what ends a
#: quotation.
_ENDED_BY_FOOTNOTES = ["paragraph", "reference", "blockquote"]


def render(text: str) -> str:
    """``text`` as HTML with tags of prose alone. Those that the contributor wrote may overlap, or
    stay open.
    """
    html: str = _parser(may_autolink(text)).render(text)
    return html


@lru_cache(maxsize=2)
def _parser(autolinks: bool) -> MarkdownIt:
    parser = _Parser("commonmark", renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.options["maxNesting"] = _MAX_NESTING
    for option in ("tasklists", "alerts", "strikethrough_single_tilde"):
        parser.options[option] = True
    parser.use(footnote_plugin, inline=False)
    parser.block.ruler.at("footnote_def", footnote_def, {"alt": _ENDED_BY_FOOTNOTES})
    parser.renderer = _Renderer(parser)  # anew: the plugin replaced rules of ours
    if autolinks:
        autolink(parser)
    return parser


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: the rules for links judge them, and name them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


class _Renderer(RendererHTML):
    """A method for each kind of token that is not written as it would be by itself."""

    def html_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return filter_tags(tokens[index].content)

    def html_inline(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return filter_tags(tokens[index].content)

    def code_block(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<pre><code>{escapeHtml(tokens[index].content)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f"<pre><code>{escapeHtml(tokens[index].content)}</code></pre>\n"

    def link_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        attributes = tokens[index].attrs
        return _tag("a", {ADDRESS: attributes["href"], "title": attributes.get("title")})

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        words = self.renderInlineAsText(token.children, options, env)
        address, title = token.attrs["src"], token.attrs.get("title")
        return _tag("img", {ADDRESS: address, "alt": words, "title": title})

    def s_open(self, *_: Any) -> str:
        return "<del>"

    def s_close(self, *_: Any) -> str:
        return "</del>"

    def list_item_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        checked = tokens[index].meta.get("checked")
        if checked is None:
            return "<li>"
        box = "☑ " if checked else "☐ "
        if tokens[index + 1].type != "paragraph_open":
            return f"<li>{box}"
        text = tokens[index + 2]
        text.children = [Token("text", "", 0, content=box), *(text.children or ())]
        return "<li>"

    def alert_open(self, *_: Any) -> str:
        return "<blockquote>\n"

    def alert_close(self, *_: Any) -> str:
        return "</blockquote>\n"

    def alert_title_open(self, *_: Any) -> str:
        return "<p><strong>"

    def alert_title_close(self, *_: Any) -> str:
        return "</strong></p>\n"

    def footnote_ref(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        meta = tokens[index].meta
        link = _tag("a", {ADDRESS: f"#{NOTE}{_note(meta)}", "id": _source(meta)})
        return f"<sup>{link}{_note(meta)}</a></sup>"

    def footnote_block_open(self, *_: Any) -> str:
        return "<hr>\n<ol>\n"

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n"

    def footnote_open(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return _tag("li", {"id": f"{NOTE}{_note(tokens[index].meta)}"})

    def footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return f" {_tag('a', {ADDRESS: f'#{_source(tokens[index].meta)}'})}↩</a>"


def _tag(name: str, attributes: Mapping[str, str | int | float | None]) -> str:
    written = "".join(
        f' {attribute}="{escapeHtml(str(value))}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>"


def _note(meta: Mapping[str, int]) -> int:
    """The number of a footnote, as readers count."""
    return meta["id"] + 1


def _source(meta: Mapping[str, int]) -> str:
    """The id of the place in the text that a footnote belongs to; there may be several."""
    place = f"-{meta['subId'] + 1}" if meta["subId"] else ""
    return f"{NOTE}{_note(meta)}-from{place}"
