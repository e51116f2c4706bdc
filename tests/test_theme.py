"""Colours that can be read, fonts from the site itself, portraits for everybody, and pictures in
the sizes pages use.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rooftop.theme import TEMPLATES, initials, tint
from rooftop.theme.colours import NIGHT, PAPER, contrast, nearest
from rooftop.translations import LANGUAGES, translation_for
from tests.project import REPOSITORY, Project, advocate, cut

STYLES = TEMPLATES / "assets" / "rooftop"
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|oklch\(")


@given(st.integers(0, 0xFFFFFF), st.sampled_from([PAPER, NIGHT]), st.sampled_from([3.0, 4.5, 6.0]))
def test_whatever_colour_is_configured_what_is_shown_can_be_read(
    number: int, surface: str, ratio: float
) -> None:
    colour = f"#{number:06x}"
    shown = nearest(colour, surface, ratio)
    assert contrast(shown, surface) >= ratio
    assert shown == colour or contrast(colour, surface) < ratio


def test_a_colour_that_cannot_be_read_is_reported_with_the_nearest_that_can(
    project: Project,
) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    pale = settings.replace('ledger: "#1f6b66"', 'ledger: "#ffe9a8"')
    project.write(
        "mkdocs.yml", pale.replace("    demo: true\n", '    demo: true\n    accent: "#ff9900"\n')
    )
    checked = project.check()
    assert checked.returncode == 0  # it is told, and mended on the page
    said = [line for line in checked.stderr.splitlines() if "colour-contrast" in line]
    assert len(said) == 2
    line = next(
        n
        for n, text in enumerate((project.root / "mkdocs.yml").read_text().splitlines(), 1)
        if "ff9900" in text
    )
    assert f"mkdocs.yml:{line}:" in said[0]
    assert "#a66200" in checked.stderr
    project.build()
    look = (project.site / "assets" / "rooftop" / "theme.css").read_text()
    assert "--rt-accent: #a66200" in look
    assert "#ffe9a8" not in look.partition('[data-scheme="dark"]')[0]


def test_surfaces_are_those_that_colours_are_checked_on() -> None:
    tokens = (STYLES / "tokens.css").read_text()
    assert f"--rt-paper: {PAPER};" in tokens
    assert f"--rt-card: {NIGHT};" in tokens


def test_every_pair_of_tokens_that_is_read_has_enough_contrast() -> None:
    tokens = (STYLES / "tokens.css").read_text()
    day, night = tokens.partition("@media screen and")[0].split(':root[data-scheme="dark"]')
    for block in (day, night):
        value = dict(re.findall(r"--rt-([\w-]+): (#[0-9a-f]{3,6});", block))
        for surface in ("paper", "card"):
            assert contrast(value["ink"], value[surface]) >= 7
            assert contrast(value["soft"], value[surface]) >= 4.5
            assert contrast(value["edge"], value[surface]) >= 3
        assert contrast(value["ink"], value["mark"]) >= 4.5
        for number in range(8):
            assert contrast(value["on-tint"], value[f"tint-{number}"]) >= 4.5


def test_only_the_tokens_hold_colours() -> None:
    assert _COLOUR.findall((STYLES / "site.css").read_text()) == [
        "#fff",
        "rgb(",
    ]  # under a logo, and behind a dialog


def test_the_page_of_components_shows_every_token_and_every_class() -> None:
    shown = (REPOSITORY / "docs" / "theme.html").read_text()
    tokens = set(re.findall(r"(--rt-[\w-]+):", (STYLES / "tokens.css").read_text()))
    assert {token for token in tokens if token not in shown} == set()
    classes = set(re.findall(r"\.(rt-[a-z][\w-]*)", (STYLES / "site.css").read_text()))
    assert {name for name in classes if not re.search(rf"\b{name}\b", shown)} == set()


def test_fonts_come_from_the_site_and_have_the_letters_of_five_languages() -> None:
    letters = "".join("".join(translation_for(language).keys().values()) for language in LANGUAGES)
    for address, data in cut().items():
        font = TTFont(io.BytesIO(data))
        assert font.flavor == "woff2"
        if address.endswith("-latin.woff2"):
            missing = {
                sign
                for sign in letters
                if ord(sign) not in font.getBestCmap() and sign not in "✓↑↓→\u202f"
            }
            assert missing == set()
    assert (
        sum(len(data) for address, data in cut().items() if address.endswith("-latin.woff2"))
        < 75_000
    )


def test_fonts_keep_kerning_their_licence_and_the_weights_in_use() -> None:
    for address, data in cut().items():
        font = TTFont(io.BytesIO(data))
        features = {each.FeatureTag for each in font["GPOS"].table.FeatureList.FeatureRecord}
        assert "kern" in features
        assert {each.nameID for each in font["name"].names} >= {0, 13, 14}
        axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in _axes(font)]
        assert axes == ([("wght", 500, 700)] if "/sans-" in address else [])


def _axes(font: TTFont) -> list[Any]:
    return font["fvar"].axes if "fvar" in font else []


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ana Ribeiro", "AR"),
        ("Prof. Dr. Ewa Maria Lis", "EL"),
        ("Jo", "J"),
        ("Platform engineer at a utility", "P"),
        ("安娜", "安"),
        ("أميرة حداد", "أ"),
        ("é́lodie Brun", "É́B"),
        ("…", "·"),
    ],
)
def test_initials_are_whole_letters_of_any_script(name: str, drawn: str) -> None:
    assert initials(name) == drawn
    assert tint(name) == tint(name) in range(8)


def test_pictures_come_in_the_sizes_that_pages_use_without_what_a_camera_wrote(
    project: Project,
) -> None:
    picture = Image.new("RGB", (1200, 800), "navy")
    picture.paste("gold", (900, 0, 1200, 300))
    exif = Image.Exif()
    exif[0x010F] = "SpyCam"
    raw = io.BytesIO()
    picture.save(raw, "JPEG", exif=exif)
    project.write("content/media/ana.jpg", raw.getvalue())
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(photo="ana.jpg", photo_alt="Ana at her desk", photo_focus="100% 0%"),
    )
    project.build()
    folder = project.site / "pictures" / "ana.jpg"
    assert {file.name for file in folder.iterdir()} == {
        f"face-{width}.{ending}" for width in (96, 128, 192, 352, 704) for ending in ("webp", "jpg")
    }
    for file in folder.iterdir():
        image = Image.open(file)
        assert image.width == image.height == int(re.findall(r"\d+", file.name)[0])
        assert b"SpyCam" not in file.read_bytes()
        red, _, _ = image.convert("RGB").getpixel((image.width - 4, 4))  # type: ignore[misc]
        assert red > 200  # cut around the focus, at the right and the top
    face = project.page("advocates/ana-ribeiro/").find(".//picture")
    assert face.find("source").get("type") == "image/webp"
    assert face.find(".//img").get("alt") == "Ana at her desk"
    assert "../../pictures/ana.jpg/face-192.jpg 192w" in face.find(".//img").get("srcset")


def test_pictures_in_a_text_are_offered_in_several_sizes(project: Project) -> None:
    raw = io.BytesIO()
    Image.effect_noise((1300, 700), 40).convert("RGB").save(raw, "PNG")
    project.write("content/media/board.png", raw.getvalue())
    text = (project.root / "content" / "stories" / "month-end.md").read_text()
    project.write("content/stories/month-end.md", text + "\n![The board](../media/board.png)\n")
    project.build()
    image = project.page("stories/month-end/").find(".//div[@class='rt-prose e-content']//img")
    assert image.get("srcset").split(", ")[0] == "../../pictures/board.png/480.webp 480w"
    assert (image.get("width"), image.get("height"), image.get("loading")) == (
        "1300",
        "700",
        "lazy",
    )
    assert "srcset" not in (project.site / "feed.xml").read_text()
