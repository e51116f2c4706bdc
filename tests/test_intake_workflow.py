"""The workflows that answer filed forms: their steps, run here on a repository with a remote."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from rooftop.starter.files import TEMPLATES
from tests.commands import BIN
from tests.filing import NUMBER, STORY, body, event
from tests.project import REPOSITORY
from tests.test_intake import BRANCH, Community, community, without  # noqa: F401 — a fixture
from tests.test_runners import bash

pytestmark = pytest.mark.needs("git")

WORKFLOW = ".github/workflows/intake.yml"
OURS, TEMPLATE = REPOSITORY / WORKFLOW, TEMPLATES / "code-hosts/github" / WORKFLOW
#: What `gh` is asked for, and what it answers.
GH = """#!/bin/bash
{ printf '%s\\n' "$*"; } >> "$GH_LOG"
case "$*" in
  "pr list"*) cat "$GH_LOG.request" 2>/dev/null || true ;;
  *"--paginate"*) cat "$GH_LOG.comment" 2>/dev/null || true ;;
  *"--jq .user.login"*) echo fay-acme ;;
esac
"""


def steps(job: str, file: Path = TEMPLATE) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The scripts of a job, and the variables that they get."""
    for step in yaml.safe_load(file.read_text())["jobs"][job]["steps"]:
        if "run" in step:
            yield step["run"], step.get("env", {})


class Runner:
    """A machine of GitHub's with a repository checked out, and a remote to push to."""

    def __init__(self, made: Community) -> None:
        self.made, self.root = made, made.root
        place = self.root.parent
        self.log, self.remote = place / "gh.log", place / "remote.git"
        programs = place / "programs"
        for file, text in (
            (programs / "gh", GH),
            (self.root / "scripts/rooftop", f'#!/bin/sh\nexec {BIN}/rooftop "$@"\n'),
        ):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
            file.chmod(0o755)
        made.git("clone", "--quiet", "--bare", ".", str(self.remote))
        self.variables = made.project.environment() | {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(place),
            "GH_LOG": str(self.log),
            "GITHUB_SERVER_URL": "https://code.test",
            "GITHUB_REPOSITORY": "acme/voices",
            "GITHUB_EVENT_PATH": str(place / "event.json"),
        }
        url = "https://x-access-token:t@code.test/acme/voices.git"
        (place / ".gitconfig").write_text(f'[url "{self.remote}"]\n\tinsteadOf = {url}\n')

    def job(self, name: str, values: Any) -> int:
        """Run a job for an event; its exit code."""
        Path(self.variables["GITHUB_EVENT_PATH"]).write_text(json.dumps(values))
        known = {
            "${{ github.token }}": "t",
            "${{ github.event.issue.number }}": str(NUMBER),
            "${{ github.event.repository.default_branch }}": "main",
        }
        for script, variables in steps(name):
            own = {key: known[value] for key, value in variables.items()}
            done = bash(script, self.root, self.variables | own)
            if done.returncode:
                return done.returncode
        return 0

    def answer(self, values: Any) -> list[str]:
        """Run both jobs; what `gh` was asked for."""
        self.log.write_text("")
        assert self.job("read", values) == 0
        self.made.git("branch", "--quiet", "-D", BRANCH) if BRANCH in self.made.branches() else None
        assert self.job("answer", values) == 0
        return self.log.read_text().splitlines()

    def pushed(self) -> str:
        return self.made.git("--git-dir", str(self.remote), "rev-parse", BRANCH).strip()


@pytest.fixture
def runner(community: Community) -> Runner:  # noqa: F811
    return Runner(community)


def test_a_form_becomes_a_branch_a_pull_request_and_a_comment(runner: Runner) -> None:
    calls = runner.answer(event(body("story", STORY)))
    assert calls[0] == (
        f"api --silent repos/acme/voices/statuses/{runner.pushed()} "
        "--raw-field state=success --raw-field context=guard"
    )
    assert calls[2].startswith(f"pr create --repo acme/voices --base main --head {BRANCH} --title")
    assert calls[-1] == (
        "api --silent repos/acme/voices/issues/12/comments --field body=@build/intake/comment.md"
    )


def test_an_edit_changes_the_same_branch_pull_request_and_comment(runner: Runner) -> None:
    runner.answer(event(body("story", STORY)))
    before = runner.pushed()
    Path(f"{runner.log}.request").write_text("7\n")
    Path(f"{runner.log}.comment").write_text("991\n")
    calls = runner.answer(event(body("story", without(STORY, role="Pilot")), action="edited"))
    assert runner.pushed() != before
    assert calls[2].startswith("pr edit 7 ")
    assert "--method PATCH repos/acme/voices/issues/comments/991" in calls[-1]
    assert not [
        call
        for call in runner.answer(event(body("story", without(STORY, role="Pilot"))))
        if "pr " in call
    ]


def test_another_issue_is_left_alone(runner: Runner) -> None:
    assert runner.answer(event("A question")) == []


def test_hostile_words_run_nothing(runner: Runner) -> None:
    words = "$(touch owned) `touch owned` ${{ github.token }}\n::set-output name=x::y"
    calls = runner.answer(event(body("story", without(STORY, title=words, happened=words))))
    assert not list(runner.root.rglob("owned"))
    assert not [call for call in calls if "$(" in call or "`" in call]


def test_what_guard_refuses_is_not_pushed(runner: Runner) -> None:
    values = event(body("story", STORY))
    text = '#!/bin/sh\ntest "$1" = guard && exit 1\n'
    file = runner.root / "scripts/rooftop"
    file.write_text(text + file.read_text().removeprefix("#!/bin/sh\n"))
    assert runner.job("read", values) != 0


def test_workflows_hand_no_words_of_anybody_to_a_shell() -> None:
    for file in (OURS, TEMPLATE):
        for job in ("read", "answer"):
            for script, _ in steps(job, file):
                assert "${{" not in script
        jobs = yaml.safe_load(file.read_text())["jobs"]
        assert jobs["read"]["permissions"] == {"contents": "read"}
        assert not any(
            "rooftop" in run.replace("rooftop intake -->", "") for run, _ in steps("answer", file)
        )


@pytest.mark.parametrize(
    ("author", "source", "name", "judged"),
    [
        ("github-actions[bot]", "acme/voices", "intake/12", "fay-acme"),
        ("github-actions[bot]", "evil/voices", "intake/12", "github-actions[bot]"),
        ("github-actions[bot]", "acme/voices", "intake/12/x", "github-actions[bot]"),
        ("github-actions[bot]", "acme/voices", "intake/012;id", "github-actions[bot]"),
        ("evil", "acme/voices", "intake/12", "evil"),
    ],
)
def test_guard_takes_the_word_of_the_workflow_alone(
    runner: Runner, author: str, source: str, name: str, judged: str
) -> None:
    file = TEMPLATES / "code-hosts/github/.github/workflows/guard.yml"
    *_, (script, variables) = steps("guard", file)
    assert "HEAD" in variables
    (runner.root / "scripts/rooftop").write_text('#!/bin/sh\necho "$@"\n')
    own = {"AUTHOR": author, "FROM": source, "NAME": name, "HEAD": "x", "GH_TOKEN": "t"}
    done = bash(script, runner.root, runner.variables | own)
    assert f"--author {judged} " in done.stdout
