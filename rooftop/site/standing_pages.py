"""Pages that MkDocs need not draw, because they stand in the new site as they would be drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mkdocs.structure.files import Files

from rooftop.site.generated_files import GeneratedPage
from rooftop.site.kept_pages import KeptPages
from rooftop.site.output_folder import OutputFolder


def leave_out_unchanged(
    files: Files,
    pages: KeptPages,
    output: OutputFolder,
    context_of: Callable[[GeneratedPage], dict[str, Any]],
) -> int:
    """Take the pages that are in ``output`` already out of ``files``, and give their number.
    ``context_of`` a page are the variables that it is drawn with.

    The newest page stays: MkDocs dates the compressed sitemap by it.
    """
    drawn = pages_of(files)
    newest = max(drawn, key=lambda page: page.update_date, default=None)
    number = 0
    for page in drawn:
        if page is newest:
            continue
        with page.activated():
            stands = pages.keep(page.site_page, partial(context_of, page), output)
        if stands:
            files.remove(page.file)
            number += 1
    return number


def pages_of(files: Files) -> list[GeneratedPage]:
    """Our pages among ``files``, in the order in which MkDocs draws them."""
    pages = (file.page for file in files.documentation_pages())
    return [page for page in pages if isinstance(page, GeneratedPage)]
