"""A profile that nobody looked at for a year gets a question, and an answer ends it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.project import CONSENT, Project, advocate

PROFILE = "content/advocates/ana-ribeiro.md"
LETTER = "drafts/requests/ana-ribeiro.review.md"


def review(project: Project, *options: str, as_of: str) -> str:
    done = project.run("rooftop", "review-profiles", *options, as_of=as_of)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(root: Path, day: str) -> None:
    at = f"{day}T12:00:00Z"
    names = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    for command in (["init", "-q"], ["add", "-A"], [*names, "commit", "-qm", "x", "--date", at]):
        subprocess.run(
            ["git", *command],
            cwd=root,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": at},
        )


@pytest.mark.parametrize(("day", "letters"), [("2027-05-02", 0), ("2027-05-03", 1)])
def test_without_git_the_day_of_the_consent_counts(
    project: Project, day: str, letters: int
) -> None:
    assert f"1 profile, {letters} letter" in review(project, as_of=day)
    assert (project.root / LETTER).is_file() is bool(letters)


@pytest.mark.needs("git")
def test_a_commit_that_changed_the_file_counts(project: Project) -> None:
    commit(project.root, "2026-11-20")
    assert "0 letters" in review(project, as_of="2027-06-01")
    assert "unchanged since 2026-11-20" in review(project, as_of="2027-12-01")
    assert "1 letter" in review(project, "--months", "3", as_of="2027-06-01")


def test_the_letter_shows_the_profile_and_asks_in_the_language_of_the_person(
    project: Project,
) -> None:
    project.write(PROFILE, advocate(languages="[de, en]"))
    review(project, as_of="2027-06-01")
    letter = (project.root / LETTER).read_text()
    assert "Stimmt Ihr Profil auf Harbourlight Voices noch?" in letter
    assert "I stopped dreading the first of the month." in letter
    assert "seit dem 2. Mai 2026 unverändert" in letter
    assert "advocates/ana-ribeiro/>" in letter
    assert (project.root / "drafts/requests/ana-ribeiro.review.eml").is_file()


def test_an_answer_is_recorded_and_nothing_else(project: Project) -> None:
    before = (project.root / PROFILE).read_text()
    project.run("rooftop", "consent", "approve", "ana-ribeiro", "--yes")
    approved = (project.root / PROFILE).read_text()
    assert "reviewed on 2027-06-01" in review(
        project, "--confirmed", "ana-ribeiro", as_of="2027-06-01"
    )
    after = (project.root / PROFILE).read_text()
    assert after.replace("reviewed: 2027-06-01\n", "") == approved != before
    assert "0 letters" in review(project, as_of="2027-07-01")
    assert "ana-ribeiro" in project.plan(as_of="2027-07-01").published.advocates


def test_who_is_not_shown_is_not_asked(project: Project) -> None:
    project.write(
        PROFILE, advocate(CONSENT + "withdrawn: 2026-06-01\n".replace("given", "withdrawn"))
    )
    assert "0 profiles, 0 letters" in review(project, as_of="2027-06-01")


def test_erasing_a_record_deletes_its_letters(project: Project) -> None:
    review(project, as_of="2027-06-01")
    project.run("rooftop", "my-words", "ana-ribeiro")
    folder = project.root / "drafts" / "requests"
    assert len([*folder.iterdir()]) == 6
    project.run("rooftop", "consent", "erase", "ana-ribeiro", "--yes")
    assert not [*folder.iterdir()]
