"""Quotation marks and apostrophes as print has them, in place of the straight ones that keyboards
have. Only what readers see is set so: what was approved, and what programs compare, stays as it is.

Which straight mark opens, closes or is an apostrophe is decided by the rule ``smartquotes`` of
markdown-it. Its ``typographer`` option cannot be used as such: it sees Markdown alone, while
titles, names and the interface stand in templates, and it would change the tree that digests of
approved words are made of.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from markdown_it.token import Token

from rooftop.text.quotations import ELISION, marks_for

#: Elements whose text is not prose, tags, and the text between them.
_PIECE = re.compile(
    r"<!--.*?-->|<(?P<kept>code|kbd|pre|samp|script|style|svg|textarea)\b.*?</(?P=kept)\s*>"
    r"""|</?(?P<tag>[a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^'">])*>|<|[^<]+""",
    re.DOTALL | re.IGNORECASE,
)
#: Elements that may stand within a sentence.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins"}
    | {"kbd", "mark", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr"}
)
_NAME = re.compile(r"</?([a-z][\w-]*)", re.IGNORECASE)
_LANG = re.compile(r"""\slang=["']?([\w-]+)""")
#: Attributes that readers see or hear.
_SHOWN = re.compile(
    r'(\s(?:alt|aria-label|data-label|data-pagefind-meta|data-title|label|placeholder|title)=")'
    r'([^"]*)(?=")'
)
#: Descriptions of a page that are shown where somebody links to it.
_DESCRIPTION = re.compile(
    r'(<meta (?:name|property)="(?:og:[a-z:]+|description)" content=")([^"]*)'
)
_STRAIGHT = re.compile(r"""['"]|&(?:#3[49]|#x2[27]|quot|apos);""", re.IGNORECASE)
#: Something to set in what follows a ``>``: a mark, or a straight one between tags rather than
#: around an attribute. Each branch begins with a character of its own, so the search is fast.
_UNSET = re.compile(
    r"""'|&(?i:#3[49]|#x2[27]|quot|apos);|>[^<"']*+"|<(?!/?[A-Za-z]|!--)[^<"']*+\""""
)
_ENTITY = re.compile(r"&(?:#3[49]|#x2[27]|quot|apos|nbsp);", re.IGNORECASE)
_ESCAPES = str.maketrans({'"': "&#34;", "'": "&#39;"})
#: Marks, with the blanks that French sets inside of them.
_MARK = re.compile(r"«\u202f|\u202f»|[\"«»„“”‹›‚‘’「」『』]")
_TEXT, _CODE, _BREAK = "text", "code_inline", "hardbreak"


def typographic(text: str, language: str, *, is_quoted: bool = False) -> str:
    """``text`` with the quotation marks and the apostrophe of ``language`` (BCP 47) in place of
    straight ones; marks that are set already stay. ``is_quoted`` where it stands between quotation
    marks itself. A mark without its counterpart stays straight.
    """
    if '"' not in text and "'" not in text:
        return text
    return _set([(_TEXT, text)], language, is_quoted)[0]


def typeset(page: str, language: str) -> str:
    """HTML ``page`` with the text that readers see as `typographic` has it, each part in the
    language that the nearest ``lang`` names, or in ``language``. Code stays as it is.
    """
    return _Typesetter(page, language).set() if _UNSET.search(f">{page}") else page


def straightened(text: str) -> str:
    """``text`` with an apostrophe for every quotation mark: the same for one that was typed and for
    what `typographic` makes of it in any language.
    """
    return _MARK.sub("'", text)


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag means for the text around it. ``language`` is the one it names, or none."""

    name: str
    language: str
    is_closing: bool
    is_inline: bool
    is_empty: bool
    may_show_marks: bool


@lru_cache(maxsize=4096)  # most tags of a page stand on every other page too
def _tag_of(piece: str) -> _Tag:
    found = _NAME.match(piece)
    assert found
    name = found[1].lower()
    language = match[1] if (match := _LANG.search(piece)) else ""
    is_empty = name in _VOID or piece.endswith("/>")
    may_show_marks = "&" in piece or "'" in piece
    return _Tag(name, language, piece.startswith("</"), name in _INLINE, is_empty, may_show_marks)


class _Typesetter:
    """One page: its pieces, the elements that are open, and the run of text being read."""

    def __init__(self, page: str, language: str) -> None:
        self._found = list(_PIECE.finditer(page))
        self._pieces = [match[0] for match in self._found]
        #: Name, language, and whether it stands in a quotation.
        self._open = [("", language, False)]
        self._run: list[int] = []
        self._has_marks = False

    def set(self) -> str:
        """The page with its text set."""
        for place, (match, piece) in enumerate(zip(self._found, self._pieces, strict=True)):
            kind = match.lastgroup
            if kind == "tag":
                self._read_tag(place, _tag_of(piece))
            elif kind == "kept" and match["kept"].lower() not in _INLINE:
                self._end_run(*self._open[-1][1:])
            else:
                self._run.append(place)
                self._has_marks = self._has_marks or _has_marks(piece)
        self._end_run(*self._open[-1][1:])
        return "".join(self._pieces)

    def _read_tag(self, place: int, tag: _Tag) -> None:
        _, language, is_quoted = self._open[-1]
        if tag.is_closing:
            self._close(tag.name)
            if not tag.is_inline or self._open[-1][1:] != (language, is_quoted):
                self._end_run(language, is_quoted)
        else:
            own = tag.language or language
            if not tag.is_inline or own != language:
                self._end_run(language, is_quoted)
            if not tag.is_empty:
                self._open.append((tag.name, own, is_quoted or tag.name == "q"))
            if tag.may_show_marks:
                self._set_attributes(place, own)
        self._run.append(place)

    def _close(self, name: str) -> None:
        """End the element called ``name``, and those within it."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place][0] == name:
                del self._open[place:]
                return

    def _set_attributes(self, place: int, language: str) -> None:
        def written(match: re.Match[str]) -> str:
            return match[1] + _escaped(typographic(_unescaped(match[2]), language))

        self._pieces[place] = _DESCRIPTION.sub(written, _SHOWN.sub(written, self._pieces[place]))

    def _end_run(self, language: str, is_quoted: bool) -> None:
        """Set the text that was read since the last block began or ended."""
        run, self._run = self._run, []
        if not self._has_marks:
            return
        self._has_marks = False
        parts = [self._part(place) for place in run]
        for place, text in zip(run, _set(parts, language, is_quoted), strict=True):
            if self._is_text(place):
                self._pieces[place] = _escaped(text)

    def _part(self, place: int) -> tuple[str, str]:
        match = self._found[place]
        if self._is_text(place):
            return _TEXT, _unescaped(match[0])
        return (_BREAK if match["tag"] == "br" else _CODE), "x" if match["kept"] else ""

    def _is_text(self, place: int) -> bool:
        return not self._found[place][0].startswith("<")


def _has_marks(text: str) -> bool:
    if "'" not in text and '"' not in text and "&" not in text:
        return False  # as nearly all texts
    return _STRAIGHT.search(text) is not None


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _set(parts: Sequence[tuple[str, str]], language: str, is_quoted: bool) -> list[str]:
    """The texts of ``parts``, which follow each other, set as one; each comes with its kind of
    token.
    """
    tokens = [Token(kind, "", 0, content=ELISION.sub(r"’\1", text)) for kind, text in parts]
    whole = Token("inline", "", 0, content="".join(text for _, text in parts), children=tokens)
    outer, inner = marks_for(language)
    marks = (*inner, *outer) if is_quoted else (*outer, *inner)
    smartquotes(StateCore("", _rules(marks), {}, [whole]))
    return [token.content for token in tokens]


@lru_cache(maxsize=64)
def _rules(marks: tuple[str, ...]) -> MarkdownIt:
    return MarkdownIt("zero", {"typographer": True, "quotes": marks})
