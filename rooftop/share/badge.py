"""A small picture that an advocate can put on a site of their own."""

from __future__ import annotations

from lxml import etree

from rooftop.settings import Community
from rooftop.share.text_width import ems
from rooftop.text import typographic
from rooftop.views import EmbedAdvocate

_WIDTH, _HEIGHT, _START, _END = 300, 84, 74, 14
_HOUSES = "M16 60V38l14-12 14 12v22M44 60V32l8-7 8 7v28"


def render_badge(person: EmbedAdvocate, community: Community) -> bytes:
    """SVG 1.1, UTF-8, of 300 × 84 pixels: the person, and where they speak. It holds no script and
    loads nothing.
    """
    name, site = (typographic(text, community.language) for text in (person.name, community.name))
    says = f"{name}, {site}"
    svg = etree.Element(
        "svg",
        {
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "width": str(_WIDTH),
            "height": str(_HEIGHT),
            "role": "img",
        },
        nsmap={None: "http://www.w3.org/2000/svg"},  # type: ignore[dict-item]
    )
    etree.SubElement(svg, "title").text = says
    frame = {"x": "1", "y": "1", "width": str(_WIDTH - 2), "height": str(_HEIGHT - 2), "rx": "14"}
    etree.SubElement(
        svg, "rect", {**frame, "fill": "#fffdf9", "stroke": "#e5dbcb", "stroke-width": "2"}
    )
    stroke = {
        "fill": "none",
        "stroke": community.settings.accent,
        "stroke-width": "3",
        "stroke-linejoin": "round",
    }
    etree.SubElement(svg, "path", {"d": _HOUSES, **stroke})
    _line(svg, name, 40, 18, "700", "#1d1a16")
    _line(svg, site, 62, 13, "500", "#61594f")
    data: bytes = etree.tostring(svg, encoding="UTF-8", xml_declaration=False)
    return data + b"\n"


def _line(svg: etree._Element, text: str, y: int, size: int, weight: str, colour: str) -> None:
    """One line of text, pressed together where it would not fit."""
    facts = {
        "x": str(_START),
        "y": str(y),
        "font-size": str(size),
        "font-weight": weight,
        "fill": colour,
    }
    facts["font-family"] = "Manrope, system-ui, sans-serif"
    room = _WIDTH - _START - _END
    if ems(text) * size > room:
        facts |= {"textLength": str(room), "lengthAdjust": "spacingAndGlyphs"}
    etree.SubElement(svg, "text", facts).text = text
