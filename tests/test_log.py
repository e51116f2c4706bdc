"""`rooftop log`: what is noted is checked, kept from git, and disclosed where it is a gift."""

from __future__ import annotations

import json
import subprocess

import pytest

from rooftop.logbook import LOG
from tests.commands import Done
from tests.project import Project, story


def log(project: Project, *words: str) -> Done:
    return project.run("rooftop", "log", *words)


def lines(project: Project) -> list[dict[str, object]]:
    file = project.root / "programme" / LOG
    return [json.loads(line) for line in file.read_text().splitlines()] if file.is_file() else []


def git(project: Project, *words: str) -> None:
    subprocess.run(["git", *words], cwd=project.root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        (
            ("ask", "ana-ribeiro", "--purpose", "reference-call", "--by", "Kai"),
            {"kind": "ask", "people": ["ana-ribeiro"], "purpose": "reference-call", "by": "Kai"},
        ),
        (
            ("gift", "ana-ribeiro", "ana-ribeiro", "--text", "A cup", "--story", "month-end"),
            {"kind": "gift", "people": ["ana-ribeiro"], "text": "A cup", "story": "month-end"},
        ),
        (
            ("promise", "ana-ribeiro", "--due", "2026-12-01", "--kept", "2026-11-30"),
            {
                "kind": "promise",
                "people": ["ana-ribeiro"],
                "due": "2026-12-01",
                "kept": "2026-11-30",
            },
        ),
        (
            ("attended", "ana-ribeiro", "--event", "club"),
            {"kind": "attended", "people": ["ana-ribeiro"], "event": "club"},
        ),
    ],
)
def test_what_happened_becomes_a_line(
    project: Project, words: tuple[str, ...], entry: dict[str, object]
) -> None:
    project.write(
        "content/events/club.md",
        "---\ntitle: Club\nkind: owners-club\nstarts: 2026-11-20\ntimezone: UTC\nplace: Here\n---\n",
    )
    done = log(project, *words, "--as-of", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert lines(project) == [{"on": "2026-11-21", **entry}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("call", "ana-riberio"), "Did you mean 'ana-ribeiro'?"),
        (("gift", "ana-ribeiro", "--story", "month-ed"), "Did you mean 'month-end'?"),
        (("attended", "ana-ribeiro", "--event", "club"), "There is no event called club."),
        (("ask", "ana-ribeiro", "--purpose", "A call"), "--purpose must be a slug"),
        (("call", "ana-ribeiro", "--text", ""), "--text must have at least 1 character"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_noted(
    project: Project, words: tuple[str, ...], said: str
) -> None:
    done = log(project, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not lines(project)


def test_the_log_is_listed_for_one_person_too(project: Project) -> None:
    project.write("content/advocates/bo-lind.md", "---\nname: Bo Lind\n---\n")
    log(project, "call", "ana-ribeiro", "--text", "On the\nphone", "--as-of", "2026-11-20")
    log(project, "thanks", "bo-lind", "--as-of", "2026-11-21")
    assert log(project, "list").stdout.splitlines() == [
        "2026-11-20 call: ana-ribeiro; On the phone",
        "2026-11-21 thanks: bo-lind",
        "2 entries.",
    ]
    (project.root / "content/advocates/bo-lind.md").unlink()
    assert log(project, "list", "bo-lind").stdout.endswith("thanks: bo-lind\n1 entry.\n")
    assert "0 entries" in log(project, "list", "ana-ribeiro", "--since", "2026-11-21").stdout
    assert "Did you mean 'ana-ribeiro'?" in log(project, "list", "ana-ribero").stderr


@pytest.mark.needs("git")
def test_a_folder_that_git_would_publish_is_refused(project: Project) -> None:
    git(project, "init", "-q")
    done = log(project, "call", "ana-ribeiro")
    assert done.returncode == 1
    assert "Add `/programme/` to .gitignore" in done.stderr
    assert not lines(project)
    project.write(".gitignore", "/programme/\n")
    assert log(project, "call", "ana-ribeiro").returncode == 0
    assert "programme-public" not in project.check().stderr
    git(project, "add", "-f", "programme")
    assert "git rm -r --cached programme" in log(project, "call", "ana-ribeiro").stderr
    assert "error programme-public: git tracks files in programme/" in project.check().stderr


@pytest.mark.needs("git")
@pytest.mark.parametrize("place", ["private", "programme"])
def test_a_repository_of_its_own_is_not_refused(project: Project, place: str) -> None:
    git(project, "init", "-q")
    project.write(f"{place}/README.md", "Ours.\n")
    subprocess.run(["git", "init", "-q"], cwd=project.root / place, check=True)
    if place == "private":
        settings = project.root / "mkdocs.yml"
        text = settings.read_text().replace(
            "  rooftop:\n", "  rooftop:\n    programme: private/p\n", 1
        )
        settings.write_text(text)
    done = log(project, "call", "ana-ribeiro")
    assert done.returncode == 0, done.stderr


def gifts(project: Project, *options: str, day: str = "2026-04-20") -> list[str]:
    """The severities of what a check says of a gift to Ana on ``day``."""
    log(project, "gift", "ana-ribeiro", "--text", "A cup", *options, "--as-of", day)
    problems = json.loads(project.check("--format", "json").stdout)["problems"]
    return [each["severity"] for each in problems if each["code"] == "gift-undisclosed"]


def test_a_gift_must_be_disclosed_in_its_story(project: Project) -> None:
    assert gifts(project, "--story", "month-end", day="2026-11-01") == ["error"]
    disclosed = "{relationship: customer, incentive: a cup, conditional: false}"
    project.write("content/stories/month-end.md", story(disclosure=disclosed))
    assert "gift-undisclosed" not in project.check().stderr


@pytest.mark.parametrize(
    ("day", "severities"),
    [("2026-05-04", ["note"]), ("2026-05-05", []), ("2025-05-04", ["note"]), ("2025-05-03", [])],
)
def test_a_gift_without_a_story_is_asked_about_for_a_year(
    project: Project, day: str, severities: list[str]
) -> None:
    """The story was told on 2026-05-04."""
    assert gifts(project, day=day) == severities


def test_a_gift_for_a_story_that_is_gone_is_told(project: Project) -> None:
    gifts(project, "--story", "month-end")
    project.write("content/stories/closing.md", story())
    (project.root / "content/stories/month-end.md").unlink()
    assert "names the story month-end, which does not exist" in project.check().stderr
