"""Consent bound to the words: a changed word withholds, a moved line break does not, and a
signature is one person's.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rooftop.frontmatter import EditError, set_values, split
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

STORY = "content/stories/month-end.md"
LONG = (
    "We moved the invoices to Ledger first, because they hurt most, and the first month was "
    "worse than any before it.\n\n"
    "The second was the first time I went home before seven."
)


@pytest.fixture
def bound(project: Project) -> Project:
    """A project whose one story is approved."""
    project.write(STORY, story(body=LONG))
    done = project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert done.returncode == 0, done.stderr
    return project


def shown(project: Project) -> bool:
    return "month-end" in project.plan().published.stories


def edit(project: Project, old: str, new: str) -> None:
    text = (project.root / STORY).read_text()
    assert old in text
    project.write(STORY, text.replace(old, new, 1))


def test_approving_writes_one_line_and_nothing_else(project: Project) -> None:
    before = (project.root / STORY).read_text()
    project.run("rooftop", "consent", "approve", "month-end", "--yes")
    after = (project.root / STORY).read_text()
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 1
    assert re.fullmatch(r"    approved: sha256:[0-9a-f]{64}/2", added[0])
    assert after.replace(added[0] + "\n", "") == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hurt most", "hurt least"),
        ("The month-end", "The Month-end"),
        ("before seven.", "before six."),
        ("Nine days became three.", "Nine days became two."),
        ("after: 3", "after: 2"),
        ("incentive: none", "incentive: a car"),
        ("Median of", "Mean of"),
        ("covers: [name, ", "covers: ["),
        ("channels: [site, feeds]", "channels: [site, feeds, social]"),
        ("given: 2026-05-02\n    covers", "given: 2026-05-03\n    covers"),
        ("most, and the first", "most and the first"),
        ("seven", "s\u0435ven"),
    ],
)  # fmt: skip
def test_any_change_of_words_or_terms_withholds(bound: Project, old: str, new: str) -> None:
    before = (bound.root / STORY).read_text()
    edit(bound, old, new)
    assert not shown(bound)
    done = bound.check()
    assert done.returncode == 1
    assert (
        "error consent-changed: ana-ribeiro: the words or pictures are not what was approved"
        in done.stderr
    )
    bound.write(STORY, before)
    assert shown(bound)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("because they hurt most, and", "because they hurt most,\nand"),
        ("worse than any before it.\n\n", "worse than any before it.   \n\n\n\n"),
        ("before seven.", "before  seven. "),
        ("products: [ledger]", "products: []"),
        ("topics: [month-end]", "topics: [audit]"),
        ("stages: [decision]", "stages: [renewal]"),
        ("title: The month-end", 'title: "The month-end"'),
        ("summary: Nine days became three.", "summary: >-\n  Nine days\n  became three."),
        ("date: 2026-05-04", "date: 2026-05-04\nthanks: Thank you. — Ines, Harbourlight\nupdated: 2026-06-01"),
        ("date: 2026-05-04", "published: 2026-05-06T09:30:07Z\npermalink: stories/month-end/\ndate: 2026-05-04"),
    ],
)  # fmt: skip
def test_reformatting_and_machinery_are_not_words(bound: Project, old: str, new: str) -> None:
    edit(bound, old, new)
    assert shown(bound)


def test_windows_line_ends_and_decomposed_letters_are_the_same_words(bound: Project) -> None:
    text = (bound.root / STORY).read_text()
    bound.write(STORY, text.replace("\n", "\r\n").encode())
    assert shown(bound)


def test_another_picture_under_the_same_name_withholds(project: Project) -> None:
    media = REPOSITORY / "content" / "media"
    (project.root / "content/media").mkdir()
    shutil.copy(media / "checklist.webp", project.root / "content/media/board.webp")
    project.write(STORY, story(media="[{kind: image, src: board.webp, alt: A board}]"))
    project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert shown(project)
    shutil.copy(media / "alarms.webp", project.root / "content/media/board.webp")
    assert not shown(project)


def test_a_profile_is_bound_too(project: Project) -> None:
    project.run("rooftop", "consent", "approve", "advocates/ana-ribeiro", "--yes")
    assert "ana-ribeiro" in project.plan().published.advocates
    file = project.root / "content/advocates/ana-ribeiro.md"
    file.write_text(file.read_text().replace("I stopped dreading", "I love"))
    assert "ana-ribeiro" not in project.plan().published.advocates


def test_settings_can_demand_approval_and_signatures(project: Project) -> None:
    assert shown(project)
    assert not project.plan(approvals="required").published.stories
    assert not project.plan(signatures="required").published.stories
    project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert project.plan(approvals="required").published.stories
    assert not project.plan(signatures="required").published.stories


def key(folder: Path, name: str) -> Path:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
    )
    return folder / name


def test_the_persons_own_key_and_no_other(bound: Project, tmp_path: Path) -> None:
    hers, his = key(tmp_path, "hers"), key(tmp_path, "his")
    allow = f'ana-ribeiro namespaces="consent@rooftop" {hers.with_suffix(".pub").read_text()}'
    bound.write("allowed_signers", allow)

    assert bound.run("rooftop", "consent", "sign", "month-end", "--key", str(his)).returncode == 0
    assert not shown(bound)
    assert "error consent-signature" in bound.check().stderr
    assert bound.run("rooftop", "consent", "verify", "month-end").returncode == 1

    assert bound.run("rooftop", "consent", "sign", "month-end", "--key", str(hers)).returncode == 0
    assert bound.plan(signatures="required").published.stories
    verified = bound.run("rooftop", "consent", "verify", "month-end")
    assert verified.returncode == 0
    assert "content/stories/month-end.md, ana-ribeiro: signed" in verified.stdout
    bound.build()
    assert "Signed with their own key." in bound.page("stories/month-end").text_content()

    edit(bound, "hurt most", "hurt least")
    assert not shown(bound)
    edit(bound, "hurt least", "hurt most")
    assert shown(bound)
    bound.write("allowed_signers", "")
    assert not shown(bound)


def test_a_signature_is_good_for_one_file_and_one_person(bound: Project, tmp_path: Path) -> None:
    hers = key(tmp_path, "hers")
    bound.write("allowed_signers", f"ana-ribeiro {hers.with_suffix('.pub').read_text()}")
    bound.run("rooftop", "consent", "sign", "month-end", "--key", str(hers))
    shutil.copy(bound.root / STORY, bound.root / "content/stories/copy.md")
    assert set(bound.plan().published.stories) == {"month-end"}


def test_changed_words_are_not_signed_or_renewed(bound: Project, tmp_path: Path) -> None:
    edit(bound, "hurt most", "hurt least")
    before = (bound.root / STORY).read_text()
    for command in (
        ["sign", "month-end", "--key", str(key(tmp_path, "k"))],
        ["renew", "month-end"],
    ):
        done = bound.run("rooftop", "consent", *command)
        assert done.returncode == 1
        assert "the words are not those that were approved" in done.stderr
        assert (bound.root / STORY).read_text() == before


def test_the_difference_is_told_word_by_word_when_git_has_it(bound: Project) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        subprocess.run(
            ["git", *identity, *arguments], cwd=bound.root, check=True, capture_output=True
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "approved")
    edit(bound, "hurt most", "hurt least")
    git("commit", "-qam", "improved")
    said = bound.run("rooftop", "consent", "diff", "month-end").stdout
    assert "they hurt [-most,-] {+least,+}" in said
    assert "approved:" not in said


def test_a_draft_becomes_content_with_its_pictures(project: Project) -> None:
    (project.root / "drafts/media").mkdir(parents=True)
    shutil.copy(REPOSITORY / "content/media/jo.webp", project.root / "drafts/media/bo.webp")
    person = advocate("status: requested\n", photo="bo.webp", photo_alt="A hood").replace(
        "Ana Ribeiro", "Bo Lund"
    )
    project.write("drafts/advocates/bo-lund.md", person)
    done = project.run(
        "rooftop",
        "consent",
        "approve",
        "bo-lund",
        "--yes",
        "--covers",
        "name,photo,words",
        "--channels",
        "site",
    )
    assert done.returncode == 0, done.stderr
    assert not (project.root / "drafts/advocates/bo-lund.md").exists()
    text = (project.root / "content/advocates/bo-lund.md").read_text()
    assert "status: given" in text
    assert "given: 2026-11-22" in text
    assert "covers: [name, photo, words]" in text
    project.build()
    page = project.page("advocates/bo-lund")
    assert page.xpath("//article//img/@src") == ["../../pictures/bo.webp/face-352.jpg"]
    assert (
        "approved these words on 22 November 2026 for this site, until 22 November 2028"
        in page.text_content()
    )


def test_a_record_that_would_contradict_itself_is_not_approved(project: Project) -> None:
    project.write(STORY, story("status: requested\n"))
    before = (project.root / STORY).read_text()
    options = ("--covers", "words", "--channels", "site", "--until", "2020-01-01", "--yes")
    done = project.run("rooftop", "consent", "approve", "month-end", *options)
    assert done.returncode == 1
    assert "it expires before it was given" in done.stderr
    assert (project.root / STORY).read_text() == before


def test_anothers_mistake_does_not_hold_up_a_withdrawal(project: Project) -> None:
    project.write("content/stories/broken.md", "no front matter")
    project.write("content/stories/other.md", story(title="one: two"))
    project.build()
    assert project.holds("The month-end")
    project.run("rooftop", "consent", "withdraw", "month-end")
    project.build()
    assert not project.holds("The month-end")


def test_approving_asks_and_no_means_no(project: Project) -> None:
    before = (project.root / STORY).read_text()
    done = project.run("rooftop", "consent", "approve", "month-end", answers="n\n")
    assert "Did ana-ribeiro agree to exactly this?" in done.stdout
    assert "We moved the invoices to Ledger first" in done.stdout
    assert (project.root / STORY).read_text() == before


def test_withdrawing_takes_a_person_from_everywhere(project: Project) -> None:
    assert project.run("rooftop", "consent", "withdraw", "ana-ribeiro").returncode == 0
    said = project.build()
    assert "0 stories, 0 advocates" in said
    for words in ("Ana Ribeiro", "The month-end", "Norte Cargo"):
        assert not project.holds(words)
    assert project.check().returncode == 0


def test_renewing_begins_a_new_term(bound: Project) -> None:
    assert not bound.plan("2028-05-03").published.stories
    assert (
        bound.run(
            "rooftop", "consent", "renew", "month-end", "--until", "2030-01-01", as_of="2028-05-03"
        ).returncode
        == 0
    )
    assert bound.plan("2030-01-01").published.stories
    assert not bound.plan("2030-01-02").published.stories


def test_a_wrong_name_changes_nothing(project: Project) -> None:
    for arguments in (
        ["approve", "nobody", "--yes"],
        ["approve", "--yes"],
        ["withdraw", "nobody"],
        ["renew", "nobody"],
        ["approve", "month-end", "--person", "bo", "--yes"],
        ["approve", "month-end", "--covers", "face", "--yes"],
    ):
        done = project.run("rooftop", "consent", *arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


BLOCK = "consent:\n  status: given\n  given: 2026-01-01\n"
FLOW = "consent: {status: given, given: 2026-01-01}\n"
REMARKS = "consent:\n  status: given\n  list:\n  - a\n  - b\n# end\nz: 1\n"
EDITS: list[tuple[str, dict[str, str | None], str]] = [
    (BLOCK, {"approved": "x"}, BLOCK + "  approved: x\n"),
    (
        BLOCK + "other: 1\n",
        {"status": "withdrawn"},
        BLOCK.replace("status: given", "status: withdrawn") + "other: 1\n",
    ),
    (FLOW, {"approved": "x"}, FLOW.replace("}", ", approved: x}")),
    (FLOW, {"status": None}, "consent: {given: 2026-01-01}\n"),
    (FLOW, {"given": None}, "consent: {status: given}\n"),
    (REMARKS, {"approved": "x"}, REMARKS.replace("  - b\n", "  - b\n  approved: x\n")),
    ("consent:\n  a: >-\n    folded\n    text\n  b: 1\n", {"a": None}, "consent:\n  b: 1\n"),
]


@pytest.mark.parametrize(("before", "values", "after"), EDITS)
def test_an_edit_touches_nothing_else(
    before: str, values: dict[str, str | None], after: str
) -> None:
    assert (
        set_values(f"---\n{before}---\n\nProse --- here.\n", ("consent",), values)
        == f"---\n{after}---\n\nProse --- here.\n"
    )


def test_an_edit_that_cannot_be_read_back_is_refused() -> None:
    with pytest.raises(EditError):
        set_values("---\na: 1\n---\n", ("consent",), {"x": "1"})
    with pytest.raises(EditError):
        set_values("---\nconsent: {a: 1}\n---\n", ("consent",), {"b": "}{"})
    assert split("---\na: 1\n---\n", "x")[0]


def test_consents_given_by_a_representative_say_so(project: Project) -> None:
    project.write(STORY, story(CONSENT + "by: representative\n"))
    project.build()
    assert (
        "A representative of Ana Ribeiro approved these words"
        in project.page("stories/month-end").text_content()
    )
