"""Filed forms: each becomes valid files of its author, or stays words."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import lxml.html
import pytest

from rooftop.catalogue import read_catalogue
from rooftop.intake import IntakeError, read_event
from rooftop.markup import clean_prose, parse_markdown
from rooftop.settings import Settings
from rooftop.translations import LANGUAGES, translation_for
from tests.commands import Done
from tests.filing import HOSTS, JOIN, NUMBER, STORY, Answers, body, event
from tests.project import Project, advocate, story

pytestmark = pytest.mark.needs("git")

BRANCH = f"intake/{NUMBER}"
PROFILE, TOLD = "content/advocates/fay-ngo.md", "content/stories/no-more-counting-on-fridays.md"


class Community:
    """A repository with one person and one story of another account, and what `intake` does to it."""

    def __init__(self, project: Project) -> None:
        self.project, self.root = project, project.root
        self.output = project.root.parent / "output"

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments]
        done = subprocess.run(command, cwd=self.root, capture_output=True, check=True)
        return done.stdout.decode()

    def run(self, values: Any, *options: str) -> Done:
        file = self.root.parent / "event.json"
        file.write_text(values if isinstance(values, str) else json.dumps(values))
        command = ("rooftop", "intake", "--event", str(file), "--output", str(self.output))
        return self.project.run(*command, *options)

    def take(self, values: Any, *options: str) -> dict[str, Any]:
        """What becomes of an event, as the workflow reads it."""
        done = self.run(values, *options)
        assert done.returncode == 0, done.stderr
        facts: dict[str, Any] = json.loads((self.output / "result.json").read_text())
        return facts

    @property
    def comment(self) -> str:
        return (self.output / "comment.md").read_text()

    def files(self, branch: str = BRANCH) -> dict[str, str]:
        """What the branch changes."""
        names = self.git("diff", "--name-only", f"main...{branch}").split()
        return {name: self.git("show", f"{branch}:{name}") for name in names}

    def branches(self) -> list[str]:
        return self.git("branch", "--format=%(refname:short)").split()


@pytest.fixture
def community(project: Project) -> Community:
    project.write("content/advocates/ana-ribeiro.md", advocate(github="ana-r"))
    settings = (project.root / "mkdocs.yml").read_text()
    required = settings.replace("    demo: true\n", "    demo: true\n    approvals: required\n")
    (project.root / "mkdocs.yml").write_text(required)
    done = project.run("rooftop", "consent", "approve", "--all", "--yes")
    assert done.returncode == 0, done.stderr
    made = Community(project)
    made.git("init", "--quiet", "--initial-branch=main")
    (project.root / ".gitignore").write_text("/site/\n/drafts/\n/.cache/\n")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "Start")
    return made


@pytest.mark.parametrize("host", HOSTS)
def test_a_story_becomes_files_that_check_and_guard_accept(community: Community, host: str) -> None:
    facts = community.take(event(body("story", STORY, host=host), host))
    assert facts == {
        "outcome": "pull-request",
        "number": NUMBER,
        "author": "fay-acme",
        "branch": BRANCH,
        "changed": True,
        "agreed": True,
    }
    assert set(community.files()) == {PROFILE, TOLD}
    assert "github: fay-acme\n" in community.files()[PROFILE]
    guard = ("rooftop", "guard", "--base", "main", "--head", BRANCH)
    assert community.project.run(*guard, "--author", "fay-acme").returncode == 0
    assert community.project.run(*guard, "--author", "somebody").returncode == 1
    community.git("checkout", "--quiet", BRANCH)
    done = community.project.check()
    assert done.returncode == 0, done.stderr
    plan = community.project.plan(approvals="required")
    assert "no-more-counting-on-fridays" in plan.published.stories


def test_the_author_is_who_filed_it_and_the_committer_a_program(community: Community) -> None:
    emails = {
        "github": "50127+fay-acme@users.noreply.github.com",
        "gitlab": "311-fay-acme@users.noreply.gitlab.com",
        "gitea": "fay-acme@noreply.code.example.org",
    }
    for host, email in emails.items():
        community.take(event(body("story", STORY, host=host), host))
        said = community.git("log", "-1", "--format=%an <%ae> %cn <%ce> %aI", BRANCH).strip()
        committer = "Rooftop <rooftop@users.noreply.github.com>"
        assert said == f"fay-acme <{email}> {committer} 2026-11-20T09:30:00Z".replace("Z", "+00:00")
        community.git("branch", "-D", BRANCH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_read_in_the_language_of_the_form(community: Community, language: str) -> None:
    facts = community.take(event(body("story", STORY, language)))
    assert facts["agreed"]
    assert f"language: {language}\n" in community.files()[TOLD]
    assert translation_for(language)("intake.thanks") in community.comment


def test_windows_line_ends_are_read(community: Community) -> None:
    assert community.take(event(body("story", STORY, newline="\r\n")))["agreed"]


def test_a_person_joins(community: Community) -> None:
    assert community.take(event(body("join", JOIN)))["agreed"]
    (text,) = community.files().values()
    for words in ("name: Fay Ngo", "headline: I count on the list.", "- peer-question", "- media"):
        assert words in text
    community.git("checkout", "--quiet", BRANCH)
    assert community.project.check().returncode == 0


def test_somebody_with_a_profile_tells_another_story(community: Community) -> None:
    values = event(body("story", STORY), sender="Ana-R")
    values["issue"]["user"]["login"] = "Ana-R"
    assert community.take(values)["agreed"]
    assert list(community.files()) == [TOLD]
    assert "- ana-ribeiro\n" in community.files()[TOLD]


def test_somebody_with_a_profile_does_not_join_again(community: Community) -> None:
    values = event(body("join", JOIN), sender="ana-r")
    values["issue"]["user"]["login"] = "ana-r"
    assert community.take(values)["outcome"] == "note"
    assert "content/advocates/ana-ribeiro.md" in community.comment
    assert community.branches() == ["main"]


def without(answers: Answers, *names: str, **others: Any) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if name not in names} | others


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (without(STORY, "agree"), "intake.agree"),
        (without(STORY, channels=["feeds"]), "intake.agree-parts"),
        (without(STORY, covers=["words"]), "intake.agree-parts"),
        (without(STORY, relationship=["other"]), "intake.disclosure"),
        (without(STORY, incentive="A ticket"), "intake.disclosure"),
        (without(STORY, happened="Write to fay@acme-mail.com."), "intake.contact"),
        (without(STORY, happened="Call +351 912 345 678."), "intake.contact"),
        (without(STORY, name="Ana Ribeiro"), "intake.suspicious"),
        (without(STORY, name="Аna Ribeiro"), "intake.suspicious"),  # a Cyrillic А
    ],
)
def test_no_more_is_granted_than_was_said(
    community: Community, answers: Answers, said: str
) -> None:
    facts = community.take(event(body("story", answers)))
    assert facts["outcome"] == "pull-request"
    assert not facts["agreed"]
    assert translation_for("en")(said, company="Harbourlight") in community.comment
    texts = community.files().values()
    assert all("status: requested" in text and "given:" not in text for text in texts)
    assert not any("fay@" in text for text in [*texts, community.comment])


def test_wishes_are_recorded_and_only_they(community: Community) -> None:
    answers = without(STORY, employer="Acme", covers=["words", "name"], channels=["site"])
    community.take(event(body("story", answers)))
    for text in community.files().values():
        assert "Acme" not in text
        assert "feeds" not in text
    answers |= {"covers": ["words", "name", "employer"]}
    community.take(event(body("story", answers)))
    assert "name: Acme" in community.files()[PROFILE]
    assert "- employer" in community.files()[TOLD]


def test_an_incentive_is_disclosed_as_it_is_said(community: Community) -> None:
    answers = without(STORY, incentive="A ticket", conditional=["no"])
    community.take(event(body("story", answers)))
    assert "incentive: A ticket\n  conditional: false" in community.files()[TOLD]
    community.take(event(body("story", answers | {"conditional": ["yes"]})))
    assert "conditional: true" in community.files()[TOLD]


def test_an_edit_changes_the_same_branch_and_the_same_event_nothing(community: Community) -> None:
    first = event(body("story", without(STORY, "agree")))
    assert community.take(first)["changed"]
    before = community.git("rev-parse", BRANCH)
    assert not community.take(first)["changed"]
    assert community.git("rev-parse", BRANCH) == before
    later = {"action": "edited", "updated_at": "2026-11-21T10:00:00Z"}
    assert community.take(event(body("story", STORY), **later))["changed"]
    assert "given: 2026-11-21" in community.files()[TOLD]
    assert community.branches() == [BRANCH, "main"]
    assert len(community.git("log", "--format=%h", f"main..{BRANCH}").split()) == 1


def test_nobody_agrees_for_somebody_else(community: Community) -> None:
    """A maintainer can edit a form and tick its boxes; then the text is no longer its author's."""
    done = event(body("story", STORY), sender="mira-holt", action="edited")
    assert not community.take(done)["agreed"]
    assert translation_for("en")("intake.not-author") in community.comment
    gitlab = event(body("story", STORY, host="gitlab"), "gitlab", last_edited_by_id=999)
    assert not community.take(gitlab)["agreed"]


def test_what_was_agreed_to_holds_while_every_word_is_the_same(community: Community) -> None:
    community.take(event(body("story", STORY)))
    before = community.git("rev-parse", BRANCH)
    label = {"action": "labeled", "updated_at": "2026-11-25T10:00:00Z", "sender": "mira-holt"}
    facts = community.take(event(body("story", STORY), **label))
    assert facts["agreed"]
    assert community.git("rev-parse", BRANCH) == before
    edited = without(STORY, happened="It was great.")
    assert not community.take(event(body("story", edited), **label))["agreed"]
    assert "status: requested" in community.files()[TOLD]


def test_a_branch_that_somebody_changed_by_hand_stays(community: Community) -> None:
    community.take(event(body("story", STORY)))
    community.git("checkout", "--quiet", BRANCH)
    community.git("commit", "--quiet", "--allow-empty", "--message", "Mine")
    community.git("checkout", "--quiet", "main")
    before = community.git("rev-parse", BRANCH)
    assert community.take(event(body("story", without(STORY, title="Other"))))["outcome"] == "note"
    assert community.git("rev-parse", BRANCH) == before


def test_a_dry_run_changes_nothing_and_shows_all(community: Community) -> None:
    before = community.project.contents(community.root)
    done = community.run(event(body("story", STORY)), "--dry-run")
    assert community.project.contents(community.root) == before
    assert not community.output.exists()
    for words in ("--- stories/no-more-counting-on-fridays.md", "name: Fay Ngo", "Thank you."):
        assert words in done.stdout


def test_a_file_name_that_somebody_has_is_not_taken(community: Community) -> None:
    community.take(event(body("story", without(STORY, title="Month end", name="Ana Ribeiro"))))
    assert set(community.files()) == {
        "content/advocates/ana-ribeiro-2.md",
        "content/stories/month-end-2.md",
    }


def nomination(**others: Any) -> dict[str, Any]:
    return {
        "nominee": "Gwen Ode",
        "role": "Pilot",
        "reason": "She flies.",
        "private": ["private"],
        **others,
    }


def test_a_nomination_is_never_public(community: Community) -> None:
    values = event(body("nominate", nomination()), sender="mira.holt")
    values["issue"]["user"]["login"] = "mira.holt"
    assert community.take(values)["outcome"] == "private"
    assert community.branches() == ["main"]
    output = "".join(file.read_text() for file in community.output.iterdir())
    assert not any(words in output for words in ("Gwen", "Pilot", "flies"))
    done = community.run(values, "--private")
    assert "drafts/advocates/gwen-ode.md: written" in done.stdout
    text = (community.root / "drafts/advocates/gwen-ode.md").read_text()
    assert "status: requested" in text
    assert "github" not in text
    assert community.project.check().returncode == 0
    assert "there already" in community.run(values, "--private").stdout


def test_only_staff_nominate(community: Community) -> None:
    assert community.take(event(body("nominate", nomination())))["outcome"] == "note"
    assert translation_for("en")("intake.staff-only") in community.comment
    assert "Gwen" not in community.comment


def test_a_confidential_issue_stays_confidential(community: Community) -> None:
    values = event(body("story", STORY, host="gitlab"), "gitlab", confidential=True)
    assert community.take(values)["outcome"] == "private"
    assert community.branches() == ["main"]
    assert "Fay" not in community.comment


REMOVE: Answers = {
    "understood": ["public"],
    "page": "https://voices.harbourlight.example/stories/month-end/",
    "wish": ["remove-all"],
}


def test_a_stranger_withdraws_nothing(community: Community) -> None:
    assert community.take(event(body("correct", REMOVE)))["outcome"] == "note"
    assert "`rooftop consent withdraw stories/month-end`" in community.comment
    assert community.branches() == ["main"]


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("stories/month-end/", {"content/stories/month-end.md"}),
        ("advocates/ana-ribeiro/", {"content/advocates/ana-ribeiro.md", "content/stories/month-end.md"}),
    ],
)  # fmt: skip
def test_whose_it_is_prepares_the_withdrawal(
    community: Community, page: str, files: set[str]
) -> None:
    values = event(body("correct", without(REMOVE, page=page)), sender="ana-r")
    values["issue"]["user"]["login"] = "ana-r"
    assert community.take(values)["outcome"] == "pull-request"
    assert set(community.files()) == files
    assert all("status: withdrawn" in text for text in community.files().values())
    guard = ("rooftop", "guard", "--base", "main", "--head", BRANCH, "--author", "ana-r")
    assert community.project.run(*guard).returncode == 0


@pytest.mark.parametrize("page", ["", "../../../etc/passwd", "stories/nobody/", "`rm -rf`"])
def test_a_page_that_is_none_is_told(community: Community, page: str) -> None:
    answers = without(REMOVE, page=page)
    assert community.take(event(body("correct", answers)))["outcome"] == "note"
    assert "consent withdraw" not in community.comment


HOSTILE = {
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))",
    "mentions": "@acme/everybody @mira-holt please merge #1",
    "commands": "/close\n/assign @mira-holt\n/label ~x\nCloses #1",
    "fences": "```\n</details>\n````\n~~~\n``` `` `",
    "yaml": "---\nconsent: {status: given}\n---\n\nexample: true\n!!python/object:os.system x",
    "headings": "### Which name may we show?\n\nMira Holt\n\n### Do you agree?\n\n- [x] I agree",
    "bidi": "ab\u202ecd\u2066ef\u0007gh\u200bij\x00kl",
    "workflow": "${{ github.token }} $(id) `id` ::set-output name=x::y",
    "comment": "--> <!-- rooftop intake --> <!--",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("host", HOSTS)
def test_what_is_typed_stays_text(community: Community, host: str, words: str) -> None:
    answers = without(STORY, happened=words, changed=words, role=words[-40:].rpartition("\n")[2])
    facts = community.take(event(body("story", answers, host=host), host))
    assert facts["branch"] == BRANCH
    assert set(community.files()) == {PROFILE, TOLD}
    assert "name: Fay Ngo" in community.files()[PROFILE]
    assert "\nexample:" not in community.files()[TOLD].partition("\n---\n")[0]
    for line in community.comment.split("\n")[2:]:
        assert not line or line.startswith(("- ", "**", "Thank you."))
        outside = "".join(line.split("`")[::2]) if "``" not in line else ""
        assert not any(sign in outside for sign in ("@", "<", "#", "](", "${{"))
    assert community.comment.isprintable() or "\n" in community.comment
    assert not any(sign in community.comment for sign in ("\u202e", "\x07", "\x00"))
    title = (community.output / "title.txt").read_text()
    assert title == "Add stories/no-more-counting-on-fridays (#12)\n"
    community.git("checkout", "--quiet", BRANCH)
    shown = read_catalogue(community.root / "content", Settings(company="A"))
    prose = clean_prose(parse_markdown(shown.stories["no-more-counting-on-fridays"].body))
    page = lxml.html.fromstring(str(prose.on_page("")))
    assert {each.tag for each in page.iter()} <= {"div", "p", "br"}
    if not re.search("[\u202e]|-->", words):
        assert "".join(words.split()) in "".join(page.text_content().split())


def test_a_title_is_no_path_and_no_command(community: Community) -> None:
    title = "../../.github/workflows/x.yml $(id) `id`"
    community.take(event(body("story", without(STORY, title=title))))
    assert all(name.startswith("content/") and ".." not in name for name in community.files())
    assert all(name.count("/") == 2 for name in community.files())


def test_huge_forms_are_bounded(community: Community) -> None:
    answers = without(STORY, happened="a b " * 30_000)
    done = community.run(event(body("story", answers)))
    assert done.returncode == 0
    assert len(community.comment) < 10_000
    assert json.loads((community.output / "result.json").read_text())["agreed"] is False


@pytest.mark.parametrize(
    "values",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        '{"issue": {}}',
        json.dumps(event("x") | {"issue": {"number": -1}}),
        json.dumps(event("x", number="12; rm")),
        "x" * 25_000_000,
    ],
    ids=range(8),
)
def test_what_is_no_event_is_refused_in_words(community: Community, values: str) -> None:
    done = community.run(values)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error: ")


@pytest.mark.parametrize("login", ["a/b", "a b", "-x", "Кfay", "", "a\nb", "../x", "x" * 200])
def test_no_account_is_none(login: str) -> None:
    values = event("x")
    values["issue"]["user"]["login"] = login
    with pytest.raises(IntakeError):
        read_event(json.dumps(values).encode())


@pytest.mark.parametrize(
    "values",
    [
        event("Something else."),
        event(body("story", STORY), action="closed"),
        event(body("story", STORY), action="deleted"),
        event(body("story", STORY), state="closed"),
        event(body("story", STORY), pull_request={"url": "x"}),
        event(body("story", STORY, host="gitlab"), "gitlab", action="close"),
    ],
)
def test_other_events_are_left_alone(community: Community, values: Any) -> None:
    assert community.take(values)["outcome"] == "ignored"
    assert community.branches() == ["main"]


def test_an_issue_of_the_api_is_nobodys_word_of_today(community: Community) -> None:
    values = event(body("story", STORY))["issue"]
    facts = community.take(values)
    assert facts["branch"] == BRANCH
    assert not facts["agreed"]


def test_a_story_of_somebody_else_is_not_changed(community: Community) -> None:
    text = story(title="Another")
    community.project.write("content/stories/no-more-counting-on-fridays.md", text)
    community.git("add", "--all")
    community.git("commit", "--quiet", "--message", "More")
    community.take(event(body("story", STORY)))
    assert "content/stories/no-more-counting-on-fridays-2.md" in community.files()
