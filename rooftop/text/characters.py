"""Characters nobody can see, or that make text read as something it is not: refused where they
deceive.

Languages that need some of them keep them: Unicode UTS 39, 3.1.1 (joiners), UTS 51 (emoji), UAX 9
(directions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from rooftop.text.packed import decode, encode

_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
#: Control and line-separating characters but for tab and line feed, and code points that are no
#: characters.
CONTROL = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb{_NO_CHARACTERS}]"
)
_OVERRIDE = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = regex.compile(
    r"[\p{Default_Ignorable_Code_Point}\u2800\u17b4\u17b5--\u202a-\u202e\u2066-\u2069]", regex.V1
)
#: Marks upon one letter: Vietnamese needs two, vocalised Hebrew and Tibetan up to six.
_MAX_MARKS = 8
_PILE = regex.compile(rf"\p{{M}}{{{_MAX_MARKS + 1},}}")

#: Scripts that join letters, or keep them from joining, with U+200C and U+200D.
_JOINING = (
    "Arab Syrc Mand Nkoo Mong Phag Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr "
    "Tibt Java Bali"
)
_JOINED = "".join(rf"\p{{scx={script}}}" for script in _JOINING.split())
#: Scripts without blanks between words mark where a line may break with U+200B.
_UNSPACED = "".join(rf"\p{{scx={script}}}" for script in ("Thai", "Laoo", "Khmr", "Mymr"))
_NEEDED = regex.compile(
    rf"(?<=[{_JOINED}])[\u200c\u200d]"
    rf"|(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])"
    r"|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})"
    r"|(?<=[\p{Emoji}\p{Extended_Pictographic}])[\ufe0e\ufe0f]"
    r"|(?<=\p{Script=Han})[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    r"|(?<=\p{Script=Mong})[\u180b-\u180f]"
    r"|(?<=\U0001f3f4[\U000e0020-\U000e007e]{0,7})[\U000e0020-\U000e007f]"
)
#: Marks of direction; they help only where letters of both directions meet.
_DIRECTION = "\u200e\u200f\u061c"
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


_ASCII = bytes(range(0x80))
#: Latin letters, and the punctuation of print: nothing of this needs a closer look, and most texts
#: have nothing else.
_BEYOND_PRINT = re.compile(
    r"[^\x00-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u27ff\u2900-\u2bff]"
)


def beyond_ascii(text: str) -> str:
    """The characters of ``text`` that are not ASCII, in their order. Latin text has few."""
    return decode(encode(text).translate(None, _ASCII))


def looks_plain(text: str) -> bool:
    """Whether ``text`` has Latin letters and common signs alone; control characters aside."""
    return text.isascii() or _BEYOND_PRINT.search(text) is None


def find_deceiving(text: str) -> Iterator[tuple[int, str]]:
    """(offset, what it is) of every character or pile of marks in ``text`` that may not stand where
    it stands.
    """
    one_line = text.replace("\n", " ").replace("\t", " ")
    if one_line.isprintable() and looks_plain(
        text
    ):  # most texts; what is invisible is not printable
        return
    for match in CONTROL.finditer(text):
        yield match.start(), f"the control character U+{ord(match[0]):04X}"
    if looks_plain(text):
        return
    for found in _OVERRIDE.finditer(text):
        yield found.start(), f"the direction override U+{ord(found[0]):04X}"
    for found in _INVISIBLE.finditer(text):
        if not _is_needed(text, found.start(), found[0]):
            yield found.start(), f"the invisible character U+{ord(found[0]):04X}"
    for found in _PILE.finditer(text):
        yield found.start(), f"more than {_MAX_MARKS} marks upon one letter"


def without_deceiving(text: str) -> str:
    """``text`` without what `find_deceiving` finds in it, and without halves of surrogate pairs."""
    text = CONTROL.sub("", text.encode("utf-8", "ignore").decode())
    while not looks_plain(text):
        clean = _without_invisible(_OVERRIDE.sub("", text))
        if clean == text:
            break
        text = clean  # what stood beside a character may have been why it was needed
    return text


def _without_invisible(text: str) -> str:
    clean = _INVISIBLE.sub(
        lambda match: match[0] if _is_needed(text, match.start(), match[0]) else "", text
    )
    return str(_PILE.sub(lambda match: match[0][:_MAX_MARKS], clean))


def _is_needed(text: str, at: int, character: str) -> bool:
    if character in _DIRECTION:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        return _RIGHT_TO_LEFT.search(text, start, len(text) if end < 0 else end) is not None
    return _NEEDED.match(text, at) is not None


def shown_plainly(text: str) -> str:
    """``text`` on one line, with visible escapes in place of control characters: safe to print on
    any terminal.
    """
    return _SPECIAL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


_SPECIAL = regex.compile(
    r"[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]"
)
