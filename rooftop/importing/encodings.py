"""Bytes as text, in the encodings that spreadsheets and editors save."""

from __future__ import annotations

import codecs
import re
import unicodedata

from rooftop.problems import Problem, problem
from rooftop.text import CONTROL

#: Longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {b"PK\x03\x04": "a workbook or archive", b"\xd0\xcf\x11\xe0": "an old workbook"}
#: UTF-8 that was read byte by byte, and Cyrillic, Greek or Japanese letters read as Western ones.
_MISREAD = re.compile(r"Ã[\x80-\xbf]|[À-ÖØ-öø-ÿ¤-¿]{4}")
#: Bytes that Windows-1252 leaves undefined; browsers read them as controls (WHATWG Encoding).
_UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


def decode(data: bytes, name: str, encoding: str | None) -> tuple[str, list[Problem]]:
    """The text in ``data``, in NFC, lines ended by line feeds, without control characters;
    and what may have been misread.

    Without ``encoding``, byte order marks decide, then UTF-8, then Windows-1252. Raises ValueError
    for what is no text.
    """
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise ValueError(f"is {what}, not text; save it as CSV, UTF-8")
    mark = next((mark for mark in _MARKS if data.startswith(mark[0])), None)
    if mark:
        return _even(_strictly(data[len(mark[0]) :], mark[1])), []
    if encoding:
        return _even(_strictly(data, encoding)), []
    text, problems = _guessed(data, name)
    return _even(text), problems


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"is not {encoding} text: line {line} cannot be read") from None


def _guessed(data: bytes, name: str) -> tuple[str, list[Problem]]:
    if wide := _wide(data):
        return _strictly(data, wide), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        broken = data.decode("utf-8", "replace")
        if broken.count("\ufffd") < sum(ord(letter) > 127 for letter in broken) / 2:
            line = data.count(b"\n", 0, error.start) + 1
            return broken, [_doubt(name, line, "some bytes are not UTF-8 and became \ufffd")]
    text = data.translate(None, delete=_UNDEFINED).decode("cp1252")
    doubts = [
        _doubt(name, text.count("\n", 0, match.start()) + 1, "was read as Windows-1252")
        for match in [_MISREAD.search(text)]
        if match
    ]
    return text, doubts


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is 0."""
    start = data[:4_096]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) > 3 and zeros.count(0) > 0.6 * len(zeros) and start.count(0) < len(start):
            return encoding
    return None


def _doubt(name: str, line: int, what: str) -> Problem:
    hint = "If letters are wrong, name the encoding in the mapping, such as `encoding: cp1251`."
    return problem(name, (line, 0), "import-unmapped", f"encoding: {what}", hint)


def _even(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", " ")
    whole = lines.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", CONTROL.sub("", whole.removeprefix("\ufeff")))
