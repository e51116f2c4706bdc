"""Pages of a PDF as pictures. PDFium draws letters several times faster than Typst does, and gives
shades of grey, of which a table of colours is easily made.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

import pypdfium2
from PIL import Image, ImageColor

#: PDFium may be called by one thread at a time.
_ONE_AT_A_TIME = Lock()


def draw_pages(pdf: bytes, paper: str) -> Iterator[Image.Image]:
    """Each page of ``pdf`` on ``paper``, a colour, in shades of grey, a pixel for a point. Raises
    `pypdfium2.PdfiumError` for what is no PDF.
    """
    ground = (*ImageColor.getrgb(paper)[:3], 255)
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
    try:
        for number in range(count):
            with _ONE_AT_A_TIME:
                page = document[number].render(grayscale=True, fill_color=ground)
                drawn = page.to_pil().copy()
            yield drawn
    finally:
        with _ONE_AT_A_TIME:
            document.close()
