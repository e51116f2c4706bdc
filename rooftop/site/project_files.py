"""Lists the files of a project that a build may read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rooftop.site.manifest import Facts, facts_of

#: Folders in which tools keep what they make or install.
_TOOLS = frozenset({"__pycache__", "node_modules"})
#: The one hidden folder that a build reads beside its sources: the answers to `rooftop init`.
_OWN = ".rooftop"


#: What a virtual environment of Python has, whatever its folder is called (PEP 405).
_ENVIRONMENT = "pyvenv.cfg", ("bin/python", "Scripts")


@dataclass(frozen=True)
class ProjectFiles:
    """The files that a build of the project in ``root`` may read: everything in the ``sources``,
    which are the folders that the settings name; the files that they name, which are ``named``; and
    everything else below ``root`` but hidden folders, folders of tools, and the ``outputs``.
    """

    root: Path
    sources: Sequence[Path]
    named: Sequence[Path]
    outputs: Sequence[Path]

    @property
    def are_complete(self) -> bool:
        """Whether `facts` has all sources: they are below ``root``, and not below an output."""
        root, outputs = self.root.resolve(), [folder.resolve() for folder in self.outputs]
        return all(
            folder.is_relative_to(root) and not any(map(folder.is_relative_to, outputs))
            for folder in (source.resolve() for source in self.sources)
        )

    def facts(self) -> dict[str, Facts]:
        """The facts of every file, by its path, in a stable order. Raises OSError."""
        root, files = os.path.realpath(self.root), dict[str, Facts]()
        sources = [f"{os.path.realpath(folder)}/" for folder in self.sources]
        skipped = {*map(os.path.realpath, self.outputs), *map(os.path.abspath, self.outputs)}

        def is_read(place: str, name: str) -> bool:
            path = f"{place}/{name}"
            if path in skipped:
                return False
            if any(each.startswith(f"{path}/") or path.startswith(each) for each in sources):
                return True
            return path == f"{root}/{_OWN}" or not _is_of_tools(name, path)

        for place, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if is_read(place, name))
            links = [name for name in folders if Path(place, name).is_symlink()]
            for path in (f"{place}/{name}" for name in (*sorted(names), *links)):
                files[path] = facts_of(os.lstat(path))
        for file in self.named:
            with contextlib.suppress(FileNotFoundError):
                files[str(file)] = facts_of(os.lstat(file))
        return files


def _is_of_tools(name: str, path: str) -> bool:
    """Whether no build reads the folder called ``name``, unless it is a source."""
    if name in _TOOLS or name.startswith("."):
        return True
    mark, programs = _ENVIRONMENT
    return Path(path, mark).exists() and any(Path(path, each).exists() for each in programs)
