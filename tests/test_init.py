"""A community of one's own, from the command to the built site; and the command that brings it to
a later version.
"""

from __future__ import annotations

import datetime
import json
import os
import pty
import re
import select
import subprocess
from pathlib import Path

import pytest
import yaml

from rooftop.frontmatter import split
from rooftop.starter import HOSTS, Answers, Package, create, managed_files, own_files, with_defaults
from rooftop.starter.answering import read_answers
from rooftop.starter.repository import ANSWERS
from rooftop.text import typographic
from rooftop.translations import LANGUAGES
from tests.commands import BIN, Done, run_here
from tests.project import TODAY, Project, warm_cache

HOSTILE = """O'Neil: "A & B" #1 {{ x }} [= y =] $(z) `*_ a < b"""
#: What git needs to know of who commits.
IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Maria"), ("EMAIL", "maria@acme.example"))
}
SERVE = "scripts/serve"


def community(place: Path, wheel: Package, **given: object) -> Project:
    """A new community, written by the library, that has the fonts of earlier builds."""
    answers = Answers.model_validate(with_defaults({"company": "Acme", **given}))
    root = place / "acme"
    own = own_files(answers, wheel, datetime.date.fromisoformat(TODAY))
    create(root, answers, own, managed_files(answers, wheel))
    project = Project(root)
    project.take_cache(warm_cache())
    return project


def run(folder: Path, *command: str, answers: str = "", **variables: str) -> Done:
    """Run ``rooftop`` in ``folder``, without a terminal."""
    return run_here(["rooftop", *command], folder, {**os.environ, **IDENTITY, **variables}, answers)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **IDENTITY},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("url", ["https://voices.acme.com/", "https://acme.github.io/voices/"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_new_community_has_no_errors(host: str, url: str, wheel: Package, tmp_path: Path) -> None:
    project = community(tmp_path, wheel, host=host, url=url, email="voices@acme.com")
    done = project.check("--format", "json")
    assert done.returncode == 0, done.stdout
    codes = [problem["code"] for problem in json.loads(done.stdout)["problems"]]
    assert codes == ["example-record"] * 4 + ["contact-missing"] * 2


def test_a_new_community_below_a_folder_builds_whole_and_without_its_examples(
    wheel: Package, tmp_path: Path
) -> None:
    ways = {
        "form": "https://forms.acme.com/{wanted}",
        "repository": "https://github.com/acme/voices",
    }
    project = community(tmp_path, wheel, languages=["de", "en"], **ways)
    assert "https://acme.github.io/voices/" in (project.root / "mkdocs.yml").read_text()
    project.build("--strict")
    assert run(project.root, "audit", "site").returncode == 0
    links = run(project.root, "links", "site")
    assert re.search(r"^\d{2,} links followed, 0 broken\.$", links.stdout, re.M), links.stderr
    assert not [path for path in project.holds("Robin Example") if not path.startswith("assets/")]
    assert "Über diese Seiten" in project.page("").text_content()
    assert project.page("").get("lang") == "de"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_community_speaks_each_language_of_the_interface(
    language: str, wheel: Package, tmp_path: Path
) -> None:
    project = community(tmp_path, wheel, languages=[language], email="voices@acme.com")
    pages = {}
    for name in ("index", "about", "contribute"):
        document, problems = split((project.root / "content" / f"{name}.md").read_text(), name)
        assert document, problems
        pages[name] = document.meta["title"]
    assert (pages["about"] == "About these pages") is (language == "en")
    assert len(set(pages.values())) == 3
    assert project.check().returncode == 0
    project.build("--strict")
    assert project.page("").get("lang") == language
    assert pages["about"] in project.page("").text_content()


#: What contributors read in a repository.
READ = re.compile(
    r"(content/.*|CONTRIBUTING|LICENSE|\.git(hub|lab)/issue_template.*/.*)\.(md|yml)", re.I
)
#: A line of YAML that holds names and numbers alone: words stand in quotation marks there.
_CODE = re.compile(r'(- )?[\w-]+:[^"]*')
_WORDS = re.compile(r"[^\W\d]+ [^\W\d]+")


def lines_read(language: str, repository: str) -> set[str]:
    """The lines of words in the files that contributors of a new community read."""
    given = {"company": "Acme", "languages": [language], "repository": repository}
    ways = {"host": "netlify", "form": "https://acme.com/f", "call": "https://acme.com/c"}
    answers = Answers.model_validate(with_defaults(given | ways | {"email": "us@acme.com"}))
    package = Package("1.0.0", b"wheel", "a==1\n", "b==1\n")
    own = own_files(answers, package, datetime.date.fromisoformat(TODAY))
    files = {**own, **managed_files(answers, package)}
    lines = {
        line.strip()
        for path, content in files.items()
        if READ.fullmatch(path)
        for line in content.decode().splitlines()
    }
    return {line for line in lines if _WORDS.search(line) and not _CODE.fullmatch(line)}


@pytest.mark.parametrize("repository", ["https://github.com/a/b", "https://gitlab.com/a/b"])
def test_contributors_read_no_english_in_a_community_of_another_language(repository: str) -> None:
    english = lines_read("en", repository)
    assert len(english) > 90
    for language in (tag for tag in LANGUAGES if tag != "en"):
        ours = lines_read(language, repository)
        assert len(ours) > 90
        assert ours & english == set(), language


@pytest.mark.parametrize("host", HOSTS)
def test_words_with_every_sign_stand_as_they_are_in_every_file(
    host: str, wheel: Package, tmp_path: Path
) -> None:
    words = {"company": HOSTILE, "name": HOSTILE, "asker": HOSTILE}
    project = community(tmp_path, wheel, host=host, email="o.neil@acme.com", **words)
    settings = yaml.safe_load((project.root / "mkdocs.yml").read_text())
    assert settings["site_name"] == settings["extra"]["rooftop"]["company"] == HOSTILE
    for file in sorted(project.root.rglob("*")):
        if file.suffix in (".yml", ".yaml"):
            yaml.safe_load(file.read_text())
        if file.suffix == ".md" and file.is_relative_to(project.root / "content"):
            document, problems = split(file.read_text(), file.name)
            assert document, problems
        if file.is_file() and file.read_bytes().startswith(b"#!/usr/bin/env bash"):
            subprocess.run(["bash", "-n", file], check=True)
    assert project.check().returncode == 0


def test_a_community_in_which_nobody_speaks_yet_builds_with_a_block_of_its_own(
    wheel: Package, tmp_path: Path
) -> None:
    project = community(tmp_path, wheel, company=HOSTILE)
    for file in (project.root / "content").rglob("example-*.md"):
        file.unlink()
    overrides = project.root / "overrides"
    block = re.search(r"```html\n(.*?)```", (overrides / "README.md").read_text(), re.DOTALL)
    assert block
    (overrides / "home.html").write_text(block[1])
    project.build("--strict")
    assert typographic(HOSTILE, "en") in project.page("").text_content()
    assert "Made in Porto." in project.page("").text_content()
    assert run(project.root, "links", "site").returncode == 0


def test_a_link_that_leads_nowhere_is_found(wheel: Package, tmp_path: Path) -> None:
    project = community(tmp_path, wheel)
    project.write("site/index.html", "<p id=here><a href=#here>a</a><a href=#there>b</a>")
    project.write(
        "site/x/index.html", "<a href=../>c</a><a href=https://voices.acme.example/y/>d</a>"
    )
    done = run(project.root, "links", "site")
    assert done.returncode == 1
    assert done.stdout == "4 links followed, 2 broken.\n"
    assert done.stderr == (
        "index.html: error link-broken: #there: nothing in that page is called there\n"
        "x/index.html: error link-broken: https://voices.acme.example/y/: there is no such file in "
        "the site\n"
    )


# -- the command init


@pytest.mark.needs("git")
def test_init_writes_a_repository_and_commits_it_when_asked(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "acme", "--company", "Acme", "--yes", "--commit")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(
        "Next:\n    cd acme\n    scripts/serve --drafts\nThen open http://127.0.0.1:8000/.\n"
    )
    folder = tmp_path / "acme"
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%s") == "Start the community\n"
    assert "100755" in git(folder, "ls-files", "--stage", SERVE)
    wheels = git(folder, "ls-files", "vendor").split()
    assert f"./{wheels[0]} \\\n    --hash=sha256:" in (folder / "requirements.txt").read_text()


def test_init_takes_an_answer_from_every_option(tmp_path: Path) -> None:
    options = {
        "company": "Acme",
        "name": "Acme People",
        "host": "netlify",
        "repository": "https://gitlab.com/acme/people.git",
        "url": "https://people.acme.com",
        "languages": "de, en",
        "form": "https://forms.acme.com/story",
        "email": "people@acme.com",
        "call": "https://cal.acme.com/people",
        "approvers": "@acme/community @maria",
        "asker": "Maria, community manager",
        "terms": "2026-11",
        "term-months": "12",
    }
    given = [word for name, value in options.items() for word in (f"--{name}", value)]
    done = run(tmp_path, "init", "acme", *given, "--no-git")
    assert done.returncode == 0, done.stderr
    answers, _ = read_answers((tmp_path / "acme" / ANSWERS).read_text(), ANSWERS)
    assert answers
    assert answers.model_dump(mode="json") == {
        **{name.replace("-", "_"): value for name, value in options.items()},
        "repository": "https://gitlab.com/acme/people",
        "url": "https://people.acme.com/",
        "languages": ["de", "en"],
        "approvers": ["@acme/community", "@maria"],
        "term_months": 12,
    }
    assert answers.code_host == "gitlab"
    settings = yaml.safe_load((tmp_path / "acme" / "mkdocs.yml").read_text())
    assert settings["extra"]["rooftop"]["maintainers"] == ["maria"]
    assert not (tmp_path / "acme" / ".git").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (
            ["--company", "Acme"],
            "this is not a terminal, so nothing can be asked. Give --name, --host",
        ),
        (["--yes"], "--company is missing"),
        (["--yes", "--company", "A", "--url", "acme.com"], "'--url': must be a whole address"),
        (["--yes", "--company", "A\nB"], "'--company': must be one line"),
        (["--yes", "--company", "<b>A</b>"], "'--company': holds '<b', which looks like"),
        (
            ["--yes", "--company", "A", "--host", "ftp"],
            "'--host': may not be 'ftp'. Known values: cloudflare-pages, github-pages",
        ),
        (["--yes", "--company", "A", "--term-months", "0"], "'--term-months': must be at least 1"),
        (["--yes", "--company", "A", "--approvers", "maria"], "maria is no @account"),
        (["--yes", "--company", "A", "--languages", "german"], "must be a language tag"),
        (["--yes", "--company", "A", "--repository", "https://github.com"], "must name an owner"),
        (
            [
                *["--yes", "--company", "A", "--host", "github-pages", "--repository"],
                "https://gitlab.com/a/b",
            ],
            "github-pages cannot publish it",
        ),
        (["--yes", "--company", "A", "--email", "a@b"], "must be an e-mail address"),
        (["--yes", "--company", "A", "--asker", "Jo, jo@a.com"], "not an e-mail address"),
        (["--yes", "--company", "A", "--terms", "new"], "must be a version of the terms"),
    ],
)
def test_init_refuses_what_is_no_answer(options: list[str], reason: str, tmp_path: Path) -> None:
    done = run(tmp_path, "init", "acme", *options)
    assert done.returncode == 2
    assert reason in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_repository_on_gitlab_is_published_there(tmp_path: Path) -> None:
    options = ("--yes", "--company", "Acme", "--repository", "https://gitlab.com/acme/voices")
    done = run(tmp_path, "init", "acme", *options)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "acme/.gitlab-ci.yml").is_file()
    assert "site_url: https://acme.gitlab.io/voices/" in (tmp_path / "acme/mkdocs.yml").read_text()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name, reason in (("acme", "is not empty"), ("file", "is not a folder")):
        done = run(tmp_path, "init", name, "--company", "Acme", "--yes")
        assert done.returncode == 1
        assert f"{name} {reason}; nothing was written. Name a folder" in done.stderr
    assert [path.name for path in (tmp_path / "acme").iterdir()] == ["notes.txt"]


@pytest.mark.needs("git")
def test_init_fills_a_clone_and_leaves_a_repository_around_it_alone(tmp_path: Path) -> None:
    (tmp_path / "clone").mkdir()
    git(tmp_path / "clone", "init", "--quiet")
    assert run(tmp_path, "init", "clone", "--company", "Acme", "--yes").returncode == 0
    done = run(tmp_path / "clone", "init", "inner", "--company", "Acme", "--yes")
    assert "inner is inside another Git repository" in done.stdout
    assert "inner" not in git(tmp_path / "clone", "status", "--porcelain=v1", "-uno")


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execve(BIN / "rooftop", ["rooftop", *command], {**os.environ, **IDENTITY})  # noqa: S606 — a terminal is what this is about
        self.unread = ""

    def read_until(self, words: str) -> None:
        """Read what the command says until it says ``words``."""
        while words not in self.unread:
            assert select.select([self.descriptor], [], [], 60)[0], self.unread
            self.unread += os.read(self.descriptor, 4096).decode()
        self.unread = self.unread.partition(words)[2]

    def answer(self, question: str, text: str) -> None:
        self.read_until(question)
        os.write(self.descriptor, f"{text}\n".encode())


@pytest.mark.needs("git")
def test_init_asks_again_until_it_has_an_answer(tmp_path: Path) -> None:
    given = ("--name", "V", "--repository", "", "--languages", "en", "--asker", "Maria")
    terminal = Terminal(tmp_path, "init", "acme", *given)
    terminal.answer("Name of the company:", "Acme")
    terminal.answer("[github-pages]:", "geocities")
    terminal.read_until("Error: may not be 'geocities'")
    terminal.answer("[github-pages]:", "netlify")
    terminal.answer("(leave empty for none):", "")
    terminal.answer("[https://voices.acme.example/]:", "https://voices.acme.com")
    for _ in range(4):
        terminal.answer("(leave empty for none):", "")
    terminal.answer("[2026-11]:", "")
    terminal.answer("[24]:", "")
    terminal.answer("Commit these files? [Y/n]:", "y")
    terminal.read_until("Then open http://127.0.0.1:8000/.")
    assert os.waitpid(terminal.process, 0)[1] == 0
    assert git(tmp_path / "acme", "log", "--format=%s") == "Start the community\n"


# -- the command upgrade


@pytest.fixture
def started(wheel: Package, tmp_path: Path) -> Path:
    """A committed community whose generated files an earlier version wrote: its `scripts/serve`
    had a line less, `.gitignore` one more.
    """
    project = community(tmp_path, wheel)
    for base in (project.root, project.root / ".rooftop" / "generated"):
        lines = (base / SERVE).read_text().splitlines(keepends=True)
        (base / SERVE).write_text("".join(lines[:1] + lines[2:]))
        (base / ".gitignore").open("a").write("/old/\n")
    git(project.root, "init", "--quiet")
    commit(project.root)
    return project.root


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.mark.needs("git")
def test_upgrade_shows_the_difference_before_it_changes_anything(started: Path) -> None:
    done = run(started, "upgrade", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "--- a/.gitignore\n+++ b/.gitignore\n" in done.stdout
    assert "\n-/old/\n" in done.stdout
    assert done.stdout.endswith(f".gitignore: replaced\n{SERVE}: replaced\n")
    assert git(started, "status", "--porcelain") == ""
    unasked = run(started, "upgrade")
    assert unasked.returncode == 2
    assert "--dry-run shows the changes, --yes makes them" in " ".join(unasked.stderr.split())
    assert git(started, "status", "--porcelain") == ""


@pytest.mark.needs("git")
def test_upgrade_makes_the_changes_and_has_nothing_left_to_do(started: Path) -> None:
    done = run(started.parent, "upgrade", str(started), "--yes")
    assert done.returncode == 0, done.stderr
    assert "/old/" not in (started / ".gitignore").read_text()
    assert done.stdout.endswith(
        "Review the changes with `git diff`, run `scripts/test` and commit.\n"
    )
    again = run(started, "upgrade", "--yes")
    assert again.stdout.startswith("Every generated file matches Rooftop 0.")


@pytest.mark.needs("git")
def test_upgrade_leaves_marks_where_both_changed_and_says_where(started: Path) -> None:
    file = started / SERVE
    file.write_text(file.read_text().replace("source", "# ours\nsource", 1))
    refused = run(started, "upgrade", "--yes")
    assert refused.returncode == 1
    assert f"changes that are not committed:\n M {SERVE}" in refused.stderr
    commit(started)
    done = run(started, "upgrade", "--yes")
    assert done.returncode == 1
    assert f"Look at {SERVE}, then run" in done.stdout
    assert "<<<<<<< your file\n# ours\n=======\n" in file.read_text()
    again = run(started, "upgrade", "--yes")
    assert again.returncode == 1
    assert f"an earlier merge left conflicts in {SERVE}. Resolve them first" in again.stderr


@pytest.mark.needs("git")
def test_upgrade_asks_before_it_merges(started: Path) -> None:
    file = started / SERVE
    file.write_text(file.read_text() + "# ours\n")
    commit(started)
    terminal = Terminal(started, "upgrade")
    terminal.answer("Make these changes? [Y/n]:", "y")
    terminal.answer(f"You changed {SERVE}. Merge the new version into it? [Y/n]:", "n")
    terminal.read_until("Review the changes with")
    assert os.waitpid(terminal.process, 0)[1] == 0
    assert git(started, "status", "--porcelain", SERVE) == ""
    assert "/old/" not in (started / ".gitignore").read_text()


@pytest.mark.needs("git")
def test_upgrade_says_what_to_do_about_a_folder_it_cannot_use(
    wheel: Package, tmp_path: Path
) -> None:
    folder = community(tmp_path, wheel).root
    stranger = run(tmp_path, "upgrade")
    assert (stranger.returncode, "that `rooftop init` wrote" in stranger.stderr) == (1, True)
    unversioned = run(folder, "upgrade")
    assert (unversioned.returncode, "Run `git init`" in unversioned.stderr) == (1, True)
    missing = run(folder, "upgrade", PATH=str(tmp_path))
    assert (missing.returncode, "git cannot be run" in missing.stderr) == (1, True)
    (folder / ANSWERS).write_text("company: Acme\nhost: ftp\nurls: x\n")
    broken = run(folder, "upgrade")
    assert broken.returncode == 1
    assert f"{ANSWERS}: error answers-invalid: host may not be " in broken.stderr
    assert "Did you mean 'url'?" in broken.stderr
    (folder / ANSWERS).write_text("company: [\n")
    assert f"{ANSWERS}: error answers-invalid:" in run(folder, "upgrade").stderr


@pytest.mark.needs("git")
def test_upgrade_writes_through_no_link(started: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine\n")
    (started / SERVE).unlink()
    (started / SERVE).symlink_to(tmp_path / "elsewhere")
    commit(started)
    done = run(started, "upgrade", "--yes")
    assert done.returncode == 1
    assert f"{SERVE} is a link or no file; nothing was changed." in done.stderr
    assert (tmp_path / "elsewhere").read_text() == "mine\n"
