"""Where somebody's words went: every place that shows them is in the letter."""

from __future__ import annotations

import html
import os
import re
from email import message_from_bytes, policy
from pathlib import Path
from unittest import mock

import pytest

from rooftop.my_words import Appearances, Site, find_appearances, write_account
from rooftop.plan import Plan
from rooftop.programme import read_programme
from rooftop.site import configuration, planning
from rooftop.translations import LANGUAGES
from rooftop.withdrawal import address_of_file
from tests.project import Project, story

#: Files whose bytes are no text. What they show is listed by address, and looked for by address.
PICTURES = (".png", ".webp", ".jpg", ".webm", ".ogg", ".woff2", ".pagefind", ".gz")


@pytest.fixture(scope="module")
def texts(demo: Project) -> dict[str, str]:
    """Every built file that is text, as readers see it, by its address."""
    return {
        address_of_file(path): html.unescape(data.decode("utf-8", "ignore"))
        for path, data in demo.contents().items()
        if not path.endswith(PICTURES)
    }


@pytest.fixture(scope="module")
def plan(demo: Project) -> Plan:
    with mock.patch.dict(os.environ, demo.environment()):
        config, _ = configuration.load(demo.root / "mkdocs.yml")
        return planning.plan_of(config)


@pytest.fixture(scope="module")
def everybody(demo: Project, plan: Plan) -> dict[str, Appearances]:
    programme, _ = read_programme(demo.root / "programme.yml")
    site = Site.of(plan.published, programme)
    return {slug: find_appearances(plan, slug, site) for slug in plan.catalogue.advocates}


def name_of(slug: str, plan: Plan) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(plan.catalogue.advocates[slug].called)}(?!\w)")


def test_every_built_file_that_names_somebody_is_listed(
    texts: dict[str, str], plan: Plan, everybody: dict[str, Appearances]
) -> None:
    for slug, appearances in everybody.items():
        name = name_of(slug, plan)
        naming = {address for address, text in texts.items() if name.search(text)}
        assert not {address for address in naming if not appearances.hold(address)}, slug


def test_every_page_that_leads_to_somebody_or_their_story_is_listed(
    texts: dict[str, str], everybody: dict[str, Appearances]
) -> None:
    for slug, appearances in everybody.items():
        pages = [f'"{use.record.folder}/{use.record.slug}/"' for use in appearances.uses]
        shown = [page.strip('"') for page in pages]
        assert all(appearances.hold(page) for page in shown), slug
        frames = [f"embed/{page.removeprefix('stories/')}" for page in shown]
        assert all(appearances.hold(frame) for frame in frames if frame in texts), slug


def test_pictures_of_a_story_and_a_portrait_are_listed(
    demo: Project, everybody: dict[str, Appearances]
) -> None:
    built = {address_of_file(path) for path in demo.contents()}
    for appearances in everybody.values():
        for use in appearances.uses:
            page = f"{use.record.folder}/{use.record.slug}/"
            drawn = {a for a in built if a.startswith(page) and a.endswith(PICTURES)}
            assert all(map(appearances.hold, drawn))
    portrait = {a for a in built if "ana-ribeiro.webp" in a}
    assert portrait
    assert all(map(everybody["ana-ribeiro"].hold, portrait))


def test_every_listed_address_exists(demo: Project, everybody: dict[str, Appearances]) -> None:
    built = {address_of_file(path) for path in demo.contents()}
    for appearances in everybody.values():
        for use in appearances.uses:
            for group in use.places.values():
                for place in group:
                    assert place.address in built or place.address.endswith("*"), place


def test_somebody_who_is_withheld_is_nowhere(everybody: dict[str, Appearances]) -> None:
    assert not everybody["grace-mutua"].uses
    assert not any(everybody["grace-mutua"].lists.values())


def test_a_post_is_sent_or_planned_by_its_day(
    plan: Plan, everybody: dict[str, Appearances]
) -> None:
    letter = write_account(everybody["tomas-medeiros"], plan.community).markdown
    posts = [post for use in everybody["tomas-medeiros"].uses for post in use.posts]
    assert posts
    assert len(posts) == sum(
        letter.count(f"- {network}, ")
        for network in ("Bluesky", "Facebook", "LinkedIn", "Mastodon", "Threads", "X")
    )


def test_the_letter_is_in_the_language_of_the_person(project: Project) -> None:
    for language in LANGUAGES:
        text = (project.root / "content/advocates/ana-ribeiro.md").read_text()
        text = re.sub(r"^languages:.*\n", "", text, flags=re.MULTILINE)
        project.write(
            "content/advocates/ana-ribeiro.md",
            text.replace("role:", f"languages: [{language}]\nrole:", 1),
        )
        done = project.run("rooftop", "my-words", "ana-ribeiro")
        assert done.returncode == 0, done.stderr
        page = (project.root / "drafts/requests/ana-ribeiro.my-words.html").read_text()
        assert f'<html lang="{language}">' in page
        assert "{" not in page.partition("</style>")[2]


def test_the_letter_says_since_when_until_when_and_under_which_consent(project: Project) -> None:
    done = project.run("rooftop", "my-words", "ana-ribeiro")
    folder = project.root / "drafts" / "requests"
    assert done.returncode == 0, done.stderr
    letter = (folder / "ana-ribeiro.my-words.md").read_text()
    assert "## Your profile" in letter
    assert "The month-end" in letter
    assert "Shown until 2 May 2028" in letter
    assert "You agreed to this on 2 May 2026." in letter
    assert "/stories/month-end/>" in letter
    assert "- Everything: one sentence is enough" in letter
    mail = message_from_bytes(
        (folder / "ana-ribeiro.my-words.eml").read_bytes(), policy=policy.default
    )
    assert mail["X-Unsent"] == "1"
    assert not mail["To"]


def test_what_ends_leaves_the_letter(project: Project) -> None:
    withdrawn = project.run("rooftop", "consent", "withdraw", "month-end")
    assert withdrawn.returncode == 0, withdrawn.stderr
    project.run("rooftop", "my-words", "ana-ribeiro")
    letter = (project.root / "drafts/requests/ana-ribeiro.my-words.md").read_text()
    assert "The month-end" not in letter


def test_a_story_whose_name_is_withheld_is_listed_too(project: Project) -> None:
    consent = "status: given\ngiven: 2026-05-02\ncovers: [words]\nchannels: [site]\n"
    project.write("content/stories/month-end.md", story(consent))
    project.run("rooftop", "my-words", "ana-ribeiro")
    letter = (project.root / "drafts/requests/ana-ribeiro.my-words.md").read_text()
    assert "- On this site: your words" in letter


def test_letters_for_everybody_and_for_nobody(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert project.run("rooftop", "my-words", "--all", "--output", str(folder)).returncode == 0
    assert sorted(file.suffix for file in folder.iterdir()) == [".eml", ".html", ".md"]
    assert project.run("rooftop", "my-words").returncode == 2
    wrong = project.run("rooftop", "my-words", "ana-ribeira")
    assert wrong.returncode == 2
    assert "Did you mean 'ana-ribeiro'?" in wrong.stderr
