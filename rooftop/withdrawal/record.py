"""Records, beside each built site, what it publishes, and what to do about what it no longer
does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rooftop import addresses, git
from rooftop.consent import subject_of
from rooftop.plan import Plan
from rooftop.published import Published
from rooftop.records import Record, Story
from rooftop.withdrawal.aftermath import Aftermath, find_aftermath
from rooftop.withdrawal.files import FOLDER, MANIFEST, render_files
from rooftop.withdrawal.history import former_records
from rooftop.withdrawal.manifest import Manifest, address_of_file
from rooftop.withdrawal.reach import Reach, reach_of


def record_build(notes: Path, content: Path, paths: Iterable[str], plan: Plan) -> Aftermath:
    """Write into the folder ``notes`` what the site publishes, and what to do about withdrawals.
    The site has files at ``paths`` and was built by ``plan`` from the records in ``content``.
    Replaces the files of the previous build.

    Raises OSError if they cannot be written.
    """
    records = list(_shown(plan))
    shown = frozenset(map(subject_of, records))
    files = frozenset(map(address_of_file, paths))
    before = _read(notes / MANIFEST)
    manifest = before.after(_reaches(records, plan), files, plan.today)
    has_history = git.is_repository(content)

    def former(record: Record) -> list[Record]:
        file = content / record.folder / f"{record.slug}.md"
        return former_records(content, file, record) if has_history else []

    aftermath = find_aftermath(
        plan.catalogue, plan.consents, shown, plan.published.moved, manifest, former
    )
    notes.mkdir(parents=True, exist_ok=True)
    if manifest != before:
        (notes / MANIFEST).write_text(manifest.render(), encoding="utf-8")
    shutil.rmtree(notes / FOLDER, ignore_errors=True)
    for name, text in render_files(plan.community.url, aftermath):
        file = notes / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return aftermath


def _shown(plan: Plan) -> Iterator[Record]:
    """Every record that the site shows."""
    for folder, slugs in _slugs_shown(plan.published).items():
        records: Mapping[str, Record] = getattr(plan.catalogue, folder)
        yield from (records[slug] for slug in slugs)


def _reaches(records: Iterable[Record], plan: Plan) -> Iterator[Reach]:
    """The reach of each of ``records``, and the pages of related stories."""
    alike: dict[str, set[str]] = {}
    for slug, others in plan.published.related.items():
        for other in others:
            alike.setdefault(other, set()).add(addresses.story(slug))
    for record in records:
        reach = reach_of(record, plan.catalogue)
        pages = alike.get(record.slug, set()) if isinstance(record, Story) else set()
        yield Reach(reach.subject, reach.own, reach.lists | pages)


def _slugs_shown(published: Published) -> dict[str, Iterable[str]]:
    return {
        "stories": published.stories,
        "advocates": published.advocates,
        "products": published.products,
        "events": published.events,
        "companies": published.companies,
        "pages": published.pages,
    }


def _read(file: Path) -> Manifest:
    """The manifest of the build before; an empty one where there is none, or none that can be
    read.
    """
    try:
        return Manifest.parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Manifest()
