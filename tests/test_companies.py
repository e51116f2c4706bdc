"""Employers with a record: one approval or refusal for all their people."""

from __future__ import annotations

import pytest

from tests.project import Project, advocate, story

NORTE = """\
---
name: Norte Cargo
names: [NorteCargo SA]
industry: logistics
consent: {consent}
---
"""
GIVEN = "{status: given, given: 2026-05-02}"
OWN = """\
status: given
given: 2026-05-02
covers: [name, photo, employer, logo, words, numbers, voice]
channels: [site, feeds]
"""


def employ(project: Project, consent: str = GIVEN, own: str = OWN) -> None:
    """Ana works for a company that has a record with ``consent``."""
    project.write("content/companies/norte-cargo.md", NORTE.replace("{consent}", consent))
    project.write("content/advocates/ana-ribeiro.md", advocate(own, company="norte-cargo"))
    project.write("content/stories/month-end.md", story(own))


def test_the_company_approves_once_for_all_its_people(project: Project) -> None:
    employ(project)
    plan = project.plan()
    assert not [problem for problem in plan.problems if problem.code != "extra-missing"]
    view = plan.published.stories["month-end"]
    assert view.tellers[0].employer == "Norte Cargo"
    assert view.results
    assert plan.published.advocates["ana-ribeiro"].employer == "Norte Cargo"


@pytest.mark.parametrize(
    "consent",
    [
        "{status: refused}",
        "{status: withdrawn, withdrawn: 2026-11-01}",
        "{status: given, given: 2024-05-02, expires: 2026-11-21}",
        "{status: given, given: 2026-05-02, expires: 2026-05-01}",
    ],
)
@pytest.mark.parametrize("employer", ["", "employer: {status: given, given: 2026-05-02}\n"])
def test_a_refusal_or_an_end_takes_the_company_from_everybody_and_leaves_the_people(
    project: Project, consent: str, employer: str
) -> None:
    employ(project, consent, OWN + employer)
    plan = project.plan()
    view = plan.published.stories["month-end"]
    assert (view.tellers[0].name, view.tellers[0].company) == ("Ana Ribeiro", None)
    assert not view.results
    assert {"Norte Cargo", "NorteCargo SA"} <= plan.withheld_text.companies


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_a_refusal_for_one_person_counts_whatever_was_approved_for_all(
    project: Project, status: str
) -> None:
    employ(project, GIVEN, f"{OWN}employer: {{status: {status}}}\n")
    assert project.plan().published.stories["month-end"].tellers[0].company is None


@pytest.mark.parametrize("consent", ["{status: requested}", ""])
def test_until_the_company_decided_its_word_for_one_person_counts(
    project: Project, consent: str
) -> None:
    employ(project, consent, f"{OWN}employer: {{status: given, given: 2026-05-02}}\n")
    assert project.plan().published.stories["month-end"].tellers[0].employer == "Norte Cargo"
    employ(project, consent)
    assert project.plan().published.stories["month-end"].tellers[0].company is None


def test_the_company_approves_by_field_and_by_channel(project: Project) -> None:
    employ(project, "{status: given, given: 2026-05-02, covers: [name], channels: [site]}")
    published = project.plan().published
    assert published.stories["month-end"].tellers[0].employer == "Norte Cargo"
    assert not published.stories["month-end"].results
    assert published.channels.feeds["month-end"].tellers[0].company is None
    employ(project, "{status: given, given: 2026-05-02, covers: [numbers]}")
    published = project.plan().published
    assert published.stories["month-end"].tellers[0].company is None
    assert published.stories["month-end"].results


def test_a_story_may_tell_the_numbers_of_another_company(project: Project) -> None:
    employ(project)
    project.write(
        "content/companies/sul-rail.md",
        NORTE.replace("Norte Cargo", "Sul Rail")
        .replace("NorteCargo SA", "SR")
        .replace("{consent}", "{status: refused}"),
    )
    project.write("content/stories/month-end.md", story(OWN, company="sul-rail"))
    view = project.plan().published.stories["month-end"]
    assert view.tellers[0].employer == "Norte Cargo"
    assert not view.results


def test_a_company_that_is_unknown_is_told_and_shown_to_nobody(project: Project) -> None:
    employ(project)
    project.write("content/advocates/ana-ribeiro.md", advocate(OWN, company="norte-carga"))
    plan = project.plan()
    (problem,) = [each for each in plan.problems if each.code == "reference-unknown"]
    assert "norte-cargo" in problem.hint
    assert plan.published.stories["month-end"].tellers[0].employer is None


def test_a_former_employee_is_said_beside_the_reference(project: Project) -> None:
    employ(project)
    text = advocate(OWN, company="norte-cargo", former="true")
    project.write("content/advocates/ana-ribeiro.md", text)
    person = project.plan().published.advocates["ana-ribeiro"]
    assert (person.employer, person.former_employer) == (None, "Norte Cargo")


def approve(project: Project) -> None:
    for name in ("advocates/ana-ribeiro", "stories/month-end"):
        done = project.run("rooftop", "consent", "approve", name, "--yes")
        assert done.returncode == 0, done.stderr


def is_shown(project: Project) -> bool:
    plan = project.plan(approvals="required")
    return "month-end" in plan.published.stories and "ana-ribeiro" in plan.published.advocates


def test_what_the_company_says_later_never_breaks_what_a_person_approved(project: Project) -> None:
    employ(project, "{status: requested}")
    approve(project)
    assert is_shown(project)
    file = project.root / "content/companies/norte-cargo.md"
    for consent in (GIVEN, "{status: refused}", GIVEN):
        file.write_text(
            NORTE.replace("{consent}", consent).replace("logistics", "logistics\nsize: 11-50")
        )
        assert is_shown(project)
    file.write_text(NORTE.replace("{consent}", GIVEN).replace("Norte Cargo", "Norte Cargo Group"))
    assert is_shown(project)


def test_an_approval_survives_that_an_inline_company_becomes_a_record(project: Project) -> None:
    approve(project)
    assert is_shown(project)
    file = project.root / "content/advocates/ana-ribeiro.md"
    text = file.read_text()
    file.write_text(
        text.replace("company: {name: Norte Cargo, industry: logistics}", "company: norte-cargo")
    )
    project.write("content/companies/norte-cargo.md", NORTE.replace("{consent}", GIVEN))
    assert is_shown(project)
    other = NORTE.replace("{consent}", GIVEN).replace("logistics", "finance")
    project.write("content/companies/norte-cargo.md", other)
    assert not is_shown(project)


def test_the_page_of_a_company_lists_its_people_stories_and_results(project: Project) -> None:
    employ(project)
    project.build()
    page = project.page("companies/norte-cargo/")
    text = " ".join(page.text_content().split())
    for words in ("Norte Cargo", "Logistics", "Ana Ribeiro", "The month-end", "Month-end close"):
        assert words in text
    assert page.xpath("//a[contains(@href, 'advocates/ana-ribeiro/')]")
    profile = project.page("advocates/ana-ribeiro/")
    assert profile.xpath("//a[contains(@href, 'companies/norte-cargo/')]")
    assert "companies/norte-cargo/" in (project.site / "sitemap.xml").read_text()
    assert project.page("companies/").xpath("//a[contains(@href, 'norte-cargo/')]")


def test_a_company_that_refused_is_in_no_file_and_its_people_stay(project: Project) -> None:
    employ(project)
    project.build()
    assert project.holds("Norte Cargo")
    employ(project, "{status: refused}")
    project.build()
    for words in ("Norte Cargo", "norte-cargo", "NorteCargo", "Median of the last six closes"):
        assert not project.holds(words)
    assert not (project.site / "companies").exists()
    assert project.holds("Ana Ribeiro")


def test_ai_systems_may_use_what_shows_the_company_only_if_it_agreed_to_that(
    project: Project,
) -> None:
    own = OWN.replace("[site, feeds]", "[site, feeds, press, ai]")
    employ(project, GIVEN, own)
    published = project.plan().published
    assert published.stories["month-end"].tellers[0].employer == "Norte Cargo"
    assert not published.channels.ai_input
    channels = "channels: [site, feeds, press, ai-input]"
    employ(project, f"{{status: given, given: 2026-05-02, {channels}}}", own)
    published = project.plan().published
    assert list(published.channels.ai_input) == ["month-end"]
    assert not published.channels.ai_train
