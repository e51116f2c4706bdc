"""Somebody's words between the quotation marks of their language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

#: Opening and closing mark by language; every other language has “ and ”. Unicode CLDR 48,
#: delimiters, except where print differs: Arabic, Danish, Portuguese (as in Portugal, unless it is
#: said to be Brazil's), Spanish (RAE, Ortografía 2010), and Switzerland, whose Federal Chancellery
#: sets «…» in each national language.
_LANGUAGES: Mapping[str, str] = {
    "“”": "pt-BR yue-Hans",
    "„“": "bg bs-Cyrl cs de dsb et hr hsb is ka ksh lb lt luy mk nds prg sk sl",
    "„”": "agq bs ff hu nmg pl ro sr szl",
    "«»": "am ar ast az-Arab az-Cyrl bas be blo bm br ca cv de-CH de-LI dua dyo el es eu ewo fa fr"
    " gsw hy it jgo kab kk kkj ksf ky lij mg mua mzn nb nn nnh no oc os pt rm"
    " ru rw sah sc sdh sg shi sq ti uk wae yav zgh",
    "»«": "da ug",
    "””": "fi he lag rn se sn sv yi",
    "”“": "lld syr ur",
    "‘’": "fur ia nl nso tn",
    "「」": "ja yue zh-Hant zh-HK zh-MO zh-TW",
}
_MARKS = {tag.lower(): marks for marks, tags in _LANGUAGES.items() for tag in tags.split()}
#: Around a quotation within a quotation, by the marks of the outer one; elsewhere ‘ and ’.
_INNER: Mapping[str, str] = {
    "„“": "‚‘",
    "„”": "‚’",
    "«»": "“”",
    "»«": "›‹",
    "””": "’’",
    "”“": "’‘",
    "‘’": "“”",
    "「」": "『』",
}
_NARROW_BLANK = "\u202f"

#: Which marks may end a quotation that begins with a mark, in any language, on any keyboard.
_CLOSING: Mapping[str, str] = {
    "“": '”“"',
    "„": '“”„"',
    "‟": "”",
    "”": "”“",
    '"': '"”“',
    "＂": "＂",
    "«": "»",
    "»": "«»",
    "‘": "’‘'",
    "‚": "‘’'",
    "‛": "’",
    "’": "’‘",
    "'": "'’",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
}
#: Marks that French sets a blank inside of.
_SPACED = "«»‹›"
_SINGLE = "‘‚‛’'‹›『﹃"
#: Words that begin with an apostrophe: ’90s, ’twas.
ELISION = re.compile(r"['’](\d0s|tis|twas|em|til|cause|bout|n)\b", re.IGNORECASE)
_FINAL = re.compile(r"(?<=[^\w\s])[.,!?…。！？]+$")


def quoted(text: str, language: str) -> str:
    """``text`` between the quotation marks of ``language`` (BCP 47), which replace marks of its
    own.
    """
    return "".join(quotation(text, language))


def quotation(text: str, language: str) -> tuple[str, str, str]:
    """The opening mark of ``language`` (BCP 47), the words of ``text``, and the closing mark.

    A pair of marks around all of ``text``, of any language, is no part of the words. Quotations
    within the words stay as they are, for nobody edits a quote.
    """
    opening, closing = marks_for(language)[0]
    return opening, _without_marks(text), closing


@lru_cache(maxsize=256)
def marks_for(language: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The opening and the closing mark of ``language`` (BCP 47), and those of a quotation within a
    quotation, with the blanks that French sets inside of guillemets.
    """
    marks = _marks_of(language)
    inner = _INNER.get(marks, "‘’")
    blank = _NARROW_BLANK if language.lower().partition("-")[0] == "fr" else ""
    return (f"{marks[0]}{blank}", f"{blank}{marks[1]}"), (inner[0], inner[1])


def _marks_of(language: str) -> str:
    tag = language.lower()
    while tag and tag not in _MARKS:
        tag = tag.rpartition("-")[0]
    return _MARKS.get(tag, "“”")


def _without_marks(text: str) -> str:
    words = text.strip()
    while inner := _unwrapped(words):
        if words[0] in _SINGLE and words != text.strip():
            break  # “‘Yes’”: the words are themselves a quotation
        words = inner
    return words


def _unwrapped(text: str) -> str:
    """What one pair of marks holds, with a full stop that follows it; empty where there is no such
    pair.
    """
    stop = match[0] if (match := _FINAL.search(text)) else ""
    whole = text.removesuffix(stop)
    if len(whole) < 3 or whole[-1] not in _CLOSING.get(whole[0], "") or ELISION.match(whole):
        return ""
    inner = whole[1:-1]
    is_spaced = inner.strip() != inner
    if (is_spaced and whole[0] not in _SPACED) or _is_several(inner, whole[0], whole[-1]):
        return ""
    inner = inner.strip()
    return inner if inner.endswith(tuple(".,!?…。！？")) else inner + stop


def _is_several(inner: str, opening: str, closing: str) -> bool:
    """Whether the first quotation ends within ``inner`` and another begins: “Yes” is not “no”."""
    depth, is_over = 0, False
    for place, mark in enumerate(inner):
        if mark not in (opening, closing):
            continue
        before, after = inner[place - 1 : place], inner[place + 1 : place + 2]
        if before.isalpha() and after.isalpha():
            continue  # an apostrophe
        if _opens(mark, before, after, opening, closing):
            if is_over:
                return True
            depth += 1
        else:
            depth -= 1
            is_over = is_over or depth < 0
    return False


def _opens(mark: str, before: str, after: str, opening: str, closing: str) -> bool:
    if mark == opening != closing:
        return True
    follows_word = bool(before) and not before.isspace() and before not in "([{–—-/"
    return not follows_word and bool(after) and not after.isspace()
