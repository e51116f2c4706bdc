"""A withdrawal is always published within the next build: generated communities, one withdrawal in
each, and the person is in no file.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from rooftop.withheld_text import TextFinder, WithheldText
from tests.project import CONSENT, PRODUCT, Project, advocate, story

GIVEN = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
FIRST = ["Tomás", "May", "Will", "Grace", "Zoë", "Ana", "Jean-Luc", "Li", "Ōe", "Nuño", "Sunday"]
LAST = [
    "Medeiros",
    "Price",
    "O'Brien",
    "Müller",
    "Wei",
    "de la Cruz",
    "Stone",
    "Smith-Jones",
    "Æther",
]
COMPANIES = ["Norte Cargo", "NorteCargo Lda", "Ledger", "Apple", "Hoshi Parts", "Will & Sons"]
STAMP = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/{}/"}
PRODUCTS = PRODUCT.replace("tagline:", "url: https://ledger.example/\ntagline:")


@dataclass(frozen=True)
class Person:
    slug: str
    name: str
    company: str


def generate(project: Project, seed: int) -> Person:
    """A community of a few people who tell of each other; gives back the one who withdraws."""
    dice = random.Random(seed)
    people = []
    for number in range(6):
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        slug = f"{'-'.join(''.join(c for c in w if c.isascii() and c.isalpha()) for w in name.lower().split())}-{number}"
        people.append(Person(slug.replace("--", "-").strip("-"), name, dice.choice(COMPANIES)))
    gone = people[0]
    project.write("content/products/ledger.md", PRODUCTS)
    for person in people:
        consent = withdrawn() if person is gone else GIVEN
        website = dice.choice(["https://ledger.example/", f"https://{person.slug}.example/"])
        fields = {
            "name": f'"{person.name}"',
            "company": f'{{name: "{person.company}", industry: logistics}}',
            "headline": dice.choice(["I will do it in May.", "It works, and it will."]),
            "links": f"{{website: {website}}}",
        }
        text = advocate(
            consent + f"evidence: {dice.choice(['march', 'CR-2026-0193', 'letter'])}\n", **fields
        )
        project.write(f"content/advocates/{person.slug}.md", text)
    for number in range(10):
        teller = dice.choice(people)
        other = dice.choice(people)
        words = dice.choice(
            [
                f"I asked {other.name} about it, in May, and we will see.",
                f"At {other.company} they close in three days.",
                "It took a week. It will take a day in May.",
                f"*{other.name.split()[0]}* **{other.name.split()[-1]}** helped.",
                f"We met {other.name.upper()} there.",
            ]
        )
        slug = dice.choice([f"story-{number}", f"{other.slug}-speaks-{number}"])
        stamp = (
            {key: value.format(slug) for key, value in STAMP.items()} if dice.random() < 0.5 else {}
        )
        if stamp:
            stamp["published"] = f"2026-05-{6 + number:02}T09:30:07Z"
        consent = withdrawn() if teller is gone else GIVEN
        text = story(
            consent,
            words,
            title=f"Story {number}",
            aliases=f"[{other.slug}-once-{number}]",
            **stamp,
        )
        quote = f"{{text: I went home before seven., by: {teller.slug}}}"
        text = text.replace("ana-ribeiro", teller.slug).replace(
            "{text: I went home before seven., by: ana-ribeiro}", quote
        )
        project.write(f"content/stories/{slug}.md", text)
    page = (
        f"---\ntitle: About\n---\n\nThank you, {dice.choice(people).name}! We will meet in May.\n"
    )
    project.write("content/about.md", page)
    return gone


def withdrawn() -> str:
    return GIVEN.replace("status: given", "status: withdrawn") + "withdrawn: 2026-10-01\n"


@pytest.mark.parametrize("seed", range(4))
def test_the_next_build_ends_well_and_shows_them_nowhere(tmp_path: Path, seed: int) -> None:
    project = Project.empty(tmp_path / "community")
    gone = generate(project, seed)
    project.build()
    finder = TextFinder(WithheldText(people=frozenset({gone.name})))
    for path, data in project.contents().items():
        if Path(path).suffix in (
            ".html",
            ".xml",
            ".json",
            ".txt",
            ".md",
            ".vcf",
            ".jsonld",
            ".csv",
            ".ics",
        ):
            assert not list(finder.find(data.decode("utf-8", "replace"))), path
        assert gone.slug not in path
    assert project.run("rooftop", "audit", "site").returncode == 0


@pytest.mark.parametrize("seed", range(100, 160))
def test_nobody_else_is_lost_but_those_who_name_them(tmp_path: Path, seed: int) -> None:
    project = Project(tmp_path)
    gone = generate(project, seed)
    plan = project.plan()
    assert gone.slug not in plan.published.advocates
    reasons = {each.reason for each in plan.withheld if each.what == "all of it"}
    assert "its page could not be made" not in reasons
    shown = set(plan.published.advocates)
    others = {file.stem for file in (tmp_path / "content" / "advocates").iterdir()} - {gone.slug}
    lost = others - shown
    names = {slug: plan.catalogue.advocates[slug].called for slug in lost}
    assert all(name == gone.name for name in names.values()), names
