"""Beside each built site: what it publishes, and what is to be done about what it does no more."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rooftop import addresses, git
from rooftop.plan import Plan
from rooftop.published import Published
from rooftop.records import Record
from rooftop.withdrawal.aftermath import Aftermath, find_aftermath
from rooftop.withdrawal.files import FOLDER, MANIFEST, render_files
from rooftop.withdrawal.history import former_records
from rooftop.withdrawal.manifest import Manifest, address_of_file
from rooftop.withdrawal.reach import Reach, reach_of

#: Beside the site. Where the site itself stands there, the second name is used.
_FOLDERS = ("build", "build-notes")


def notes_folder(root: Path, site: Path) -> Path:
    """Where the files of `record_build` lie: in ``root``, the folder of the project, and never in
    ``site``.
    """
    within = site.absolute().relative_to(root.absolute()).parts if _is_below(site, root) else ()
    return root / _FOLDERS[within == _FOLDERS[:1]]


def record_build(root: Path, content: Path, site: Path, plan: Plan) -> Aftermath:
    """Write what ``site``, built by ``plan`` from the records in ``content``, publishes, and what
    is to be done about withdrawals. Files of the build before are replaced.

    Raises OSError where they cannot be written.
    """
    notes = notes_folder(root, site)
    shown = {reach.subject: reach for reach in _shown(plan)}
    files = frozenset(map(address_of_file, _files(site)))
    before = _read(notes / MANIFEST)
    manifest = before.after(shown.values(), files, plan.today)

    has_history = git.is_repository(content)

    def former(record: Record) -> list[Record]:
        file = content / record.folder / f"{record.slug}.md"
        return former_records(content, file, record) if has_history else []

    aftermath = find_aftermath(
        plan.catalogue, plan.consents, frozenset(shown), plan.published.moved, manifest, former
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


def _shown(plan: Plan) -> Iterator[Reach]:
    """The reach of every record that the site shows, and the pages of stories that are like it."""
    published, catalogue = plan.published, plan.catalogue
    alike: dict[str, set[str]] = {}
    for slug, others in published.related.items():
        for other in others:
            alike.setdefault(other, set()).add(addresses.story(slug))
    for folder, slugs in _slugs_shown(published).items():
        records: Mapping[str, Record] = getattr(catalogue, folder)
        for slug in slugs:
            reach = reach_of(records[slug], catalogue)
            pages = alike.get(slug, set()) if folder == "stories" else set()
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


def _files(site: Path) -> Iterator[str]:
    """The path of every file below ``site``, with slashes."""
    for place, _, names in os.walk(site):
        folder = Path(place).relative_to(site).as_posix()
        yield from (name if folder == "." else f"{folder}/{name}" for name in names)


def _read(file: Path) -> Manifest:
    """The manifest of the build before; an empty one where there is none, or none that can be
    read.
    """
    try:
        return Manifest.parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Manifest()


def _is_below(path: Path, folder: Path) -> bool:
    return path.absolute().is_relative_to(folder.absolute())
