"""``mkdocs.yml`` as text: where each setting stands, through every file it inherits from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from rooftop.problems import Problem, problem

#: The way to a setting: names in mappings, indexes in lists.
Keys = tuple[str | int, ...]
#: A file, relative to the folder of ``mkdocs.yml``; line and column, from 1, or 0 for neither.
Place = tuple[str, tuple[int, int]]

#: The key by which one file takes over the settings of another (MkDocs, "Configuration
#: Inheritance").
INHERIT = "INHERIT"


@dataclass(frozen=True)
class _Setting:
    """One key or list item: the way to it, line and column, and the words it consists of."""

    keys: Keys
    at: tuple[int, int]
    words: tuple[str, ...]


def locate(config_file: Path, keys: Keys, about: str = "") -> Place:
    """Where the setting ``keys`` stands, or the nearest one around it that is written. When
    ``about``, the text of an error, names something within that setting, the place of that.
    """
    files = [(path, list(_settings(_read(path)))) for path in inheritance(config_file)]
    for length in range(len(keys), 0, -1):
        for path, settings in files:
            within = [each for each in settings if each.keys[:length] == keys[:length]]
            if within:
                named = [each for each in within if about and _names(each, about)]
                setting = max(named, key=lambda each: len(each.keys), default=within[0])
                return relative(path, config_file), setting.at
    return config_file.name, (0, 0)


def scalar(config_file: Path, keys: Keys) -> str | None:
    """The text of the setting ``keys``; None where it is not written, or is a list or a mapping."""
    for path in inheritance(config_file):
        for setting in _settings(_read(path)):
            if setting.keys == keys and len(setting.words) == 2:
                return setting.words[1]
    return None


def texts_in(config_file: Path) -> Iterator[tuple[Place, str]]:
    """Every text of ``config_file``, and the place of its setting; of the files it inherits from,
    those of settings that it does not write itself.
    """
    seen: set[Keys] = set()
    for path in inheritance(config_file):
        settings = list(_settings(_read(path)))
        for setting in settings:
            if setting.keys not in seen:
                place = relative(path, config_file), setting.at
                yield from ((place, word) for word in setting.words)
        seen |= {setting.keys for setting in settings}


def check(config_file: Path) -> Iterator[Problem]:
    """What YAML itself lets pass and MkDocs reads wrongly, or stumbles over."""
    files = inheritance(config_file)
    for path in files:
        node = _read(path)
        if node is not None and not isinstance(node, yaml.MappingNode):
            yield _invalid(
                (relative(path, config_file), (1, 1)),
                "must hold settings, one `name: value` a line",
            )
        yield from _duplicates(node, relative(path, config_file))
    parent = _parent(files[-1])
    if isinstance(parent, Path) and parent in files:
        text = f"{INHERIT} leads back to {relative(parent, config_file)}"
        yield _invalid(locate(files[-1], (INHERIT,)), text)
    elif parent is not None and not isinstance(parent, Path):
        yield _invalid(locate(files[-1], (INHERIT,)), f"{INHERIT} must be the path of one file")


def add(text: str, keys: Keys, name: str, value: str, remark: str) -> str | None:
    """``text`` of a file with the setting ``name`` first in the mapping at ``keys``, below
    ``remark``; None where no such mapping is written as a block. ``value`` is YAML already.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((below for above, below in pairs if above.value == key), None)
    if not isinstance(node, yaml.MappingNode) or not node.value or node.flow_style:
        return None
    first = node.value[0][0].start_mark
    place, end = first.index - first.column, "\r\n" if "\r\n" in text else "\n"
    indentation = " " * first.column
    lines = f"{indentation}{remark}{end}{indentation}{name}: {value}{end}"
    return text[:place] + lines + text[place:]


def inheritance(config_file: Path) -> list[Path]:
    """``config_file``, the file it inherits from, and so on, each once, as far as they can be
    read.
    """
    files: list[Path] = []
    path: Path | yaml.Node | None = config_file.absolute()
    while isinstance(path, Path) and path not in files:
        files.append(path)
        path = _parent(path)
    return files


def relative(path: Path, config_file: Path) -> str:
    """``path`` as problems name it: from the folder of ``config_file``."""
    return Path(os.path.relpath(path, config_file.absolute().parent)).as_posix()


def _invalid(place: Place, text: str) -> Problem:
    return problem(*place, "setting-invalid", text)


def _parent(path: Path) -> Path | yaml.Node | None:
    """The file that ``path`` inherits from; the node itself when it is the name of none."""
    node = _read(path)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == INHERIT:
            is_name = isinstance(value, yaml.ScalarNode)
            return Path(os.path.normpath(path.parent / value.value)) if is_name else value
    return None


def _read(path: Path) -> yaml.Node | None:
    """The nodes of a file; none where it can't be read. Composing runs no tag, so any file is
    safe.
    """
    try:
        return _compose(path.read_bytes())
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None


@lru_cache(maxsize=4)
def _compose(text: bytes) -> yaml.Node | None:
    """One configuration is asked for places in it again and again."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return node


def _duplicates(root: yaml.Node | None, path: str) -> Iterator[Problem]:
    """Keys that a mapping has twice, which YAML 1.2 forbids (3.2.1.3)."""
    seen: dict[Keys, int] = {}
    for setting in _settings(root):
        if setting.keys in seen:
            name = ".".join(map(str, setting.keys))
            text = f"{name} is also on line {seen[setting.keys]}; MkDocs reads only the last one"
            yield problem(path, setting.at, "key-duplicate", text, "Join them, or remove one.")
        seen.setdefault(setting.keys, setting.at[0])


def _settings(
    node: yaml.Node | None, keys: Keys = (), visited: set[int] | None = None
) -> Iterator[_Setting]:
    """Everything below ``node``, from the top. What several aliases share is walked once: an alias
    may hold itself.
    """
    visited = set() if visited is None else visited
    if node is None or id(node) in visited:
        return
    visited.add(id(node))
    children: list[tuple[str | int, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.SequenceNode):
        children = [(index, value, value) for index, value in enumerate(node.value)]
    elif isinstance(node, yaml.MappingNode):
        children = [(str(key.value), key, value) for key, value in node.value]
    for name, first, value in children:
        at = (first.start_mark.line + 1, first.start_mark.column + 1)
        words = [each.value for each in (first, value) if isinstance(each, yaml.ScalarNode)]
        yield _Setting((*keys, name), at, tuple(words))
        yield from _settings(value, (*keys, name), visited)


def _names(setting: _Setting, text: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in setting.words if word
    )
