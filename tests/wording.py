"""What is wrong with the texts of the interface: each rule is a function that yields faults."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml
from babel import Locale

from tests.project import REPOSITORY

#: A text, or the forms of one that counts, by their tag in CLDR.
Text = str | Mapping[str, str]
Texts = Mapping[str, Text]

_FOLDER = REPOSITORY / "rooftop" / "translations"
_TAGS = {"zero", "one", "two", "few", "many", "other"}

#: English that follows another language's grammar, hides who does what, or is a riddle.
_REFUSED = re.compile(
    r"\b(?:(?:some|any|every|no)body|whom|look elsewhere|goes? round|lived through|stood"
    r"|tak(?:e|es|en) (?:it|them|this|that)? ?back|all the same|made anew|by its own name"
    r"|asks? for nothing|what is wanted|somebody like this|is none of)\b",
    re.IGNORECASE,
)
_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def read_texts(language: str) -> Texts:
    """Every text of ``language``, by its key."""
    return texts_of((_FOLDER / f"{language}.yml").read_text(encoding="utf-8"))


def texts_of(source: str) -> Texts:
    """Every text in the YAML ``source``, by its key. Raises ValueError where a key stands twice."""
    return dict(_flat(yaml.load(source, _Loader)))  # noqa: S506 — a SafeLoader


def find_incomplete(languages: Mapping[str, Texts]) -> Iterator[str]:
    """Keys that one language has and another lacks, and texts without words."""
    everything = {key for texts in languages.values() for key in texts}
    for language, texts in languages.items():
        yield from (f"{language}: {key} is missing" for key in sorted(everything - set(texts)))
        for key, text in texts.items():
            if not all(isinstance(form, str) and form.strip() for form in forms(text)):
                yield f"{language}: {key} is empty"


def find_wrong_plurals(languages: Mapping[str, Texts]) -> Iterator[str]:
    """Texts that count in one language alone, or lack a form that CLDR names for theirs."""
    counting = {key for texts in languages.values() for key, text in texts.items() if counts(text)}
    for language, texts in languages.items():
        named = {*Locale(language).plural_form.tags, "other"}
        for key in sorted(counting & set(texts)):
            text = texts[key]
            written = set(text) if isinstance(text, Mapping) else set()
            yield from (f"{language}: {key} has no form {tag}" for tag in sorted(named - written))
            yield from (f"{language}: {key} has a form {tag}" for tag in sorted(written - named))
        for key, text in texts.items():
            if "{n}" in "".join(forms(text)) and not counts(text):
                yield f"{language}: {key} counts and has one form"


def find_wrong_placeholders(languages: Mapping[str, Texts]) -> Iterator[str]:
    """Texts that fill in something else than the same text in the first language. A form for a
    single number may say the number in words.
    """
    first = next(iter(languages.values()))
    for language, texts in languages.items():
        for key in texts.keys() & first.keys():
            wanted = set().union(*map(placeholders, forms(first[key])))
            for form in forms(texts[key]):
                own = placeholders(form)
                if own != wanted and not (counts(texts[key]) and own | {"n"} == wanted):
                    yield f"{language}: {key} fills in {sorted(own)} and not {sorted(wanted)}"
            if counts(texts[key]) and "n" in wanted and "{n}" not in texts[key]["other"]:
                yield f"{language}: {key} does not say the number"


def find_bad_typography(language: str, texts: Texts) -> Iterator[str]:
    """Characters of typewriters, needless spaces, and in French the spaces that must not break."""
    rules = {
        "a straight quotation mark": r"[\"']",
        "three dots": r"\.\.\.",
        "two spaces": r"\s\s",
        "a space at an end": r"^\s|\s$",
        "a hyphen for a dash": r"\s-\s",
    }
    if language == "fr":
        rules["no narrow no-break space before ; ! ?"] = rf"[^{_NARROW}?!=][;!?](?![\w{_NARROW}])"
        rules["no no-break space before a colon"] = rf"[^{_WIDE}]:(?!//)"
        rules["no no-break space within « »"] = rf"«[^{_WIDE}]|[^{_WIDE}]»"
    for key, text in texts.items():
        if key.startswith("formats."):  # patterns of CLDR, which quote as programs do
            continue
        for fault, pattern in rules.items():
            if any(re.search(pattern, form) for form in forms(text)):
                yield f"{language}: {key} has {fault}"


def find_refused_english(texts: Mapping[str, str]) -> Iterator[str]:
    """Constructions that no native editor would print."""
    for key, text in texts.items():
        yield from (f"{key} says “{found[0]}”" for found in _REFUSED.finditer(text))


def find_wrong_keys(texts: Texts, source: str) -> Iterator[str]:
    """Keys that nothing in ``source``, templates and code, asks for; and keys that it asks for and
    that are not there. A key that is put together counts by its beginning.
    """
    asked = set(re.findall(r"""["']([a-z_]+\.[a-z][a-z0-9-]*)["']""", source))
    beginnings = tuple(
        re.findall(r"""["']([a-z_]+\.(?:[a-z-]*-)?)["']\s*~""", source)
        + re.findall(r"""f["']([a-z_]+\.)\{""", source)
    )
    for key in texts:
        if key not in asked and not key.startswith(beginnings):
            yield f"{key} is not used"
    for key in re.findall(r"""\b(?:t|words)\(\s*["']([\w-]+\.[\w.-]*\w)["']\s*[,)]""", source):
        if key not in texts:
            yield f"{key} does not exist"


def forms(text: Text) -> Iterable[str]:
    """Every form of ``text``."""
    return text.values() if isinstance(text, Mapping) else [text]


def counts(text: Text) -> bool:
    """Whether ``text`` has forms for numbers."""
    return isinstance(text, Mapping)


def placeholders(text: str) -> set[str]:
    """The names that ``text`` fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _flat(texts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Text]]:
    for key, value in texts.items():
        if isinstance(value, Mapping) and not (value and set(value) <= _TAGS):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"written twice: {', '.join(sorted(twice))}")
        return super().construct_mapping(node, deep)
