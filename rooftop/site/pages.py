"""Sheets as pages of MkDocs. Its own reading, Markdown and link rules never run: they let through what ours refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from rooftop.plan import Plan
from rooftop.site.sheets import Sheet


class SheetPage(Page):
    """A page of MkDocs that shows a sheet."""

    def __init__(self, sheet: Sheet, label: str | None, file: File, config: MkDocsConfig, newest: str) -> None:
        super().__init__(label or sheet.title, file, config)
        self.sheet = sheet
        self.update_date = sheet.date.isoformat() if sheet.date else newest

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 — MkDocs' signature
        """What MkDocs and its search read."""
        self.markdown = ""
        self.meta = {
            "template": self.sheet.template,
            "description": self.sheet.description,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 — MkDocs' signature
        """The prose of the sheet; the template draws the rest."""
        root = "../" * self.sheet.address.count("/")
        self.prose = self.sheet.prose.on_page(root) if self.sheet.prose else Markup()
        self.content = str(self.prose)
        self.toc = get_toc([])
        self.present_anchor_ids = set()


def replace_files(
    files: Files, plan: Plan, sheets: Sequence[Sheet], made: Mapping[str, bytes], config: MkDocsConfig
) -> None:
    """Take everything of ``content/`` out of ``files``, and put in the sheets, and what was ``made`` by its address."""
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)
    labels = _labels(config.nav)
    newest = plan.newest.isoformat()
    for sheet in sheets:
        file = File(
            f"{sheet.address}index.md",
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{sheet.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "rooftop"
        files.append(file)
        SheetPage(sheet, labels.get(file.src_uri), file, config, newest)
    for address, data in made.items():
        other = File(address, None, config.site_dir, config.use_directory_urls, dest_uri=address)
        other.generated_by = "rooftop"
        other.content_bytes = data
        files.append(other)


def _labels(nav: Any) -> dict[str, str]:
    """What ``nav`` calls each page: MkDocs forgets it for pages that exist already."""
    if isinstance(nav, dict):
        found = {value: str(label) for label, value in nav.items() if isinstance(value, str)}
        return found | _labels([value for value in nav.values() if not isinstance(value, str)])
    if isinstance(nav, list):
        return {path: label for item in nav for path, label in _labels(item).items()}
    return {}
