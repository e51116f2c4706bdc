"""The text of HTML without tags, in every way in which it can be read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

#: Tags that may be within a word; all others separate words.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
#: The number that refers to a footnote. It follows a word, and is not part of it.
_NOTE_MARK = r"<sup\b[^<>]*>(?:<a\b[^<>]*>)?[0-9]+(?:</a>)?</sup>"
_IN_TEXT, _IN_BYTES = re.compile(_NOTE_MARK), re.compile(_NOTE_MARK.encode())


def readings(source: str) -> Iterator[str]:
    """All readings of marked-up text: with its tags and their attributes, without them, and also
    without the numbers of footnotes; escapes are resolved, even if they are escaped twice.
    """
    text = html.unescape(html.unescape(source)) if "&" in source else source
    yield text
    if "<" in text:
        yield without_tags(text)
        if text != (words := _IN_TEXT.sub("", text)):
            yield without_tags(words)


def without_tags(text: str) -> str:
    """The words of ``text``, HTML. A tag in the middle of a word does not split it."""
    return _TAG.sub(" ", _INLINE_TAG.sub("", text))


def without_note_marks(text: bytes) -> bytes:
    """``text``, HTML in UTF-8, without the numbers of footnotes."""
    return _IN_BYTES.sub(b"", text)
