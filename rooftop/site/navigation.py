"""``nav`` of ``mkdocs.yml``: where its entries lead, and which of them lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig

from rooftop import addresses
from rooftop.config_file import Keys, locate
from rooftop.problems import Problem, did_you_mean, problem

if TYPE_CHECKING:
    from rooftop.plan import Plan

#: An address that is whole: it has a scheme, or begins at the root of the host.
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Destinations:
    """Where entries may lead. ``pages`` are addresses by the names that entries give them,
    ``files`` are addresses of what is no page; all are below ``url``, the site root. ``withheld``
    are names of pages that somebody wrote and that are not published.
    """

    url: str
    pages: Mapping[str, str]
    files: frozenset[str]
    withheld: frozenset[str]

    def find(self, entry: str) -> str | None:
        """What MkDocs has to read in place of ``entry``: the source of a page, or a whole address;
        None when it leads nowhere.
        """
        if _WHOLE.match(entry):
            return entry
        path, rest = name_of(entry)
        if path in self.pages:
            address = self.pages[path]
            return f"{self.url}{address}{rest}" if rest else f"{address}index.md"
        return f"{self.url}{path}{rest}" if path in self.files else None


def destinations_of(plan: Plan, config: MkDocsConfig) -> Destinations:
    """What entries may name: pages, as ``about.md``, ``about/index.md`` or ``about/``, by their
    former names too; feeds and other files of the site; files of ``theme.custom_dir``.
    """
    known, moved = plan.published.addresses, plan.published.moved
    pages = {address: address for address in known if _is_page(address)}
    pages |= {old: new for old, new in moved.items() if new in pages}
    catalogue = plan.catalogue
    written = {
        *map(addresses.advocate, catalogue.advocates),
        *map(addresses.story, catalogue.stories),
        *map(addresses.product, catalogue.products),
        *map(addresses.event, catalogue.events),
        *map(addresses.page, catalogue.pages),
        *catalogue.left_out,
    }
    return Destinations(
        plan.community.url,
        {name: to for address, to in pages.items() for name in _names(address)},
        (known - pages.keys()) | frozenset(_files(config.theme.custom_dir)),
        frozenset(name for each in written - pages.keys() for name in _names(each)),
    )


def _is_page(address: str) -> bool:
    return (address == addresses.HOME or address.endswith("/")) and not address.startswith("embed/")


def _files(folder: str | None) -> Iterator[str]:
    """Addresses of the files that a theme brings along."""
    if folder:
        yield from (path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.*"))


def resolve(nav: Any, destinations: Destinations) -> Any:
    """``nav`` as MkDocs has to read it. Entries that lead nowhere are left out, and sections that
    nothing is left of.
    """
    if isinstance(nav, str):
        return destinations.find(nav)
    if isinstance(nav, dict):
        entries = {label: resolve(entry, destinations) for label, entry in nav.items()}
        return {label: entry for label, entry in entries.items() if entry}
    if isinstance(nav, list):
        return [entry for each in nav if (entry := resolve(each, destinations))]
    return nav


def check_navigation(config: MkDocsConfig, destinations: Destinations) -> Iterator[Problem]:
    """A problem for every entry that leads nowhere; only a note where what it names is withheld,
    which is nobody's mistake.
    """
    file = Path(config.config_file_path)
    for keys, entry in _entries(config.nav, ("nav",)):
        if destinations.find(entry) is not None:
            continue
        name, _ = name_of(entry)
        place = locate(file, keys)
        if name in destinations.withheld:
            text = f"nav: {entry} is not published, so the menu leaves it out"
            yield problem(*place, "nav-withheld", text)
        else:
            sources = (page for page in destinations.pages if page.endswith(".md"))
            hint = did_you_mean(name, sources) or "Name a file such as about.md."
            yield problem(*place, "link-broken", f"nav: there is no page {entry}", hint)


def sources_in(nav: Any) -> set[str]:
    """The sources of the pages that MkDocs looks up for a resolved ``nav``."""
    return {entry.lstrip("/") for _, entry in _entries(nav, ())}


def name_of(entry: str) -> tuple[str, str]:
    """The name of the page that ``entry`` leads to, and its query and fragment."""
    match = _PARTS.match(entry)
    path, rest = match.groups() if match else (entry, "")
    slash = "/" if path.endswith("/") else ""
    return posixpath.normpath(path) + slash, rest


def _names(address: str) -> Iterable[str]:
    return (f"{address}index.md", *((f"{address[:-1]}.md", address) if address else ()))


def _entries(nav: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(nav, str):
        yield keys, nav
    elif isinstance(nav, dict):
        for label, entry in nav.items():
            yield from _entries(entry, (*keys, str(label)))
    elif isinstance(nav, list):
        for index, entry in enumerate(nav):
            yield from _entries(entry, (*keys, index))
