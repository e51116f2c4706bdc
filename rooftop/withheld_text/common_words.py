"""Words that are also names: May, Will, Grace, Klein. As a word they tell nobody's name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from babel import Locale

from rooftop.text import fold
from rooftop.translations import LANGUAGES, translation_for


def is_common(word: str) -> bool:
    """Whether ``word``, folded, is an ordinary word of a language the interface speaks."""
    return word in _common_words()


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """The words of our list, of every translation, and what calendars and atlases call things."""
    words = set(files(__package__).joinpath("common-words.txt").read_text("utf-8").split())
    for language in LANGUAGES:
        texts = " ".join(translation_for(language).keys().values())
        locale = Locale.parse(language)
        named = [*locale.territories.values(), *locale.languages.values()]
        for calendar in (locale.months, locale.days):
            named += [
                name for widths in calendar.values() for w in widths.values() for name in w.values()
            ]
        words |= {word for text in (texts, *named) for word in fold(text).split()}
    return frozenset(words)
