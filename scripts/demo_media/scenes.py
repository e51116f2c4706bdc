"""The scenes of the demo's stories, by the names of their files."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from demo_media import countryside, harbours, things, towns
from demo_media.canvas import Canvas

_SCENES: dict[str, Callable[[], Canvas]] = {
    "porto-quay": harbours.porto_quay,
    "sao-miguel": countryside.sao_miguel,
    "journal-pages": things.journal_pages,
    "ward-corridor": towns.ward_corridor,
    "tally-sheet": things.tally_sheet,
    "loading-doors": harbours.loading_doors,
    "pegboard": things.pegboard,
    "shop-window": towns.shop_window,
    "receipts-box": things.receipts_box,
    "water-valley": countryside.water_valley,
    "paper-trolley": things.paper_trolley,
    "villa-serena": towns.villa_serena,
    "basement-shelves": things.basement_shelves,
    "port-gate": harbours.port_gate,
}


def draw_scenes() -> dict[str, Image.Image]:
    """Every scene by the name of its file."""
    return {name: draw().finished() for name, draw in _SCENES.items()}
