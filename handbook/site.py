"""What MkDocs does for the handbook and does not know by itself: the documents at the root of the
repository are pages too, and links between them and ``docs/`` lead to those pages.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
#: The page of each document at the root.
DOCUMENTS = {f"{name}.md": f"project/{name.lower()}.md" for name in
             ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG")}  # fmt: skip
_LINK = re.compile(r"(!?)\[([^\]\[]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the documents at the root."""
    for name, page in DOCUMENTS.items():
        content = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 — as MkDocs calls it
    """Links between ``docs/`` and the root, as links between pages."""
    place = page.file.src_uri
    return _LINK.sub(lambda link: _led(link, place, files), markdown)


def _led(link: re.Match[str], place: str, files: Files) -> str:
    """A link that leads to a page; what it says, where it leads to a file that is none."""
    mark, words, target, anchor = link.groups(default="")
    source = next((name for name, page in DOCUMENTS.items() if page == place), f"docs/{place}")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    from_root = source in DOCUMENTS
    file = files.get_file_from_path(path.removeprefix("docs/"))
    if file and file.inclusion is InclusionLevel.EXCLUDED:
        return words
    if path in DOCUMENTS or (from_root and path.startswith("docs/")):
        page = DOCUMENTS.get(path) or path.removeprefix("docs/")
        page = f"{page}/index.md" if (ROOT / path).is_dir() else page
        return f"{mark}[{words}]({posixpath.relpath(page, posixpath.dirname(place))}{anchor})"
    return words if not path.startswith("docs/") and (ROOT / path).exists() else link[0]
