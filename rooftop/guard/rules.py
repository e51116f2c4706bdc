"""What the settings of the base branch say about pull requests."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from rooftop.config_file import INHERIT
from rooftop.guard.repository import FILE, PROGRAM, Repository, Tree
from rooftop.problems import Problem, problem
from rooftop.settings import Settings
from rooftop.validation import describe_error

#: The settings that matter here. A mistake in another one stops nobody.
_NEEDED = ("content", "maintainers", "max_changed_files")
#: How many files may inherit settings one from the other.
_MAX_FILES = 10


@dataclass(frozen=True)
class Rules:
    """``content`` is the folder of what people write, as a path in the repository;
    ``maintainers`` are accounts in small letters.
    """

    content: str
    maintainers: frozenset[str]
    max_changed_files: int


class _Loader(yaml.SafeLoader):
    """Reads what it knows and takes any other tag for nothing: no tag runs anything."""


_Loader.add_multi_constructor("", lambda *_: None)


def read_rules(
    repository: Repository, tree: Tree, config_file: str
) -> tuple[Rules | None, list[Problem]]:
    """The rules in ``config_file``, a path in ``tree``, or what is wrong with them. Settings that
    it inherits count if they are in the same tree.
    """
    if config_file not in tree:
        what = "is not in the base branch, so nobody can tell who its maintainers are"
        return None, [problem(config_file, (0, 0), "setting-invalid", what)]
    own: dict[str, Any] = {}
    try:
        for written in _inherited(repository, tree, config_file):
            extra = written.get("extra")
            rooftop = extra.get("rooftop") if isinstance(extra, dict) else None
            own = (rooftop if isinstance(rooftop, dict) else {}) | own
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        what = f"cannot be read: {type(error).__name__}"
        return None, [problem(config_file, (0, 0), "setting-invalid", what)]
    try:
        chosen = {key: own[key] for key in _NEEDED if own.get(key) is not None}
        settings = Settings.model_validate({"company": "-"} | chosen)
    except ValidationError as error:
        return None, [_invalid(config_file, each) for each in error.errors()]
    content = posixpath.normpath(posixpath.join(posixpath.dirname(config_file), settings.content))
    return Rules(
        content, frozenset(map(str.lower, settings.maintainers)), settings.max_changed_files
    ), []


def _inherited(repository: Repository, tree: Tree, path: str) -> Iterator[dict[str, Any]]:
    """The settings in the file at ``path``, then those of the file it inherits from, and so on."""
    for _ in range(_MAX_FILES):
        entry = tree.get(path)
        if entry is None or entry.mode not in (FILE, PROGRAM):
            return
        settings = yaml.load(repository.texts([entry])[entry.object], Loader=_Loader)  # noqa: S506 — it is a safe loader
        if not isinstance(settings, dict):
            return
        yield settings
        parent = settings.get(INHERIT)
        if not isinstance(parent, str):
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), parent))


def _invalid(path: str, error: Any) -> Problem:
    name = ".".join(map(str, ("extra", "rooftop", *error["loc"])))
    return problem(path, (0, 0), "setting-invalid", f"{name} {describe_error(error)}")
