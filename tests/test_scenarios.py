"""Every scenario of consent, each a story of its own in one real build whose every file is
searched.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from rooftop.records import CHANNELS
from tests.project import REPOSITORY, Project

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "consent.yml").read_text()
)
FULL: dict[str, Any] = {
    "status": "given",
    "given": "2026-05-02",
    "covers": ["name", "photo", "employer", "logo", "words", "numbers", "voice"],
    "channels": ["site", "feeds"],
    "employer": {"status": "given", "given": "2026-05-02"},
    "evidence": "CR-0000",
}
FEEDS = ("feed.xml", "atom.xml", "feed.json")


def markers(number: int, who: str = "a") -> dict[str, str]:
    """What must be found of each field, or must not: strings that stand nowhere else."""
    tag = f"{who}{number:03}"
    return {
        "name": f"Mara Q{tag}", "photo": f"p{tag}.webp", "employer": f"Firm Q{tag}", "logo": f"l{tag}.png",
        "words": f"What happened to q{tag} is told here in full", "numbers": f"Counted by hand for q{tag} every day",
        "voice": f"v{tag}.ogg",
    }  # fmt: skip


def changed(changes: dict[str, Any] | None) -> dict[str, Any]:
    record = {**FULL, **(changes or {})}
    return {key: value for key, value in record.items() if value is not None}


def dump(fields: dict[str, Any], body: str = "") -> str:
    """A file; days written as days, as people do."""
    fields = json.loads(
        json.dumps(fields, default=str)
    )  # two records that share a list would become an alias
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)
    text = re.sub(r"(given|expires|withdrawn|date): '([0-9-]{10})'", r"\1: \2", text)
    return f"---\n{text}---\n\n{body}\n"


def write_case(project: Project, number: int, case: dict[str, Any]) -> None:
    first, second, media = markers(number), markers(number, "b"), REPOSITORY / "content" / "media"
    for name, source in ((first["photo"], "jo.webp"), (first["logo"], "norte-cargo.png"), (first["voice"], "alarms.ogg"),
                         (second["photo"], "jo.webp")):  # fmt: skip
        shutil.copy(media / source, project.root / "content" / "media" / name)
    for who, found in (("a", first), ("b", second)):
        company = {"name": found["employer"]}
        if who == "a":
            company |= {"logo": found["logo"], "logo_alt": "A logo"}
        person = {
            "name": found["name"],
            "photo": found["photo"],
            "photo_alt": "A face",
            "company": company,
        }
        project.write(
            f"content/advocates/{who}-{number:03}.md",
            dump({**person, "consent": changed({"status": "withdrawn"})}),
        )
    tellers = {f"a-{number:03}": changed(case.get("first"))}
    if "second" in case:
        tellers[f"b-{number:03}"] = changed(case["second"])
    story: dict[str, Any] = {
        "title": f"Case {number}", "date": "2026-05-02", "advocates": list(tellers), "summary": f"Case {number}.",
        "results": [{"what": "x", "after": 1, "how_measured": first["numbers"]}],
        "media": [{"kind": "audio", "src": first["voice"], "alt": "A voice", "transcript": "Words."}],
        "disclosure": {"relationship": "customer", "incentive": "none", "conditional": False},
        **case.get("story", {}), "consent": tellers,
    }  # fmt: skip
    story = {key: value for key, value in story.items() if value is not None}
    project.write(f"content/stories/case-{number:03}.md", dump(story, first["words"] + "."))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.empty(tmp_path_factory.mktemp("scenarios") / "community")
    (project.root / "content" / "media").mkdir()
    for number, case in enumerate(CASES):
        write_case(project, number, case)
    project.build()
    return project


@pytest.fixture(scope="module")
def searched(built: Project) -> dict[str, str]:
    return {
        path: data.decode("utf-8", "replace") + path
        for path, data in built.contents().items()
        if "assets/" not in path
    }


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_a_scenario_shows_what_it_may_and_nothing_else(
    searched: dict[str, str], number: int
) -> None:
    case = CASES[number]
    for channel in ("site", "feeds"):
        places = [
            text for path, text in searched.items() if (path in FEEDS) is (channel == "feeds")
        ]
        for field, marker in markers(number).items():
            if channel == "feeds" and field in ("photo", "logo", "voice"):
                continue
            assert any(marker in text for text in places) is (field in case.get(channel, [])), (
                channel,
                field,
            )
    assert not any("CR-0000" in text for text in searched.values())


def test_the_second_person_is_shown_as_they_agreed(searched: dict[str, str]) -> None:
    for number, case in enumerate(CASES):
        record = changed(case.get("second"))
        allowed = "second" in case and "words" in case.get("site", [])
        for field in ("name", "photo", "employer"):
            expected = (
                allowed
                and field in record["covers"]
                and (field != "employer" or record["employer"]["status"] == "given")
            )
            expected = expected and (field != "photo" or "name" in record["covers"])
            found = any(markers(number, "b")[field] in text for text in searched.values())
            assert found is expected, (case["name"], field)


def test_the_ledger_has_every_decision_and_agrees_with_the_site(built: Project) -> None:
    done = built.run("rooftop", "consent", "ledger")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["channel"] for row in rows} == {*CHANNELS}
    assert all((row["decision"] == "shown") is (row["reason"] == "") for row in rows)
    for number, case in enumerate(CASES):
        path, person = f"content/stories/case-{number:03}.md", f"a-{number:03}"
        for channel in ("site", "feeds"):
            mine = [
                row
                for row in rows
                if (row["path"], row["person"], row["channel"]) == (path, person, channel)
            ]
            shown = {row["field"] for row in mine if row["decision"] == "shown"}
            expected = set(case.get(channel, []))
            if channel == "feeds":
                expected &= {"name", "employer", "words", "numbers"}
                shown &= {"name", "employer", "words", "numbers"}
            assert shown == expected, (case["name"], channel)


def test_nothing_but_site_and_feeds_is_agreed_to(built: Project) -> None:
    entries = json.loads(built.run("rooftop", "consent", "ledger", "--format", "json").stdout)
    assert all(
        entry["decision"] == "withheld"
        for entry in entries
        if entry["channel"] in ("social", "embeds", "press")
    )


def test_status_tells_where_each_stands(built: Project) -> None:
    table = json.loads(built.run("rooftop", "consent", "status", "--format", "json").stdout)
    standing = {(row["subject"], row["person"]): row["standing"] for row in table}
    for number, case in enumerate(CASES):
        if case["name"] in ("requested", "refused", "withdrawn"):
            assert (
                standing[(f"content/stories/case-{number:03}.md", f"a-{number:03}")] == case["name"]
            )
    text = built.run("rooftop", "consent", "status").stdout.splitlines()
    heads = ["subject", "person", "standing", "until", "approval", "employer", "answer_by"]
    assert text[0].split() == heads
