"""What the private log and the requests say, as text to look for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from rooftop.cache import Cache, Verdicts
from rooftop.consent import Consents, people_of, subject_of
from rooftop.logbook import PrivateText
from rooftop.plan.gate import Gate
from rooftop.plan.mentions import SEAM, Texts
from rooftop.records import Advocate, Record, Story
from rooftop.text import fold
from rooftop.translations import LANGUAGES, translation_for
from rooftop.withheld_text import (
    MIN_LENGTH,
    Mention,
    TextFinder,
    WithheldText,
    is_reference,
    passages_of,
)


def private_text(consents: Consents, gate: Gate, texts: Texts, cache: Cache) -> WithheldText:
    """What the log and the requests of the catalogue say, but for what gives nothing away: what the
    interface says anyway, what the company says of its products, events and pages in their fields,
    and what people say in words that they approved, or that went out before the log said it.
    """
    days = dict(_looked_for(consents.catalogue.private_texts))
    if not days:
        return WithheldText()
    withheld = _withheld(days)
    public = set(TextFinder(withheld).find(_words_of_the_interface()))
    public |= set(_said_by_records(consents, gate, texts, withheld, days, cache))
    return _withheld({mention: day for mention, day in days.items() if mention not in public})


def _looked_for(private: tuple[PrivateText, ...]) -> Iterator[tuple[Mention, date]]:
    """What to look for, each wording once, and the first day on which it was written."""
    known = set[str]()
    for each in sorted(private, key=lambda each: (each.day, each.text)):
        for mention in _mentions_in(each):
            if (form := mention.kind + fold(mention.text)) not in known:
                known.add(form)
                yield mention, each.day


def _mentions_in(private: PrivateText) -> Iterator[Mention]:
    if private.kind == "name":
        yield Mention("name", private.text)
    elif private.kind == "reference":
        if is_reference(private.text):
            yield Mention("text", private.text)
    else:
        lines = (" ".join(line.split()) for line in private.text.splitlines())
        whole = (line for line in lines if len(line) >= MIN_LENGTH)
        yield from (Mention("words", text) for text in (*whole, *passages_of(private.text)))


def _withheld(days: Mapping[Mention, date]) -> WithheldText:
    by_kind = defaultdict[str, set[str]](set)
    for mention in days:
        by_kind[mention.kind].add(mention.text)
    return WithheldText(
        companies=frozenset(by_kind["name"]),
        passages=frozenset(by_kind["words"]),
        marks=frozenset(by_kind["text"]),
    )


def _said_by_records(
    consents: Consents,
    gate: Gate,
    texts: Texts,
    withheld: WithheldText,
    days: Mapping[Mention, date],
    cache: Cache,
) -> Iterator[Mention]:
    """What some record says that may say it."""
    finder, verdicts = TextFinder(withheld), Verdicts(cache, "private", withheld.digest)
    for record, _ in gate.views(consents.catalogue):
        subject = subject_of(record)
        saying = texts[subject]
        if verdicts.is_clean(subject, saying.digest + record.body.encode()):
            continue
        mentions = set(finder.find(SEAM.join(saying.texts)))
        names = {m for m in finder.find(record.body) if m.kind == "name"} if record.body else set()
        verdicts.note(subject, is_clean=not mentions | names)
        yield from (m for m in mentions if _may_say(record, consents, days[m]))
        yield from names if not people_of(record) else ()
    verdicts.keep()


def _may_say(record: Record, consents: Consents, day: date) -> bool:
    """Whether ``record`` gives nothing away by saying what the log has said since ``day``."""
    if not isinstance(record, Advocate | Story):
        return True
    is_older = (
        isinstance(record, Story) and record.published is not None and record.published.date() < day
    )
    records = [consent.record for consent in consents.of(record).values()]
    return is_older or all(each is not None and bool(each.approved) for each in records)


@lru_cache(maxsize=1)
def _words_of_the_interface() -> str:
    texts = (text for language in LANGUAGES for text in translation_for(language).keys().values())
    return SEAM.join(texts)
