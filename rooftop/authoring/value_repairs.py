"""Values that their field refuses, or references that lead nowhere, where it is clear what is
meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from rapidfuzz import fuzz, process

from rooftop.catalogue import Catalogue
from rooftop.catalogue.media import media_of
from rooftop.frontmatter import Document, EditError, Path, replace_value, split
from rooftop.importing.dates import Days, read_moment
from rooftop.records import Event, Misfit, Product, Record, Story, misfits, parse
from rooftop.records.fields import slug_of
from rooftop.settings import Settings

_MEANT = re.compile(r"Did you mean '([^']+)'\?")
_CONFUSED = re.compile(r"advocates names '([^']+)', but quote and consent '([^']+)'")
#: How alike a word must be to the one that is meant, of 100, and how much less the next one.
_ALIKE, _AHEAD = 80, 8
_TRUTHS = {"yes": "true", "true": "true", "no": "false", "false": "false"}
_MOST = 50
#: A change, and what it did.
Step = tuple[str, str]


def nearest(word: str, known: Mapping[str, Any]) -> str | None:
    """The one of ``known`` that ``word`` can only be a slip for; None where there is none."""
    if (slug := slug_of(word)) in known:
        return slug
    found = process.extract(word, list(known), scorer=fuzz.ratio, limit=2, score_cutoff=_ALIKE)
    if not found or (len(found) > 1 and found[0][1] - found[1][1] < _AHEAD):
        return None
    return str(found[0][0])


def mend_values(
    text: str, kind: type[Record], slug: str, catalogue: Catalogue, settings: Settings
) -> tuple[str, list[str]]:
    """``text`` of the file ``slug`` of ``kind`` with what is clear mended, and what was done."""
    done: list[str] = []
    for _ in range(_MOST):
        document, _problems = split(text, "")
        if document is None:
            break
        steps = _steps(text, kind, slug, document, catalogue, settings)
        step = next((each for each in steps if each[0] != text), None)
        if step is None:
            break
        text = step[0]
        done.append(step[1])
    return text, done


def _steps(
    text: str,
    kind: type[Record],
    slug: str,
    document: Document,
    catalogue: Catalogue,
    settings: Settings,
) -> Iterator[Step]:
    meta = {key: value for key, value in document.meta.items() if value is not None}
    known = _known(kind, catalogue, settings)
    faults = misfits(kind, meta)
    for fault in faults:
        try:
            if (step := _mended(text, fault, document, known)) and _fits(step[0], kind, faults):
                yield step
        except (EditError, LookupError, TypeError, ValueError):
            continue
    record, _problems = parse(kind, document, slug)
    if record is not None:
        yield from _references(text, record, known, catalogue)


def _fits(text: str, kind: type[Record], before: list[Misfit]) -> bool:
    document, _problems = split(text, "")
    if document is None:
        return False
    meta = {key: value for key, value in document.meta.items() if value is not None}
    return len(misfits(kind, meta)) < len(before)


def _mended(
    text: str, fault: Misfit, document: Document, known: Mapping[str, Mapping[str, Any]]
) -> Step | None:
    """``text`` without ``fault``; None where it is not clear what is meant."""
    if fault.code == "key-unknown":
        return _renamed(text, fault, document)
    if match := _CONFUSED.match(fault.message):
        if fuzz.ratio(*match.groups()) < _ALIKE:
            return None
        place = list(document.meta["advocates"]).index(match[1])
        return replace_value(text, ("advocates", place), match[2]), f"{match[1]} is {match[2]}"
    value: Any = document.meta
    for part in fault.path:
        value = value[part]
    if not fault.path or value is None or (new := _meant(value, fault, known)) is None:
        return None
    return replace_value(text, fault.path, new), f"{'.'.join(map(str, fault.path))}: {new}"


def _renamed(text: str, fault: Misfit, document: Document) -> Step | None:
    """``text`` with the name of a field as it is spelt, if no field has that name yet."""
    match, name = _MEANT.search(fault.hint), str(fault.path[-1])
    group: Any = document.meta
    for part in fault.path[:-1]:
        group = group[part]
    if match is None or fuzz.ratio(name, match[1]) < _ALIKE or match[1] in group:
        return None
    line, column = document.positions[fault.path]
    lines = text.split("\n")
    here = lines[line - 1]
    lines[line - 1] = here[: column - 1] + here[column - 1 :].replace(name, match[1], 1)
    return "\n".join(lines), f"the field {name} is {match[1]}"


def _meant(value: Any, fault: Misfit, known: Mapping[str, Mapping[str, Any]]) -> str | None:
    """What ``value`` was meant to be, as YAML."""
    message, name = fault.message, _vocabulary(fault.path)
    if message.startswith(("must be a date", "must be a day")) and isinstance(value, str):
        return _as_day(value, with_time="time" in message)
    if message.startswith("must be a list") and isinstance(value, str):
        return f"[{', '.join(re.split(r'[,; ]+', value))}]" if name in known else f"[{value}]"
    if message.startswith("must be true") and str(value).lower() in _TRUTHS:
        return _TRUTHS[str(value).lower()]
    if message.startswith("must be text") and isinstance(value, int | float | date):
        return f"'{str(value).lower() if isinstance(value, bool) else value}'"
    if message.startswith("must be a slug") and isinstance(value, str):
        return nearest(value, known.get(name, {}))
    if message.startswith("may not be") and (match := _MEANT.search(fault.hint)):
        is_clear = fuzz.ratio(str(value).lower(), match[1]) >= _ALIKE
        return match[1] if is_clear else None
    return None


def _as_day(text: str, *, with_time: bool) -> str | None:
    """The only day, or wall-clock time, that ``text`` can name. Raises ValueError for others."""
    moment: datetime = read_moment(text, Days())
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes") if with_time else None


def _vocabulary(path: Path) -> str:
    """The field of a record that says what the words at ``path`` may be."""
    return str(next((part for part in reversed(path) if isinstance(part, str)), ""))


def _known(
    kind: type[Record], catalogue: Catalogue, settings: Settings
) -> dict[str, Mapping[str, Any]]:
    """What each field that refers to something may name. A draft is nobody to name in public."""
    people = {
        slug: each
        for slug, each in catalogue.advocates.items()
        if not (each.is_draft and kind is Event)
    }
    return {
        "advocates": people,
        "products": catalogue.products,
        "topics": settings.topics,
        "roles": settings.roles,
        "industry": settings.industries,
    }


def _references(
    text: str,
    record: Record,
    known: Mapping[str, Mapping[str, Any]],
    catalogue: Catalogue,
) -> Iterator[Step]:
    """Each reference that leads nowhere, or to a former name, set right."""
    renamed = catalogue.renamed.get(Product.folder, {})
    for path, word, words in _written(record, known, catalogue):
        new = renamed.get(word) if "products" in path else None
        new = new or (nearest(word, words) if word not in words else None)
        if new and new != word:
            yield replace_value(text, path, new), f"{word} is {new}"
    for use in media_of(record):
        if use.name not in catalogue.media and use.name not in catalogue.refused_media:
            alike = [name for name in catalogue.media if name.lower() == _file_name(use.name)]
            if len(alike) == 1:
                yield replace_value(text, use.field, alike[0]), f"{use.name} is {alike[0]}"


def _written(
    record: Record, known: Mapping[str, Mapping[str, Any]], catalogue: Catalogue
) -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """Every reference of ``record``: where it stands, the word, and what it may be."""
    for name in ("advocates", "products", "topics", "roles"):
        for number, word in enumerate(getattr(record, name, ())):
            yield (name, number), word, known[name]
    company = getattr(record, "company", None)
    if company and company.industry:
        yield ("company", "industry"), company.industry, known["industry"]
    if isinstance(record, Story) and record.translation_of:
        yield ("translation_of",), record.translation_of, catalogue.stories
    if isinstance(record, Product) and record.replaced_by:
        yield ("replaced_by",), record.replaced_by, catalogue.products


def _file_name(name: str) -> str:
    """``name`` as a media file may be called."""
    stem, dot, ending = name.rpartition(".")
    return f"{slug_of(stem) if stem else ''}{dot}{ending}".lower()
