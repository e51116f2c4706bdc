"""Parts of an installation that a small site can leave out: the extras of pyproject.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec


@dataclass(frozen=True)
class Extra:
    """``modules`` come with it; ``lack`` says what is otherwise without them."""

    modules: tuple[str, ...]
    lack: str


EXTRAS = {
    "cards": Extra(
        ("typst", "pypdfium2", "manimgx_fonts", "manimgx_fonts_cjk"),
        "no pictures are drawn for previews, feeds and posts",
    ),
    "media": Extra(("av",), "films and recordings are refused"),
    "report": Extra(("pygal",), "the report as a page has no charts"),
    "phone": Extra(
        ("phonenumbers",), "only telephone numbers that begin with + and a country code are found"
    ),
    "slides": Extra(("pptx",), "`rooftop pack` writes no slides"),
}


@cache
def is_installed(name: str) -> bool:
    """Whether every module of the extra called ``name`` can be imported."""
    return all(find_spec(module) for module in EXTRAS[name].modules)


def how_to_install(name: str) -> str:
    """What to do about one that is missing."""
    return f"Run `pip install 'rooftop[{name}]'`."
