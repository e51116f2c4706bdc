"""The files that a build writes beside the site for whoever acts on a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from urllib.parse import urlsplit

from rooftop.withdrawal.aftermath import Aftermath
from rooftop.withdrawal.gone import render_rules
from rooftop.withdrawal.purge import render_purges, urls_of

#: Beside the site: the folder of the files, and the manifest of what was published.
FOLDER, MANIFEST = "withdrawn", "published.json"
TODO = "todo.md"


def render_files(root: str, aftermath: Aftermath) -> Iterator[tuple[str, str]]:
    """Name and text of each file; none where nothing is to be done. ``root`` is the address of the
    site, with a final slash.
    """
    if not aftermath.purge:
        return
    yield from render_purges(root, aftermath.purge)
    yield from render_rules(urlsplit(root).path, aftermath.gone, aftermath.gone_folders)
    yield TODO, "".join(_todo(root, aftermath))


def read_checklist() -> str:
    """What a person does after a withdrawal, as a task list in Markdown. docs/withdrawal.md holds
    the same.
    """
    return (resources("rooftop.withdrawal") / "checklist.md").read_text(encoding="utf-8")


def _todo(root: str, aftermath: Aftermath) -> Iterator[str]:
    yield f"# After a withdrawal from {root}\n\n"
    yield "`rooftop build` wrote this. It names people: keep it out of the site.\n\n"
    yield read_checklist()
    for subject, own in aftermath.withdrawn.items():
        yield f"\n## {subject}\n\n"
        urls = urls_of(root, [address for address in own if address.endswith("/")])
        yield from (f"- <{url}>\n" for url in urls if not url.endswith("/index.html"))
    if not aftermath.withdrawn:
        yield "\nNothing was withdrawn for good; `purge.txt` lists unused addresses.\n"
