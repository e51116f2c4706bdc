"""Text with everything folded away that does not change what is said: case, accents,
punctuation.
"""

from __future__ import annotations

import re
import unicodedata

#: Where a sentence, a quotation or a paragraph ends, in folded text; a comma stands for itself.
BREAK, COMMA = "|", ","

_MARKS = re.compile(r"[\u0300-\u036f]+")
#: Letters that Unicode does not take for another one with a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
#: A letter that stands for a name: its full stop ends nothing.
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\.")
_END = re.compile(r"[.!?;:…](?=\s|$)|[()\[\]{}\"“”„«»‹›|\x1f]|\n\s*\n")
_BETWEEN = re.compile(r"(?:[^\w,|]|_)+")
_COMMA = re.compile(r"\s*,\s*")


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
    plain = _INITIAL.sub(r"\1 ", unaccented(text))
    plain = _COMMA.sub(" , ", _END.sub(" | ", plain))
    return f" {_BETWEEN.sub(' ', plain).strip()} "
