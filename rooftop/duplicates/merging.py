"""Two records made one: every file that changes, and why it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rooftop.catalogue import Catalogue
from rooftop.consent import people_of, subject_of
from rooftop.consent.consents import consent_of
from rooftop.frontmatter import rename_key, set_values
from rooftop.records import Advocate, Event, Record, Story


class MergeError(ValueError):
    """The two cannot be made one; the message says why and what to do."""


@dataclass(frozen=True)
class Merge:
    """``kept`` takes the place of ``dropped``, whose file goes. ``texts`` are the new texts of all
    files that change, with their records, by subject; ``remarks`` say what else follows.
    """

    kept: Record
    dropped: Record
    texts: Mapping[str, tuple[Record, str]]
    remarks: tuple[str, ...]


@dataclass
class _Editor:
    """The texts of files while they change."""

    read: Callable[[Record], str]
    texts: dict[str, tuple[Record, str]] = field(default_factory=dict)

    def edit(self, record: Record, change: Callable[[str], str]) -> None:
        _, text = self.texts.get(subject_of(record), (record, ""))
        self.texts[subject_of(record)] = (record, change(text or self.read(record)))


def merge(
    kept: Record, dropped: Record, catalogue: Catalogue, read: Callable[[Record], str]
) -> Merge:
    """``dropped`` made one with ``kept``. ``read`` gives the text of a record's file.

    Nothing of what ``dropped`` says is taken over but its addresses, and, into a story that was
    never published, its id. Consent records stay what they are, each bound to what was approved.
    Raises `MergeError`, and `EditError` for files that cannot be changed so.
    """
    for reason in _refusals(kept, dropped, catalogue):
        raise MergeError(reason)
    editor = _Editor(read)
    names = dict.fromkeys([*_aliases(kept), dropped.slug, *_aliases(dropped)])
    values: dict[str, str | None] = {"aliases": _flow(names)}
    remarks = []
    if isinstance(kept, Story) and isinstance(dropped, Story):
        if dropped.published and not kept.published:
            values |= {"published": _line_of(read(dropped), "published")}
            values["permalink"] = dropped.address
            remarks.append(f"It keeps the id that feeds know: {dropped.address}.")
        elif dropped.published:
            remarks.append(f"Feeds keep the id {kept.address}; {dropped.address} leads there.")
        for story in catalogue.stories.values():
            if story.translation_of == dropped.slug and story is not kept:
                editor.edit(story, lambda text: set_values(text, (), {"translation_of": kept.slug}))
    else:
        for record in (*catalogue.stories.values(), *catalogue.events.values()):
            if isinstance(record, Story | Event) and dropped.slug in record.advocates:
                _rename_person(editor, record, dropped.slug, kept.slug)
    editor.edit(kept, lambda text: set_values(text, (), values))
    remarks += _remarks_on_consent(dropped)
    return Merge(kept, dropped, editor.texts, tuple(remarks))


def _refusals(kept: Record, dropped: Record, catalogue: Catalogue) -> Iterator[str]:
    names = f"{subject_of(kept)} and {subject_of(dropped)}"
    if catalogue.unreadable:  # it may name the one that goes
        yield f"{catalogue.unreadable[0].path} cannot be read. Mend it first: `rooftop check`."
    if kept.folder != dropped.folder:
        yield f"{names} are not of one kind."
    if kept is dropped:
        yield f"{subject_of(kept)} is one record already."
    if kept.is_draft and not dropped.is_draft:
        yield f"{subject_of(kept)} is a draft. Keep what is published: name the draft second."
    for record in (kept, dropped):
        for person in people_of(record):
            consent = consent_of(record, person)
            if consent and consent.status in ("withdrawn", "refused"):
                yield (
                    f"{record.origin.path}: {person} said no ({consent.status}), which stays on "
                    "record. Ask them before you show anything of it under another name."
                )
    if isinstance(kept, Advocate) and isinstance(dropped, Advocate):
        yield from _people_apart(kept, dropped, catalogue)
    if isinstance(kept, Story) and isinstance(dropped, Story) and kept.language != dropped.language:
        yield f"{names} are in two languages. Write `translation_of` into the translation."


def _people_apart(kept: Advocate, dropped: Advocate, catalogue: Catalogue) -> Iterator[str]:
    if kept.pseudonym != dropped.pseudonym:
        yield "One of them goes by a pseudonym: merged, the files would say who that is."
    records: list[Story | Event] = [*catalogue.stories.values(), *catalogue.events.values()]
    for record in records:
        if kept.slug in record.advocates and dropped.slug in record.advocates:
            yield f"{record.origin.path} names both. Take one of them out there first."


def _rename_person(editor: _Editor, record: Story | Event, old: str, new: str) -> None:
    people = dict.fromkeys(new if slug == old else slug for slug in record.advocates)
    editor.edit(record, lambda text: set_values(text, (), {"advocates": _flow(people)}))
    if isinstance(record, Story):
        if record.quote and record.quote.by == old:
            editor.edit(record, lambda text: set_values(text, ("quote",), {"by": new}))
        if old in record.consent:
            editor.edit(record, lambda text: rename_key(text, ("consent",), old, new))


def _remarks_on_consent(dropped: Record) -> Iterator[str]:
    """What becomes of each consent to the record that goes."""
    for person in people_of(dropped):
        consent = consent_of(dropped, person)
        if consent:
            day = f" of {consent.given}" if consent.given else ""
            reference = f", {consent.evidence}" if consent.evidence else ""
            yield (
                f"The consent{day} to {subject_of(dropped)} ({consent.status}{reference}) goes "
                "with its file and passes to nothing. Git keeps it; keep the evidence."
            )


def _aliases(record: Record) -> tuple[str, ...]:
    return record.aliases if isinstance(record, Advocate | Story) else ()


def _flow(words: Mapping[str, None]) -> str:
    return f"[{', '.join(words)}]"


def _line_of(text: str, key: str) -> str:
    """The value of ``key`` as it is written in the front matter of ``text``."""
    lines = (line for line in text.splitlines() if line.startswith(f"{key}:"))
    return next(lines, "").partition(":")[2].strip()
