"""Pages of a PDF as pictures. PDFium draws letters several times faster than Typst does, and gives
shades of grey, of which a table of colours is easily made. One thread at a time may call it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageColor


def draw_pages(pdf: bytes, paper: str) -> Iterator[Image.Image]:
    """Each page of ``pdf`` on ``paper``, a colour, in shades of grey, a pixel for a point. Raises
    `pypdfium2.PdfiumError` for what is no PDF.
    """
    ground = (*ImageColor.getrgb(paper)[:3], 255)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(grayscale=True, fill_color=ground).to_pil()
            page.close()
