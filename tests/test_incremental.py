"""Whatever was edited since, a build with a cache writes the same bytes as one without."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from rooftop.cache import FILE
from rooftop.cache.packing import unpack
from tests.project import CONSENT, Project, advocate, story

WORDS = [
    "ledger",
    "month",
    "audit",
    "lorry",
    "paper",
    "night",
    "answer",
    "number",
    "letter",
    "harbour",
    "carrier",
    "invoice",
]
SOCIAL = CONSENT.replace("channels: [site, feeds]", "channels: [site, feeds, social, embeds]")
#: Other sets of channels: each gives a story another kit to pass it on, or none.
KITS = [SOCIAL.replace("social, embeds", each) for each in ("press", "embeds, press", "social")]
WITHDRAWN = SOCIAL.replace("status: given", "status: withdrawn", 1) + "withdrawn: 2026-10-01\n"
#: What takes long to make and depends on no page: pictures and fonts.
SLOW_KINDS = ("card", "font", "icon", "media", "sized")
#: Changes of a template: where it stands, and what it is.
TEMPLATES = {
    "story.html": '{% extends "rooftop/story.html" %}{% block related %}<p>Today is {{ today }}.</p>{% endblock %}',
    "advocate.html": '{% extends "rooftop/advocate.html" %}{% block content %}{{ super() }}'
    "{% for slug in profiles %}<i>{{ slug }}</i>{% endfor %}{% endblock %}",
    "base.html": '{% extends "rooftop/base.html" %}{% block announce %}<p>News of {{ community.name }}</p>{% endblock %}',
    "partials/mark.html": "<b>mark</b>",
}


@dataclass
class Edits:
    """Random edits of a community. ``hidden`` are words that nobody may read any more, by the path
    of their record.
    """

    project: Project
    dice: random.Random
    day: date = date(2026, 11, 22)
    number: int = 0
    stories: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)

    def words(self, count: int) -> str:
        return " ".join(self.dice.choice(WORDS) for _ in range(count)).capitalize()

    def write_story(self, slug: str, consent: str = SOCIAL) -> None:
        """A story about which nothing stays as it was; its words carry a mark that is its own."""
        self.number += 1
        mark, teller = f"Quellwort{self.number} ", self.dice.choice(sorted(self.people))
        fields = {
            "title": f"{mark} {self.words(3)}",
            "date": f"2026-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)}",
            "advocates": f"[{teller}]",
            "summary": f"{mark} {self.words(8)}.",
            "quote": f"{{text: {mark} {self.words(6)}., by: {teller}}}",
            "topics": f"[{self.dice.choice(('month-end', 'audit'))}]",
            "promises": f"[{{what: {self.words(5)}., made: 2026-10-01, due: 2026-11-2{self.dice.randint(1, 9)}}}]",
        }
        body = f"{mark} {self.words(20)}.\n\nAnd [another](month-end.md). The Ledger helps."
        text = story(consent, body, **fields).replace("  ana-ribeiro:\n", f"  {teller}:\n")
        self.project.write(f"content/stories/{slug}.md", text)
        self.stories[slug] = consent
        self.hidden.pop(slug, None)
        if consent is WITHDRAWN:
            self.hidden[slug] = mark.strip()

    def write_person(self, slug: str, consent: str = SOCIAL) -> None:
        text = advocate(
            consent,
            name=slug.replace("-", " ").title(),
            headline=self.words(6) + ".",
            open_to=self.dice.choice(("[]", "[reference-call]", "[speaking]")),
        )
        self.project.write(f"content/advocates/{slug}.md", text)
        self.people[slug] = consent

    def add_story(self) -> None:
        self.write_story(f"story-{self.number}")

    def add_person(self) -> None:
        self.write_person(f"vera-{self.dice.choice(WORDS)}-{self.number}")

    def edit_story(self) -> None:
        self.write_story(self.dice.choice(sorted(self.stories)))

    def change_kit(self) -> None:
        self.write_story(self.dice.choice(sorted(self.stories)), self.dice.choice(KITS))

    def edit_person(self) -> None:
        self.write_person(self.dice.choice(sorted(self.people)))

    def withdraw_story(self) -> None:
        slug = self.dice.choice(sorted(self.stories))
        file = self.project.root / f"content/stories/{slug}.md"
        text = file.read_text()
        if "status: withdrawn" not in text:
            self.hidden[slug] = text.split("title: ")[1].split()[0]
            at = text.index("consent:")
            changed = text[at:].replace("status: given", "status: withdrawn", 1)
            changed = changed.replace("    given:", "    withdrawn: 2026-10-01\n    given:", 1)
            file.write_text(text[:at] + changed)

    def withdraw_person(self) -> None:
        self.write_person(self.dice.choice(sorted(self.people)), WITHDRAWN)

    def rename_story(self) -> None:
        slug = self.dice.choice(sorted(self.stories))
        folder, new = self.project.root / "content/stories", f"renamed-{self.number}-{slug[-6:]}"
        text = (folder / f"{slug}.md").read_text()
        (folder / f"{slug}.md").unlink()
        self.project.write(f"content/stories/{new}.md", text)
        self.stories[new] = self.stories.pop(slug)
        if slug in self.hidden:
            self.hidden[new] = self.hidden.pop(slug)

    def remove_story(self) -> None:
        if len(self.stories) > 1:
            slug = self.dice.choice(sorted(self.stories))
            (self.project.root / f"content/stories/{slug}.md").unlink()
            self.stories.pop(slug)
            self.hidden.pop(slug, None)

    def approve_story(self) -> None:
        """With it, the next edit of the story withholds it until somebody approves that too."""
        slug = self.dice.choice(sorted(self.stories))
        self.project.run("rooftop", "consent", "approve", slug, "--yes", as_of=str(self.day))

    def change_settings(self) -> None:
        file = self.project.root / "mkdocs.yml"
        text = file.read_text()
        old, new = self.dice.choice(
            (
                ("site_name: Harbourlight Voices", "site_name: Voices of Harbourlight"),
                ("stories_per_page: 12", "stories_per_page: 3"),
                ("month-end: Month-end close", "month-end: Closing"),
                ("language: en", "language: de"),
                ("introduction_url: https://harbourlight", "introduction_url: https://acme"),
                ("  - About: about/index.md", "  - Month: stories/month-end.md"),
                ("  - About: about/index.md", "  - Why: about/index.md"),
            )
        )
        file.write_text(text.replace(old, new) if old in text else text.replace(new, old, 1))

    def change_template(self) -> None:
        name = self.dice.choice(sorted(TEMPLATES))
        file = self.project.root / "overrides" / name
        if file.exists():
            file.unlink()
        else:
            self.project.write(f"overrides/{name}", TEMPLATES[name])

    def let_time_pass(self) -> None:
        self.day += timedelta(days=self.dice.choice((1, 5, -4)))

    def any(self) -> str:
        """Make one of them; its name."""
        edits: list[Callable[[], None]] = [
            self.add_story, self.add_person, self.edit_story, self.edit_story, self.edit_person,
            self.withdraw_story, self.withdraw_person, self.rename_story, self.remove_story,
            self.approve_story, self.change_settings, self.change_template, self.let_time_pass,
            self.change_kit,
        ]  # fmt: skip
        edit = self.dice.choice(edits)
        edit()
        return edit.__name__


def start(project: Project, seed: int) -> Edits:
    """A community that a build has not seen yet."""
    edits = Edits(project, random.Random(seed))
    edits.people["ana-ribeiro"] = SOCIAL
    project.write("content/advocates/ana-ribeiro.md", advocate(SOCIAL))
    edits.add_person()
    for _ in range(3):
        edits.add_story()
    edits.write_story("month-end")
    return edits


def rebuild(edits: Edits, clean: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the build of now and one without a cache of pages write."""
    project = edits.project
    project.build(as_of=str(edits.day))
    built = project.contents()
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(project.root, clean, ignore=shutil.ignore_patterns("site"))
    with sqlite3.connect(clean / ".cache/rooftop" / FILE) as file:
        marks = ",".join("?" * len(SLOW_KINDS))
        file.execute(f"DELETE FROM entry WHERE kind NOT IN ({marks})", SLOW_KINDS)  # noqa: S608
    other = Project(clean)
    other.build(as_of=str(edits.day))
    return built, other.contents()


def differing(built: dict[str, bytes], clean: dict[str, bytes]) -> list[str]:
    """The files that are not the same."""
    return sorted(path for path in {*built, *clean} if built.get(path) != clean.get(path))


def check(project: Project, tmp_path: Path, seed: int, steps: int) -> None:
    """Make ``steps`` edits, and compare after each."""
    edits, made = start(project, seed), list[str]()
    for _ in range(steps):
        built, clean = rebuild(edits, tmp_path / "clean")
        assert differing(built, clean) == [], (seed, made)
        for mark in edits.hidden.values():
            assert project.holds(mark) == [], (seed, made)
            assert kept(project, mark) == [], (seed, made)
        made.append(edits.any())


def kept(project: Project, words: str) -> list[str]:
    """Which files of the cache hold ``words``, and which entries of it once they are unpacked."""
    return list(_kept(project, words.encode()))


def _kept(project: Project, words: bytes) -> Iterator[str]:
    for file in project.cache.iterdir():
        if words in file.read_bytes():
            yield file.name
    with sqlite3.connect(project.cache / FILE) as file:
        for kind, name, packed in file.execute(
            "SELECT kind, name, data FROM entry JOIN blob USING (digest)"
        ):
            if words in (unpack(packed, b"") or b""):
                yield f"{kind} {name}"


def test_after_every_edit_a_build_is_the_same_as_a_clean_one(
    project: Project, tmp_path: Path
) -> None:
    check(project, tmp_path, seed=date(2026, 11, 22).toordinal(), steps=4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_after_hundreds_of_edits_too(project: Project, tmp_path: Path, seed: int) -> None:
    check(project, tmp_path, seed, steps=25)


@pytest.mark.parametrize("value", ["2026-05-{}", "!!set {{one{}}}", "[{}]"])
def test_whatever_a_setting_holds_a_page_that_shows_it_is_drawn_again(
    project: Project, value: str
) -> None:
    show = "{{ super() }}<p>Since {{ config.extra.launch }}</p>"
    page = f'{{% extends "rooftop/page.html" %}}{{% block content %}}{show}{{% endblock %}}'
    project.write("overrides/page.html", page)
    settings = (project.root / "mkdocs.yml").read_text()
    for number in ("11", "12"):
        launch = f"extra:\n  launch: {value.format(number)}\n"
        project.write("mkdocs.yml", settings.replace("extra:\n", launch, 1))
        project.build()
        about = (project.site / "about" / "index.html").read_text()
        assert number in about.partition("Since ")[2].partition("<")[0]


def test_a_page_that_shows_the_locale_of_the_theme_is_drawn_again(project: Project) -> None:
    show = "{{ super() }}<p>Locale {{ config.theme.locale }}</p>"
    page = f'{{% extends "rooftop/page.html" %}}{{% block content %}}{show}{{% endblock %}}'
    project.write("overrides/page.html", page)
    settings = (project.root / "mkdocs.yml").read_text()
    for locale in ("de", "fr"):
        text = settings.replace("theme:\n", f"theme:\n  locale: {locale}\n", 1)
        project.write("mkdocs.yml", text)
        project.build()
        assert f"Locale {locale}" in (project.site / "about" / "index.html").read_text()
