"""Recording what people answered: at a terminal, by options, and for their employers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from rooftop.consent import consent_of, digest
from rooftop.frontmatter import EditError, set_group
from tests.commands import Done
from tests.project import CONSENT, Project, advocate, story

DRAFT = story("X").partition("consent:\n")[0] + "---\n\nWe moved **everything**.\n"
FILE = "content/stories/month-end.md"
OWN = CONSENT.replace("employer: {status: given, given: 2026-05-02}\n", "")
BY_OPTIONS = ("--covers", "all", "--channels", "site,feeds", "--yes")


def approve(project: Project, *arguments: str, answers: str = "") -> Done:
    return project.run("rooftop", "consent", "approve", *arguments, answers=answers)


def add_key(project: Project) -> Path:
    """A key of Ana's, which the community allows."""
    key = project.root / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True)
    public = key.with_suffix(".pub").read_text()
    project.write("allowed_signers", f'ana-ribeiro namespaces="consent@rooftop" {public}')
    return key


@pytest.fixture
def drafted(project: Project) -> Project:
    project.write("drafts/stories/night-shift.md", DRAFT)
    return project


class TestTheFirstTime:
    def test_options_say_everything(self, drafted: Project) -> None:
        done = approve(drafted, "night-shift", *BY_OPTIONS, "--until", "2027-05-31")
        assert done.returncode == 0, done.stderr
        assert not (drafted.root / "drafts/stories/night-shift.md").exists()
        text = (drafted.root / "content/stories/night-shift.md").read_text()
        record = """\
consent:
  ana-ribeiro:
    status: given
    given: 2026-11-22
    expires: 2027-05-31
    covers: [name, employer, words, numbers]
    channels: [site, feeds]
    approved: sha256:"""
        assert text.startswith(DRAFT.partition("---\n\n")[0] + record)
        assert drafted.plan().published.stories.keys() == {"month-end", "night-shift"}

    def test_a_terminal_is_asked_until_it_answers(self, drafted: Project) -> None:
        typed = "words,face\nwords, name\nfeeds\nsite, feeds\n6\ny\n"
        done = approve(drafted, "night-shift", answers=typed)
        assert done.returncode == 0, done.stderr
        assert "what may be shown? name, employer, words, numbers, or all" in done.stdout
        for words in (
            "Unknown: face. Choose from name",
            "Name at least site",
            "For how many months [24]",
        ):
            assert words in done.stdout + done.stderr
        text = (drafted.root / "content/stories/night-shift.md").read_text()
        assert "covers: [words, name]" in text
        assert "channels: [site, feeds]" in text
        assert "expires: 2027-05-22" in text

    def test_what_will_be_published_is_shown_first(self, drafted: Project) -> None:
        typed = "words,name,numbers\nsite\n24\nn\n"
        done = approve(drafted, "night-shift", answers=typed)
        shown, _, _ = done.stdout.partition("Did ana-ribeiro agree")
        assert "Told by Ana Ribeiro, Head of Finance." in shown
        assert "We moved **everything**." in shown
        assert "ana-ribeiro: name, words on site, until 2028-11-22." in shown
        assert "not shown: numbers (the employer's approval is missing or has ended)" in shown
        assert "Median of the last six closes" not in shown
        assert (drafted.root / "drafts/stories/night-shift.md").read_text() == DRAFT
        assert not (drafted.root / "drafts/approved").exists()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "no record says what was agreed to. Give --covers and --channels"),
            (
                ["--covers", "all", "--channels", "site"],
                "This is not a terminal, so nothing can be asked",
            ),
            (["--covers", "all", "--channels", "feeds", "--yes"], "Name at least site"),
            (["--covers", "", "--channels", "site", "--yes"], "Name at least one"),
        ],
    )
    def test_without_a_terminal_it_ends_and_says_what_to_say(
        self, drafted: Project, arguments: list[str], said: str
    ) -> None:
        done = approve(drafted, "night-shift", *arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert (drafted.root / "drafts/stories/night-shift.md").read_text() == DRAFT

    def test_one_mistake_writes_none_of_several(self, drafted: Project) -> None:
        before = (drafted.root / FILE).read_text()
        done = approve(drafted, "month-end", "night-shift", "--yes")
        assert done.returncode == 2
        assert (drafted.root / FILE).read_text() == before

    def test_a_new_yes_after_a_withdrawal_begins_anew(self, project: Project) -> None:
        withdrawn = CONSENT.replace("given\n", "withdrawn\nwithdrawn: 2026-10-01\n", 1)
        project.write(FILE, story(withdrawn))
        assert approve(project, "month-end", "--yes").returncode == 2
        assert approve(project, "month-end", *BY_OPTIONS).returncode == 0
        consent = consent_of(project.plan().catalogue.stories["month-end"], "ana-ribeiro")
        assert consent is not None
        assert (str(consent.given), consent.withdrawn) == ("2026-11-22", None)


class TestTheEmployer:
    def test_a_yes_that_comes_later_leaves_what_was_signed(self, project: Project) -> None:
        project.write(FILE, story(OWN))
        key = add_key(project)
        assert approve(project, "month-end", "--yes").returncode == 0
        project.run("rooftop", "consent", "sign", "month-end", "--key", str(key))
        before = (project.root / FILE).read_text()
        evidence = ("--employer-evidence", "CR-2026-0194")
        done = approve(
            project, "month-end", "--employer", "--employer-given", "2026-06-01", *evidence
        )
        assert done.returncode == 0, done.stderr
        added = set((project.root / FILE).read_text().splitlines()) - set(before.splitlines())
        assert added == {
            "    employer:",
            "      status: given",
            "      given: 2026-06-01",
            "      evidence: CR-2026-0194",
        }
        said = project.run("rooftop", "consent", "verify", "month-end").stdout
        assert "month-end.md, ana-ribeiro: signed" in said
        assert project.plan().published.stories["month-end"].results

    def test_a_yes_that_came_first_waits_for_the_person(self, drafted: Project) -> None:
        asked = DRAFT.replace(
            "---\n\nWe", "consent:\n  ana-ribeiro: {status: requested}\n---\n\nWe"
        )
        drafted.write("drafts/stories/night-shift.md", asked)
        assert approve(drafted, "night-shift", "--employer").returncode == 0
        text = (drafted.root / "drafts/stories/night-shift.md").read_text()
        given = "{status: requested, employer: {status: given, given: 2026-11-22}}"
        assert text == asked.replace("{status: requested}", given)

    def test_both_answers_at_once(self, drafted: Project) -> None:
        done = approve(drafted, "night-shift", *BY_OPTIONS, "--employer")
        assert "ana-ribeiro: name, employer, words, numbers on site, feeds" in done.stdout
        assert drafted.plan().published.stories["night-shift"].results

    def test_an_approval_that_was_over_begins_anew(self, project: Project) -> None:
        over = "employer: {status: withdrawn, given: 2025-01-01, expires: 2025-12-31, withdrawn: 2025-06-01}\n"
        project.write(FILE, story(OWN + over))
        assert approve(project, "month-end", "--yes").returncode == 0
        assert approve(project, "month-end", "--employer").returncode == 0
        assert "employer: {status: given, given: 2026-11-22}" in (project.root / FILE).read_text()
        assert project.plan().published.stories["month-end"].results

    def test_an_earlier_digest_stays_bound_to_the_same_words(self, project: Project) -> None:
        project.write(FILE, story(OWN))
        catalogue = project.plan().catalogue
        record = catalogue.stories["month-end"]
        consent = record.consent["ana-ribeiro"]
        first = digest(record, "ana-ribeiro", consent, catalogue, like="sha256:first")
        project.write(FILE, story(OWN + f"approved: {first}\n"))
        assert project.plan().published.stories
        assert approve(project, "month-end", "--employer").returncode == 0
        assert project.plan().published.stories["month-end"].results
        text = (project.root / FILE).read_text()
        assert re.search(r"approved: sha256:[0-9a-f]{64}\n", text)
        project.write(FILE, text.replace("hurt most", "hurt least"))
        assert not project.plan().published.stories

    def test_wrong_evidence_writes_nothing(self, project: Project) -> None:
        before = (project.root / FILE).read_text()
        done = approve(project, "month-end", "--employer-evidence", "said yes on the phone")
        assert done.returncode == 1
        assert "Nothing was changed" in done.stderr
        assert (project.root / FILE).read_text() == before


class TestWhatWasApproved:
    def test_is_compared_with_what_stands_there_without_git(self, drafted: Project) -> None:
        approve(drafted, "night-shift", *BY_OPTIONS)
        file = drafted.root / "content/stories/night-shift.md"
        diff = ("rooftop", "consent", "diff", "content/stories/night-shift.md")
        assert drafted.run(*diff).stdout.endswith("ana-ribeiro: as approved.\n")
        file.write_text(file.read_text().replace("**everything**", "nearly everything"))
        said = drafted.run(*diff).stdout
        assert "We moved [-**everything**.-] {+nearly everything.+}" in said
        assert "sha256" not in said
        profile = drafted.root / "content/advocates/ana-ribeiro.md"
        file.write_text(file.read_text().replace("nearly everything", "**everything**"))
        profile.write_text(profile.read_text().replace("Head of Finance", "Chief"))
        assert "the profile beside the story, changed" in drafted.run(*diff).stdout

    def test_is_compared_after_a_renewal_too(self, drafted: Project) -> None:
        approve(drafted, "night-shift", *BY_OPTIONS)
        drafted.run("rooftop", "consent", "renew", "night-shift")
        file = drafted.root / "content/stories/night-shift.md"
        file.write_text(file.read_text().replace("We moved", "They moved"))
        said = drafted.run("rooftop", "consent", "diff", "night-shift").stdout
        assert "[-We-] {+They+}" in said

    def test_is_no_record_and_is_erased_with_it(self, drafted: Project) -> None:
        approve(drafted, "night-shift", *BY_OPTIONS)
        letter = drafted.write("drafts/requests/night-shift.ana-ribeiro.md", "Dear Ana")
        other = drafted.write("drafts/requests/month-end.ana-ribeiro.md", "Dear Ana")
        copy = drafted.root / "drafts/approved/stories/night-shift.ana-ribeiro.md"
        assert copy.is_file()
        done = drafted.check()
        assert "approved/" not in done.stderr + done.stdout
        assert drafted.plan(drafts=True).published.stories.keys() == {"month-end", "night-shift"}
        erase = ("rooftop", "consent", "erase", "night-shift")
        assert "Use --yes to delete them." in drafted.run(*erase).stdout
        assert copy.is_file()
        assert "Deleted: 2 files" in drafted.run(*erase, "--yes").stdout
        assert (copy.exists(), letter.exists(), other.exists()) == (False, False, True)


GROUPS = [
    ("a: 1\n", "a: 1\nconsent:\n  ana:\n    x: 1\n"),
    ("a: 1\n# end\n", "a: 1\nconsent:\n  ana:\n    x: 1\n# end\n"),
    ("consent:\na: 1\n", "consent:\n  ana:\n    x: 1\na: 1\n"),
    ("consent: {}\na: 1\n", "consent:\n  ana:\n    x: 1\na: 1\n"),
    ("consent:\n  bo: {y: 1}\n", "consent:\n  bo: {y: 1}\n  ana:\n    x: 1\n"),
    ("consent: {bo: {y: 1}}\n", "consent: {bo: {y: 1}, ana: {x: 1}}\n"),
    ("consent:\n  ana: {y: 1}\n", "consent:\n  ana: {y: 1, x: 1}\n"),
]


@pytest.mark.parametrize(("before", "after"), GROUPS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_group_is_written_where_it_is_missing(before: str, after: str, end: str) -> None:
    text = f"---\n{before}---\n\nProse.\n".replace("\n", end)
    expected = f"---\n{after}---\n\nProse.\n".replace("\n", end)
    assert set_group(text, ("consent", "ana"), {"x": "1"}) == expected


def test_a_group_is_not_written_over_something_else() -> None:
    with pytest.raises(EditError, match="consent"):
        set_group("---\nconsent: yes please\n---\n", ("consent", "ana"), {"x": "1"})


def test_a_story_whose_teller_is_a_draft_says_what_it_waits_for(project: Project) -> None:
    project.write("drafts/advocates/bo-lund.md", advocate("status: requested\n", name="Bo Lund"))
    text = DRAFT.replace("ana-ribeiro", "bo-lund")
    for name in ("first", "second"):
        project.write(f"drafts/stories/{name}.md", text)
    said = approve(project, "first", *BY_OPTIONS).stdout
    assert "Nothing of it is shown until drafts/advocates/bo-lund.md is approved too." in said
    said = approve(project, "second", "bo-lund", *BY_OPTIONS).stdout
    assert "bo-lund: name, words on site, feeds, until 2028-11-22." in said
    assert set(project.plan().published.stories) == {"month-end", "first", "second"}


def test_a_profile_is_approved_by_its_path(project: Project) -> None:
    project.write("drafts/advocates/bo-lund.md", advocate("status: requested\n", name="Bo Lund"))
    done = approve(project, "drafts/advocates/bo-lund.md", *BY_OPTIONS)
    assert done.returncode == 0, done.stderr
    assert set(project.plan().published.advocates) == {"ana-ribeiro", "bo-lund"}
