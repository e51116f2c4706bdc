"""What the report reads from git, from private files, and from what is known of links; what the last
build keeps for it; and where it may be written.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.project import CONSENT, Project, advocate, story

STORY = "content/stories/month-end.md"
PROFILE = "content/advocates/ana-ribeiro.md"


def report(project: Project, as_of: str = "2026-11-22") -> dict[str, Any]:
    done = project.run("rooftop", "report", "--format", "json", as_of=as_of)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def commit(project: Project, day: str, name: str, email: str = "a@b.example") -> None:
    at = f"{day}T12:00:00Z"
    who = ("-c", f"user.name={name}", "-c", f"user.email={email}")
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "x", "--date", at]):
        subprocess.run(
            ["git", *command],
            cwd=project.root,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": at},
        )


@pytest.mark.needs("git")
def test_steps_on_the_ladder_come_from_git(project: Project) -> None:
    commit(project, "2026-05-01", "Kai")
    for day, stage in (("2026-06-01", "client"), ("2026-10-01", '"advocate"')):
        project.write(PROFILE, advocate(loyalty_stage=stage))
        commit(project, day, "Kai")
    people = report(project)["people"]
    assert people["movements"] == [
        {"day": "2026-10-01", "person": "ana-ribeiro", "before": "client", "after": "advocate"},
        {"day": "2026-06-01", "person": "ana-ribeiro", "before": "customer", "after": "client"},
    ]
    ladder = {step["stage"]: (step["came"], step["left"]) for step in people["ladder"]}
    assert (ladder["client"], ladder["advocate"]) == ((0, 1), (1, 0))
    assert len(report(project, as_of="2026-09-30")["people"]["movements"]) == 1


@pytest.mark.needs("git")
def test_words_that_staff_changed_are_listed_and_those_of_the_person_are_not(
    project: Project,
) -> None:
    commit(project, "2026-05-04", "Kai Lund")
    project.write(STORY, story(summary="Nine days became two."))
    commit(project, "2026-06-01", "Kai Lund")
    project.write(STORY, story(summary="Nine days became two.", topics="[audit]"))
    commit(project, "2026-06-02", "Kai Lund")  # a topic is no word of hers
    project.write(STORY, story(body="My own words."))
    commit(project, "2026-06-03", "Ana Ribeiro")
    project.write(PROFILE, advocate(github="ana-r"))
    project.write(STORY, story(body="My own words, later."))
    commit(project, "2026-06-04", "someone", "12+ana-r@users.noreply.example")
    control = report(project)["control"]
    assert control["changed_words"] == [
        {"day": "2026-06-01", "story": "month-end", "author": "Kai Lund",
         "fields": ["summary"], "is_approved": False},
    ]  # fmt: skip
    assert (control["edits"], control["unapproved_edits"]) == (1, 1)
    assert report(project, as_of="2027-06-02")["control"]["edits"] == 0


def test_what_waits_for_consent_and_how_long_answers_take(project: Project) -> None:
    asked = "status: requested\nrequested: 2026-11-02\nanswer_by: 2026-11-12\n"
    project.write("drafts/stories/audit.md", story(asked, topics="[month-end]"))
    refused = "status: refused\n"
    project.write("drafts/stories/close.md", story(refused))
    project.write(STORY, story(CONSENT + "requested: 2026-04-22\n"))
    project.write(
        "programme.yml", "goals: [{name: G, needs: {industries: [logistics]}, target: 3}]\n"
    )
    data = report(project)
    [waiting] = data["consent"]["waiting"]
    assert (waiting["file"], waiting["days"]) == ("drafts/stories/audit.md", 20)
    assert waiting["is_late"]
    assert (data["consent"]["refused"], data["consent"]["median_days"]) == (1, 10)
    [goal] = data["coverage"]["goals"]
    assert (goal["published"], goal["waiting"], goal["wanted"]) == (1, 2, 2)


def test_consents_that_end_and_words_that_changed(project: Project) -> None:
    project.write(STORY, story(CONSENT + "expires: 2026-12-30\n"))
    done = project.run("rooftop", "consent", "approve", "ana-ribeiro", "--yes")
    assert done.returncode == 0, done.stderr
    text = (project.root / PROFILE).read_text()
    project.write(PROFILE, text.replace("Head of Finance", "Chief"))
    consent = report(project)["consent"]
    counts = [consent[f"lapsing_in_{days}_days"] for days in (30, 60, 90)]
    assert counts == [0, 1, 1]
    assert [row["file"] for row in consent["changed"]] == [PROFILE]


def test_a_dead_link_makes_a_story_old_and_is_known_from_the_last_look(project: Project) -> None:
    project.write(STORY, story(body="As [told](https://gone.voices.org/a) there."))
    links = {
        "https://gone.voices.org/a": {
            "state": "dead", "said": "its host answers 404", "location": None,
            "checked": "2026-11-20", "since": "2026-11-01",
        }
    }  # fmt: skip
    verdicts = json.dumps({"version": 1, "links": links})
    project.build()
    assert report(project)["health"]["dead_link_count"] == 0
    project.write(".cache/rooftop/outgoing-links/verdicts.json", verdicts)
    data = report(project)
    assert [row["file"] for row in data["health"]["dead_links"]] == [STORY]
    [row] = data["aging"]["stories"]
    assert (row["reasons"], row["advice"]) == (["link-dead"], "renew")


def test_a_picture_without_words_is_listed(project: Project) -> None:
    text = "See ![](../media/a.webp) and ![a harbour](../media/b.webp)."
    project.write(STORY, story(body=text))
    rows = report(project)["health"]["wordless_pictures"]
    assert rows == [{"file": STORY, "picture": "../media/a.webp"}]


def test_after_a_build_no_record_is_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = report(project)
    project.build()

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the records are read")

    monkeypatch.setattr("rooftop.site.planning.plan_of", fail)
    assert report(project) == before


def test_an_entry_of_the_log_that_withholds_a_story_changes_the_report(project: Project) -> None:
    project.build()
    built = report(project)
    words = "We moved the invoices to Ledger first, because they hurt most."
    entry = {"on": "2026-05-01", "kind": "call", "people": ["ana-ribeiro"], "text": words}
    project.write("programme/log.jsonl", json.dumps(entry) + "\n")
    after = report(project)
    assert after != built
    shutil.rmtree(project.cache)
    assert report(project) == after


def test_what_changed_since_the_build_is_read(project: Project) -> None:
    project.build()
    project.write(STORY, story(kind="review"))
    [year] = report(project)["control"]["critical_stories"]
    assert year["reviews"] == 1
    assert report(project, as_of="2028-05-03")["consent"]["expired"] == 2


def test_a_build_keeps_nothing_for_the_report_that_others_can_read(project: Project) -> None:
    project.write("content/stories/other.md", story("status: withdrawn\n", title="Zugvogel"))
    project.build()
    names = [file for file in project.cache.rglob("*") if file.is_file()]
    assert names
    assert not [file for file in names if b"other" in file.read_bytes()]


@pytest.mark.parametrize(
    "place", ["site/report.html", "content/report.html", "site", "overrides/r.html"]
)
def test_the_page_is_never_written_where_it_would_be_published(
    project: Project, place: str
) -> None:
    (project.root / "site").mkdir()
    done = project.run("rooftop", "report", "--html", place)
    assert done.returncode == 2
    assert "The report is private." in done.stderr
    assert not list(project.root.rglob("report.html"))


def test_the_page_goes_to_the_private_folder(project: Project) -> None:
    done = project.run("rooftop", "report", "--html")
    assert done.returncode == 0, done.stderr
    page = project.root / "programme/report.html"
    assert page.read_bytes().startswith(b"<!doctype html>")
    project.build()
    assert not project.holds("the programme on")


def test_without_the_extra_the_page_has_tables_and_no_charts(project: Project) -> None:
    run = "import sys; sys.modules['pygal'] = None; from rooftop.cli import main; main()"
    done = project.run("python", "-c", run, "report", "--html", "r.html")
    assert done.returncode == 0, done.stderr
    page = Path(project.root / "r.html").read_text()
    assert "<svg" not in page
    assert "<table>" in page
    assert "rooftop[report]" in page


def test_cells_that_a_spreadsheet_would_calculate_are_guarded(project: Project) -> None:
    promise = "[{made: 2026-05-01, what: '=HYPERLINK(1)', due: 2026-06-01}]"
    project.write(STORY, story(promises=promise))
    text = project.run("rooftop", "report", "--format", "csv").stdout
    assert ",what,'=HYPERLINK(1)" in text


def test_a_line_of_the_log_that_cannot_be_read_is_told_and_costs_itself(project: Project) -> None:
    entry = {"on": "2026-11-20", "kind": "ask", "people": ["ana-ribeiro"]}
    project.write("programme/log.jsonl", f"{json.dumps(entry)}\n{{\n")
    done = project.run("rooftop", "report", "--format", "json")
    assert "programme/log.jsonl:2: error log-invalid" in done.stderr
    assert json.loads(done.stdout)["people"]["people"][0]["asks"] == 1


@pytest.mark.needs("git")
def test_no_name_of_an_author_drives_the_terminal_or_stops_the_report(project: Project) -> None:
    commit(project, "2026-05-04", "Kai")
    project.write(STORY, story(summary="Nine days became two."))
    commit(project, "2026-06-01", "E\x1b[31mve\x1f\u2028x")
    done = project.run("rooftop", "report")
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "summary" in done.stdout


def test_a_company_that_refused_and_left_is_listed(project: Project) -> None:
    consent = "{status: refused, by: communications}"
    project.write(
        "content/companies/norte.md", f"---\nname: Norte\nformer: true\nconsent: {consent}\n---\n"
    )
    project.write(PROFILE, advocate(company="norte"))
    data = report(project)
    assert data["consent"]["companies"] == [
        {"company": "Norte", "standing": "refused", "department": "communications", "until": None}
    ]
    [employer] = data["consent"]["employers"]
    assert (employer["company"], employer["given"], employer["refused"]) == ("Norte", 0, 2)
    [row] = data["aging"]["stories"]
    assert row["reasons"] == ["company-former"]
