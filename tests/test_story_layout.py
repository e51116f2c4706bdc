"""How a story is laid out: its pull quotes, its pictures with captions, and the lead of the home
page.
"""

from __future__ import annotations

import shutil

import pytest

from rooftop.feeds import collect_entries, define_feeds
from rooftop.markup import clean_prose, parse_markdown, place_pull_quotes
from rooftop.programme import Programme
from rooftop.records import Story
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.pages import list_pages
from rooftop.site.pages.story_layout import StoryLayout, lay_out
from tests.project import CONSENT, REPOSITORY, Project, story
from tests.test_binding import STORY, shown
from tests.test_records import problems_of

BODY = (
    "It's *worse* before it is\nbetter. We said “ten days” and meant it.\n\n"
    "- The second was the first time I went home before seven.\n\n"
    "![](../media/checklist.webp)\n"
)
PICTURE = (
    '[{kind: image, src: checklist.webp, alt: A checklist, caption: "Nineteen, on 1 March", '
    "placement: wide}]"
)


def write(project: Project, body: str = BODY, **fields: str) -> list[str]:
    """Write the story; what is wrong with it."""
    target = project.root / "content" / "media" / "checklist.webp"
    target.parent.mkdir(exist_ok=True)
    shutil.copy(REPOSITORY / "content" / "media" / "checklist.webp", target)
    project.write(STORY, story(CONSENT, body=body, **{"media": PICTURE} | fields))
    found = project.plan().problems
    return [f"{each.line} {each.code} {each.hint}" for each in found if each.path == STORY]


@pytest.mark.parametrize(
    "quote",
    [
        "It's worse before it is better.",
        "It’s worse before it is better. We said \"ten days\" and meant it.",
        "The second was the first time I went home before seven.",
        "worse before it is",
    ],
)  # fmt: skip
def test_a_pull_quote_is_found_in_the_prose_as_readers_see_it(project: Project, quote: str) -> None:
    assert write(project, pull_quotes=f"['{quote.replace(chr(39), chr(39) * 2)}']") == []
    (view,) = project.plan().published.stories.values()
    assert view.pull_quotes == (quote,)


def test_a_pull_quote_may_stand_in_the_challenge(project: Project) -> None:
    assert write(project, challenge="The close took nine days.", pull_quotes="[nine days]") == []


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("The second was the first I went home by seven.",
         "The prose says: The second was the first time I went home before seven."),
        ("orse before it", "The prose says: It's worse before it is better."),
        ("meant it. The second was the first",
         "The prose says: The second was the first time I went home before seven."),
        ("Nobody pays twice.", "Copy a sentence from the prose, word for word."),
    ],
)  # fmt: skip
def test_other_words_are_named_with_the_nearest_and_go_nowhere(
    project: Project, quote: str, hint: str
) -> None:
    problems = write(project, pull_quotes=f"[seven, {quote!r}]")
    (problem,) = problems
    line, code, said = problem.split(" ", 2)
    text = (project.root / STORY).read_text()
    assert (int(line), code) == (
        text[: text.index("pull_quotes")].count("\n") + 1,
        "pull-quote-unmatched",
    )
    assert said == hint
    assert not shown(project)


def test_a_withheld_name_in_a_pull_quote_withholds_the_story(project: Project) -> None:
    anonymous = CONSENT.replace("[name, photo, employer, logo, ", "[")
    body = "The books of Norte Cargo were late."
    project.write(STORY, story(anonymous, body=body, pull_quotes=f"[{body}]"))
    assert not shown(project)
    project.write(STORY, story(anonymous, body="The books were late.", pull_quotes="[were late]"))
    assert shown(project)


class TestWhatWasApproved:
    @pytest.fixture
    def approved(self, project: Project) -> Project:
        write(project, pull_quotes="[ten days]")
        assert project.run("rooftop", "consent", "approve", "month-end", "--yes").returncode == 0
        return project

    @pytest.mark.parametrize(
        ("old", "new"),
        [("[ten days]", "[meant it]"), ("1 March", "2 March"), ("alt: A ch", "alt: Our ch")],
    )
    def test_other_pull_quotes_and_captions_are_not(
        self, approved: Project, old: str, new: str
    ) -> None:
        text = (approved.root / STORY).read_text()
        assert old in text
        approved.write(STORY, text.replace(old, new))
        assert not shown(approved)

    @pytest.mark.parametrize(
        ("old", "new"), [("placement: wide", "placement: full"), ("title:", "lead: true\ntitle:")]
    )
    def test_layout_is_the_companys(self, approved: Project, old: str, new: str) -> None:
        text = (approved.root / STORY).read_text()
        assert old in text
        approved.write(STORY, text.replace(old, new, 1))
        assert shown(approved)

    def test_pull_quotes_are_asked_for_in_the_request(self, project: Project) -> None:
        write(project, pull_quotes="[ten days]")
        (project.root / "consent-terms").symlink_to(REPOSITORY / "consent-terms")
        done = project.run("rooftop", "consent", "request", "month-end", "--output", "requests")
        assert done.returncode == 0, done.stderr
        (file,) = (project.root / "requests").glob("*.md")
        letter = file.read_text()
        assert "> ten days" in letter
        assert "Nineteen, on 1 March" in letter


class TestPictures:
    def test_one_of_the_prose_gets_its_caption_and_stands_once(self, project: Project) -> None:
        assert write(project) == []
        published = project.plan().published
        (view,) = published.stories.values()
        assert view.standalone_media == ()
        prose = str(published.prose_of("stories", "month-end", "body").on_page("../../"))
        assert '<figure class="wide"><img' in prose
        assert 'alt="A checklist"' in prose
        assert "<figcaption>Nineteen, on 1 March</figcaption></figure>" in prose
        markdown = published.prose_of("stories", "month-end", "body").markdown("https://a.example/")
        assert markdown.endswith("media/checklist.webp)\n\nNineteen, on 1 March")

    def test_one_that_the_prose_does_not_show_stands_apart(self, project: Project) -> None:
        assert write(project, body="Words.") == []
        (view,) = project.plan().published.stories.values()
        assert [medium.placement for medium in view.standalone_media] == ["wide"]

    def test_one_within_a_sentence_has_no_room_for_a_caption(self, project: Project) -> None:
        (problem,) = write(project, body="See ![](../media/checklist.webp) there.")
        assert "value-invalid Put blank lines around it" in problem

    def test_no_consent_to_pictures_leaves_no_caption(self, project: Project) -> None:
        write(project)
        text = (project.root / STORY).read_text()
        project.write(STORY, text.replace("photo, ", ""))
        published = project.plan().published
        assert "1 March" not in str(published.prose_of("stories", "month-end", "body").on_page(""))

    def test_a_placement_is_one_of_three_and_for_pictures(self) -> None:
        bad = story(media="[{kind: image, src: a.webp, alt: A, placement: huge}]")
        assert any("may not be 'huge'" in each for each in problems_of(Story, bad))
        film = "{kind: video, src: a.webm, captions: a.vtt, alt: A, placement: full}"
        assert any(
            "placement is for pictures" in each
            for each in problems_of(Story, story(media=f"[{film}]"))
        )


class TestPullQuotes:
    def placed(self, text: str, *quotes: str) -> str:
        (prose,) = place_pull_quotes([clean_prose(parse_markdown(text))], quotes)
        return str(prose.on_page(""))

    def test_one_stands_after_its_paragraph_in_the_order_given(self) -> None:
        html = self.placed("It's *so*. It rains.\n\nIt ends.", "It’s so.", "It rains.", "It ends.")
        words = ["It's <em>so</em>", "<p>It’s so.", "<p>It rains.", "It ends.</p>", "<p>It ends."]
        places = [html.index(each) for each in words[:4]] + [html.rindex(words[4])]
        assert places == sorted(places)
        assert html.count('<aside class="pull-quote" aria-hidden="true"') == 3

    def test_one_from_a_list_or_a_quotation_stands_after_the_whole(self) -> None:
        html = self.placed("- One two.\n- Three.\n\n> Four five.\n\nEnd.", "One two.", "Four five.")
        assert "</ul><aside" in html.replace("\n", "")
        assert "</blockquote><aside" in html.replace("\n", "")

    def test_one_that_no_paragraph_says_is_left_out(self) -> None:
        assert "<aside" not in self.placed("One two. Three.", "Two three.")

    def test_it_cannot_hold_markup_and_feeds_have_none(self) -> None:
        prose = clean_prose(parse_markdown("See \\<b>bold\\</b> here."))
        (placed,) = place_pull_quotes([prose], ["<b>bold</b>"])
        page, feed = str(placed.on_page("")), str(placed.absolute("https://a.example/"))
        assert "<p>&lt;b&gt;bold&lt;/b&gt;</p></aside>" in page
        assert "<aside" not in feed
        assert "<aside" not in str(prose.on_page(""))


class TestShortStories:
    def layout(self, project: Project, body: str = "", **fields: str) -> StoryLayout:
        defaults = {"kind": "review", "quote": "{text: It just works., by: ana-ribeiro}"}
        project.write(STORY, story(CONSENT, body=body, **{**defaults, **fields}))
        published = project.plan().published
        return lay_out(published, published.stories["month-end"])

    @pytest.mark.parametrize("kind", ["quote", "review", "social-post"])
    def test_the_quote_is_the_statement(self, project: Project, kind: str) -> None:
        layout = self.layout(project, "We had a rule.", kind=kind)
        assert layout.statement == "It just works."
        assert "We had a rule." in layout.body.on_page("")

    def test_a_paragraph_that_says_the_quote_is_the_statement_and_stands_once(
        self, project: Project
    ) -> None:
        layout = self.layout(project, "“Really? It just *works*.”\n\nWe had a rule.")
        assert layout.statement == "“Really? It just works.”"
        assert layout.body.text == "We had a rule."

    def test_without_a_quote_the_first_paragraph_is(self, project: Project) -> None:
        layout = self.layout(project, "It just works.\n\nWe had a rule.", quote="")
        assert (layout.statement, layout.body.text) == ("It just works.", "We had a rule.")

    @pytest.mark.parametrize(
        ("body", "kind"), [("Word. " * 300, "review"), ("We had a rule.", "case-study")]
    )
    def test_much_prose_and_other_kinds_are_laid_out_as_long_stories(
        self, project: Project, body: str, kind: str
    ) -> None:
        assert self.layout(project, body, kind=kind).statement == ""

    def test_a_title_within_the_statement_is_said(self, project: Project) -> None:
        assert self.layout(project, title="It just works").states_title
        assert not self.layout(project, title="Just work").states_title


class TestLead:
    def test_two_in_one_language_are_one_too_many(self, project: Project) -> None:
        for slug, language in (("one", "en"), ("two", "en"), ("drei", "de")):
            text = story(lead="true", language=language)
            project.write(f"content/stories/{slug}.md", text)
        problems = [each for each in project.plan().problems if each.code == "lead-taken"]
        assert [each.path for each in problems] == ["content/stories/two.md"]
        assert "content/stories/one.md is the lead" in problems[0].message

    def test_one_needs_a_quote(self) -> None:
        assert any(
            "lead needs a quote" in each
            for each in problems_of(Story, story(lead="true", quote=""))
        )

    def test_it_opens_the_home_page_and_is_not_listed_below(self, project: Project) -> None:
        project.write(STORY, story(lead="true"))
        for slug, date in (("newer", "2026-06-01"), ("older", "2026-01-01")):
            project.write(f"content/stories/{slug}.md", story(date=date))
        published = project.plan().published
        feeds = define_feeds(published, collect_entries(published, Fingerprints().of), [])
        pages = list_pages(published, feeds, Programme())
        home = next(page for page in pages if page.address == "").context
        assert home["lead"].slug == "month-end"
        assert [each.slug for each in home["stories"]] == ["newer", "older"]
