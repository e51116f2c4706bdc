"""Which source field is what: by its name, and by what its values look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from rooftop.importing.guess.fields import LONG, SourceField
from rooftop.importing.guess.vocabulary import PEOPLE, PERSONAL, PLACES, WORDS, likeness, words_of
from rooftop.importing.sources import SourceRecord

#: Below this a likeness is chance.
_LEAST = 0.3


#: Labels of prose that is the story, where there is one.
_OF_STORIES = frozenset({"body", "content", "description", "profile"})


@dataclass(frozen=True)
class Match:
    """A source field taken for ``target``, with how sure that is, from 0 to 1."""

    target: str
    field: SourceField
    sureness: float


def find_matches(
    fields: list[SourceField], records: list[SourceRecord], source: PurePath
) -> list[Match]:
    """The best field for each of ours, each used once, in the order of our fields. What ``source``
    is called says what the records may be.
    """
    parts = _parts(fields, records, PurePath(*source.parts[-2:]))
    candidates = sorted(
        (
            Match(target, field, sureness)
            for target, words in WORDS.items()
            if target.partition(".")[0] in parts
            for field in fields
            if (sureness := _sureness(target, words, field, parts, len(records))) > _LEAST
        ),
        key=lambda match: (-match.sureness, list(WORDS).index(match.target)),
    )
    matches: dict[str, Match] = {}
    used: set[str] = set()
    for match in candidates:
        if match.target not in matches and match.field.path not in used:
            matches[match.target] = match
            used.add(match.field.path)
    return [matches[target] for target in WORDS if target in matches]


def _parts(fields: list[SourceField], records: list[SourceRecord], source: PurePath) -> set[str]:
    """What the records are: people, stories, both, products or events."""
    names = {target: _best(target, fields) for target in WORDS}
    paths = [source.joinpath(*record.path.parts) for record in records[:50]]
    places = Counter(chain.from_iterable(map(_places, paths)))
    place = places.most_common(1)[0][0] if places else ""
    is_personal = any(names[target] >= 0.75 for target in PERSONAL)
    has_words = any(
        field.length > LONG or _is_quote(field)
        for field in fields
        if not any(likeness(field.label, "", word) == 1 for word in ("bio", "about", "description"))
    )
    if place == "event" or (names["event.starts"] == 1 and names["event.ends"] == 1):
        return {"event"}
    if place == "product" and not is_personal:
        return {"product"}
    is_person = _names_people(fields, is_personal or place == "advocate")
    if is_person and (place == "advocate" or not has_words) and not _is_dated(fields):
        return {"advocate"}
    return {"advocate", "story"} if is_person else {"story"}


def _is_quote(field: SourceField) -> bool:
    return any(likeness(field.label, field.parent, word) == 1 for word in WORDS["story.quote.text"])


def _places(path: PurePath) -> Iterator[str]:
    words = {word for part in path.parts for word in words_of(part).split()}
    for part, names in PLACES.items():
        if words & names:
            yield part


def _best(target: str, fields: list[SourceField]) -> float:
    return max(
        (likeness(field.label, field.parent, word) for field in fields for word in WORDS[target]),
        default=0.0,
    )


def _names_people(fields: list[SourceField], is_personal: bool) -> bool:
    """Whether a field holds names of people: ``name`` alone may be anybody's or anything's."""
    for field in fields:
        words = WORDS["advocate.name"]
        if field.people > 0.4 and any(likeness(field.label, field.parent, w) == 1 for w in words):
            if field.label != "name" or field.parent or is_personal:
                return True
            return not any(each.label in ("price", "sku", "version") for each in fields)
    return is_personal and _best("advocate.name.given", fields) == 1


def _is_dated(fields: list[SourceField]) -> bool:
    return any(
        likeness(field.label, field.parent, word) == 1 and field.day_rule is not None
        for field in fields
        for word in ("date", "published", "created at", "timestamp", "published at")
    )


def _sureness(
    target: str, words: tuple[str, ...], field: SourceField, parts: set[str], total: int
) -> float:
    likenesses = (likeness(field.label, field.parent, word) for word in words)
    named = max((each * (1 - 0.01 * place) for place, each in enumerate(likenesses)), default=0.0)
    if named < _LEAST:
        return 0.0
    filled = min(1.0, field.count / max(total, 1))
    return named * _fit(target, field, parts) * (0.9 + 0.1 * filled)


def _fit(target: str, field: SourceField, parts: set[str]) -> float:
    """How well the values of ``field`` suit ``target``, from 0 to 1."""
    last = target.partition(".")[2]
    if last in ("date", "updated", "starts", "ends"):
        return 0.0 if field.day_rule is None else 1.0
    if last in ("url", "company.url", "online_url", "sign_up") or last.startswith("links."):
        return field.addresses
    if last == "advocates":
        return field.slugs if "advocate" not in parts and field.slugs > 0.5 else 0.0
    if last == "photo" and "story" in parts and field.label in ("image", "picture", "image url"):
        return 0.0
    if last in ("photo", "company.logo", "media.0.src"):
        return max(field.pictures, 0.9 * field.addresses)
    if last == "identity":
        return field.mails
    if last == "github":
        return max(field.accounts, field.addresses)
    if last == "name" and target == "advocate.name":
        return 0.0 if field.addresses or field.mails > 0.5 else 0.4 + 0.6 * field.people
    if field.addresses > 0.5 or field.mails > 0.5:
        return 0.0
    return _fit_of_text(target, last, field, parts)


def _fit_of_text(target: str, last: str, field: SourceField, parts: set[str]) -> float:
    is_long = field.length > LONG
    if last in ("title", "role", "company.name", "name", "place", "category"):
        if last == "role" and field.label == "title" and "story" in parts:
            return 1.0 if PEOPLE & set(field.parent.split()) else 0.0
        return 0.2 if is_long else 1.0
    if target == "advocate.body" and "story" in parts and field.label in _OF_STORIES:
        return 0.0
    if last == "body":
        return 1.0 if is_long or field.label in ("body", "bio") else 0.6
    return 1.0
