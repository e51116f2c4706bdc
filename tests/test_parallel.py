"""Work spread over processes: the same results in the same order, whatever happens to a worker."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
import typst

from rooftop import parallel
from rooftop.audit import find_leaks
from rooftop.cache import Cache
from rooftop.catalogue import Catalogue, read_catalogue
from rooftop.parallel import processors, spread, spread_batches
from rooftop.settings import Settings
from rooftop.site import story_cards
from rooftop.site.story_cards import StoryCard
from rooftop.views import SiteStory
from tests.project import Project, advocate, story, warm_cache

ITEMS = range(20)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> int:
    """Workers for a handful of items, though tests have threads; the number of this process."""
    monkeypatch.setattr(parallel, "_CHUNK", 2)
    monkeypatch.setattr(parallel, "_FEWEST", 4)
    monkeypatch.setattr(parallel, "_may_fork", lambda: True)
    return os.getpid()


def square_and_process(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.mark.parametrize("jobs", [2, 3, 30])
def test_results_come_in_the_order_of_the_items(eager: int, jobs: int) -> None:
    results = list(spread(square_and_process, ITEMS, jobs))
    assert [square for square, _ in results] == [number * number for number in ITEMS]
    assert len({process for _, process in results} - {eager}) == min(jobs, 10)
    assert not multiprocessing.active_children()


def test_one_job_is_this_process(eager: int) -> None:
    assert {process for _, process in spread(square_and_process, ITEMS, 1)} == {eager}


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_may_take_several_items_at_once(eager: int, jobs: int) -> None:
    def work(numbers: Sequence[int]) -> list[tuple[int, int, bool]]:
        return [(number, len(numbers), os.getpid() == eager) for number in numbers]

    results = list(spread_batches(work, range(5), jobs))
    assert [(number, together) for number, together, _ in results] == [
        *((0, 2), (1, 2), (2, 2), (3, 2)),
        (4, 1),
    ]
    assert {is_here for *_, is_here in results} == {jobs == 1}


def test_work_that_takes_much_memory_is_done_by_one_worker(eager: int) -> None:
    def work(numbers: Sequence[int]) -> list[int]:
        return [os.getpid() for _ in numbers]

    processes = set(spread_batches(work, ITEMS, 3, workers=1))
    assert len(processes) == 1
    assert eager not in processes


def test_few_items_are_done_in_this_process(eager: int) -> None:
    assert {process for _, process in spread(square_and_process, range(3), 2)} == {eager}


def test_nothing_is_forked_beside_another_thread(
    eager: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    end = threading.Event()
    (thread := threading.Thread(target=end.wait)).start()
    results = spread(square_and_process, range(2 * parallel._FEWEST), 2)
    assert {process for _, process in results} == {eager}
    end.set()
    thread.join()


def test_what_a_killed_worker_leaves_is_done_in_this_process(eager: int) -> None:
    def work(number: int) -> tuple[int, int]:
        if number == 9 and os.getpid() != eager:
            os.kill(os.getpid(), signal.SIGKILL)
        return number, os.getpid()

    results = list(spread(work, ITEMS, 2))
    assert [number for number, _ in results] == list(ITEMS)
    assert {number for number, process in results if process == eager} == {8, 9, 12, 13, 16, 17}


def test_an_error_is_raised_here_after_the_results_before_it(eager: int) -> None:
    def work(number: int) -> int:
        if number == 9:
            raise LookupError(number, os.getpid())
        return number

    done = []
    with pytest.raises(LookupError) as caught:
        done += iter(spread(work, ITEMS, 2))
    assert caught.value.args == (9, eager)
    assert done in ([], list(range(9)))
    assert not multiprocessing.active_children()


def test_what_cannot_cross_a_pipe_is_made_here(eager: int) -> None:
    made = list(spread(lambda number: lambda: number, ITEMS, 2))
    assert [each() for each in made] == list(ITEMS)


class UnreadableError(Exception):
    """Can be pickled, but not unpickled, because it takes another number of arguments."""

    def __init__(self, number: int, process: int) -> None:
        super().__init__(number)
        self.process = process


def test_what_cannot_be_read_from_a_pipe_is_made_here(eager: int) -> None:
    results = list(spread(lambda number: UnreadableError(number, os.getpid()), ITEMS, 2))
    assert [each.args for each in results] == [(number,) for number in ITEMS]
    assert {each.process for each in results} == {eager}
    assert not multiprocessing.active_children()


def test_no_worker_outlives_an_interruption(eager: int) -> None:
    def interrupted(results: Iterator[object]) -> NoReturn:
        next(results)
        raise KeyboardInterrupt

    results = spread(square_and_process, ITEMS, 2)
    with pytest.raises(KeyboardInterrupt):
        interrupted(results)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


#: A process that is killed while its workers have more results than pipes hold.
KILLED = """\
import os, signal
from rooftop.parallel import spread
results = spread(lambda number: b"x" * 40_000, range(2000), 3)
next(results)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_worker_outlives_a_killed_process() -> None:
    """Standard output is at its end once every process that has it has ended."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("written", "usable"), [("max 100000", 4), ("150000 100000", 2), ("50000 100000", 1), ("", 4)]
)
def test_a_container_uses_its_share_of_the_processors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, usable: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    (quota := tmp_path / "cpu.max").write_text(written)
    monkeypatch.setattr(parallel, "_QUOTA", quota)
    assert processors() == usable


@pytest.fixture
def community(project: Project) -> Project:
    """Stories, two of them with mistakes, by people of two countries."""
    company = "{name: Acme, industry: logistics, country: %s}"
    for number, country in enumerate(("PT", "DE")):
        project.write(f"content/advocates/a{number}.md", advocate(company=company % country))
    for number in range(12):
        body = "Call 030 901820 about it." if number == 7 else f"Told {number} times."
        name = "titel" if number == 3 else "title"
        project.write(f"content/stories/s{number}.md", story(body=body, **{name: f"No. {number}"}))
    return project


def read(community: Project, jobs: int) -> tuple[Catalogue, Cache]:
    cache = Cache(community.root / str(jobs))
    settings = Settings(company="Harbourlight")
    return read_catalogue(community.root / "content", settings, cache=cache, jobs=jobs), cache


@pytest.mark.parametrize("jobs", [2, 3])
def test_records_are_the_same_whoever_reads_them(eager: int, community: Project, jobs: int) -> None:
    alone, _ = read(community, 1)
    together, cache = read(community, jobs)
    assert together == alone
    assert list(together.stories) == list(alone.stories)
    assert [record.origin for record in together.stories.values()] == [
        record.origin for record in alone.stories.values()
    ]
    assert {each.path for each in together.problems} >= {"content/stories/s3.md"}
    cache.write()
    again, cache = read(community, jobs)
    assert again == alone
    assert cache.hits["reading"] == len(alone.stories) + len(alone.advocates) + 4


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_audit_finds_the_same_whoever_searches(
    eager: int, demo: Project, tmp_path: Path, jobs: int
) -> None:
    plan = demo.plan()
    for number in range(8):
        text = "write to ana@example.org" if number % 3 == 1 else "nothing"
        (tmp_path / f"{number}.txt").write_text(text)
    leaks = find_leaks(tmp_path, plan, jobs=jobs)
    assert [leak.path for leak in leaks] == ["1.txt", "4.txt", "7.txt"]


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_the_site_is_the_same_whatever_the_number_of_processes(
    eager: int, community: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    works: list[str] = []
    begin = parallel._workers

    def noted(work: partial[Any], *rest: Any) -> Any:
        works.append(work.args[0].__qualname__.partition(".<locals>")[0])
        return begin(work, *rest)

    monkeypatch.setattr(parallel, "_workers", noted)
    monkeypatch.setitem(sys.modules, "typst", typst)  # cards are drawn in this process

    def built(number: str, name: str) -> dict[str, bytes]:
        community.build("--jobs", number, "--site-dir", str(tmp_path / name))
        return community.contents(tmp_path / name)

    together = built(jobs, "together")
    assert works == ["read_kept", "KeptPages._draw_page", "find_leaks"]
    for number in range(0, 12, 2):
        community.write(f"content/stories/s{number}.md", story(title=f"Other {number}"))
    edited = built(jobs, "edited")  # most pages are in the cache, and some have to be drawn
    assert len(works) == 6
    shutil.rmtree(community.cache)
    community.take_cache(warm_cache())  # the fonts, and nothing of these stories
    assert built("1", "alone") == edited != together
    assert len(works) == 6


def test_a_story_that_cannot_be_drawn_costs_nobody_else(
    eager: int, community: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose(story: SiteStory, *rest: Any) -> StoryCard:
        if story.slug == "s5":
            raise ValueError
        return story_cards.compose(story, *rest)

    monkeypatch.setattr("rooftop.site.page_shell.compose", compose)
    assert "its page could not be made" in community.build("--jobs", "2")
    assert not (community.site / "stories/s5").exists()
    assert (community.site / "stories/s6").exists()
    assert not multiprocessing.active_children()
