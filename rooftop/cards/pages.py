"""Rasterizing of PDF pages with PDFium, which is several times faster than Typst and returns
greyscale, which is easily mapped to a palette. Only one thread at a time may call it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageColor


def draw_pages(pdf: bytes, paper: str) -> Iterator[Image.Image]:
    """Each page of ``pdf`` in greyscale, on ``paper``, a colour, with one pixel for each point.
    Raises `pypdfium2.PdfiumError` if ``pdf`` is not a PDF.
    """
    ground = (*ImageColor.getrgb(paper)[:3], 255)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(grayscale=True, fill_color=ground).to_pil()
            page.close()
