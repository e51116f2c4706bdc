"""How large a built site is, and how near it is to the limits of its host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rooftop.config_file import scalar
from rooftop.site.manifest import Facts

#: What was answered in `rooftop init`.
_ANSWERS = Path(".rooftop", "answers.yml")
#: From which share of a limit on a build says so.
_NEAR = 0.8


@dataclass(frozen=True)
class Size:
    """What hosts count. ``entries`` are files and folders; ``crowded`` is the number of files in
    the folder that has most, ``largest`` the bytes of the largest file.
    """

    files: int
    total: int
    entries: int
    crowded: int
    largest: int

    def __str__(self) -> str:
        return f"{self.files:,} files, {in_units(self.total)}"


@dataclass(frozen=True)
class Host:
    """The limits of a host; None where it has none. `docs/publishing.md` names their sources."""

    name: str
    files: int | None = None
    total: int | None = None
    entries: int | None = None
    crowded: int | None = None
    largest: int | None = None


#: By the answer to ``--host`` of `rooftop init`.
HOSTS: Mapping[str, Host] = {
    "github-pages": Host("GitHub Pages", total=1_000_000_000),
    "gitlab-pages": Host("GitLab Pages", total=1_000_000_000, entries=200_000),
    "netlify": Host("Netlify", crowded=54_000),
    "cloudflare-pages": Host("Cloudflare Pages (free)", files=20_000, largest=25 << 20),
}
_WORDS = {
    "files": "{} of {} files",
    "total": "{} of {}",
    "entries": "{} of {} files and folders",
    "crowded": "{} of {} files in one folder",
    "largest": "a file of {} of {}",
}


def measure(files: Mapping[str, Facts]) -> Size:
    """The size of a site of ``files``, counted in transferred bytes."""
    sizes = [facts.size for facts in files.values()]
    inhabited = Counter(path.rpartition("/")[0] for path in files)
    folders = {parent for folder in inhabited for parent in _with_parents(folder)}
    crowded = max(inhabited.values(), default=0)
    return Size(len(sizes), sum(sizes), len(sizes) + len(folders), crowded, max(sizes, default=0))


def _with_parents(folder: str) -> Iterator[str]:
    """``folder`` and all its parents, without the site root."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def host_of(project: Path) -> Host | None:
    """The host that the community in ``project`` chose in `rooftop init`, if it has limits."""
    return HOSTS.get(scalar(project / _ANSWERS, ("host",)) or "")


def near_limits(size: Size, host: Host) -> Iterator[str]:
    """A line for people for each limit of ``host`` that ``size`` is near to or beyond."""
    for name, words in _WORDS.items():
        most, has = getattr(host, name), getattr(size, name)
        if most is not None and has >= most * _NEAR:
            show = in_units if name in ("total", "largest") else "{:,}".format
            where = "Beyond" if has > most else "Near"
            yield f"{where} a limit of {host.name}: {words.format(show(has), show(most))}."


def in_units(number: int) -> str:
    """``number`` of bytes in kB, MB or GB (powers of ten)."""
    for power, unit in ((9, "GB"), (6, "MB")):
        if number >= 10**power:
            return f"{number / 10**power:.1f} {unit}"
    return f"{number / 1000:.1f} kB"
