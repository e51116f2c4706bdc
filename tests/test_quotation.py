"""Quotation marks stand around somebody's words once, in the form of the language."""

from __future__ import annotations

import pytest

from rooftop.text import quotation, quoted
from tests.project import CONSENT, Project, advocate, story

NO_BREAK = "\u202f"


@pytest.mark.parametrize(
    ("language", "expected"),
    {
        "en": "“Yes”",
        "de": "„Yes“",
        "de-AT": "„Yes“",
        "de-CH": "«Yes»",
        "fr": f"«{NO_BREAK}Yes{NO_BREAK}»",
        "fr-CA": f"«{NO_BREAK}Yes{NO_BREAK}»",
        "pt": "«Yes»",
        "pt-BR": "“Yes”",
        "pt-PT": "«Yes»",
        "es": "«Yes»",
        "it": "«Yes»",
        "nl": "‘Yes’",
        "pl": "„Yes”",
        "hu": "„Yes”",
        "ro": "„Yes”",
        "sk": "„Yes“",
        "sv": "”Yes”",
        "fi": "”Yes”",
        "da": "»Yes«",
        "nb": "«Yes»",
        "tr": "“Yes”",
        "ru": "«Yes»",
        "ja": "「Yes」",
        "zh": "“Yes”",
        "zh-TW": "「Yes」",
        "zh-Hant-HK": "「Yes」",
        "ko": "“Yes”",
        "tlh": "“Yes”",
    }.items(),
)
def test_each_language_has_its_own_marks(language: str, expected: str) -> None:
    assert quoted("Yes", language) == expected


PAIRS = '“” „“ „” „" "" «» »« »» ”” ”“ ‘’ ‚‘ ’’ \'\' ‹› ›‹ 「」 『』 〝〟 ＂＂'


@pytest.mark.parametrize(
    "text",
    [
        *(f"{pair[0]}Nine days{pair[1]}" for pair in PAIRS.split()),
        "« Nine days »",
        f"«{NO_BREAK}Nine days{NO_BREAK}»",
        " “Nine days” ",
        "““Nine days””",
    ],
)
def test_marks_that_a_quotation_brings_along_are_replaced(text: str) -> None:
    assert quoted(text, "en") == "“Nine days”"
    assert quoted(text, "de") == "„Nine days“"


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "“Done”.": "Done.",
        "“Done!”": "Done!",
        '"A 15" screen"': 'A 15" screen',
        "‘It’s the dogs’ dinner’": "It’s the dogs’ dinner",
        "“They said “no” twice”": "They said “no” twice",
        "„Er sagte “yes” dazu“": "Er sagte “yes” dazu",
        "“‘Yes’”": "‘Yes’",
    }.items(),
)
def test_words_within_the_marks_stay_as_they_are(text: str, words: str) -> None:
    assert quotation(text, "en") == ("“", words, "”")


@pytest.mark.parametrize(
    "text",
    [
        "“Yes” is not “no”",
        '"Yes" is not "no"',
        "« Oui » et « non »",
        "They said “no”",
        "“Yes” is what they said",
        "’90s music, as they call it in the ’90s’",
        "《红楼梦》",
        "Rock 'n' roll",
        '"',
        '""',
        '" x="',
    ],
)
def test_marks_around_a_part_of_the_words_belong_to_them(text: str) -> None:
    assert quoted(text, "de") == f"„{text}“"


def test_pages_cards_posts_and_embeds_show_one_pair(project: Project) -> None:
    everywhere = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
    project.write(
        "content/stories/month-end.md",
        story(
            everywhere,
            language="de",
            quote='{text: "«Neun Tage»", by: ana-ribeiro}',
        ),
    )
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(everywhere, headline="“I stopped dreading it.”"),
    )
    project.build()
    for address in ("stories/month-end", "stories", "wall", "", "embed/month-end"):
        marks = [
            (each.get("data-open"), each.text_content(), each.get("data-close"))
            for each in project.page(address).xpath("//q")
        ]
        assert ("„", "Neun Tage", "“") in marks, address
    person = project.page("advocates/ana-ribeiro").xpath("//blockquote//q")[0]
    assert person.text_content() == "I stopped dreading it."
    assert not person.attrib  # browsers draw the marks of English themselves

    share = project.page("stories/month-end/share")
    assert share.xpath("string(//*[@id='post-1'])").startswith("„Neun Tage“")
    assert "„Neun Tage“" in share.xpath("string(//*[@id='quote-1'])")
    assert share.xpath("//img/@alt")[0].startswith("„Neun Tage“")
    assert not project.holds("“«")
    assert not project.holds("„«")
