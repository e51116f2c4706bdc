"""Pages that MkDocs need not render, because the new site already has them as they would be."""

from __future__ import annotations

import datetime

from mkdocs.structure.files import Files

from rooftop.site.generated_files import Documents
from rooftop.site.kept_pages import KeptPages
from rooftop.site.output_folder import OutputFolder


def leave_out_unchanged(
    files: Files, documents: Documents, kept: KeptPages, output: OutputFolder
) -> int:
    """Add to ``files`` those of the ``documents`` that have to be rendered; returns the number of
    the others, which are in ``output`` already.

    The newest page is always rendered, because MkDocs dates the compressed sitemap by it.
    """
    for file in files.documentation_pages():
        files.remove(file)
    pages = documents.pages
    newest = max(pages, key=lambda page: page.date or datetime.date.min, default=None)
    drawn = [page for page in pages if page is newest or not kept.keep(page, output)]
    for page in drawn:
        files.append(documents.file_of(page))
    return len(pages) - len(drawn)
