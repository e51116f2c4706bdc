"""A generated community with a programme, a private log and requests, and everything in it as plain
data: what a report is compared with.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from rooftop.logbook import Entry, Request, Step, append, write_request
from tests.project import REPOSITORY, REQUIRED, TODAY, Project

DAY = date.fromisoformat(TODAY)
PROGRAMME = """\
programme: Growth
goals:
  - name: Finance leads decide
    owner: Mira Holt
    needs: {roles: [finance], stages: [consideration, decision]}
    target: 400
    by: 2027-06-30
  - name: Logistics starts well
    needs: {industries: [logistics, retail], stages: [onboarding], products: [tideworks, ledgerline]}
    target: 90
    by: 2027-01-31
  - name: Anybody about audits
    needs: {topics: [audit]}
    target: 2
  - name: German voices
    needs: {languages: [de]}
    target: 3
advocate: {products: 2, contacts: 2, open_to: 2}
asks: {per_quarter: 3, rest_days: 20, answer_days: 4}
rhythms: {contact_days: 60, thanks_days: 14, feedback_days: 5}
retire: {after_months: 24}
"""
LADDER = ("customer", "client", "advocate", "emeritus")
OPEN_TO = ("reference-call", "peer-question", "speaking", "media")


def front_matter(file: Path) -> dict[str, Any]:
    """The fields of a content file, read by a YAML parser alone."""
    fields: dict[str, Any] = yaml.safe_load(file.read_text().split("---\n")[1])
    return fields


@dataclass(frozen=True)
class Community:
    """A project as plain data. ``published`` has the slugs of the stories and of the people that
    are published, by their folder.
    """

    project: Project
    published: Mapping[str, frozenset[str]]

    @cached_property
    def people(self) -> dict[str, dict[str, Any]]:
        people = dict(self._read("advocates"))
        for person in people.values():
            if isinstance(name := person.get("company"), str):
                file = self.project.root / f"content/companies/{name}.md"
                record = front_matter(file)
                person["company"] = {each: record.get(each) for each in ("name", "industry")}
                person["company"]["consent"] = record.get("consent")
        return people

    def employer(self, person: str, consent: dict[str, Any]) -> dict[str, Any]:
        """The approval of the employer of ``person``: its own, or the one beside ``consent``."""
        own = self.people[person].get("company", {}).get("consent")
        return own or consent.get("employer", {})

    @cached_property
    def stories(self) -> dict[str, dict[str, Any]]:
        return dict(self._read("stories"))

    @cached_property
    def products(self) -> dict[str, dict[str, Any]]:
        return dict(self._read("products"))

    @cached_property
    def events(self) -> dict[str, dict[str, Any]]:
        return dict(self._read("events"))

    @cached_property
    def programme(self) -> dict[str, Any]:
        return dict(yaml.safe_load((self.project.root / "programme.yml").read_text()))

    def _read(self, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for file in sorted((self.project.root / "content" / folder).glob("*.md")):
            yield file.stem, front_matter(file)

    @cached_property
    def products_now(self) -> dict[str, str]:
        """The slugs that products have now, by former ones."""
        return {
            alias: slug for slug, each in self.products.items() for alias in each.get("aliases", ())
        }

    @property
    def shown_stories(self) -> dict[str, dict[str, Any]]:
        """The stories that are published."""
        return {s: each for s, each in self.stories.items() if s in self.published["stories"]}


def generate(root: Path, number: int = 200) -> Community:
    """A community of ``number`` stories, the same each time, in ``root``."""
    project = Project(root)
    make = [sys.executable, REPOSITORY / "scripts/make-corpus", str(number), root / "content"]
    subprocess.run(make, check=True)
    for name in ("hooks", "overrides", "placeholder"):
        shutil.copytree(REPOSITORY / name, root / name)
    settings = (REPOSITORY / "mkdocs.yml").read_text().replace(REQUIRED, "")
    project.write("mkdocs.yml", settings)
    project.write("programme.yml", PROGRAMME)
    dice = random.Random(number)
    for file in sorted((root / "content/advocates").iterdir()):
        _add(file, _traits_of_person(dice))
    for file in sorted((root / "content/stories").iterdir()):
        _add(file, _traits_of_story(dice))
    _retire_a_product(root)
    people = sorted(file.stem for file in (root / "content/advocates").iterdir())
    _write_private_files(root / "programme", people, dice)
    withdrawn = {f"story-{n}" for n in range(number) if n % 20 == 19}
    stories = {file.stem for file in (root / "content/stories").iterdir()}
    published = {"stories": frozenset(stories - withdrawn), "advocates": frozenset(people)}
    return Community(project, published)


def _add(file: Path, fields: dict[str, object]) -> None:
    text = file.read_text()
    lines = [line for line in text.split("\n") if line.partition(":")[0] not in fields]
    added = yaml.safe_dump(fields, default_flow_style=True, width=9999).strip()[1:-1]
    entries = yaml.safe_load("{" + added + "}")
    lines[1:1] = [
        f"{name}: {yaml.safe_dump(value, default_flow_style=True, width=9999).split(chr(10))[0]}"
        for name, value in entries.items()
    ]
    file.write_text("\n".join(lines))


def _traits_of_person(dice: random.Random) -> dict[str, object]:
    company = f"Company {dice.randrange(30)}"
    industry = dice.choice(("logistics", "retail", "health", "food"))
    return {
        "loyalty_stage": dice.choice(LADDER),
        "joined": DAY - timedelta(365 * dice.randrange(1, 5) - dice.randrange(90)),
        "open_to": dice.sample(OPEN_TO, dice.randrange(4)),
        "products": dice.sample(["tideworks", "ledgerline", "beaconyard", "chartfold"], 2),
        "limits": {"asks_per_quarter": dice.randrange(1, 5)},
        "languages": dice.sample(["en", "de", "pt"], 2),
        "topics": dice.sample(["audit", "migration", "support"], 1),
        "company": {"name": company, "industry": industry, "former": dice.random() < 0.2},
    }


def _traits_of_story(dice: random.Random) -> dict[str, object]:
    kinds = ("case-study", "review", "social-post", "turnaround", "quote")
    fields: dict[str, object] = {"kind": dice.choice(kinds)}
    made = DAY - timedelta(dice.randrange(30, 600))
    if dice.random() < 0.2:
        due = made + timedelta(dice.randrange(10, 700))
        kept = {"kept": made + timedelta(dice.randrange(5, 25))} if dice.random() < 0.6 else {}
        fields["promises"] = [{"made": made, "what": "A page about it.", "due": due, **kept}]
    if dice.random() < 0.15:
        steps = [{"on": made, "what": "It broke.", "by": "customer"}]
        if dice.random() < 0.5:
            steps.append({"on": made + timedelta(3), "what": "It was mended.", "by": "company"})
        fields["turnaround"] = steps
    if dice.random() < 0.2:
        fields["critical"] = True
    if dice.random() < 0.05:
        fields["retired"] = DAY - timedelta(9)
    if dice.random() < 0.1:
        fields["updated"] = DAY - timedelta(dice.randrange(60))
    return fields


def _retire_a_product(root: Path) -> None:
    for slug in ("chartfold", "chartmark"):
        _add(root / f"content/products/{slug}.md", {"status": "retired"})


def _write_private_files(folder: Path, people: list[str], dice: random.Random) -> None:
    for _ in range(60):
        who, day = dice.choice(people), DAY - timedelta(dice.randrange(200))
        kind = dice.choice(("ask", "thanks", "call", "promise"))
        extra = {"due": day + timedelta(dice.randrange(200))} if kind == "promise" else {}
        if extra and dice.random() < 0.4:
            extra["kept"] = day + timedelta(9)
        append(folder, Entry(on=day, kind=kind, people=(who,), text="It was said.", **extra))
    for number in range(40):
        write_request(folder, f"request-{number:02}", _request(dice, people))


def _request(dice: random.Random, people: list[str]) -> Request:
    day, who = DAY - timedelta(dice.randrange(1, 150)), dice.choice(people)
    steps = [Step(day=day, state="new")]
    for state in dice.choice(
        ((), ("proposed",), ("proposed", "accepted"), ("proposed", "accepted", "done"),
         ("proposed", "declined"), ("proposed", "accepted", "missed"))
    ):  # fmt: skip
        day = min(day + timedelta(dice.randrange(5)), DAY)
        steps.append(Step(day=day, state=state, person=who if state == "proposed" else None))
    return Request(
        purpose=dice.choice(OPEN_TO),
        by="Kai Lund",
        when=datetime.combine(DAY + timedelta(dice.randrange(-12, 9)), time(15)),
        timezone="Europe/Lisbon",
        deal=f"D-{dice.randrange(6)}" if dice.random() < 0.8 else None,
        outcome=dice.choice((None, "won", "lost")),
        feedback=dice.choice((None, "Good.")),
        thanked=dice.choice((None, DAY)),
        steps=tuple(steps),
    )
