"""Pictures of stories: every script, every length, the same bytes, drawn once."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from collections.abc import Mapping

import pytest
from PIL import Image, ImageChops, ImageColor

from rooftop.cache import Cache
from rooftop.cards import SIZES, Card, DrawnPicture, Size, draw, of_story
from rooftop.cards.card import INK, PAPER
from tests.project import CONSENT, REPOSITORY, Project, story
from tests.test_posts import SOCIAL

ENGLISH = Card(
    "“Nine days became three.”",
    "Ana Ribeiro",
    "Head of Finance",
    "Customer, not paid.",
    "Voices",
    "#1f6b66",
    "en",
)
#: Words, name and language; the words of each are known to need more than one font or direction.
SCRIPTS = {
    "Arabic": ("«كنا نغلق الدفاتر في تسعة أيام مع Ledger»", "ليلى منصور", "ar"),
    "Hebrew": ("”סגרנו את החודש בשלושה ימים, לא בתשעה“", "נועה כהן", "he"),
    "Japanese": (
        "「月末の締めに九日かかっていましたが、いまは三日で終わります。」",
        "佐藤 花子",
        "ja",
    ),
    "Chinese": ("“月底结账从九天缩短到三天。”", "李伟", "zh"),
    "Korean": ("“월말 마감이 아홉 날에서 사흘이 되었습니다.”", "김민지", "ko"),
    "Devanagari": ("“नौ दिन की जगह अब तीन दिन लगते हैं।”", "प्रिया रमन", "hi"),
    "Thai": ("“เราปิดบัญชีสิ้นเดือนภายในสามวัน”", "สมชาย", "th"),
    "Greek": ("«Εννέα μέρες έγιναν τρεις.»", "Ελένη", "el"),
    "Cyrillic": ("«Девять дней стали тремя.»", "Анна", "ru"),
    "emoji": ("“Home early 👩🏽‍🌾 🇵🇹 ❤️ ☕”", "Ana 🌊", "en"),
    "a long word": (
        "„Die Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle“",
        "Jo",
        "de",
    ),
    "many words": ("“" + "A very long quote that has to be set small. " * 13 + "”", "Jo", "en"),
    "a long name": (
        "“Three days.”",
        "Maximilian-Alexander Freiherr von und zu Hohenstein-Wittelsbach " * 2,
        "de",
    ),
}


def card(words: str, name: str, language: str) -> Card:
    return dataclasses.replace(ENGLISH, words=words, name=name, language=language)


def all_drawn(wanted: Mapping[str, tuple[Card, Size]], cache: Cache) -> dict[str, DrawnPicture]:
    return dict(draw(wanted, cache))


def image(picture: DrawnPicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def ink(
    picture: DrawnPicture, box: tuple[int, int, int, int] | None = None
) -> tuple[int, int, int, int]:
    """The box of everything that is not paper."""
    shown = image(picture).crop(box) if box else image(picture)
    found = ImageChops.difference(
        shown, Image.new("RGB", shown.size, shown.getpixel((2, shown.height // 2)))
    ).getbbox()
    assert found
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_and_length_stays_within_the_picture(name: str) -> None:
    wanted = {size: (card(*SCRIPTS[name]), size) for size in SIZES}
    for size, picture in all_drawn(wanted, Cache()).items():
        width, height = SIZES[size]
        assert image(picture).size == (width, height) == (picture.width, picture.height)
        left, top, right, bottom = ink(
            picture, (0, 100, width, height - 110)
        )  # neither head nor skyline
        assert left >= 60, size
        assert right <= width - 60, size
        assert bottom - top < height - 210, size
        assert len(picture.data) < 150_000


def test_no_script_is_drawn_as_empty_boxes() -> None:
    """A font that lacks a letter draws the same box for every letter: other words of one length
    look different here.
    """
    missing = card("“\ue000\ue001\ue002\ue003”", "", "en")
    other = card("“\ue004\ue005\ue006\ue007”", "", "en")
    drawn = all_drawn({"a": (missing, "wide"), "b": (other, "wide")}, Cache())
    assert drawn["a"].data == drawn["b"].data  # what a lack looks like
    pairs = [
        ("月日", "火水"),
        ("كتب", "درس"),
        ("नदी", "घर"),
        ("월말", "마감"),
        ("กขค", "งจฉ"),
        ("שלום", "לילה"),
        ("🌊", "☕"),
    ]
    for one, two in pairs:
        drawn = all_drawn(
            {"a": (card(one, "", "en"), "wide"), "b": (card(two, "", "en"), "wide")}, Cache()
        )
        assert drawn["a"].data != drawn["b"].data, one


def test_what_cannot_be_set_costs_nobody_else_a_picture() -> None:
    broken = dataclasses.replace(ENGLISH, colour="no colour")
    drawn = all_drawn(
        {"good": (ENGLISH, "wide"), "bad": (broken, "wide"), "square": (ENGLISH, "square")}, Cache()
    )
    assert sorted(drawn) == ["good", "square"]


def test_words_are_never_source() -> None:
    """What Typst would take for its own language is drawn as it stands."""
    for words in (
        '#read("/etc/passwd")',
        "$x^2$",
        "*bold* _it_ = h",
        "@ref <label> //comment",
        "\\u{41} `raw` #{1+1}",
        "]]}",
    ):
        plain, other = card(words, words, "en"), card(words + "#", words, "en")
        drawn = all_drawn({"a": (plain, "wide"), "b": (other, "wide")}, Cache())
        assert len(drawn) == 2
        assert drawn["a"].data != drawn["b"].data


def test_right_to_left_is_set_from_the_right() -> None:
    drawn = all_drawn({"en": (ENGLISH, "wide"), "ar": (card(*SCRIPTS["Arabic"]), "wide")}, Cache())
    box = (0, 100, 1200, 500)
    assert ink(drawn["en"], box)[0] < 80
    assert ink(drawn["ar"], box)[2] > 1120
    assert ink(drawn["ar"], box)[0] > 200


def test_a_japanese_and_a_chinese_reader_see_the_forms_they_know() -> None:
    wanted = {tag: (card("直角骨返与刃令", "", tag), "wide") for tag in ("ja", "zh", "zh-TW")}
    drawn = all_drawn(wanted, Cache())
    assert len({picture.data for picture in drawn.values()}) == 3


def test_the_same_card_gives_the_same_bytes_and_is_drawn_once(project: Project) -> None:
    cache = Cache(project.root / "cache")
    wanted = {"a": (ENGLISH, "wide"), "b": (ENGLISH, "square")}
    first = all_drawn(wanted, cache)
    assert cache.made == 2
    cache.write()
    again = Cache(project.root / "cache")
    assert all_drawn(wanted, again) == first == all_drawn(wanted, Cache())
    assert again.made == 0
    changed = dataclasses.replace(ENGLISH, words="“Other words.”")
    assert all_drawn({"a": (changed, "wide")}, again)["a"].data != first["a"].data


#: Draws in another process first, then here, then where it may not fork any more.
APART = """
import sys
from rooftop import parallel
from rooftop.cache import Cache
from rooftop.cards import draw
from tests.test_cards import ENGLISH
parallel._CHUNK, parallel._FEWEST = 2, 4
cards = {name: (ENGLISH, "wide") for name in "abcde"}
apart = list(draw(cards, Cache(), 2))
assert "typst" not in sys.modules
assert [name for name, _ in apart] == list("abcde")
assert apart == list(draw(cards, Cache(), 1))
assert "typst" in sys.modules
parallel._workers = None
assert apart == list(draw(cards, Cache(), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
def test_pictures_are_the_same_in_a_process_of_their_own_and_leave_nothing_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", APART], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_picture_has_six_colours_and_few_bytes() -> None:
    for picture in all_drawn(
        {"wide": (ENGLISH, "wide"), "tall": (ENGLISH, "tall")}, Cache()
    ).values():
        assert len(picture.data) < 16_000
        shown = Image.open(io.BytesIO(picture.data))
        assert shown.mode == "P"
        colours = {colour for _, colour in image(picture).getcolors() or ()}
        assert len(colours) == 6
        assert {ImageColor.getrgb(each) for each in (PAPER, INK, ENGLISH.colour)} <= colours


def test_colour_alone_changes_the_table_of_colours_alone() -> None:
    other = dataclasses.replace(ENGLISH, colour="#a23c22")
    drawn = all_drawn({"a": (ENGLISH, "wide"), "b": (other, "wide")}, Cache())
    pixels = [Image.open(io.BytesIO(picture.data)).tobytes() for picture in drawn.values()]
    assert pixels[0] == pixels[1]


def test_a_picture_says_what_can_be_read_in_it_and_no_more(project: Project) -> None:
    without = SOCIAL.replace("employer, ", "").replace("name, ", "")
    project.write("content/stories/month-end.md", story(without))
    view = project.plan().published.stories["month-end"]
    made = of_story(view, project.plan().community)
    assert made.alt == "“I went home before seven.” — A customer. Customer, not paid."
    assert "Ana" not in str(made.at("wide"))
    assert made.colour == "#a23c22"


def test_pictures_stand_beside_their_pages_and_previews_name_them(project: Project) -> None:
    project.write(
        "content/stories/month-end.md",
        story(CONSENT.replace("[site, feeds]", "[site, feeds, social]")),
    )
    project.build()
    for page, address in (
        ("stories/month-end", "stories/month-end/wide.png"),
        ("about", "card.png"),
    ):
        meta = {
            element.get("property"): element.get("content")
            for element in project.page(page).xpath("//meta[@property]")
        }
        assert meta["og:image"] == f"https://voices.harbourlight.example/{address}"
        with Image.open(project.site / address) as picture:
            assert (meta["og:image:width"], meta["og:image:height"]) == tuple(
                map(str, picture.size)
            )
        assert meta["og:title"]
        assert meta["og:url"].startswith("https://voices.harbourlight.example/")
        assert meta["og:image:alt"]
        assert project.page(page).xpath("//meta[@name='twitter:card']/@content") == [
            "summary_large_image"
        ]
