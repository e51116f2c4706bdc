"""What one contribution may cost, and cost others: nothing that is out of proportion."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

import rooftop.catalogue.record as reading
from tests.project import BIN, CONSENT, REPOSITORY, Project, advocate, story

#: Pieces that make some reader of Markdown, HTML or YAML look back over everything, or go ever
#: deeper.
PIECES = yaml.safe_load((Path(__file__).parent / "cases" / "hostile.yml").read_text())["costly"]


def filled(piece: str, *, width: int, end: str) -> str:
    """About 60,000 characters of ``piece``, in lines of ``width``."""
    line = (piece * (width // len(piece) + 1))[:width]
    return end.join([line] * (60_000 // (width + len(end))))


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_of_prose_costs_more_than_seconds(tmp_path: Path, piece: str) -> None:
    file = tmp_path / "x.md"
    for width, end in ((9_000, "\n"), (9_000, "\n\n"), (12, "\n"), (200, "\n> ")):
        file.write_text(story(CONSENT, body=filled(piece, width=width, end=end)))
        began = time.process_time()
        found = reading.read_record(reading.Story, file, "content/stories/x.md", (), draft=False)
        assert time.process_time() - began < reading.CPU_SECONDS + 1
        assert found.record or all(each.hint for each in found.problems)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
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
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_each_limit_is_named_with_what_to_do(
    project: Project, name: str, text: str, said: str
) -> None:
    project.write("content/stories/hostile.md", text)
    done = project.check()
    assert done.returncode == 1
    assert said in done.stderr
    problem = done.stderr.split("content/stories/hostile.md", 1)[1]
    assert "\n    " in problem  # what to do stands below
    project.build()
    assert (project.site / "stories/month-end/index.html").is_file()
    assert not (project.site / "stories/hostile").exists()


def test_a_file_that_takes_too_long_is_stopped_and_named_and_the_others_are_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(
        "content/stories/a-slow.md", story(CONSENT, body=filled("*a", width=9_000, end="\n"))
    )
    project.write(
        "content/stories/b-deep.md", story(CONSENT, body=filled("1. ", width=9_000, end="\n"))
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


@pytest.mark.slow
def test_hostile_files_among_a_thousand_good_ones_cost_nobody_else_anything(tmp_path: Path) -> None:
    project = Project.empty(tmp_path / "community")
    subprocess.run(
        [sys.executable, REPOSITORY / "scripts/make-corpus", "1000", project.root / "content"],
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
