"""Marks of print stand in what readers see, and in nothing that was approved or that programs
compare.
"""

from __future__ import annotations

import json

import pytest

from rooftop.text import straightened, typeset, typographic
from rooftop.withheld_text import TextFinder, WithheldText
from tests.project import CONSENT, Project, advocate, story

THIN = "\u202f"


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("en", """She said "it's 'fine'".""", "She said “it’s ‘fine’”."),
        (
            "en",
            "O'Brien's cats', the '90s, rock 'n' roll",
            "O’Brien’s cats’, the ’90s, rock ’n’ roll",
        ),
        ("en", 'A 24" screen', 'A 24" screen'),
        ("en", "„Set already“ and “so”", "„Set already“ and “so”"),
        ("de", """Er sagte "geht's 'so'?" """, "Er sagte „geht’s ‚so‘?“ "),
        ("fr", """Il dit "c'est 'bon'".""", f"Il dit «{THIN}c’est “bon”{THIN}»."),
        ("es", """Dijo "no 'eso'".""", "Dijo «no “eso”»."),
        ("pt", """Disse "não 'isso'".""", "Disse «não “isso”»."),
        ("pt-BR", """Disse "não 'isso'".""", "Disse “não ‘isso’”."),
        ("ja", """"'はい'\"""", "「『はい』」"),
    ],
)
def test_each_language_has_its_own_marks(language: str, written: str, printed: str) -> None:
    assert typographic(written, language) == printed
    assert typographic(printed, language) == printed
    assert straightened(printed) == straightened(written)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('<p>"<em>No</em>," he said</p>', "<p>“<em>No</em>,” he said</p>"),
        ('<p>He said <em>"no</em> way"</p>', "<p>He said <em>“no</em> way”</p>"),
        ("<p>&#34;It&#39;s&#34; &amp; &lt;so&gt;</p>", "<p>“It’s” &amp; &lt;so&gt;</p>"),
        ('<p>"<code>x = "1"</code>"</p>', '<p>“<code>x = "1"</code>”</p>'),
        ("""<pre>'"'</pre><kbd>'</kbd>""", """<pre>'"'</pre><kbd>'</kbd>"""),
        ("""<script>"it's"</script><!-- it's -->""", """<script>"it's"</script><!-- it's -->"""),
        ('<p lang="de">"Ja"</p><p>"Yes"</p>', '<p lang="de">„Ja“</p><p>“Yes”</p>'),
        ('<p>"Yes" <i lang="de">"Ja"</i></p>', '<p>“Yes” <i lang="de">„Ja“</i></p>'),
        ('<p>"open</p><p>"closed"</p>', "<p>&#34;open</p><p>“closed”</p>"),
        ('<q>He said "no"</q>', "<q>He said ‘no’</q>"),
        ('<img alt="Ana&#39;s &#34;desk&#34;">', '<img alt="Ana’s “desk”">'),
        (
            '<a href="/it&#39;s" data-copy-text="it&#39;s">a</a>',
            '<a href="/it&#39;s" data-copy-text="it&#39;s">a</a>',
        ),
        ('<br class="x" lang="de"><p>"Yes"', '<br class="x" lang="de"><p>“Yes”'),
        ("<ul><li>it's<li>\"so\"</ul>it's", "<ul><li>it’s<li>“so”</ul>it’s"),
    ],
)
def test_a_page_is_set_where_readers_see_it(written: str, printed: str) -> None:
    assert typeset(written, "en") == printed
    assert typeset(printed, "en") == printed


def test_what_is_withheld_is_found_in_both_spellings() -> None:
    withheld = WithheldText(
        people=frozenset({"Pat O'Brien", "Will O'Rose"}),
        passages=frozenset({"he said \"it's the ledger's fault\" to the whole board that evening"}),
        marks=frozenset({"Pat's letter of May"}),
    )
    finder = TextFinder(withheld)
    for text in (
        "We asked Pat O'Brien.",
        "WILL O'ROSE",
        "And he said \"it's the ledger's fault\" to the whole board that evening.",
        "See Pat's letter of May",
    ):
        found = set(finder.find(text))
        assert found, text
        for language in ("en", "de", "fr", "es", "pt", "ja"):
            assert set(finder.find(typographic(text, language))) == found, (text, language)


#: A name, a title, a quote and prose as somebody types them.
_ADVOCATE = advocate(name="Ana O'Brien", headline='I don\'t "do" month-ends.')
_STORY = story(
    CONSENT, "He said \"it's done\", and `it's` was.", title="\"It's the month-end's end, O'Brien\""
)


def test_print_changes_no_approved_byte(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro.md", _ADVOCATE)
    project.write("content/stories/month-end.md", _STORY.replace("I went home", "I'd gone home"))
    project.build()
    page = project.page("stories/month-end").find(".//main")
    said = page.text_content()
    for words in (
        "It’s the month-end’s end, O’Brien",
        "“it’s done”",
        "I’d gone home",
        "Ana O’Brien",
    ):
        assert words in said, words
    assert page.find(".//code").text == "it's"
    items = json.loads((project.site / "feed.json").read_text())["items"]
    assert "O’Brien" in items[0]["title"]
    assert "“it’s done”" in items[0]["content_html"]
    assert items[0]["_rooftop"]["quote"]["text"].startswith("I'd gone home")
    assert items[0]["authors"][0]["name"] == "Ana O’Brien"
    assert "Ana O'Brien" in (project.site / "advocates/ana-ribeiro/profile.vcf").read_text()
    shown = project.page("advocates/ana-ribeiro")
    assert shown.findtext(".//h1/span") == "Ana O’Brien"
    assert "I don’t “do” month-ends." not in shown.find(".//blockquote").text_content()
    assert "I don’t ‘do’ month-ends." in shown.find(".//blockquote").text_content()
