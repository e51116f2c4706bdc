"""A first mapping, guessed: sources of many kinds are imported whole by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from rooftop.importing import Imported, Mapping, import_records, parse_mapping
from rooftop.importing.guess import Guess, guess_mapping
from tests.project import REPOSITORY, Project
from tests.test_import_formats import draft, picture

JENKINS = REPOSITORY.parent / "shared" / "data" / "jenkins-stories"
#: Made names: none is of a real person or company.
GIVEN = ("Ana", "Bo", "Cleo", "Dag", "Eva", "Finn", "Gil", "Hana", "Ivo", "Jun")
FAMILY = ("Silva", "Lind", "O'Moor", "Ward-Ray", "Núñez", "Ito", "Bæk", "Roy", "Cruz", "Fay")
PEOPLE = 100
CASES = 31
PROSE = "The month used to take nine days to close, and two weekends of four people. " * 4


def lay_out_people(folder: Path) -> Path:
    """A folder of people as public sites keep them: front matter, no stories, no dates."""
    authors = folder / "authors"
    authors.mkdir(parents=True)
    (authors / "_index.md").write_text("---\ntitle: Authors\ndeck: Who wrote this\n---\n")
    for number in range(PEOPLE):
        given, family = GIVEN[number % 10], FAMILY[number // 10]
        slug = f"{given}-{number:03}".lower()
        lines = [
            "# View this page at https://site.example/authors",
            f"display_name: {json.dumps(f'{given} {family}', ensure_ascii=False)}",
            f'first_name: "{given}"',
            f'last_name: "{family} "',
            f"slug: {slug}" if number % 7 else "",
            f"agency_full_name: Department {number % 9} of Bridges" if number % 5 else "",
            f"github: {slug}" if number % 3 else 'github: ""',
            'bio: "Builds bridges."' if number % 11 == 0 else "",
            "profile_photo: null",
            f"email: {slug}@site.example" if number % 13 == 0 else "",
        ]
        person = authors / slug
        person.mkdir()
        (person / "_index.md").write_text("---\n" + "\n\n".join(lines) + "\n---\n")
    return authors


def lay_out_cases(folder: Path) -> Path:
    """Case studies without dates; two thirds name somebody, in a line of their own."""
    for number in range(CASES):
        company = f"{FAMILY[number % 10]} Works {number}"
        fields: dict[str, Any] = {
            "title": f"How {company} closes the month",
            "company": company,
            "logo": f"/logos/{number}.png",
            "industry": "Logistics",
            "challenge": "Nine days to close the month.",
            "cid": "caseStudies",
        }
        if number % 3:
            fields["quote"] = "We sleep again, all of us, and the books are right."
        case = folder / "case-studies" / f"case-{number:02}"
        case.mkdir(parents=True)
        picture(folder / "case-studies" / "logos" / f"{number}.png")
        front = yaml.safe_dump(fields, allow_unicode=True)
        text = f'{PROSE}\n\n{{{{< quote author="X" >}}}}Yes.{{{{< /quote >}}}}\n'
        (case / "index.md").write_text(f"---\n{front}---\n\n## Challenge\n\n{text}")
    return folder / "case-studies"


def take(tmp_path: Path, source: Path, mapping: Mapping) -> Imported:
    return import_records(source, mapping, tmp_path / "drafts", tmp_path / "content")


def guessed(source: Path) -> Guess:
    guess, problems = guess_mapping(source)
    assert guess, problems
    return guess


def sureness(guess: Guess) -> dict[str, str]:
    return {line.target: line.sureness for line in guess.lines if line.sureness}


PEOPLE_MAPPING = """
format: markdown
files: "*/_index.md"
advocate:
  slug: [slug, "@folder"]
  name: display_name
  company.name: agency_full_name
  github: github
  body: {from: bio, text: markdown}
  identity: email
ignore: [first_name, last_name, profile_photo]
"""
CASES_MAPPING = """
format: markdown
files: "*/index.md"
story:
  slug: "@folder"
  title: title
  summary: {like: body, shorten: 280}
  quote.text: quote
  challenge: challenge
  body: {from: body, text: markdown, remove: "\\\\{\\\\{<.*?>\\\\}\\\\}"}
  media.0.src: logo
  date: {from: date, default: 2026-04-03}
ignore: [company, industry, cid]
"""


@pytest.mark.parametrize("way", ["written", "guessed"])
def test_people_without_stories_are_imported_whole(tmp_path: Path, way: str) -> None:
    source = lay_out_people(tmp_path)
    mapping, _ = parse_mapping(PEOPLE_MAPPING, "mapping.yml")
    if way == "guessed":
        mapping = guessed(source).mapping
    assert mapping
    done = take(tmp_path, source, mapping)
    assert len(done.written) == PEOPLE
    assert not [each for each in done.problems if each.code != "import-unmapped"]
    person = draft(tmp_path, "advocates/cleo-052.md")
    assert person["name"] == "Cleo Ito"
    assert person["company"] == {"name": "Department 7 of Bridges"}
    assert person["github"] == "cleo-052"
    assert person["consent"] == {"status": "requested"}
    assert not any("@" in file.read_text() for file in (tmp_path / "drafts").rglob("*.md"))


@pytest.mark.parametrize("way", ["written", "guessed"])
def test_cases_without_dates_or_people_are_imported_whole(tmp_path: Path, way: str) -> None:
    source = lay_out_cases(tmp_path)
    mapping, _ = parse_mapping(CASES_MAPPING, "mapping.yml")
    if way == "guessed":
        mapping = guessed(source).mapping
    assert mapping
    done = take(tmp_path, source, mapping)
    assert len(done.written) == done.stories == CASES
    story = draft(tmp_path, "stories/case-04.md")
    assert story["title"] == "How Núñez Works 4 closes the month"
    assert story["quote"] == {"text": "We sleep again, all of us, and the books are right."}
    assert story["challenge"] == "Nine days to close the month."
    assert story["body"].startswith("## Challenge\n\nThe month used to take")
    assert "{{<" not in story["body"]
    assert "advocates" not in story
    assert "consent" not in story
    missing = [each.message for each in done.problems if each.code == "import-incomplete"]
    assert len(missing) == CASES
    assert all("advocates is missing" in message for message in missing)
    assert all(("date is missing" in message) == (way == "guessed") for message in missing)


def test_mappings_of_both_kinds_have_at_most_fifteen_lines() -> None:
    for text in (PEOPLE_MAPPING, CASES_MAPPING):
        assert len(text.strip().splitlines()) <= 15


def test_a_guess_says_how_sure_it_is_of_each_field(tmp_path: Path) -> None:
    guess = guessed(lay_out_people(tmp_path))
    words = sureness(guess)
    assert words["advocate.name"] == words["advocate.github"] == "sure"
    assert words["advocate.company.name"] == "sure"
    unused = [line.source for line in guess.lines if line.target == "not used"]
    assert "first_name" in unused
    assert "profile_photo" not in unused  # it says nothing anywhere
    table = {line.target: line for line in guess.lines}
    assert table["advocate.name"].filled == PEOPLE
    assert table["advocate.identity"].example == "(compared only)"
    assert "@site.example" not in guess.text
    mapping, problems = parse_mapping(guess.text, "mapping.yml")
    assert not problems
    assert mapping == guess.mapping


SOURCES: dict[str, tuple[str, str, dict[str, str]]] = {
    "a table in German": (
        "kunden.csv",
        "Vorname;Nachname;Firma;Funktion;E-Mail;Datum;Zitat\n"
        "Ana;Silva;Norte;Leiterin;ana@x.example;13.04.2026;Wir schlafen wieder.\n"
        "Bo;Lind;Sul;Bäcker;bo@x.example;02.04.2026;Endlich Sonntag.\n",
        {
            "advocate.name": "Vorname + Nachname",
            "advocate.company.name": "Firma",
            "advocate.role": "Funktion",
            "story.date": "Datum",
            "story.quote.text": "Zitat",
        },
    ),
    "the answer of an interface": (
        "answer.json",
        json.dumps(
            {
                "meta": {"page": 1},
                "data": {
                    "testimonials": [
                        {
                            "id": number,
                            "author": {
                                "name": f"{given} Silva",
                                "title": "Clerk",
                                "avatar": "a.png",
                            },
                            "company": {"name": "Norte", "logo": "x.png"},
                            "content": f"We close in {number} days.",
                            "createdAt": f"2026-04-0{number}T10:00:00Z",
                        }
                        for number, given in enumerate(GIVEN[:4], 1)
                    ]
                },
            }
        ),
        {
            "advocate.name": "author.name",
            "advocate.role": "author.title",
            "advocate.company.name": "company.name",
            "story.date": "createdAt",
            "story.body": "content",
        },
    ),
    "named entries": (
        "authors.yml",
        "ana: {name: Ana Silva, github: ana, website: https://ana.example/}\n"
        "bo: {name: Bo Lind, github: bo-l}\n",
        {"advocate.name": "name", "advocate.github": "github"},
    ),
    "elements": (
        "people.xml",
        "<staff><member id='1'><full_name>Ana Silva</full_name><job_title>Clerk</job_title></member>"
        "<member id='2'><full_name>Bo Lind</full_name><job_title>Baker</job_title></member></staff>",
        {"advocate.name": "full_name", "advocate.role": "job_title"},
    ),
    "products": (
        "products/list.csv",
        "name,tagline,url,category\nLedger,Closes the month.,https://x.example/,Finance\n"
        "Tide,Keeps time.,https://y.example/,Work\n",
        {"product.name": "name", "product.tagline": "tagline", "product.url": "url"},
    ),
    "events": (
        "calendar.csv",
        "title,start_date,end_date,venue,url\n"
        "Owners' day,2026-09-03T15:00:00Z,2026-09-03T16:00:00Z,Lisbon,https://x.example/\n"
        "Talk,2026-09-04T15:00:00Z,2026-09-04T16:00:00Z,Porto,https://x.example/\n",
        {
            "event.title": "title",
            "event.starts": "start_date",
            "event.ends": "end_date",
            "event.place": "venue",
        },
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_sources_of_many_kinds_are_understood(tmp_path: Path, name: str) -> None:
    path, text, fields = SOURCES[name]
    source = tmp_path / path
    source.parent.mkdir(exist_ok=True)
    source.write_text(text, encoding="utf-8")
    guess = guessed(source)
    sources = {line.target: line.source for line in guess.lines}
    assert {target: sources.get(target) for target in fields} == fields
    done = take(tmp_path, source, guess.mapping)
    assert not [each for each in done.problems if each.code not in ("import-unmapped",)]
    assert len(done.written) == guess.files >= 2


def test_days_are_read_in_the_order_that_some_of_them_show(tmp_path: Path) -> None:
    table = "name,quote,date\nAna Silva,Fine.,03/04/2026\nBo Lind,Good.,25/04/2026\n"
    (tmp_path / "a.csv").write_text(table)
    assert guessed(tmp_path / "a.csv").mapping.story["date"].day == _days("day-first")
    (tmp_path / "b.csv").write_text(table.replace("25/04", "04/25"))
    assert guessed(tmp_path / "b.csv").mapping.story["date"].day == _days("month-first")
    (tmp_path / "c.csv").write_text(table.replace("25/04", "05/04"))
    unclear = guessed(tmp_path / "c.csv")
    assert unclear.mapping.story["date"].day is None
    assert sureness(unclear)["story.date"] == "a guess"


def _days(order: str) -> object:
    mapping = Mapping.model_validate(
        {"format": "csv", "story": {"date": {"from": "date", "day": order}}}
    )
    return mapping.story["date"].day


def test_the_command_writes_a_mapping_that_it_then_imports_by(project: Project) -> None:
    lay_out_cases(project.root / "source")
    done = project.run("rooftop", "import", "--guess", "source")
    assert done.returncode == 0, done.stderr
    assert "mapping.yml was written; with it, the import would write 31 files." in done.stdout
    head = done.stdout.splitlines()[0].split()
    assert head == ["source", "example", "becomes", "filled", "refused", "how", "sure"]
    again = project.run("rooftop", "import", "--guess", "source")
    assert again.returncode == 2
    assert "mapping.yml exists already" in again.stderr
    trial = project.run("rooftop", "import", "source", "--mapping", "mapping.yml", "--dry-run")
    assert trial.returncode == 0, trial.stderr
    assert "31 stories in drafts/: 31 files would be written" in trial.stdout
    shown = project.run("rooftop", "import", "--guess", "--dry-run", "source")
    assert (project.root / "mapping.yml").read_text().strip() in shown.stdout
    imported = project.run("rooftop", "import", "source", "--mapping", "mapping.yml")
    assert "31 files written" in imported.stdout
    checked = project.check()
    assert checked.returncode == 0, checked.stdout


def test_the_command_says_what_it_needs(project: Project) -> None:
    project.write("source/a.csv", "x,y\n1,2\n")
    nothing = project.run("rooftop", "import", "--guess", "source")
    assert nothing.returncode == 1
    assert "Nothing in source looks like people, stories, products or events." in nothing.stderr
    neither = project.run("rooftop", "import", "source")
    assert neither.returncode == 2
    assert "Write either --mapping FILE or --format NAME." in neither.stderr
    unknown = project.run("rooftop", "import", "source", "--format", "senya")
    assert unknown.returncode == 2
    assert "'senya' is not one of bluesky, docusaurus," in unknown.stderr


def test_a_ready_mapping_is_written_out_to_be_adapted(project: Project) -> None:
    project.write("source/a.csv", "Name,Comment,Score\nAna Silva,We sleep again.,10\n")
    done = project.run("rooftop", "import", "--guess", "--format", "survey", "source")
    assert "This is an export that --format survey reads." in done.stdout
    assert "# A survey of NPS or CSAT" in (project.root / "mapping.yml").read_text()
    imported = project.run("rooftop", "import", "--format", "survey", "source")
    assert "1 story in drafts/: 2 files written" in imported.stdout


@pytest.mark.skipif(
    not JENKINS.is_dir(), reason="the real stories lie beside the repository, in ../shared"
)
def test_real_stories_are_guessed(tmp_path: Path) -> None:
    guess = guessed(JENKINS)
    assert guess.mapping.advocate["name"].source == ("authored_by",)
    assert guess.mapping.story["body"].source == ("body_content.paragraphs",)
    done = take(tmp_path, JENKINS, guess.mapping)
    assert done.stories == 194
    assert done.count("advocates") == 194


def test_a_hostile_source_is_looked_at_in_no_time(tmp_path: Path) -> None:
    long = "12:34 T,T,T, a-a-a {{< http://x " * 20_000
    rows = [{"name": "Ana Silva", "quote": long, "date": long, "photo": "x" * 500_000 + ".pn"}]
    (tmp_path / "a.json").write_text(json.dumps(rows * 2))
    assert guess_mapping(tmp_path / "a.json")[0]
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 9}'>" for n in range(1, 12))
    (tmp_path / "b.xml").write_text(
        f"<!DOCTYPE r [<!ENTITY a0 'x'>{bomb}]><r><name>&a11;</name></r>"
    )
    guess_mapping(tmp_path / "b.xml")


def test_stories_in_a_folder_of_customers_stay_stories(tmp_path: Path) -> None:
    for number, given in enumerate(GIVEN[:4]):
        case = tmp_path / "customer-stories" / f"case-{number}.md"
        case.parent.mkdir(exist_ok=True)
        case.write_text(f"---\ntitle: Case {number}\ncustomer: {given} Silva\n---\n{PROSE}\n")
    guess = guessed(tmp_path / "customer-stories")
    done = take(tmp_path, tmp_path / "customer-stories", guess.mapping)
    assert (done.stories, done.count("advocates")) == (4, 4)
