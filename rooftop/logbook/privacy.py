"""Whether git keeps the private folder to itself."""

from __future__ import annotations

from pathlib import Path

from rooftop import git
from rooftop.logbook.entries import LOG
from rooftop.logbook.request_files import LETTERS, REQUESTS

_IGNORE = (
    "Add `/{name}/` to .gitignore, or keep the folder in a private repository beside this one and "
    "name it with the setting `programme`."
)
_UNTRACK = (
    "Run `git rm -r --cached {name}`, and add `/{name}/` to .gitignore. What was pushed already "
    "stays in the history."
)


def why_published(root: Path, folder: Path) -> tuple[str, str] | None:
    """Why git publishes the private ``folder`` together with the project in ``root``, and what to
    do about it; None where it does not: git ignores the folder, it is a repository of its own, or
    there is no git.
    """
    folder = folder.resolve()
    place = next(each for each in (folder, *folder.parents) if each.is_dir())
    project, own = git.top(root), git.top(place)
    if not project or own != project:
        return None
    name = folder.relative_to(project).as_posix()
    if git.ask(project, "ls-files", "--", f":(literal){name}"):
        return f"git tracks files in {name}/", _UNTRACK.format(name=name)
    files = (folder / LOG, folder / REQUESTS / "request.yml", folder / LETTERS / "request.eml")
    ignored = git.ask(project, "check-ignore", "--", *map(str, files)).splitlines()
    if len(ignored) < len(files):
        return f"git does not ignore {name}/", _IGNORE.format(name=name)
    return None
