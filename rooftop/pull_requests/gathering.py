"""From the plan of a pull request to the report about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from rooftop import addresses
from rooftop.catalogue.media import media_of
from rooftop.consent import Approval, Consent, Standing, holds
from rooftop.plan import Plan
from rooftop.problems import Problem, has_errors
from rooftop.pull_requests.report import (
    MAX_CONSENTS,
    MAX_PAGES,
    MAX_PICTURES,
    Changes,
    Report,
    ReportedConsent,
    ReportedPage,
    State,
    clip,
    reported,
)
from rooftop.records import Advocate, Record, Story
from rooftop.records.fields import is_slug

#: The state of a consent, by where its record stands.
_STATES: Mapping[Standing, State] = {
    Standing.MISSING: "missing",
    Standing.REQUESTED: "requested",
    Standing.WAITING: "requested",
    Standing.REFUSED: "refused",
    Standing.WITHDRAWN: "withdrawn",
    Standing.EXPIRED: "expired",
    Standing.NOT_YET: "not-yet",
    Standing.INVALID: "invalid",
}


def gather(
    plan: Plan, problems: Iterable[Problem], changes: Changes, pictures: Mapping[str, str]
) -> Report:
    """The report about a pull request that makes ``changes`` to files, by path, whose site would be
    ``plan`` and whose check finds ``problems``. ``pictures`` are the names of those that were
    drawn, by the path of the record.
    """
    consents = tuple(_consents(plan, changes))[:MAX_CONSENTS]
    pages = tuple(_pages(plan, changes, pictures))[:MAX_PAGES]
    report = with_problems(problems, changes)
    return report.model_copy(update={"consents": consents, "pages": pages})


def pictured(plan: Plan, changes: Changes) -> list[Record]:
    """The stories and profiles of which the comment shows a picture: the first `MAX_PICTURES` that
    change, stories first.
    """
    stories = [each for each in _changed(plan, changes) if isinstance(each, Story)]
    profiles = [each for each in _changed(plan, changes) if isinstance(each, Advocate)]
    return [*stories, *profiles][:MAX_PICTURES]


def may_be_pictured(plan: Plan, record: Record) -> bool:
    """Whether a picture of ``record`` may show it as it would be once all agree: nobody refused,
    withdrew, or let their consent expire.
    """
    return all(
        _state(consent, plan) not in ("refused", "withdrawn", "expired", "invalid")
        for consent in plan.consents.of(record).values()
    )


def with_problems(problems: Iterable[Problem], changes: Changes) -> Report:
    """The report about a pull request that makes ``changes`` after which there is no site at all,
    for ``problems`` in its settings.
    """
    found = list(problems)
    return Report(
        problems=reported(each for each in found if each.path in changes),
        elsewhere=reported(
            each for each in found if each.path not in changes and has_errors([each])
        ),
    )


def _changed(plan: Plan, changes: Changes) -> Iterator[Record]:
    """The records whose files, or whose pictures and recordings, change."""
    content = {path.partition("/media/")[2] for path in changes}
    for record in plan.catalogue.records():
        uses = {use.name for use in media_of(record)}
        if not record.is_draft and (record.origin.path in changes or uses & content):
            yield record


def _consents(plan: Plan, changes: Changes) -> Iterator[ReportedConsent]:
    for record in _changed(plan, changes):
        for consent in plan.consents.of(record).values():
            if is_slug(consent.person):
                yield ReportedConsent(
                    path=clip(consent.path),
                    person=consent.person,
                    state=_state(consent, plan),
                    until=consent.until,
                )


def _state(consent: Consent, plan: Plan) -> State:
    if consent.standing is not Standing.GIVEN:
        return _STATES[consent.standing]
    if not holds(consent.approval, plan.community.settings):
        return "unapproved" if consent.approval is Approval.CHANGED else "unsigned"
    return "given" if consent.language_agreed else "language"


def _pages(plan: Plan, changes: Changes, pictures: Mapping[str, str]) -> Iterator[ReportedPage]:
    for record in _changed(plan, changes):
        path = record.origin.path
        yield ReportedPage(
            path=clip(path),
            title=clip(_title(record)),
            address=addresses.record(record.folder, record.slug),
            change=changes.get(path, "changed"),
            is_shown=_is_shown(plan, record),
            picture=pictures.get(path),
        )
    for path, change in changes.items():
        if change == "removed" and (place := _place(path)):
            folder, slug = place
            address = addresses.record(folder, slug)
            yield ReportedPage(
                path=clip(path), title=slug, address=address, change=change, is_shown=False
            )


def _title(record: Record) -> str:
    """What a page is called; of a person, the name of the file, which is public in any case."""
    if isinstance(record, Advocate):
        return record.slug
    return str(getattr(record, "title", None) or getattr(record, "name", None) or record.slug)


def _is_shown(plan: Plan, record: Record) -> bool:
    views: Mapping[str, object] = getattr(plan.published, record.folder or "pages")
    return record.slug in views


def _place(path: str) -> tuple[str, str] | None:
    """Folder and slug of the record that stood at ``path``; None where none did."""
    parts = PurePosixPath(path)
    folder = parts.parent.name if len(parts.parts) == 3 else ""  # content/stories/month-end.md
    is_record = parts.suffix == ".md" and len(parts.parts) in (2, 3) and is_slug(parts.stem)
    if not is_record or (folder or "stories") not in addresses.RESERVED:
        return None
    return folder, parts.stem
