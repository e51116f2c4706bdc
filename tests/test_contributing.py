"""How readers give a story: the page that shows every way, and the page of wanted stories that
passes on what it asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from rooftop.settings import Community, Settings
from rooftop.share import ways_to_contribute
from tests.project import Project

WANTED = {"Role": "I lead finance", "Stage": "Comparing options or Deciding"}
PROGRAMME = """\
goals:
  - name: secret goal
    needs: {roles: [finance], stages: [consideration, decision]}
    target: 37
"""


def address(wanted: Mapping[str, str] | None = None, **contribute: str) -> str:
    """The address of the one way that is set."""
    settings = Settings.model_validate({"company": "Acme", "contribute": contribute})
    community = Community(
        name="Acme & Friends",
        description="",
        url="https://a.test/",
        language="en",
        settings=settings,
    )
    (way,) = ways_to_contribute(community, wanted)
    assert [way.name] == list(contribute)
    return way.url


def test_a_way_begins_at_its_own_address() -> None:
    for name in ("form", "call", "repository"):
        assert address(**{name: "https://x.test/a?b=c#d"}) == "https://x.test/a?b=c#d"
    assert address(form="https://x.test/?a={wanted}&b=1") == "https://x.test/?a=&b=1"
    assert address(email="me+us@x.test") == (
        "mailto:me+us@x.test?subject=A%20story%20for%20Acme%20%26%20Friends"
    )


@pytest.mark.parametrize(
    ("form", "before"),
    [
        ("https://x.test/f", "https://x.test/f?wanted="),
        ("https://x.test/f?a=b", "https://x.test/f?a=b&wanted="),
        ("https://x.test/f?entry.12={wanted}", "https://x.test/f?entry.12="),
        ("https://x.test/f#about={wanted}", "https://x.test/f#about="),
    ],
)
def test_a_form_gets_what_is_wanted_where_its_address_says(form: str, before: str) -> None:
    url = address(WANTED, form=form)
    assert url.startswith(before)
    words = unquote(url.removeprefix(before).replace("+", " "))
    assert words == "Role: I lead finance; Stage: Comparing options or Deciding"


def test_a_field_is_added_before_the_fragment() -> None:
    assert (
        address({"Role": "x"}, call="https://x.test/f#top")
        == "https://x.test/f?wanted=Role%3A+x#top"
    )


def test_an_e_mail_has_what_is_wanted_in_its_subject_and_its_text() -> None:
    url = address(WANTED, email="stories@x.test")
    assert "+" not in url  # a mail program would show it
    fields = parse_qs(urlsplit(url).query)
    assert fields["subject"] == [
        "A story for Acme & Friends: I lead finance, Comparing options or Deciding"
    ]
    assert fields["body"] == [
        "\r\n\r\nRole: I lead finance\r\nStage: Comparing options or Deciding"
    ]


@pytest.mark.parametrize(
    ("repository", "place", "names"),
    [
        ("https://github.com/acme/voices/", "https://github.com/acme/voices/issues/new", ("title", "body")),
        ("https://codeberg.org/acme/voices", "https://codeberg.org/acme/voices/issues/new", ("title", "body")),
        ("https://gitlab.com/acme/voices", "https://gitlab.com/acme/voices/-/issues/new", ("issue[title]", "issue[description]")),
        ("https://gitlab.acme.test/a/b/c", "https://gitlab.acme.test/a/b/c/-/issues/new", ("issue[title]", "issue[description]")),
    ],
)  # fmt: skip
def test_a_repository_opens_an_issue(repository: str, place: str, names: tuple[str, str]) -> None:
    url = address(WANTED, repository=repository)
    assert url.partition("?")[0] == place
    fields = parse_qs(urlsplit(url).query)
    title, text = (fields[name][0] for name in names)
    assert title == "A story for Acme & Friends: I lead finance, Comparing options or Deciding"
    assert text == "Role: I lead finance\nStage: Comparing options or Deciding"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form", "http://x.test/"),
        ("call", "javascript:alert(1)"),
        ("repository", "git@x.test:a/b.git"),
        ("email", "us@x"),
        ("email", "us@x.test?cc=them@y.test"),
        ("email", "Us <us@x.test>"),
    ],
)
def test_what_is_no_way_is_refused_where_it_stands(project: Project, name: str, value: str) -> None:
    done = configure(project, {name: value}).check()
    assert done.returncode == 1
    assert f"error setting-invalid: extra.rooftop.contribute.{name} must " in done.stderr


def test_a_misspelt_way_is_told_by_the_right_one(project: Project) -> None:
    done = configure(project, {"e_mail": "us@x.test"}).check()
    assert done.returncode == 1
    assert "Did you mean 'email'?" in done.stderr


def configure(project: Project, contribute: Mapping[str, str]) -> Project:
    """The project with these ways and no other."""
    file = project.root / "mkdocs.yml"
    settings = yaml.safe_load(file.read_text())
    settings["extra"]["rooftop"]["contribute"] = dict(contribute)
    file.write_text(yaml.safe_dump(settings, sort_keys=False))
    return project


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A community with every way that the demo has, and one story that is wanted."""
    project = Project.small(tmp_path_factory.mktemp("contributing") / "community")
    project.write("programme.yml", PROGRAMME)
    (project.root / "content" / "contribute.md").unlink()
    project.build()
    return project


def links(project: Project, page: str) -> dict[str, str]:
    """Where the buttons of a page lead, by their words."""
    found = project.page(page).findall(".//main//a[@class]")
    return {
        each.text_content(): each.get("href") for each in found if "rt-button" in each.get("class")
    }


def test_the_page_shows_each_way_with_what_it_takes(community: Project) -> None:
    assert links(community, "contribute") == {
        "Share your story without an account": "../tell/",
        "Fill in the form": "https://forms.harbourlight.example/story?about=",
        "Write an e-mail": "mailto:stories@harbourlight.example"
        "?subject=A%20story%20for%20Harbourlight%20Voices",
        "Book a call": "https://calendar.harbourlight.example/story",
        "Send a file to the repository": "https://code.harbourlight.example/community/voices",
    }
    ways = community.page("contribute").findall(".//dl")
    assert len(ways) == 4
    for way in ways:
        labels = [each.text_content() for each in way.findall("dt")]
        assert labels == ["What it takes", "How long it takes", "What becomes public"]
        assert all(each.text_content().strip() for each in way.findall("dd"))
    assert community.page("contribute").find(".//h1").text_content() == "Share your story"


def test_a_wanted_story_begins_with_what_was_asked_for(community: Project) -> None:
    buttons = links(community, "wanted")
    words = "Role: I lead finance; Stage: Comparing options or Deciding"
    assert unquote(buttons["Fill in the form"]).endswith(f"about={words}")
    assert parse_qs(urlsplit(buttons["Book a call"]).query)["wanted"] == [words]
    assert "I%20lead%20finance" in buttons["Write an e-mail"]
    assert buttons["Send a file to the repository"].startswith(
        "https://code.harbourlight.example/community/voices/issues/new?title="
    )
    assert buttons["How to share a story"] == "../contribute/"
    assert "37" not in "".join(buttons.values())
    assert "secret" not in "".join(buttons.values())


def test_home_and_the_menu_lead_there(community: Project) -> None:
    page = community.page("")
    assert links(community, "")["Share your story"] == "./contribute/"
    assert page.find(".//a[@class='rt-cta']").get("href") == "./contribute/"


def test_the_address_of_the_community_is_public_and_no_other(community: Project) -> None:
    """The audit of the build lets the address of the setting pass, on every page."""
    assert "contribute/index.html" in community.holds("stories@harbourlight.example")
    text = "---\ntitle: About\n---\n\nWrite to stories@harbourlight.example.\n"
    community.write("content/about.md", text)
    assert community.check().returncode == 0
    community.write("content/about.md", text.replace("stories@", "ana@"))
    assert "error email-address" in community.check().stderr


def test_without_a_way_nothing_calls_for_stories(tmp_path: Path) -> None:
    project = configure(Project.small(tmp_path / "community"), {})
    (project.root / "content" / "contribute.md").unlink()
    project.build()
    assert links(project, "contribute") == {}
    assert "Share your story" not in links(project, "")
    assert links(project, "wanted") == {}


def test_a_page_of_the_community_keeps_its_words(tmp_path: Path) -> None:
    project = configure(Project.small(tmp_path / "community"), {"email": "us@x.test"})
    text = "---\ntitle: Talk to us\ndescription: We listen.\n---\n\nBring biscuits.\n"
    project.write("content/contribute.md", text)
    project.build()
    main = project.page("contribute").find(".//main").text_content()
    for words in ("Talk to us", "We listen.", "Bring biscuits.", "Write an e-mail"):
        assert words in main
