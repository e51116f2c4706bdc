"""A pack as slides (PowerPoint, ISO/IEC 29500): one number or one sentence on each, with its
disclosure, its link and its last day.
"""

from __future__ import annotations

import datetime
import io
import math
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rooftop.packs.selection import Selection
from rooftop.posts import describe_change, disclose, one_line
from rooftop.programme import Pack
from rooftop.proof import ProofPoint, points_of
from rooftop.published import Published
from rooftop.share.text_width import ems
from rooftop.text import quoted, runs_left, typographic
from rooftop.theme import accent_on_paper
from rooftop.translations import Translation, translation_for

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

#: Inches. Slides are as wide as screens are, 16:9.
_WIDTH, _HEIGHT, _MARGIN = 13.333, 7.5, 0.9
_INNER = _WIDTH - 2 * _MARGIN
#: Where the largest text stands, inches from above, and how high it may be.
_TOP, _ROOM = 1.5, 3.2
#: Inches that a number, what it is of, and how it was measured may take of that.
_NUMBER, _WHAT, _MEASURED = 1.2, 0.7, 1.1
#: Points in which text is set, the largest first.
_SIZES = (60, 48, 40, 34, 28, 24, 20, 18, 16, 14, 12)
#: What every office program has, as near to the site's fonts as that goes.
_SERIF, _SANS = "Georgia", "Arial"
_INK, _SOFT = "1D1A16", "61594F"
#: The first moment that a zip archive can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class _Style:
    """How a line is set: its ``size`` in points, its ``colour`` as RRGGBB."""

    font: str
    size: int
    colour: str = _SOFT
    is_bold: bool = False


def draw_slides(
    pack: Pack, selection: Selection, published: Published, words: Translation
) -> bytes:
    """The slides (.pptx): a first one that says until when they may be used, then one for each
    point of proof. The same input gives the same bytes.
    """
    from pptx import Presentation

    deck = Presentation()
    _widen(deck)
    _draw_first(deck, pack, selection, published, words)
    for story in selection.stories:
        for point in points_of(story):
            _draw_point(deck, point, published)
    facts = deck.core_properties
    facts.title, facts.language = pack.title or pack.name, words.tag
    facts.author = facts.last_modified_by = published.community.name
    facts.comments = words("packs.until", day=words.day(selection.valid_until))
    newest = max(story.moment for story in selection.stories).astimezone(datetime.UTC)
    facts.created = facts.modified = newest.replace(tzinfo=None)
    facts.revision = 1
    out = io.BytesIO()
    deck.save(out)
    return _without_times(out.getvalue())


def _draw_first(
    deck: Presentation,
    pack: Pack,
    selection: Selection,
    published: Published,
    words: Translation,
) -> None:
    slide = _add_slide(deck)
    title, tag = pack.title or pack.name, words.tag
    accent = accent_on_paper(published.community.settings)
    _place_title(slide, title, _TOP, 1.8, _Style(_SERIF, 48, _INK, is_bold=True), tag)
    body = _add_box(slide, _TOP + 1.9, 3)
    until = words("packs.until", day=words.day(selection.valid_until))
    _write(body, published.community.name, _Style(_SANS, 20, accent, is_bold=True), tag)
    _write(body, until, _Style(_SANS, 24, _INK, is_bold=True), tag)
    _write(body, words("packs.rules"), _Style(_SANS, 18), tag)


def _draw_point(
    deck: Presentation, point: ProofPoint[Literal["press"]], published: Published
) -> None:
    story, community = point.story, published.community
    words = translation_for(story.language, community.language)
    slide, accent = _add_slide(deck), accent_on_paper(community.settings)
    language = story.language
    _place_title(slide, story.title, 0.5, 0.8, _Style(_SANS, 18, accent, is_bold=True), language)
    body = _add_box(slide, _TOP, _ROOM)
    if point.quote:
        text = quoted(point.quote.text, language)
        _write(body, text, _Style(_SERIF, _fitting(text, 48, _ROOM), _INK), language)
    elif point.result:
        change = describe_change(point.result, words.tag)
        number = _Style(_SERIF, _fitting(change, 60, _NUMBER), _INK, is_bold=True)
        what = _Style(_SANS, _fitting(point.result.what, 24, _WHAT), _INK, is_bold=True)
        _write(body, change, number, language)
        _write(body, point.result.what, what, language)
        measured = point.result.how_measured
        if point.result.when:
            measured = f"{measured} ({words.period(point.result.when)})"
        _write(body, measured, _Style(_SANS, _fitting(measured, 18, _MEASURED)), language)
    foot = _add_box(slide, _TOP + _ROOM + 0.2, _HEIGHT - _TOP - _ROOM - 0.6)
    for person in point.people:
        _write(foot, one_line(person, language), _Style(_SANS, 18, _INK, is_bold=True), language)
    until = words("packs.story-until", day=words.day(story.until))
    aside = f"{disclose(story.disclosure, words.tag)} {until}" if story.disclosure else until
    _write(foot, aside, _Style(_SANS, 14), words.tag)
    link = community.url + story.path
    _write(foot, link, _Style(_SANS, 14), words.tag, link)


def _add_slide(deck: Presentation) -> Slide:
    """A new slide with a title and nothing else."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Title Only"))
    return slide


def _add_box(slide: Slide, top: float, height: float) -> TextFrame:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(*map(Inches, (_MARGIN, top, _INNER, height)))
    frame: TextFrame = box.text_frame
    frame.word_wrap = True
    return frame


def _place_title(
    slide: Slide, text: str, top: float, height: float, style: _Style, language: str
) -> None:
    """Write the title of ``slide``, by which programs and screen readers name it."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    title = slide.shapes.title
    assert title is not None  # the layout has one
    title.left, title.top, title.width, title.height = map(Inches, (_MARGIN, top, _INNER, height))
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    _write(title.text_frame, text, style, language)


def _write(frame: TextFrame, text: str, style: _Style, language: str, link: str = "") -> None:
    """Add a paragraph to ``frame``, which leads to ``link`` where that is given."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
    paragraph.space_after = Pt(style.size / 3)
    run = paragraph.add_run()
    run.text = " ".join(typographic(text, language).split())
    run.font.name, run.font.size, run.font.bold = style.font, Pt(style.size), style.is_bold
    is_leftward = runs_left(language)
    paragraph.alignment = PP_ALIGN.RIGHT if is_leftward else PP_ALIGN.LEFT
    paragraph._p.get_or_add_pPr().set("rtl", str(int(is_leftward)))
    run.font.color.rgb = RGBColor.from_string(style.colour)
    run._r.get_or_add_rPr().set("lang", language)
    if link:
        run.hyperlink.address = link


def _fitting(text: str, most: int, room: float) -> int:
    """The largest size, ``most`` points or less, in which ``text`` is no higher than ``room``
    inches; the smallest there is where it fits in none.
    """
    for size in _SIZES:
        lines = math.ceil(ems(text) * size / (_INNER * 72 * 0.9))
        if size <= most and lines * size * 1.25 <= room * 72:
            return size
    return _SIZES[-1]


def _widen(deck: Presentation) -> None:
    """Make the slides, their master and their layouts 16:9."""
    from pptx.util import Inches

    assert deck.slide_width
    wider = Inches(_WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in part.shapes:
            shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)


def _without_times(archive: bytes) -> bytes:
    """The same zip archive, every member of it at the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
