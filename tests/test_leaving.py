"""Somebody leaves their employer: what changes is shown, and nothing that was approved is lost."""

from __future__ import annotations

import pytest

from tests.project import REPOSITORY, REQUIRED, Project, advocate

PROFILE = "content/advocates/ana-ribeiro.md"


@pytest.fixture
def bound(project: Project) -> Project:
    """A project whose profile and story are approved, as the settings require."""
    settings = (project.root / "mkdocs.yml").read_text()
    for name in ("ana-ribeiro", "month-end"):
        done = project.run("rooftop", "consent", "approve", name, "--yes")
        assert done.returncode == 0, done.stderr
    original = (REPOSITORY / "mkdocs.yml").read_text()
    assert settings == original.replace(REQUIRED, "")
    project.write("mkdocs.yml", original)
    return project


def profile(project: Project) -> str:
    return (project.root / PROFILE).read_text()


def test_every_page_that_changes_is_shown_before_anything_is_written(bound: Project) -> None:
    before = profile(bound)
    done = bound.run("rooftop", "former", "ana-ribeiro", answers="n\n")
    assert "+company" in done.stdout
    assert "will say: Ana Ribeiro, Head of Finance, formerly Norte Cargo" in done.stdout
    for address in (
        "the home page",
        "advocates/ana-ribeiro/",
        "stories/month-end/",
        "products/ledger/",
    ):
        assert f"\n  {address}\n" in done.stdout
    assert profile(bound) == before


def test_only_two_fields_change_and_everything_stays_published(bound: Project) -> None:
    before = profile(bound)
    done = bound.run("rooftop", "former", "ana-ribeiro", "--emeritus", "--yes")
    assert done.returncode == 0, done.stderr
    assert "formerly Norte Cargo (emeritus)\n" in done.stdout
    old = "company: {name: Norte Cargo, industry: logistics}"
    new = "company: {name: Norte Cargo, industry: logistics, former: true}"
    after = profile(bound)
    assert after.replace(new, old).replace("loyalty_stage: emeritus\n", "") == before
    check = bound.check()
    assert check.returncode == 0, check.stderr
    plan = bound.plan(approvals="required")
    assert plan.published.advocates["ana-ribeiro"].former_employer == "Norte Cargo"
    assert plan.published.stories["month-end"].tellers[0].former_employer == "Norte Cargo"
    again = bound.run("rooftop", "former", "ana-ribeiro", "--emeritus", "--yes")
    assert "says so already" in again.stdout


def test_what_was_approved_of_a_former_employee_does_not_bring_the_employer_back(
    project: Project,
) -> None:
    """“Formerly” claims less than “at”: one way only."""
    left = "{name: Norte Cargo, industry: logistics, former: true}"
    project.write(PROFILE, advocate(company=left))
    project.run("rooftop", "consent", "approve", "ana-ribeiro", "--yes")
    assert "ana-ribeiro" in project.plan().published.advocates
    project.write(PROFILE, profile(project).replace(", former: true", ""))
    assert "ana-ribeiro" not in project.plan().published.advocates


def test_another_employer_is_a_new_word(bound: Project) -> None:
    bound.run("rooftop", "former", "ana-ribeiro", "--yes")
    bound.write(PROFILE, profile(bound).replace("Norte Cargo", "Sul Cargo"))
    assert not bound.plan(approvals="required").published.stories


def test_emeritus_alone_and_what_cannot_be_done(project: Project) -> None:
    before = profile(project)
    project.write(PROFILE, before.replace("headline:", "stage: advocate\nheadline:"))
    done = project.run(
        "rooftop", "former", "ana-ribeiro", "--emeritus", "--still-employed", "--yes"
    )
    assert done.returncode == 0, done.stderr
    assert profile(project) == before.replace("headline:", "stage: emeritus\nheadline:")
    assert project.run("rooftop", "former", "ana-ribeiro", "--still-employed").returncode == 2
    assert project.run("rooftop", "former", "month-end", "--yes").returncode == 2
    assert project.run("rooftop", "former", "ana-ribeiro").returncode == 2
    project.write(PROFILE, advocate(company=""))
    lone = project.run("rooftop", "former", "ana-ribeiro", "--yes")
    assert lone.returncode == 1
    assert "has no employer" in lone.stderr
