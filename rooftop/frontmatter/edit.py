"""Change a few values in front matter and leave every other character as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from rooftop.frontmatter.document import split
from rooftop.frontmatter.values import Path


class EditError(ValueError):
    """The change can't be made in this file; the message says why."""


def set_values(text: str, path: Path, values: Mapping[str, str | None]) -> str:
    """``text`` of a content file with ``values`` in the mapping at ``path``; None takes a key out.

    Values are written as they are, so they must be YAML already. Raises `EditError` when ``path``
    is no mapping or the result could not be read back.
    """
    for key, value in values.items():
        text = _set(text, path, key, value)
    return text


def _set(text: str, path: Path, key: str, value: str | None) -> str:
    start = text.index("\n") + 1
    end = start + text[start:].index("\n---")
    source = text[start : end + 1]
    node = _find(yaml.compose(source, Loader=yaml.SafeLoader), path)
    pair = next((pair for pair in node.value if pair[0].value == key), None)
    if pair is None:
        edited = source if value is None else _insert(source, node, key, value)
    elif value is None:
        edited = _remove(source, node, pair)
    else:
        edited = source[: pair[1].start_mark.index] + value + source[_end(source, pair[1]) :]
    result = text[:start] + edited + text[end + 1 :]
    document, problems = split(result, "")
    if document is None:
        raise EditError("; ".join(problem.message for problem in problems))
    return result


def _find(node: yaml.Node | None, path: Path) -> yaml.MappingNode:
    for part in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in pairs if name.value == part), None)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise EditError(f"there is no group of fields at {'.'.join(map(str, path))}")
    return node


def _insert(source: str, node: yaml.MappingNode, key: str, value: str) -> str:
    """The new field last: after the end of the last value there is."""
    last_key, last_value = node.value[-1]
    place = _end(source, last_value)
    if node.flow_style:
        return f"{source[:place]}, {key}: {value}{source[place:]}"
    indentation = " " * last_key.start_mark.column
    return f"{source[:place]}\n{indentation}{key}: {value}{source[place:]}"


def _remove(source: str, node: yaml.MappingNode, pair: tuple[yaml.Node, yaml.Node]) -> str:
    first, last = pair[0].start_mark.index, _end(source, pair[1])
    if not node.flow_style:
        return source[: source.rfind("\n", 0, first) + 1] + source[source.find("\n", last) + 1 :]
    if source[last:].lstrip().startswith(","):
        rest = source[last:].lstrip()[1:].lstrip()
        return source[:first] + rest
    return source[:first].rstrip().removesuffix(",") + source[last:]


def _end(source: str, node: yaml.Node) -> int:
    """Where a value really ends: PyYAML lets blocks end at the beginning of what follows, behind
    remarks.
    """
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(source, last[1] if isinstance(last, tuple) else last)
    return len(source[: node.end_mark.index].rstrip())
