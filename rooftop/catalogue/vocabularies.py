"""Words from the lists in the settings: each that a record uses must stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rooftop.catalogue.unknown import unknown
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Advocate, Company, Record
from rooftop.settings import Settings


def check_words(record: Record, settings: Settings) -> Iterator[Problem]:
    """A problem for each word of ``record`` that the settings do not list."""
    for name, vocabulary in _vocabularies(settings).items():
        for word, path in _words_of(record, name):
            if word not in vocabulary:
                what = f"word in extra.rooftop.{name} of mkdocs.yml called"
                yield unknown(record, path, what, word, vocabulary)


def check_new_words(records: Iterable[Record], settings: Settings) -> Iterator[Problem]:
    """One note for each vocabulary that drafts need more words in: an import can bring hundreds of
    uses of each.
    """
    drafts = [record for record in records if record.is_draft]
    for name, vocabulary in _vocabularies(settings).items():
        used = {word for record in drafts for word, _ in _words_of(record, name)}
        if missing := sorted(used - set(vocabulary)):
            text = f"drafts use words that extra.rooftop.{name} does not list: {', '.join(missing)}"
            hint = "Add the ones you want to keep before you approve these drafts."
            yield from as_notes([problem("mkdocs.yml", (0, 0), "reference-unknown", text, hint)])


def _vocabularies(settings: Settings) -> dict[str, Mapping[str, str]]:
    return {"topics": settings.topics, "roles": settings.roles, "industries": settings.industries}


def _words_of(record: Record, vocabulary: str) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The words of ``vocabulary`` that ``record`` uses, and the field each stands in."""
    if vocabulary != "industries":
        for number, word in enumerate(getattr(record, vocabulary, ())):
            yield word, (vocabulary, number)
        return
    employer = record.company if isinstance(record, Advocate) else None
    if employer and employer.industry and not employer.record:
        yield employer.industry, ("company", "industry")
    if isinstance(record, Company) and record.industry:
        yield record.industry, ("industry",)
