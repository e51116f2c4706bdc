"""Pages of a PDF as pictures. PDFium draws letters several times faster than Typst does, and gives
shades of grey, of which a table of colours is easily made.
"""

from __future__ import annotations

from threading import Lock

import pypdfium2
from PIL import Image

#: PDFium may be called by one thread at a time.
_ONE_AT_A_TIME = Lock()


def drawn_pages(pdf: bytes) -> list[Image.Image]:
    """Every page of ``pdf`` in shades of grey, a pixel for a point. Raises `pypdfium2.PdfiumError`
    for what is no PDF.
    """
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return [page.render(grayscale=True).to_pil().copy() for page in document]
