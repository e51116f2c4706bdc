"""Whether a quotation says something to somebody who has not read what it is from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: How many letters a quotation needs, where ideographs count twice.
_LETTERS = 16
#: First words that refer to what was said before, or to somebody named there, by language.
_REFERRING: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "he she it they him her them his its their this that these those there here then so"
        " and but or because which who both either neither such also instead therefore",
        "de": "er sie es ihn ihm ihr ihnen ihre sein seine dies diese dieser dieses das jene jener"
        " jenes dort da dann so und aber oder denn weil deshalb darum dadurch damit dabei danach"
        " beide auch trotzdem stattdessen",
        "fr": "il elle ils elles lui leur leurs son sa ses ce cet cette ces cela ça c celui celle"
        " ceux là alors puis et mais ou donc car or parce aussi pourtant ensuite",
        "es": "él ella ellos ellas ello su sus este esta estos estas esto ese esa esos esas eso"
        " aquel aquella aquello allí ahí entonces luego así y e pero o porque pues también además",
        "pt": "ele ela eles elas seu sua seus suas este esta estes estas isto esse essa esses essas"
        " isso aquele aquela aquilo lá ali aí então depois assim e mas ou porque pois também além",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")


def stands_alone(text: str, language: str) -> bool:
    """Whether ``text`` is long enough, and begins with no word of ``language`` (BCP 47) that refers
    to something said before it. Of a language without such a list only the length counts.
    """
    words = _WORD.findall(text.casefold())
    letters = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in "".join(words))
    referring = _REFERRING.get(language.partition("-")[0], frozenset())
    return letters >= _LETTERS and words[0] not in referring
