"""Words of somebody's, marked as such the way their language does (Unicode CLDR, delimiters)."""

from __future__ import annotations

_MARKS = {
    "ar": "«»",
    "cs": "„“",
    "da": "»«",
    "de": "„“",
    "el": "«»",
    "es": "«»",
    "fa": "«»",
    "fi": "””",
    "fr": "«»",
    "he": "”“",
    "it": "«»",
    "ja": "「」",
    "nb": "«»",
    "pl": "„”",
    "ru": "«»",
    "sv": "””",
    "uk": "«»",
    "zh": "“”",
    "zh-TW": "「」",
    "zh-Hant": "「」",
}


def quoted(text: str, language: str) -> str:
    """``text`` between the quotation marks of ``language`` (BCP 47); English ones where it is not
    known here.
    """
    marks = _MARKS.get(language) or _MARKS.get(language.partition("-")[0], "“”")
    blank = "\u202f" if language.startswith("fr") else ""
    return f"{marks[0]}{blank}{text}{blank}{marks[1]}"
