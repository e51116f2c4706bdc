"""A pack as one page that loads nothing, to show and to print."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import lru_cache

import jinja2
from markupsafe import Markup

from rooftop.cache import Cache
from rooftop.media import face_renditions, resize
from rooftop.packs.selection import Selection
from rooftop.posts import describe_change, disclose, work_of
from rooftop.programme import Pack
from rooftop.published import Published
from rooftop.text import quoted, runs_left, typeset
from rooftop.theme import (
    LOADS_NOTHING,
    TEMPLATES,
    data_address,
    draw_colours,
    embed_fonts,
    initials,
    tint,
)
from rooftop.translations import Translation, translation_for
from rooftop.views import Teller

#: Pixels: twice the width at which a portrait is shown.
_PORTRAIT = 128
_MIDDLE = (0.5, 0.5)
#: Hides the stories once the last day is over, UTC; who opens the file has no other way to know.
_SCRIPT = Markup(
    "const page = document.documentElement;"
    "page.classList.toggle('expired', new Date().toISOString().slice(0, 10) > page.dataset.until);"
)


def draw_page(
    pack: Pack, selection: Selection, published: Published, words: Translation, cache: Cache
) -> bytes:
    """The page (HTML). What the pack says is in the language of ``words``, each story in its
    own.
    """
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    page = _template().render(
        pack=pack,
        selection=selection,
        community=published.community,
        products=published.products,
        t=words,
        policy=f"{LOADS_NOTHING}; script-src 'sha256-{digest}'",
        script=_SCRIPT,
        portrait=lambda teller: _portrait(teller, published),
    )
    page = typeset(page, words.tag)
    own = published.community.settings
    styles = (embed_fonts(page, cache), draw_colours(own), *map(_sheet, ("tokens", "site")))
    return page.replace("/* styles */", "\n".join(styles)).encode()


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "describe_change": describe_change,
        "disclose": disclose,
        "initials": initials,
        "quoted": quoted,
        "rtl": runs_left,
        "tint": tint,
        "translation_for": translation_for,
        "work_of": work_of,
    }
    return environment.get_template("pack.html")


def _sheet(name: str) -> str:
    return (TEMPLATES / "assets" / "rooftop" / f"{name}.css").read_text(encoding="utf-8")


def _portrait(teller: Teller, published: Published) -> str | None:
    """The photo of ``teller`` as an address; None where none is shown."""
    file = published.media.get(teller.photo or "")
    if file is None or file.kind != "image":
        return None
    sizes = face_renditions(file)
    width = next((each for each in sizes.widths if each >= _PORTRAIT), sizes.widths[-1])
    files = dict(resize(file, replace(sizes, widths=(width,)), teller.photo_focus or _MIDDLE))
    return data_address(files[sizes.address(width, "jpg")], "image/jpeg")
