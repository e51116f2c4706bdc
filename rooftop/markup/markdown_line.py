"""One line of Markdown that Rooftop writes: text that stays text, and what stands among words."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from rooftop.markup.backticks import longest_run
from rooftop.markup.structure import is_way_back
from rooftop.markup.tree import Tree

#: What may be read as markup anywhere in a line: of an address, one character of those that make it
#: one; of an ampersand, one that begins the name of a character.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|!\Z", re.IGNORECASE)
#: What may be read as a list, a heading or a table where a line begins.
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=:]))")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[\n\r]+")
_EMPHASIS = {"em": "*", "strong": "**", "del": "~~"}
_PLAIN_ADDRESS = re.compile(r"[\w./:#?=%+,@~-]+", re.ASCII)

#: Text and the elements in it, in turn.
Inline = list[str | Tree]


def escape_markdown(text: str) -> str:
    """``text`` on one line, as Markdown that shows it and nothing else, wherever it stands."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return escape_start(escape_signs(folded))


def escape_signs(text: str) -> str:
    """``text`` with every sign escaped that may be read as markup in the middle of a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def escape_start(text: str) -> str:
    """``text``, whose signs are escaped, fit to begin a line."""
    return _LINE_START.sub(r"\1\\", text)


def children_of(element: Tree) -> Inline:
    """The text of ``element``, and each of its children with the text that follows it."""
    children: Inline = [element.text or ""]
    for child in element:
        children += (child, child.tail or "")
    return children


def lines_of(nodes: Inline) -> list[str]:
    """``nodes`` as Markdown; each line break in them begins another line."""
    return [line.strip(" ") for line in _inline(nodes).strip(" \n").split("\n")]


def _inline(nodes: Inline) -> str:
    """``nodes`` as Markdown within a line; a line end is a line break."""
    text = ""
    for place, node in enumerate(nodes, 1):
        if isinstance(node, str):
            folded = _BLANKS.sub(" ", unicodedata.normalize("NFC", node))
            text += escape_signs(folded.lstrip(" ") if text.endswith((" ", "\n")) else folded)
        else:
            after = next((other for other in nodes[place : place + 2] if other != ""), " ")
            text += _element(node, text, after if isinstance(after, str) else "")
    return text


def _element(element: Tree, before: str, after: str) -> str:
    """``element`` as Markdown. ``before`` and ``after`` are the text around it; ``after`` is empty
    where another element follows.
    """
    content = _inline(children_of(element))
    match element.tag:
        case "br":
            return "\n"
        case "img":
            return f"!{_link(escape_signs(_folded(element.get('alt', ''))), element, 'src')}"
        case "code" if not len(element):
            return _code(element.text_content(), before)
        case "a" if is_way_back(element):
            return ""
        case "a" if not element.get("href", "#").startswith("#"):
            return _link(content, element, "href")
        case "em" | "strong" | "del":
            return emphasize(element.tag, content, before, after)
        case "abbr" if title := element.get("title"):
            return f'<abbr title="{escape(_folded(title))}">{content}</abbr>'
        case "cite" | "code" | "kbd" | "mark" | "q" | "small" | "sub" | "sup":
            return f"<{element.tag}>{content}</{element.tag}>" if content.strip() else content
        case _:
            return content


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _code(text: str, before: str) -> str:
    code = _folded(text)
    if not code:
        return " "
    if before.endswith("`"):
        return f"<code>{escape_signs(code)}</code>"
    around = " " if code.startswith("`") or code.endswith("`") else ""
    ticks = "`" * (longest_run(code) + 1)
    return f"{ticks}{around}{code}{around}{ticks}"


def _link(content: str, element: Tree, attribute: str) -> str:
    url = element.get(attribute, "").strip()
    if not _PLAIN_ADDRESS.fullmatch(url):
        url = f"<{_BREAKS.sub('%0A', _quoted(url))}>"
    title = _folded(element.get("title", ""))
    return f'[{content}]({url} "{_quoted(title)}")' if title else f"[{content}]({url})"


def _quoted(text: str) -> str:
    """``text`` as the address or the title of a link."""
    return escape(text).replace("\\", "\\\\")


def emphasize(tag: str, content: str, before: str, after: str) -> str:
    """``content`` within marks where they can only be read as such, within tags elsewhere."""
    words, mark = content.strip(" \n"), _EMPHASIS[tag]
    if not words:
        return content
    start, end = content.split(words, 1)
    opens = words[0].isalnum() or (start or before[-1:] or " ").isspace()
    closes = words[-1].isalnum() or (end or after[:1] or "x").isspace()
    if opens and closes and mark[0] not in before[-1:] + words:
        return f"{start}{mark}{words}{mark}{end}"
    return f"{start}<{tag}>{words}</{tag}>{end}"
