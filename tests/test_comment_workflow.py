"""The workflows that keep a comment on each pull request, run step by step: what strangers send runs
without a secret, and what may write runs nothing of theirs.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from PIL import Image

from rooftop.pull_requests import MARK
from tests import programs
from tests.commands import Done
from tests.project import REPOSITORY, story
from tests.test_hosts import TOKEN, Clone, propose, write

WORKFLOWS = REPOSITORY / ".github/workflows"
STARTER = REPOSITORY / "rooftop/starter/templates/code-hosts/github/.github/workflows"
STORY = "content/stories/audit.md"

#: `gh api` as far as the workflow needs it: answers are files below the folder in ``API``.
GH = b"""\
#!/usr/bin/env bash
echo "$@" >> "$CALLS"
filter=. sends=
shift
while (($#)); do
  case $1 in
    --jq) filter=$2; shift ;;
    --method | -f) shift ;;
    --field) sends=yes; shift ;;
    --paginate) ;;
    *) path=${1%%\\?*} ;;
  esac
  shift
done
if [[ -n "$sends" ]]; then exit; fi
if [[ -f "$API/$path" ]]; then cat "$API/$path"; else jq --raw-output "$filter" "$API/$path.json"; fi
"""


def chromium() -> bytes:
    """Chromium where runners have Chrome; as root it starts without its sandbox alone."""
    return f'#!/bin/sh\nexec {programs.find("chromium")} --no-sandbox "$@"\n'.encode()


class Host:
    """A clone of a community, and a code host beside it with the pull request 7 from a fork."""

    def __init__(self, place: Path) -> None:
        self.clone = Clone(place, "github", "github-pages")
        self.bin, self.api = place / "bin", place / "api"
        self.head = propose(self.clone, {STORY: story(title="The audit").encode()})
        write({"gh": GH, "google-chrome": chromium()}, self.bin)
        self.answer("actions/runs/5/artifacts", artifacts=[artefact(3, "others"), artefact(4)])
        self.pulls(self.pull())

    def answer(self, path: str, **data: Any) -> None:
        write({f"repos/a/b/{path}.json": json.dumps(data).encode()}, self.api)

    def pull(self, **fields: Any) -> dict[str, Any]:
        user, head = {"login": "ana-r"}, {"sha": self.head}
        new = {"number": 7, "user": user, "head": head, "author_association": "NONE"}
        return new | fields

    def pulls(self, *pulls: dict[str, Any]) -> None:
        write({"repos/a/b/pulls.json": json.dumps(pulls).encode()}, self.api)

    def sent(self, data: bytes) -> None:
        """The artefact that the first workflow left."""
        write({"repos/a/b/actions/artifacts/4/zip": data}, self.api)

    def run(self, job: str, workflow: str = "comment", **variables: str) -> dict[str, str]:
        named = {"PATH": f"{self.bin}:{os.environ['PATH']}", "API": str(self.api), "RUN": "5"}
        named |= {"GH_TOKEN": "", "OWNER": "ana-r", "BRANCH": "theirs", "HEAD": self.head}
        named |= {"HANDBOOK": "", **variables}
        return self.clone.job(job, workflow, **named)

    def files(self, revision: str) -> dict[str, int]:
        """The files of a branch of the remote, and how many commits it has."""
        git = ["git", "-C", str(self.clone.remote)]
        names = subprocess.check_output([*git, "ls-tree", "-r", "--name-only", revision], text=True)
        count = subprocess.check_output([*git, "rev-list", "--count", revision], text=True)
        return dict.fromkeys(names.split(), int(count))


def artefact(number: int, name: str = "report", size: int = 1000) -> dict[str, Any]:
    return {"id": number, "name": name, "size_in_bytes": size}


def zipped(folder: str = "") -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "teal").save(picture, "PNG")
    page = {"path": STORY, "title": "The audit", "address": "stories/audit/", "change": "added"}
    report = {"pages": [page | {"is_shown": True, "picture": "page-1.png"}]}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(f"{folder}report.json", json.dumps(report))
        made.writestr(f"{folder}page-1.png", picture.getvalue())
    return buffer.getvalue()


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


@pytest.mark.browser
@pytest.mark.needs("git", "chromium")
def test_the_first_job_leaves_a_report_and_real_pictures(host: Host) -> None:
    clone = host.clone
    clone.git("merge", "--quiet", "--no-ff", "--message", "Merge", "theirs")
    host.run("report", "check")
    folder = clone.root / "report"
    assert sorted(file.name for file in folder.iterdir()) == ["page-1.png", "report.json"]
    told = json.loads((folder / "report.json").read_text())
    assert [(page["address"], page["picture"]) for page in told["pages"]] == [
        ("stories/audit/", "page-1.png")
    ]
    with Image.open(folder / "page-1.png") as image:
        assert image.size == (1200, 1600)
        assert len(image.convert("L").getcolors() or range(257)) > 16  # something is drawn


@pytest.mark.needs("git", "jq")
def test_a_report_becomes_the_comment_on_the_pull_request_whose_head_it_is(host: Host) -> None:
    host.sent(zipped())
    assert host.run("write") == {"number": "7", "author": "ana-r", "first": "--first-time"}
    said = (host.clone.root / "comment/comment.md").read_text()
    assert "Welcome, and thank you for your first contribution!" in said
    assert f"https://code.example/a/b/raw/previews/7/{host.head}/page-1.png" in said
    assert host.clone.git("status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.needs("git", "jq")
def test_a_head_that_has_moved_on_gets_no_comment(host: Host) -> None:
    host.sent(zipped())
    host.pulls(host.pull(head={"sha": "0" * 40}))
    assert host.run("write") == {}
    assert not (host.clone.root / "comment").exists()


@pytest.mark.needs("git", "jq")
def test_a_run_that_left_no_report_or_a_huge_one_gets_no_comment(host: Host) -> None:
    for artefacts in ([], [artefact(4, size=20_000_001)]):
        host.answer("actions/runs/5/artifacts", artifacts=artefacts)
        assert host.run("write") == {}


@pytest.mark.needs("git", "jq")
def test_pictures_of_open_pull_requests_are_one_commit_without_a_history(host: Host) -> None:
    pictures = host.clone.root / "comment"
    write({"page-1.png": b"one", "comment.md": b""}, pictures)
    host.run("pictures", NUMBER="7")
    assert host.files("previews") == {f"7/{host.head}/page-1.png": 1}
    host.pulls(host.pull(), host.pull(number=8))
    host.run("pictures", NUMBER="8", HEAD="f" * 40)
    both = {f"7/{host.head}/page-1.png": 1, f"8/{'f' * 40}/page-1.png": 1}
    assert host.files("previews") == both
    (pictures / "page-1.png").unlink()
    host.pulls(host.pull())  # 8 is closed; the clock runs the job without a pull request
    host.run("pictures", NUMBER="")
    assert host.files("previews") == {f"7/{host.head}/page-1.png": 1}
    assert "previews" not in host.files("main")


@pytest.mark.needs("git", "jq")
@pytest.mark.parametrize("is_there", [True, False])
def test_there_is_one_comment_and_it_is_kept_up_to_date(host: Host, *, is_there: bool) -> None:
    comments = [
        {"id": 1, "user": {"login": "mallory"}, "body": MARK},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Coverage"},
    ]
    mine = {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\n\nOld"}
    comments += [mine] if is_there else []
    listed = {"repos/a/b/issues/7/comments.json": json.dumps(comments).encode()}
    write(listed, host.api)
    write({"comment.md": b"New"}, host.clone.root / "comment")
    host.run("post", NUMBER="7")
    call = host.clone.calls.read_text().splitlines()[-1]
    assert call == (
        "api --method PATCH repos/a/b/issues/comments/3 --field body=@comment/comment.md"
        if is_there
        else "api repos/a/b/issues/7/comments --field body=@comment/comment.md"
    )


class GitLab:
    """The API of GitLab as far as the job needs it: answers by path, and what was sent."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.sent: list[tuple[str, str, str]] = []

    @contextmanager
    def serve(self) -> Iterator[str]:
        gitlab = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                answer = gitlab.answers[urlsplit(self.path).path.lstrip("/")]
                self._answer(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"])).decode()
                token = self.headers["PRIVATE-TOKEN"]
                assert token == TOKEN
                body = parse_qs(data)["body"][0]
                gitlab.sent.append((self.command, self.path.lstrip("/"), body))
                self._answer(b"{}")

            do_PUT = do_POST  # noqa: N815 — as http.server calls it

            def _answer(self, data: bytes) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(data)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


REQUESTS = "projects/1/merge_requests"


def answers(head: str, *notes: dict[str, Any]) -> dict[str, Any]:
    """A merge request 7, whose pipeline ran in the project 9, a fork."""
    request = {"iid": 7, "sha": head, "author": {"username": "ana-r"}, "first_contribution": True}
    jobs = [
        {"id": 2, "name": "check"},
        {"id": 3, "name": "report", "artifacts_file": {"size": 1000}},
    ]
    return {
        "user": {"id": 5},
        REQUESTS: [request],
        f"{REQUESTS}/7": request,
        f"{REQUESTS}/7/notes": list(notes),
        f"{REQUESTS}/7/pipelines": [
            {"id": 6, "sha": "0" * 40, "status": "success", "project_id": 9},
            {"id": 4, "sha": head, "status": "failed", "project_id": 9},
        ],
        "projects/9/pipelines/4/jobs": jobs,
        "projects/9/jobs/3/artifacts": zipped("report/"),
    }


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("note", "call"),
    [
        (None, ("POST", f"{REQUESTS}/7/notes")),
        ({"id": 8, "author": {"id": 5}, "body": f"{MARK} old"}, ("PUT", f"{REQUESTS}/7/notes/8")),
        ({"id": 8, "author": {"id": 6}, "body": MARK}, ("POST", f"{REQUESTS}/7/notes")),
    ],
)
def test_gitlab_keeps_one_note_on_each_merge_request(
    tmp_path: Path, note: dict[str, Any] | None, call: tuple[str, str]
) -> None:
    clone = Clone(tmp_path, "gitlab", "gitlab-pages")
    head = propose(clone, {STORY: story(title="The audit").encode()})
    gitlab = GitLab(answers(head, *([note] if note else [])))
    with gitlab.serve() as address:
        done = comment_on_gitlab(clone, address)
        assert done.returncode == 0, done.stdout + done.stderr
        ((*called, body),) = gitlab.sent
        assert tuple(called) == call
        assert body.startswith(f"{MARK}\n\n### Welcome")
        picture = "https://code.example/a/b/-/jobs/44/artifacts/raw/comments/7/page-1.png"
        assert picture in body
        gitlab.answers[f"{REQUESTS}/7/notes"] = [{"id": 8, "author": {"id": 5}, "body": body}]
        comment_on_gitlab(clone, address)
    assert len(gitlab.sent) == 1  # nothing has changed since
    kept = sorted(file.name for file in (clone.root / "comments/7").iterdir())
    assert kept == ["comment.md", "guard.json", "page-1.png"]


@pytest.mark.needs("git")
def test_on_gitlab_a_report_that_is_none_costs_nobody_else_a_note(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "gitlab", "gitlab-pages")
    head = propose(clone, {STORY: story(title="The audit").encode()})
    gitlab = GitLab(answers(head))
    broken = gitlab.answers[f"{REQUESTS}/7"] | {"iid": 6}
    gitlab.answers |= {REQUESTS: [broken, gitlab.answers[f"{REQUESTS}/7"]], f"{REQUESTS}/6": broken}
    gitlab.answers |= {f"{REQUESTS}/6/notes": [], f"{REQUESTS}/6/pipelines": [
        {"id": 1, "sha": head, "status": "success", "project_id": 8}
    ]}  # fmt: skip
    jobs = [{"id": 1, "name": "report", "artifacts_file": {"size": 9}}]
    gitlab.answers |= {"projects/8/pipelines/1/jobs": jobs, "projects/8/jobs/1/artifacts": b"none"}
    clone.git("push", "--quiet", "origin", f"{head}:refs/merge-requests/6/head")
    with gitlab.serve() as address:
        done = comment_on_gitlab(clone, address)
    assert done.returncode == 1
    assert "Merge request 6: " in done.stderr
    assert [path for _, path, _ in gitlab.sent] == [f"{REQUESTS}/7/notes"]


def comment_on_gitlab(clone: Clone, address: str) -> Done:
    job = yaml.safe_load((clone.root / ".gitlab-ci.yml").read_text())["comment"]
    assert all("merge_request_event" not in rule["if"] for rule in job["rules"])
    return clone.bash(
        "\n".join(job["script"]), CI_API_V4_URL=address, CI_PROJECT_ID="1", CI_JOB_ID="44",
        CI_PROJECT_URL="https://code.example/a/b", COMMENT_TOKEN=TOKEN,
    )  # fmt: skip


@pytest.mark.browser
@pytest.mark.needs("git", "chromium")
def test_on_gitlab_the_report_is_made_by_the_job_of_the_merge_request(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "gitlab", "gitlab-pages")
    propose(clone, {STORY: story(title="The audit").encode()})
    clone.git("checkout", "--quiet", "theirs")
    job = yaml.safe_load((clone.root / ".gitlab-ci.yml").read_text())["report"]
    write({"chromium": chromium()}, tmp_path / "bin")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    base = clone.git("merge-base", "main", "HEAD").strip()
    done = clone.bash("\n".join(job["script"]), CI_MERGE_REQUEST_DIFF_BASE_SHA=base, PATH=path)
    assert done.returncode == 0, done.stdout + done.stderr
    names = sorted(file.name for file in (clone.root / "report").iterdir())
    assert names == ["page-1.png", "report.json"]


def jobs(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text())["jobs"]
    return found


@pytest.mark.parametrize("folder", [WORKFLOWS, STARTER], ids=["ours", "starter"])
def test_what_may_write_runs_nothing_but_its_own_steps(folder: Path) -> None:
    """Whoever may write checks nothing out and runs no Rooftop; whoever runs Rooftop may only read,
    and never what the pull request brings.
    """
    for name, job in jobs(folder / "comment.yml").items():
        may_write = "write" in job["permissions"].values()
        used = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
        scripts = "".join(step.get("run", "") for step in job["steps"])
        assert may_write == (name != "write")
        assert ("actions/checkout" in used) != may_write
        assert ("scripts/rooftop" in scripts) != may_write
        assert "${{" not in scripts
        assert "unzip" not in scripts
        for step in job["steps"]:
            assert "ref" not in step.get("with", {})
    report = jobs(folder / "check.yml")["report"]
    assert report.get("permissions", {"contents": "read"}) == {"contents": "read"}


def test_both_repositories_run_the_same_steps() -> None:
    """They differ in where the handbook is, and in nothing else."""
    texts = [(folder / "comment.yml").read_text() for folder in (WORKFLOWS, STARTER)]
    differing = set(texts[0].splitlines()) ^ set(texts[1].splitlines())
    assert all("HANDBOOK" in line or "--handbook" in line for line in differing)
    reports = [jobs(folder / "check.yml")["report"]["steps"] for folder in (WORKFLOWS, STARTER)]
    assert reports[0] == reports[1]
