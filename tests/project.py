"""A community in a folder of its own, driven through the commands people use."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import lxml.html

from rooftop.cache import Cache
from rooftop.catalogue import read_catalogue
from rooftop.plan import Plan, compose
from rooftop.settings import Community, Settings
from rooftop.theme import cut_fonts
from tests.commands import BIN, Done, run_here, run_process, runs_here
from tests.locks import locked

__all__ = [
    "BIN",
    "CONSENT",
    "PRODUCT",
    "REPOSITORY",
    "TODAY",
    "Project",
    "advocate",
    "cut",
    "story",
    "warm_cache",
]

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"
CACHES = REPOSITORY / ".cache" / "tests"

CONSENT = """\
status: given
given: 2026-05-02
covers: [name, photo, employer, logo, words, numbers, voice]
channels: [site, feeds]
employer: {status: given, given: 2026-05-02}
"""

ADVOCATE = """\
---
name: Ana Ribeiro
role: Head of Finance
company: {name: Norte Cargo, industry: logistics}
headline: I stopped dreading the first of the month.
products: [ledger]
consent:
%s---

Ana closes the books.
"""

STORY = """\
---
title: The month-end
date: 2026-05-04
advocates: [ana-ribeiro]
products: [ledger]
stages: [decision]
topics: [month-end]
summary: Nine days became three.
quote: {text: I went home before seven., by: ana-ribeiro}
results: [{what: Month-end close, before: 9, after: 3, unit: days, how_measured: Median of the last six closes.}]
disclosure: {relationship: customer, incentive: none, conditional: false}
consent:
  ana-ribeiro:
%s---

We moved the invoices to Ledger first, because they hurt most.
"""

#: The setting of the demo with which words that nobody approved are withheld.
REQUIRED = "    approvals: required\n"

PRODUCT = "---\nname: Ledger\ntagline: The books.\n---\n\nIt keeps the books.\n"


@lru_cache(maxsize=1)
def cut() -> dict[str, bytes]:
    """The fonts of every site, cut once for all tests."""
    return cut_fonts(Cache(CACHES / warm_cache()))[0]


@lru_cache(maxsize=1)
def warm_cache() -> str:
    """The name of the cache that a build of the small project leaves: its fonts and pictures, made
    once for all tests of all runs until the library changes.
    """
    name = "small"
    with locked(CACHES / "making.lock"), tempfile.TemporaryDirectory() as place:
        if Cache(CACHES / name).get("font", "fallbacks") is None:
            project = Project._small(Path(place) / "community")
            project.build()
            project.keep_cache(name)
    return name


def indent(text: str, by: int) -> str:
    """``text`` with ``by`` blanks before each line."""
    return "".join(" " * by + line + "\n" for line in text.splitlines())


def advocate(consent: str = CONSENT, **fields: str) -> str:
    """An advocate's file; ``fields`` replace whole lines by their name."""
    return _with(ADVOCATE % indent(consent, 2), fields)


def story(consent: str = CONSENT, body: str = "", **fields: str) -> str:
    """A story's file; ``fields`` replace whole lines by their name, ``body`` the prose."""
    text = _with(STORY % indent(consent, 4), fields)
    return text if not body else text[: text.rindex("---\n") + 4] + "\n" + body + "\n"


def _with(text: str, fields: dict[str, str]) -> str:
    lines = text.split("\n")
    for name, value in fields.items():
        place = next((n for n, each in enumerate(lines) if each.startswith(f"{name}:")), None)
        if place is None:
            lines.insert(1, f"{name}: {value}")
        elif value:
            lines[place] = f"{name}: {value}"
        else:
            del lines[place]
    return "\n".join(lines)


@dataclass
class Project:
    """A folder with content/, hooks/, overrides/, placeholder/ and mkdocs.yml."""

    root: Path

    @classmethod
    def empty(cls, root: Path) -> Project:
        """A project without content but for its ordinary pages."""
        made = cls._empty(root)
        made.take_cache(warm_cache())
        return made

    @classmethod
    def small(cls, root: Path) -> Project:
        """One advocate, one product, one story."""
        made = cls._small(root)
        made.take_cache(warm_cache())
        return made

    @classmethod
    def demo(cls, root: Path) -> Project:
        """A copy of the demo community."""
        made = cls._empty(root / "community")
        shutil.rmtree(made.root / "content")
        shutil.copytree(REPOSITORY / "content", made.root / "content")
        for name in ("allowed_signers", "programme.yml"):
            shutil.copy(REPOSITORY / name, made.root)
        shutil.copy(REPOSITORY / "mkdocs.yml", made.root)
        made.take_cache("demo" if (CACHES / "demo").is_dir() else warm_cache())
        return made

    @classmethod
    def _empty(cls, root: Path) -> Project:
        root.mkdir(parents=True, exist_ok=True)
        for name in ("hooks", "overrides", "placeholder"):
            shutil.copytree(
                REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        settings = (REPOSITORY / "mkdocs.yml").read_text()
        assert REQUIRED in settings  # nobody approves what tests write, unless they say so
        (root / "mkdocs.yml").write_text(settings.replace(REQUIRED, ""))
        made = cls(root)
        made.write("content/index.md", "---\ntitle: Voices\n---\n\nWelcome.\n")
        for name in ("about", "contribute"):
            made.write(f"content/{name}.md", f"---\ntitle: {name.title()}\n---\n\nText.\n")
        return made

    @classmethod
    def _small(cls, root: Path) -> Project:
        made = cls._empty(root)
        made.write("content/advocates/ana-ribeiro.md", advocate())
        made.write("content/products/ledger.md", PRODUCT)
        made.write("content/stories/month-end.md", story())
        return made

    @property
    def cache(self) -> Path:
        """What builds of this project leave for the next one."""
        return self.root / ".cache" / "rooftop"

    def take_cache(self, name: str) -> None:
        """Begin with the cache that was kept under ``name``."""
        with locked(CACHES / "copying.lock"):
            shutil.copytree(CACHES / name, self.cache)

    def keep_cache(self, name: str) -> None:
        """Keep the cache under ``name`` for projects of this run and later ones."""
        with locked(CACHES / "copying.lock"):
            shutil.rmtree(CACHES / name, ignore_errors=True)
            shutil.copytree(self.cache, CACHES / name)

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.root / "site"

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def run(
        self,
        *command: str,
        as_of: str | None = TODAY,
        process: bool = False,
        answers: str = "",
        **environment: str,
    ) -> Done:
        """Run a command of the environment, such as ``rooftop`` or ``mkdocs``, in the project.

        A ``process`` of its own is for what only a process has: hash seeds, signals, limits, and
        the script that pip wrote.
        """
        run = run_here if runs_here(command[0]) and not process else run_process
        return run(command, self.root, self.environment(as_of, **environment), answers)

    def environment(self, as_of: str | None = TODAY, **more: str) -> dict[str, str]:
        """The variables a command gets: a fixed day, and no banners."""
        variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **more}
        if as_of:
            moment = date.fromisoformat(as_of)
            variables["SOURCE_DATE_EPOCH"] = str((moment - date(1970, 1, 1)).days * 86400 + 43200)
        return variables

    def build(self, *arguments: str, as_of: str = TODAY) -> str:
        """Build the site, which must succeed; what it said."""
        done = self.run("rooftop", "build", *arguments, as_of=as_of)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def check(self, *arguments: str, as_of: str = TODAY) -> Done:
        """Run ``rooftop check``."""
        return self.run("rooftop", "check", *arguments, as_of=as_of)

    def plan(self, as_of: str = TODAY, *, drafts: bool = False, **settings: object) -> Plan:
        """The plan, composed without MkDocs."""
        values: dict[str, object] = {
            "company": "Harbourlight",
            "topics": {"month-end": "Month-end"},
            "industries": {"logistics": "Logistics"},
        }
        made = Settings.model_validate(values | settings)
        community = Community(
            name="Voices",
            description="Voices",
            url="https://voices.example/",
            language="en",
            settings=made,
        )
        catalogue = read_catalogue(self.root / "content", made, drafts=self.root / "drafts")
        noon = datetime.combine(date.fromisoformat(as_of), time(12), UTC)
        return compose(catalogue, community, noon, drafts=drafts)

    def page(self, address: str) -> lxml.html.HtmlElement:
        """A built page, parsed."""
        return lxml.html.fromstring((self.site / address / "index.html").read_bytes())

    def files(self, where: Path | None = None) -> Iterator[Path]:
        """Every built file."""
        yield from (file for file in sorted((where or self.site).rglob("*")) if file.is_file())

    def contents(self, where: Path | None = None) -> dict[str, bytes]:
        """Every built file's bytes by its path."""
        base = where or self.site
        return {file.relative_to(base).as_posix(): file.read_bytes() for file in self.files(base)}

    def holds(self, words: str) -> list[str]:
        """The built files whose bytes or names hold ``words``."""
        raw = words.encode()
        return [path for path, data in self.contents().items() if raw in data or words in path]
