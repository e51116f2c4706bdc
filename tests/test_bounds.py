"""What one contribution may cost, and cost others: nothing that is out of proportion."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

import rooftop.catalogue.record as reading
from rooftop.cpu_limit import CpuLimitError, cpu_limit_of
from tests.project import BIN, CONSENT, REPOSITORY, Project, advocate, story

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "hostile.yml").read_text())
#: Pieces that make some reader of Markdown, HTML or YAML look back over everything, or go ever
#: deeper.
PIECES = CASES["costly"]
#: The limit of these tests, in CPU seconds, and by how much a single step may exceed it.
LIMIT, STEP = 0.3, 0.3


def filled(piece: str, *, width: int, end: str) -> str:
    """About 60,000 characters of ``piece``, in lines of ``width``."""
    line = (piece * (width // len(piece) + 1))[:width]
    return end.join([line] * (60_000 // (width + len(end))))


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_of_prose_costs_more_than_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str
) -> None:
    monkeypatch.setattr(reading, "CPU_SECONDS", LIMIT)
    stopped = stopped_readings(tmp_path / "x.md", piece)
    if stopped and piece not in CASES["stopped"]:  # a shared processor counts some of others' work
        stopped = stopped_readings(tmp_path / "x.md", piece)
    assert piece in CASES["stopped"] if stopped else piece not in CASES["always_stopped"]


def stopped_readings(file: Path, piece: str) -> list[str]:
    """What is said of the patterns of ``piece`` that take longer than the limit; none takes much
    longer.
    """
    stopped: list[str] = []
    for width, end in ((9_000, "\n"), (9_000, "\n\n"), (12, "\n"), (200, "\n> ")):
        file.write_text(story(CONSENT, body=filled(piece, width=width, end=end)))
        began = time.process_time()
        found = reading.read_record(reading.Story, file, "content/stories/x.md", (), draft=False)
        assert time.process_time() - began < LIMIT + STEP, (width, end)
        assert found.record or all(each.hint for each in found.problems)
        stopped += [each.message for each in found.problems if f"{LIMIT} seconds" in each.message]
    return stopped


LIMITS = (
    ("one line", story(CONSENT, body="x" * 10_000_000), "longer than 128 KiB"),
    ("long line", story(CONSENT, body="x" * 20_000), "more than 10,000 characters"),
    ("many lines", story(CONSENT, body="x\n" * 6_000), "more than 5,000 lines"),
    (
        "long prose",
        story(CONSENT, body=("x" * 900 + "\n") * 80),
        "the prose is longer than 64 KiB",
    ),
    ("many links", story(CONSENT, body="[x](../about.md) " * 400), "400 links and pictures"),
    ("many brackets", story(CONSENT, body="[x] " * 1_200), "1,000 opening brackets ["),
    ("many tags", story(CONSENT, body="<b>x</b> " * 600), "1,000 opening brackets <"),
    ("deep quotes", story(CONSENT, body=">" * 60 + " x"), "more than 32 deep"),
    (
        "deep lists",
        story(CONSENT, body="\n".join("    " * n + "- x" for n in range(60))),
        "more than 32 deep",
    ),
    ("deep fields", story(CONSENT, thanks="[" * 300 + "]" * 300), "nested deeper than 8"),
    (
        "many fields",
        story(CONSENT, topics="[" + ("a, " * 900 + "\n  ") * 6 + "]"),
        "more than 4000 values",
    ),
    (
        "big fields",
        story(CONSENT, thanks='"' + "x " * 4_900 + '"\n' + "# x\n" * 16_000),
        "more than 5,000 lines",
    ),
    ("long number", story(CONSENT, date="1" * 5_000), "the number is too long"),
)


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[dict[str, str]]]:
    """One community with a file beyond each limit, built, and the problems that check finds."""
    project = Project.small(tmp_path_factory.mktemp("limits") / "community")
    for name, text, _ in LIMITS:
        project.write(f"content/stories/{name.replace(' ', '-')}.md", text)
    done = project.check("--format", "json")
    assert done.returncode == 1
    project.build()
    return project, json.loads(done.stdout)["problems"]


@pytest.mark.parametrize(
    ("name", "said"), [(name, said) for name, _, said in LIMITS], ids=[each[0] for each in LIMITS]
)
def test_each_limit_is_named_with_what_to_do(
    limited: tuple[Project, list[dict[str, str]]], name: str, said: str
) -> None:
    project, problems = limited
    slug = name.replace(" ", "-")
    own = [each for each in problems if each["path"] == f"content/stories/{slug}.md"]
    assert [each for each in own if said in each["message"]]
    assert all(each["hint"] for each in own)
    assert (project.site / "stories/month-end/index.html").is_file()
    assert not (project.site / "stories" / slug).exists()


def test_a_file_that_takes_too_long_is_stopped_and_named_and_the_others_are_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(
        "content/stories/a-slow.md", story(CONSENT, body=filled("+ ", width=60, end="\n"))
    )
    project.write(
        "content/stories/b-deep.md", story(CONSENT, body=filled("1. ", width=60, end="\n"))
    )
    project.write(
        "content/stories/month-end.md", story(CONSENT, body="Some *words*.\n\n- and\n- more")
    )
    monkeypatch.setattr(reading, "CPU_SECONDS", 0.2)
    plan = project.plan()
    assert {(each.path, each.code) for each in plan.problems} == {
        ("content/stories/a-slow.md", "file-too-slow"),
        ("content/stories/b-deep.md", "file-too-slow"),
    }
    assert list(plan.published.stories) == ["month-end"]
    prose = plan.published.prose_of("stories", "month-end")
    assert prose.source == "<p>Some <em>words</em>.</p>\n<ul>\n<li>and</li>\n<li>more</li>\n</ul>"


@pytest.mark.parametrize("number", [120, pytest.param(1000, marks=pytest.mark.slow)])
def test_hostile_files_among_a_thousand_good_ones_cost_nobody_else_anything(
    tmp_path: Path, number: int
) -> None:
    project = Project.empty(tmp_path / "community")
    subprocess.run(
        [sys.executable, REPOSITORY / "scripts/make-corpus", str(number), project.root / "content"],
        check=True,
    )
    for file in (project.root / "content/stories").iterdir():  # two of three pictures fewer to draw
        file.write_text(file.read_text().replace("[site, feeds, social]", "[site, feeds]"))
    project.build()
    before = {path: data for path, data in project.contents().items() if path.endswith(".html")}
    hostile = {
        "bomb.md": "---\n" + "a: &a [x]\n" * 9 + "---\n",
        "deep.md": "---\na: " + "[" * 60_000 + "\n---\n",
        "line.md": story(CONSENT, body="x" * 10_000_000),
        "slow.md": story(CONSENT, body=filled("<a", width=9_000, end="\n")),
        "binary.md": "\x00\xff\x1b[2J",
        "script.md": story(CONSENT, title='"<script>alert(1)</script>"'),
        "no-consent.md": story("status: refused", body="Nobody may read this sentence of mine."),
    }
    for name, text in hostile.items():
        project.write(f"content/stories/{name}", text)
    os.mkfifo(project.root / "content/stories/waits.md")
    outside = project.write("outside.md", story(CONSENT, body="Not from here."))
    os.link(outside, project.root / "content/stories/hard-link.md")
    (project.root / "content/stories/soft-link.md").symlink_to(outside)
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v 3000000; exec {BIN / 'rooftop'} build"],
        cwd=project.root, env=project.environment(), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    for name in hostile:
        if name != "no-consent.md":
            assert f"content/stories/{name}" in done.stdout + done.stderr, name
    assert done.stderr.count("is a link or a device") == 3
    assert project.holds("Not from here") == []
    after = project.contents()
    assert {path for path in before if path not in after} == set()
    assert [path for path in before if before[path] != after[path]] == []


def test_nothing_of_the_builder_or_of_remarks_reaches_the_output(project: Project) -> None:
    project.write(
        "content/advocates/ana-ribeiro.md", advocate() + "\n<!-- remark-in-the-prose -->\n"
    )
    text = story(CONSENT).replace("title:", "# remark-in-the-fields\ntitle:", 1)
    project.write(
        "content/stories/month-end.md",
        text.replace("status: given\n", "status: given\n    evidence: CRM-48151623\n", 1),
    )
    project.write("content/.git/config", "[remote]\nurl = remote-of-the-builder\n")
    for command in (
        ["git", "init", "-q"],
        ["git", "add", "-A"],
        ["git", "commit", "-qm", "message-of-the-builder"],
    ):
        author = ["-c", "user.name=name-of-the-builder", "-c", "user.email=builder@example.org"]
        subprocess.run(
            [command[0], *author, *command[1:]], cwd=project.root, check=True, capture_output=True
        )
    surroundings = {
        "TOKEN_OF_THE_BUILDER": "value-of-the-builder",
        "HOME": "/home/home-of-the-builder",
    }
    done = project.run("rooftop", "build", **surroundings)
    assert done.returncode == 0, done.stderr
    withheld_text = (
        "remark-in-the-prose", "remark-in-the-fields", "CRM-48151623", "remote-of-the-builder", "message-of-the-builder",
        "name-of-the-builder", "value-of-the-builder", "home-of-the-builder", str(project.root), str(REPOSITORY),
    )  # fmt: skip
    for secret in withheld_text:
        assert project.holds(secret) == [], secret


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_limit_holds_although_its_first_error_is_lost() -> None:
    """A library written in C calls back where Python cannot raise."""
    began = time.process_time()

    class Lost:
        def __del__(self) -> None:
            work()

    def work() -> None:
        while time.process_time() - began < 5:
            pass

    def lose_and_go_on() -> None:
        with cpu_limit_of(0.1):
            Lost()
            work()

    with pytest.raises(CpuLimitError):
        lose_and_go_on()
    assert time.process_time() - began < 2
