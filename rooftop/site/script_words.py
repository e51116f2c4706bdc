"""What scripts say to readers: one module that all pages share."""

from __future__ import annotations

import json
from typing import Any

from rooftop.published import Published
from rooftop.translations import Translation, translation_for

#: Below the root, beside the script that imports it.
ADDRESS = "assets/rooftop/words.js"
#: From how many stories on search fetches what it counts kinds with only when it is asked to.
_MANY = 2_000


def render_script_words(published: Published) -> bytes:
    """A JavaScript module whose default export is `_words` of ``published``, UTF-8."""
    words = _words(translation_for(published.community.language), published)
    return f"export default {json.dumps(words, ensure_ascii=False, indent=1)}\n".encode()


def _words(words: Translation, published: Published) -> dict[str, Any]:
    """Texts in which scripts fill in ``{…}`` themselves. ``languages`` are those that search has an
    index for.
    """
    texts, language = words.keys(), published.community.language
    told = dict.fromkeys(
        [language, *sorted(story.language for story in published.stories.values())]
    )

    def forms(key: str) -> dict[str, str]:
        return {
            name.rpartition(".")[2]: text
            for name, text in texts.items()
            if name.startswith(f"{key}.")
        }

    return {
        "language": str(words.locale).replace("_", "-"),
        "languages": {tag.lower(): words.language(tag) for tag in told},
        "isSmall": len(published.stories) < _MANY,
        "copied": texts["copy.done"],
        "byHand": texts["copy.by-hand"],
        "yourTime": texts["meet.your-time"],
        "stories": forms("count.stories"),
        "people": forms("count.people"),
        "remove": texts["filter.remove"],
        "clear": texts["filter.clear"],
        "listFailed": texts["filter.failed"],
        "filter": texts["filter.title"],
        "search": texts["search.title"],
        "searchFor": texts["search.placeholder"],
        "searchHint": texts["search.hint"],
        "searchNone": texts["search.none"],
        "searchInstead": texts["search.instead"],
        "searchExactly": texts["search.exactly"],
        "searchFound": forms("search.found"),
        "searchFailed": texts["search.failed"],
        "searchAlso": texts["search.also"],
        "everything": texts["search.all"],
        "close": texts["search.close"],
    }
