"""The scenes of the demo's stories, by the names of their files."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from demo_media import places, things
from demo_media.canvas import Canvas

_SCENES: dict[str, Callable[[], Canvas]] = {
    "porto-quay": places.porto_quay,
    "sao-miguel": places.sao_miguel,
    "journal-pages": things.journal_pages,
    "ward-corridor": places.ward_corridor,
    "tally-sheet": things.tally_sheet,
    "loading-doors": places.loading_doors,
    "pegboard": things.pegboard,
    "shop-window": places.shop_window,
    "receipts-box": things.receipts_box,
    "water-valley": places.water_valley,
    "paper-trolley": things.paper_trolley,
    "villa-serena": places.villa_serena,
    "basement-shelves": things.basement_shelves,
    "port-gate": places.port_gate,
}


def draw_scenes() -> dict[str, Image.Image]:
    """Every scene by the name of its file."""
    return {name: draw().finished() for name, draw in _SCENES.items()}
