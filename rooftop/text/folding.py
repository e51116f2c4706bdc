"""Text without differences that do not change its meaning: case, accents, punctuation."""

from __future__ import annotations

import re
import string
import unicodedata

#: Where a sentence, a quotation or a paragraph ends, in folded text; a comma stands for itself.
BREAK, COMMA = "|", ","

_MARKS = re.compile(r"[\u0300-\u036f]+")
#: Letters that Unicode does not take for another one with a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
#: The full stop after an initial, which ends no sentence. The pattern begins with the
#: stop, because texts have few of them and many letters.
_INITIAL = re.compile(r"\.(?<=(?<![^\W_])[^\W\d_]\.)")
#: Signs that end a sentence, where a blank comes after them.
_ENDS = ".!?;:…"
_BREAKS, _OTHER_BREAKS = '()[]{}"|\x1f', "“”„«»「」"
_BLANKS = "’‘‹›–—·\u00a0\u202f"
#: One sign for one: that is ten times as fast as replacing one by several.
_SIGNS = str.maketrans(
    {sign: " " for sign in string.punctuation if sign not in _ENDS + _BREAKS + COMMA}
    | dict.fromkeys(_BREAKS, BREAK)
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^\w\s,|]")


def unaccented(text: str) -> str:
    """``text`` in small letters without accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", folded))
    return unicodedata.normalize("NFC", plain.translate(_LETTERS))


def fold(text: str) -> str:
    """The words of ``text``, unaccented, with one blank around each: `` tomas medeiros ``.

    `BREAK` stands where a sentence or a quotation ends, `COMMA` where there was one.
    """
    if not text.isascii():  # mostly for its punctuation alone
        for sign in _OTHER_BREAKS:
            text = text.replace(sign, BREAK)
        for sign in _BLANKS:
            text = text.replace(sign, " ")
    plain = unaccented(text)
    if "." in plain:
        plain = _INITIAL.sub(" ", plain)
    if "\n" in plain:
        plain = _PARAGRAPH.sub(f" {BREAK} ", plain).replace("\n", " ")
    plain = plain.translate(_SIGNS) + " "
    for sign in _ENDS:
        if sign in plain:
            plain = plain.replace(f"{sign} ", BREAK).replace(sign, " ")
    if not plain.isascii():
        plain = _NEITHER_LETTER_NOR_DIGIT.sub(" ", plain)
    plain = plain.replace(BREAK, f" {BREAK} ").replace(COMMA, f" {COMMA} ")
    return f" {' '.join(plain.split())} "
