"""What caches may still hold, and which addresses are gone for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rooftop.catalogue import Catalogue
from rooftop.consent import Consents, Standing, company_word, subject_of
from rooftop.records import Company, Record, Story
from rooftop.withdrawal.manifest import Manifest
from rooftop.withdrawal.reach import EVERYWHERE, Reach, is_page, neighbours_of, reach_of

#: What of a folder belongs to the list at its root.
_OF_LIST = re.compile(r"[^/]*|(page|archive|words|titles)/.*")
_ENDED = (Standing.WITHDRAWN, Standing.EXPIRED)


@dataclass(frozen=True)
class Aftermath:
    """``purge`` are addresses below the site root whose cached copies may hold what was withdrawn;
    ``gone`` those that nothing stands at any more, ``gone_folders`` whole folders of them.
    ``withdrawn`` has the subjects of what was taken back, each with its own addresses.
    """

    withdrawn: Mapping[str, tuple[str, ...]]
    purge: tuple[str, ...]
    gone: tuple[str, ...]
    gone_folders: tuple[str, ...]


def find_aftermath(
    catalogue: Catalogue,
    consents: Consents,
    shown: frozenset[str],
    moved: Iterable[str],
    manifest: Manifest,
    former: Callable[[Record], Sequence[Record]],
) -> Aftermath:
    """What the site described by ``manifest`` leaves behind. ``shown`` are the subjects it shows,
    ``moved`` addresses that lead elsewhere; ``former`` gives earlier versions of a record.

    What is only withheld for now may come back: it is purged, and its address is not gone.
    """
    records = [
        record
        for record in catalogue.records()
        if subject_of(record) not in shown and _went_out(record, consents, manifest)
    ]
    hidden = {subject_of(each): reach_of(each, catalogue, former(each)) for each in records}
    ended = {subject for subject in hidden if _has_ended(subject, consents)}
    ended |= {subject for subject in hidden if _was_refused(subject, catalogue)}
    for subject, reach in manifest.reaches.items():
        if subject in hidden:
            hidden[subject] |= reach
        elif subject not in shown and not _is_renamed(subject, catalogue):
            hidden[subject] = reach
            ended.add(subject)
    known = manifest.files | frozenset(manifest.gone)
    own = _own(hidden, known)
    purge = frozenset(manifest.gone).union(*own.values())
    if hidden:
        lists = frozenset[str]().union(*(reach.lists for reach in hidden.values()))
        purge |= frozenset(_listed(lists | neighbours_of(records, catalogue), known))
    taken = manifest.files | frozenset(moved)
    gone = frozenset[str]().union(*(own[subject] for subject in ended)) - taken
    folders = _whole_folders(gone, taken)
    return Aftermath(
        withdrawn={subject: _published_at(own[subject]) for subject in sorted(ended)},
        purge=_published_at(purge),
        gone=tuple(address for address in sorted(gone) if not address.startswith(folders)),
        gone_folders=folders,
    )


def _published_at(own: Iterable[str]) -> tuple[str, ...]:
    """Those of ``own`` that are addresses of pages and files, not of folders alone."""
    return tuple(a for a in sorted(own) if is_page(a) or not a.endswith("/"))


def _went_out(record: Record, consents: Consents, manifest: Manifest) -> bool:
    """Whether the site may have shown ``record`` once."""
    if record.is_draft:
        return False
    if subject_of(record) in manifest.reaches:
        return True
    if isinstance(record, Story) and record.published:
        return True
    return _has_ended(subject_of(record), consents)


def _has_ended(subject: str, consents: Consents) -> bool:
    if company := _company(subject, consents.catalogue):
        term = consents.settings.default_term_months
        return company_word(company, consents.today, term).standing in _ENDED
    people = consents.by_subject.get(subject, {}).values()
    return any(consent.standing in _ENDED for consent in people)


def _was_refused(subject: str, catalogue: Catalogue) -> bool:
    """Whether a company that was shown once refuses now: it does not come back."""
    company = _company(subject, catalogue)
    return bool(company and company.consent and company.consent.status == "refused")


def _company(subject: str, catalogue: Catalogue) -> Company | None:
    folder, _, slug = subject.partition("/")
    return catalogue.companies.get(slug) if folder == Company.folder else None


def _is_renamed(subject: str, catalogue: Catalogue) -> bool:
    folder, _, slug = subject.partition("/")
    return slug in catalogue.renamed.get(folder, {})


def _own(reaches: Mapping[str, Reach], known: frozenset[str]) -> dict[str, frozenset[str]]:
    """By subject, the record's own addresses, and everything that ever stood in its own folders."""
    below: dict[str, list[str]] = {a: [] for reach in reaches.values() for a in reach.own}
    for inner, within in _by_folder(known).items():
        for folder in _folders_of(inner):
            if folder in below:
                below[folder] += within
    return {
        subject: reach.own.union(*(below[address] for address in reach.own))
        for subject, reach in reaches.items()
    }


def _listed(own_lists: frozenset[str], known: frozenset[str]) -> Iterator[str]:
    """Every address of ``own_lists``, further pages and archives included."""
    yield from own_lists
    lists = own_lists | EVERYWHERE
    for inner, within in _by_folder(known).items():
        for folder in _folders_of(inner):
            if folder in lists:
                yield from (a for a in within if _OF_LIST.fullmatch(a, len(folder)))


def _by_folder(known: Iterable[str]) -> dict[str, list[str]]:
    """The ``known`` addresses by their folder; the address of a page is a folder itself."""
    inside: dict[str, list[str]] = {}
    for address in known:
        inside.setdefault(address[: address.rfind("/") + 1], []).append(address)
    return inside


def _folders_of(address: str) -> Iterator[str]:
    """The folders that ``address`` lies in, the site root included."""
    end = 0
    yield ""
    while end := address.find("/", end) + 1:
        yield address[:end]


def _whole_folders(gone: frozenset[str], taken: frozenset[str]) -> tuple[str, ...]:
    """The folders of pages in ``gone`` in which nothing stands that is ``taken``; of those within
    one another the outermost.
    """
    inhabited = frozenset(folder for inner in _by_folder(taken) for folder in _folders_of(inner))
    pages = sorted(a for a in gone if a.endswith("/") and a not in inhabited)
    folders: list[str] = []
    for page in pages:
        if not folders or not page.startswith(folders[-1]):
            folders.append(page)
    return tuple(folders)
