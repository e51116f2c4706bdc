"""The bench: what it measures, how it compares, and the page it writes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import corpus, measuring
from benchmarks.__main__ import main
from benchmarks.figures import Results, compared_at_scale, growth, ratio, table, tables
from benchmarks.generators import BLOG, GENERATORS, HUGO, ROOFTOP, STOCK
from benchmarks.installing import pins
from benchmarks.page import write_page
from benchmarks.preview import Saves
from benchmarks.runs import PHASES, BenchError, Output, Project, Sample
from rooftop.cache import Cache
from tests.project import REPOSITORY


def results(stories: int = 1000, factor: float = 1.0) -> Results:
    """Two runs, of which the second had half of the machine."""
    cpu = {ROOFTOP.name: 8.0, STOCK.name: 4.0, BLOG.name: 10.0}
    samples = [
        Sample(name, phase, run, seconds * run * factor, seconds * run, 2**20 * run)
        for run in (1, 2)
        for phase in PHASES
        for name, seconds in cpu.items()
        if phase != "pictures" or name == ROOFTOP.name
    ]
    return Results(stories, samples, [Output(name, 1_500_000, 1200, 3) for name in cpu])


def test_the_cost_of_a_command_includes_all_that_it_starts(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\nx = bytearray(60_000_000)"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    command = [sys.executable, measuring.__file__, sys.executable, "-c", starts]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = json.loads(done.stdout)
    assert 0.3 <= cost["cpu"] < 5
    assert cost["wall"] >= 0.3
    assert cost["peak"] > 60_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_the_cost_of_a_command_includes_what_outlives_it() -> None:
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    starts = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {burn!r}])"
    command = [sys.executable, measuring.__file__, sys.executable, "-c", starts]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["cpu"] >= 0.5


def test_a_command_that_fails_says_why() -> None:
    command = [sys.executable, measuring.__file__, sys.executable, "-c", "raise SystemExit('no')"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, "no")


def test_a_ratio_is_the_median_of_the_ratios_within_each_run() -> None:
    assert ratio(results(), "edited", STOCK.name, "cpu") == 2.0
    assert ratio(results(), "cold", BLOG.name, "wall") == 0.8
    assert ratio(results(), "edited", HUGO.name, "cpu") is None


def test_tables_show_medians_and_nothing_for_what_was_not_measured() -> None:
    found = tables(results())
    rows = [re.split(r" *\| *", line)[1:-1] for line in found["CPU seconds"].splitlines()]
    assert rows[0][1:] == ["from nothing", "pictures kept", "nothing changed", "one story edited"]
    assert rows[2] == ["Rooftop", "12.00", "12.00", "12.00", "12.00"]
    assert rows[3] == ["MkDocs with Material", "6.00", "–", "6.00", "6.00"]
    assert "| 1.5 | 1,200 |" in re.sub(" +", " ", found["Memory and output"])
    over = found["Rooftop over others"]
    assert re.search(
        r"nothing changed, over MkDocs with Material +\| +2.00 \| +2.00 \| +≤ 0.5 \|", over
    )
    assert "Hugo" not in over


def test_large_communities_are_built_with_those_that_have_a_goal_there() -> None:
    assert compared_at_scale(GENERATORS) == [ROOFTOP, STOCK, HUGO]
    assert compared_at_scale([STOCK, BLOG]) == [STOCK]


def test_memory_that_processes_share_counts_once() -> None:
    code = "import os, time; data = b'1' * 100_000_000; os.fork(); time.sleep(0.5)"
    command = [sys.executable, measuring.__file__, sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 100_000_000 < json.loads(done.stdout)["peak"] < 150_000_000


def test_a_table_is_aligned() -> None:
    lines = table(["", "n"], [["a long name", "1"], ["b", "1,000"]]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[-1] == "| b           | 1,000 |"


def test_growth_compares_the_time_for_each_story() -> None:
    grown = growth(results(), results(10_000, factor=11))
    assert grown.splitlines()[0].endswith("| 10,000 over 1,000 |")
    assert len(re.findall(r"1\.10 \|$", grown, re.MULTILINE)) == len(PHASES)


#: What ten saves might cost.
SAVES = Saves(1000, (0.5, 1.0), 0.4)


def test_the_page_says_how_to_repeat_the_run_and_what_each_generator_makes() -> None:
    page = write_page([results(), results(10_000)], [SAVES], 2, "1 May 2026", "Two cores.")
    assert (
        'scripts/bench 1000 10000 --preview --runs 2 --write --date "1 May 2026" --machine "Two cores."'
        in page
    )
    assert [line for line in page.splitlines() if line.startswith("## ")][:4] == [
        "## 1,000 stories", "## 10,000 stories", "## CPU time for each story",
        "## A save in a preview, in seconds",
    ]  # fmt: skip
    assert "| 1,000   |     0.50 |   0.75 |    1.00 | 0.40 |" in page
    assert f"mkdocs-rss-plugin {pins()['material']['mkdocs-rss-plugin']}" in page
    assert BLOG.makes in page
    assert HUGO.makes not in page


def test_the_page_of_the_handbook_is_one_that_the_bench_writes() -> None:
    """When this fails, run the command at the end of docs/benchmarks.md."""
    page = (REPOSITORY / "docs" / "benchmarks.md").read_text("utf-8")
    fixed = (REPOSITORY / "benchmarks" / "page.md").read_text("utf-8").splitlines()
    assert [line for line in fixed if "{" not in line and line not in page] == []
    assert all(f"| {each.name} " in page for each in GENERATORS)


def test_versions_are_exact_and_no_address_is_named() -> None:
    for environment in pins().values():
        packages = {**environment.get("npm", {}), **environment}
        packages.pop("npm", None)
        assert packages
        assert all(re.fullmatch(r"[\d.]+", version) for version in packages.values())
    for file in (REPOSITORY / "benchmarks").glob("*.*"):
        assert not re.search(r"https?://|index-url|--registry", file.read_text("utf-8")), file


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda each: each.slug)
def test_every_generator_gets_the_stories_that_may_be_shown(
    tmp_path: Path, generator: object
) -> None:
    each = next(known for known in GENERATORS if known is generator)
    corpus.make(20, tmp_path / "content")
    project = Project(each, tmp_path / "content", tmp_path / each.slug)
    file = project.folder / each.edited
    stories = sorted(path.stem for path in file.parent.glob("story-*.md"))
    assert len(stories) == (20 if each is ROOFTOP else 19)
    words = (tmp_path / "content/stories/story-0.md").read_text("utf-8").split()[-40:]
    assert " ".join(words[-12:]) in " ".join(file.read_text("utf-8").split())
    before = file.read_text("utf-8")
    project.begin("edited", 1)
    project.begin("edited", 2)
    assert file.read_text("utf-8").startswith(before)
    assert file.read_text("utf-8").count("We read this again") == 2


def test_a_phase_begins_with_what_its_name_says(tmp_path: Path) -> None:
    corpus.make(5, tmp_path / "content")
    project = Project(ROOFTOP, tmp_path / "content", tmp_path / "rooftop")
    kept = project.folder / ".cache" / "rooftop"
    project.site.mkdir(parents=True)
    cache = Cache(kept)
    cache.put(b"drawn", "card", 1)
    cache.put(b"written", "feed", 1)
    cache.sweep()
    project.begin("unchanged", 1)
    assert Cache(kept).get("feed", 1)
    project.begin("pictures", 1)
    assert Cache(kept).get("card", 1) == b"drawn"
    assert Cache(kept).get("feed", 1) is None
    assert not project.site.exists()
    shutil.rmtree(kept)
    cache = Cache(kept)
    cache.put(b"written", "feed", 1)
    cache.write()
    with pytest.raises(BenchError):
        project.begin("pictures", 1)
    project.begin("cold", 1)
    assert not kept.exists()
    assert (project.folder / "mkdocs.yml").is_file()


def test_the_page_is_written_only_with_a_date_and_a_machine() -> None:
    done = CliRunner().invoke(main, ["--write"])
    assert done.exit_code == 2
    assert "--date and --machine" in done.output


@pytest.mark.slow
def test_the_bench_measures_a_real_build_of_both() -> None:
    command = [sys.executable, "-m", "benchmarks", "20", "--runs", "1"]
    command += ["--only", "rooftop", "--only", "stock"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 2 * len(PHASES) - 1
    output = done.stdout.partition("Memory and output")[2]
    (rooftop,) = re.findall(
        r"^\| Rooftop +\| +(\d+) \| +([\d.]+) \| +(\d+) \| +(\d+) \|$", output, re.M
    )
    assert int(rooftop[3]) > 30
    assert "one story edited, over MkDocs with Material" in output
