"""Stories found by words, and what they prove, as far as the site may show it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rooftop.proof import may_be_copied, points_of, search
from rooftop.withheld_text import TextFinder
from tests.project import CONSENT, Project, advocate, story

PRESS = CONSENT.replace("[site, feeds]", "[site, feeds, press, ai-input]")
WORDS_ALONE = PRESS.replace("[name, photo, employer, logo, words, numbers, voice]", "[words]")
WITHDRAWN = "status: withdrawn\ngiven: 2026-05-02\nwithdrawn: 2026-10-01\n"


def titled(title: str, **fields: str) -> str:
    """A story of which ``title`` and ``fields`` alone say anything worth looking for."""
    plain = {"summary": "Nothing.", "quote": "", "results": "", "topics": "[]"}
    return story(PRESS, "Nothing at all.", **{**plain, "title": title, **fields})


@pytest.fixture
def several(project: Project) -> Project:
    """Stories that say “rain gauge” in different places."""
    for slug, text in {
        "in-title": titled("The rain gauge", date="2026-01-01"),
        "in-quote": titled("A", quote="{text: I read the rain gauge., by: ana-ribeiro}"),
        "in-prose": titled("B", date="2026-02-02").replace("Nothing at all.", "A rain gauge."),
        "in-both": titled("C").replace("Nothing at all.", "Rain. Later a gauge."),
        "half": titled("The rain"),
    }.items():
        project.write(f"content/stories/{slug}.md", text)
    return project


def found(project: Project, query: str) -> list[str]:
    published = project.plan().published
    return [match.story.slug for match in search(query, published.stories.values(), published)]


def test_words_count_by_where_they_stand_and_a_phrase_counts_once_more(several: Project) -> None:
    assert found(several, "rain gauge") == ["in-title", "in-quote", "in-prose", "in-both"]


def test_a_match_says_where_its_words_stand(several: Project) -> None:
    published = several.plan().published
    best, *_ = search("rain nothing", published.stories.values(), published)
    assert best.places == ("title", "summary")


@pytest.mark.parametrize("query", ["RAIN-GAUGE", "râin gaug", "gauge, rain", " rain\n gauge "])
def test_case_accents_signs_and_ends_of_words_do_not_matter(several: Project, query: str) -> None:
    assert set(found(several, query)) == {"in-title", "in-quote", "in-prose", "in-both"}


@pytest.mark.parametrize("query", ["auge", "rain sun"])
def test_every_word_must_begin_a_word_of_the_story(several: Project, query: str) -> None:
    assert found(several, query) == []


def test_words_of_scripts_without_blanks_stand_anywhere(project: Project) -> None:
    project.write("content/stories/ja.md", titled("月末の締めが三日になった", language="ja"))
    assert found(project, "三日") == ["ja"]


def test_without_words_all_stories_come_newest_first(several: Project) -> None:
    assert found(several, " ?! ") == list(several.plan().published.stories)


def test_proof_says_how_it_was_measured_who_says_it_and_until_when(project: Project) -> None:
    project.write("content/stories/month-end.md", story(PRESS))
    done = project.run("rooftop", "find", "month", "end", "--proof", "--industry", "logistics")
    assert done.returncode == 0, done.stderr
    for words in (
        "The month-end  [title]",
        "Month-end close: 9 → 3 days",
        "How it was measured: Median of the last six closes.",
        "“I went home before seven.” — Ana Ribeiro, Head of Finance, Norte Cargo",
        "Customer, not paid.",
        "Consent until 20",
        "May be used in slides and print.",
        "https://voices.harbourlight.example/stories/month-end/",
        "1 story.",
    ):
        assert words in done.stdout, done.stdout


def test_what_may_not_be_copied_says_so(project: Project) -> None:
    done = project.run("rooftop", "find", "month", "--proof")
    assert "Not for slides and print: show the page." in done.stdout
    data = json.loads(project.run("rooftop", "find", "--proof", "--format", "json").stdout)
    (match,) = data["stories"]
    assert [bool(point["quote"]) for point in match["proof"]] == [False, True]
    assert not any(point["may_be_copied"] for point in match["proof"])
    assert match["until"] == match["proof"][0]["until"]


def test_a_point_may_be_copied_only_with_what_press_shows_of_it(project: Project) -> None:
    project.write("content/stories/month-end.md", story(PRESS))
    published = project.plan().published
    press, points = published.channels.press["month-end"], points_of(published.stories["month-end"])

    def allowed(**fields: object) -> list[bool]:
        channels = replace(published.channels, press={press.slug: replace(press, **fields)})
        return [may_be_copied(point, replace(published, channels=channels)) for point in points]

    assert allowed() == [True, True]
    assert allowed(results=()) == [False, True]
    assert allowed(quote=None) == [True, False]
    assert allowed(tellers=()) == [False, True]


def test_nothing_found_and_unknown_words_are_said(project: Project) -> None:
    nothing = project.run("rooftop", "find", "zeppelin")
    assert (nothing.returncode, nothing.stdout) == (1, "0 stories.\n")
    typo = project.run("rooftop", "find", "--product", "ledgr")
    assert typo.returncode == 2
    assert "there is no ledgr. Did you mean 'ledger'?" in typo.stderr


def proof_data(project: Project) -> str:
    project.build()
    return (project.site / "api" / "proof.json").read_text()


def test_data_has_one_entry_for_each_result_and_quote_of_what_may_be_copied(
    project: Project,
) -> None:
    project.write("content/stories/month-end.md", story(PRESS))
    project.write("content/stories/embedded.md", story(CONSENT.replace("feeds", "embeds")))
    result, quote = json.loads(proof_data(project))["proof"]
    assert {result["url"], quote["url"]} == {
        "https://voices.harbourlight.example/stories/month-end/"
    }
    assert (result["quote"], quote["result"]) == (None, None)
    assert result["result"]["how_measured"] == "Median of the last six closes."
    assert quote["quote"] == {"text": "I went home before seven.", "by": "Ana Ribeiro"}
    assert quote["people"][0]["company"] == "Norte Cargo"
    assert quote["disclosure"]["relationship"] == "customer"
    until = project.plan().published.channels.press["month-end"].until
    assert result["until"] == until.isoformat()


@pytest.mark.parametrize(
    ("profile", "consent"),
    [(PRESS, WITHDRAWN), (WITHDRAWN, WORDS_ALONE)],
    ids=["the story is withdrawn", "the person is withheld"],
)
def test_nobody_who_is_withheld_is_found_or_proves_anything(
    project: Project, profile: str, consent: str
) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate(profile))
    project.write("content/stories/month-end.md", story(consent, "We moved."))
    said = [project.run("rooftop", "find", *words).stdout for words in (
        ["--proof"], ["--proof", "--format", "json"], ["ana", "ribeiro"], ["norte"],
    )]  # fmt: skip
    for text in (*said, proof_data(project)):
        for words in ("Ribeiro", "Norte", "Median", "ribeiro"):
            assert words not in text


def test_of_the_demo_nothing_withheld_is_said(demo: Project) -> None:
    withheld = demo.plan().withheld_text
    assert len(withheld) > 50
    finder = TextFinder(withheld)
    for words in (["--proof"], ["--proof", "--format", "json"]):
        done = demo.run("rooftop", "find", *words)
        assert done.returncode == 0, done.stderr
        assert list(finder.find(done.stdout)) == []
