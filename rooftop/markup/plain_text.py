"""What HTML says, without its tags, in every way that it can be read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

#: Tags that may stand within one word; all others stand between words.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
#: The number that refers to a footnote. It stands behind a word, and is no part of it.
_NOTE_MARK = r"<sup\b[^<>]*>(?:<a\b[^<>]*>)?[0-9]+(?:</a>)?</sup>"
_IN_TEXT, _IN_BYTES = re.compile(_NOTE_MARK), re.compile(_NOTE_MARK.encode())


def readings(source: str) -> Iterator[str]:
    """What marked-up text can be read as: with its tags and their attributes, without them, and
    without the numbers of footnotes as well; escapes undone, even twice.
    """
    text = html.unescape(html.unescape(source)) if "&" in source else source
    yield text
    if "<" in text:
        yield without_tags(text)
        if text != (words := _IN_TEXT.sub("", text)):
            yield without_tags(words)


def without_tags(text: str) -> str:
    """The words of ``text``, HTML: those between which only a tag stands within a word are one."""
    return _TAG.sub(" ", _INLINE_TAG.sub("", text))


def without_note_marks(text: bytes) -> bytes:
    """``text``, HTML in UTF-8, without the numbers of footnotes."""
    return _IN_BYTES.sub(b"", text)
