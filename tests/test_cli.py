"""The commands as people and pipelines call them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import urllib.request

import pytest

from tests.project import BIN, CONSENT, Project, advocate, story

BROKEN = {
    "content/stories/b01.md": (story().replace("---\n", "", 1), 1, "front-matter-missing"),
    "content/stories/b02.md": (story(title="one: two"), 2, "yaml-syntax"),
    "content/stories/b03.md": (story().replace("summary:", "sumary:"), 8, "key-unknown"),
    "content/stories/b04.md": (story(date="2026-02-30"), 3, "value-invalid"),
    "content/stories/b05.md": (story().replace("ana-ribeiro", "nobody"), 4, "reference-unknown"),
    "content/stories/b06.md": (story(products="[leger]"), 5, "reference-unknown"),
    "content/stories/b07.md": (story().encode("utf-16"), 1, "file-unreadable"),
    "content/stories/b08.md": (story(disclosure=""), 1, "disclosure-missing"),
    "content/stories/b09.md": (
        story(CONSENT.replace("status: given", "status: requested")),
        13,
        "consent-not-given",
    ),
    "content/stories/B 10.md": (story(), 0, "file-name"),
}


def break_ten(project: Project) -> None:
    for path, (text, _, _) in BROKEN.items():
        project.write(path, text)


def test_ten_broken_files_give_ten_located_problems_and_cost_nothing(project: Project) -> None:
    project.build()
    before = project.contents()
    break_ten(project)
    done = project.check()
    assert done.returncode == 1
    for path, (_, line, code) in BROKEN.items():
        place = f"{re.escape(path)}:{line}(:[0-9]+)?" if line else re.escape(path)
        assert re.search(f"^{place}: error {code}: ", done.stderr, re.M), (path, done.stderr)
    assert "Traceback" not in done.stderr
    assert project.contents() == before

    strict = project.run("rooftop", "build", "--strict")
    assert strict.returncode == 1
    assert "the previous site is unchanged" in strict.stderr
    assert project.contents() == before
    for generator in ("mkdocs", "properdocs"):
        assert project.run(generator, "build", "--strict").returncode != 0
        assert project.contents() == before


def test_a_build_withholds_what_is_broken_and_publishes_the_rest(project: Project) -> None:
    break_ten(project)
    said = project.build()
    assert "The month-end" in project.page("stories/month-end").text_content()
    assert "b08.md" in said
    assert not list((project.site / "stories").glob("b0[1-589]*"))


def test_check_says_the_same_in_every_format(project: Project) -> None:
    project.write("content/stories/x.md", story(titel="y"))
    text, data, github = (project.check("--format", form) for form in ("text", "json", "github"))
    assert text.returncode == data.returncode == github.returncode == 1
    problem = json.loads(data.stdout)["problems"][0]
    assert (problem["path"], problem["code"]) == ("content/stories/x.md", "key-unknown")
    assert (
        f"{problem['path']}:{problem['line']}:{problem['column']}: error key-unknown" in text.stderr
    )
    assert f"::error file=content/stories/x.md,line={problem['line']}," in github.stdout


def test_a_github_annotation_cannot_be_broken_out_of(project: Project) -> None:
    project.write("content/stories/x.md", story(kind='"a\\n::set-output name=x::y"'))
    done = project.check("--format", "github")
    assert not any(line.startswith("::set-output") for line in done.stdout.splitlines())


def test_what_time_does_is_told_and_fails_nothing(project: Project) -> None:
    done = project.check(as_of="2028-06-01")
    assert done.returncode == 0
    assert "note consent-expired" in done.stderr
    later = project.check("--as-of", "2028-06-01")
    assert later.stderr == done.stderr
    assert "consent-expired" not in project.check("--as-of", "2028-05-02").stderr


def test_wrong_use_exits_with_two(project: Project) -> None:
    for arguments in (
        ["check", "--as-of", "tomorrow"],
        ["check", "--format", "xml"],
        ["nonsense"],
        ["audit", "no-such-folder"],
        ["import", "no-such-folder", "--mapping", "mkdocs.yml"],
        ["build", "--site-dir", "."],
    ):
        done = project.run("rooftop", *arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    demo: true",
            "    demos: true",
            r"mkdocs\.yml:\d+:\d+: error setting-invalid: extra\.rooftop\.demos.*\n.*Did you mean 'demo'",
        ),
        (
            "default_term_months: 24",
            "default_term_months: 0",
            r"mkdocs\.yml:\d+:\d+: error setting-invalid",
        ),
        ("site_url: https", "site_ur: https", r"site_url is missing"),
        (
            "edit_uri:",
            "use_directory_urls: false\nedit_uri:",
            r"use_directory_urls must not be false",
        ),
        ("name: rooftop", "name: no-such-theme", r"mkdocs\.yml:\d+:\d+: error setting-invalid"),
        ("plugins: []\n", "plugins: [\n", r"mkdocs\.yml:\d+:\d+: error setting-invalid"),
    ],
)
def test_a_wrong_setting_is_told_and_costs_nothing(
    project: Project, old: str, new: str, expected: str
) -> None:
    project.write("site/index.html", "the site that stood there")
    before = project.contents()
    settings = (project.root / "mkdocs.yml").read_text()
    assert old in settings
    project.write("mkdocs.yml", settings.replace(old, new))
    for command in (["check"], ["build"]):
        done = project.run("rooftop", *command)
        assert done.returncode == 1, done.stderr
        assert re.search(expected, done.stderr), done.stderr
        assert "Traceback" not in done.stderr
    assert project.contents() == before


def test_build_and_check_speak_plainly_in_a_pipe(project: Project) -> None:
    done = project.run("rooftop", "build", process=True)
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == (
        "Published for 2026-11-22 (UTC): 1 story, 1 advocate, 1 product, 0 events, 3 pages, "
        "1 story in feeds, "
        "0 posts on networks."
    )


def loaded_by(project: Project, *command: str) -> set[str]:
    """The modules that a process has after ``rooftop`` ran ``command`` in it."""
    code = (
        "import sys; from rooftop.cli import main\n"
        "try: main()\nfinally: print('loaded', *sys.modules)"
    )
    done = project.run("python", "-c", code, *command, process=True)
    return set(done.stdout.rpartition("loaded ")[2].split())


def test_a_check_loads_nothing_that_only_builds_need(project: Project) -> None:
    loaded = loaded_by(project, "check")
    assert "rooftop.plan" in loaded
    for name in (
        *("rooftop.site.build", "rooftop.cards", "rooftop.feeds", "rooftop.metadata", "typst"),
        *("mkdocs.livereload", "watchdog", "PIL.TiffImagePlugin", "av", "webvtt", "fontTools"),
    ):
        assert name not in loaded


def test_a_build_loads_nothing_that_it_does_not_make(project: Project) -> None:
    first, second = loaded_by(project, "build"), loaded_by(project, "build")
    assert {"rooftop.plan", "rooftop.site.build", "rooftop.desk.facts"} <= first
    elsewhere = {"rooftop.desk.report", "rooftop.importing", "rooftop.web_editor", "urllib3"}
    assert not elsewhere & first
    assert "rooftop.site.unchanged" in second
    assert not {"rooftop.plan", "rooftop.records", "rooftop.markup", "PIL"} & second


def test_drafts_wait_and_are_never_published(project: Project) -> None:
    project.write(
        "drafts/advocates/bo-lund.md",
        advocate("status: requested\n").replace("Ana Ribeiro", "Bo Lund"),
    )
    project.write(
        "drafts/stories/bo-waits.md",
        story("status: requested\n", title="Bo waits", advocates="[bo-lund]").replace(
            "ana-ribeiro", "bo-lund"
        ),
    )
    done = project.check()
    assert done.returncode == 0
    assert "1 story waits for consent in drafts/." in done.stdout
    project.build()
    for words in ("Bo Lund", "Bo waits", "bo-lund", "bo-waits"):
        assert not project.holds(words)
    assert project.plan(drafts=True).published.stories["bo-waits"].is_draft


def test_serve_shows_drafts_marked_and_reloads(project: Project) -> None:
    project.write(
        "drafts/advocates/bo-lund.md",
        advocate("status: requested\n").replace("Ana Ribeiro", "Bo Lund"),
    )
    project.write(
        "drafts/stories/bo-waits.md",
        story("status: requested\n", title="Bo waits", advocates="[bo-lund]").replace(
            "ana-ribeiro", "bo-lund"
        ),
    )
    command = [str(BIN / "rooftop"), "serve", "--drafts", "--dev-addr", "127.0.0.1:8765"]
    server = subprocess.Popen(
        command, cwd=project.root, env=project.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 — ignored in the background
    )  # fmt: skip
    try:
        page = wait_for("http://127.0.0.1:8765/stories/bo-waits/", "Bo waits")
        assert "Waiting for consent" in page
        assert "Draft" in wait_for("http://127.0.0.1:8765/stories/", "· Draft")
        project.write(
            "drafts/stories/bo-waits.md",
            story("status: requested\n", title="Bo still waits", advocates="[bo-lund]").replace(
                "ana-ribeiro", "bo-lund"
            ),
        )
        wait_for("http://127.0.0.1:8765/stories/bo-waits/", "Bo still waits")
        wait_for("http://127.0.0.1:8765/search/titles/en.txt", "\n")
        wait_for("http://127.0.0.1:8765/search/pagefind-entry.json", "languages")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
    assert not project.site.exists()


def wait_for(address: str, words: str) -> str:
    """The page at ``address`` once it holds ``words``."""
    page = ""
    for _ in range(120):
        try:
            page = urllib.request.urlopen(address, timeout=20).read().decode()
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.5)
    raise AssertionError(f"{words!r} never appeared at {address}: {page[:200]}")
