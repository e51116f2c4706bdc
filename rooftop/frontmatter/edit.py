"""Change a few values in front matter and leave every other character as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from rooftop.frontmatter.document import split
from rooftop.frontmatter.values import Path

_REMARK = re.compile(r"(?<=\s)#")


class EditError(ValueError):
    """The change can't be made in this file; the message says why."""


def set_values(text: str, path: Path, values: Mapping[str, str | None]) -> str:
    """``text`` of a content file with ``values`` in the mapping at ``path``; None takes a key out.

    Values are written as they are, so they must be YAML already. Lines end as they did. Raises
    `EditError` when ``path`` is no mapping or the result could not be read back.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    for key, value in values.items():
        text = _set(text, path, key, value)
    return text.replace("\n", end)


def replace_value(text: str, path: Path, value: str) -> str:
    """``text`` with ``value``, which is YAML already, in the place of the value at ``path``, an
    item of a list or of a mapping. Raises `EditError`.
    """
    start, source = _source(text)
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    for part in path:
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        is_item = isinstance(part, int) and part < len(items)
        node = items[part] if is_item and isinstance(part, int) else _value_of(node, part)
    if node is None:
        raise EditError(f"there is nothing at {'.'.join(map(str, path))}")
    return text[:start] + _replace(source, node, value) + text[start + len(source) :]


def replace_field(text: str, key: str, fields: Mapping[str, str]) -> str:
    """``text`` with ``fields``, of YAML values, in the place of the field ``key``. Remarks in its
    lines stand below, each on a line of its own. Lines end as they did. Raises `EditError`
    where there is no such field, and where the result could not be read back.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    start, source = _source(text)
    root = _find(yaml.compose(source, Loader=yaml.SafeLoader), ())
    pair = next((pair for pair in root.value if pair[0].value == key), None)
    if pair is None or root.flow_style:
        raise EditError(f"there is no {key} on a line of its own")
    first, last = pair[0].start_mark.index, _end(source, pair[1])
    margin = " " * pair[0].start_mark.column
    last = source.index("\n", last)
    lines = [f"{name}: {value}" for name, value in fields.items()]
    lines += _remarks_in(source, first, last)
    edited = source[:first] + f"\n{margin}".join(lines) + source[last:]
    result = text[:start] + edited + text[start + len(source) :]
    document, problems = split(result, "")
    if document is None:
        raise EditError("; ".join(problem.message for problem in problems))
    return result.replace("\n", end)


def _remarks_in(source: str, first: int, last: int) -> list[str]:
    """The remarks between two places of ``source``: signs `#` behind a blank, in no text."""
    texts = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(source, Loader=yaml.SafeLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    signs = (match.start() for match in _REMARK.finditer(source, first, last))
    remarks: dict[int, str] = {}
    for sign in signs:
        line_end = source.index("\n", sign)
        if not any(start <= sign < end for start, end in texts):
            remarks.setdefault(line_end, source[sign:line_end].rstrip())
    return list(remarks.values())


def set_group(text: str, path: Path, values: Mapping[str, str]) -> str:
    """`set_values`, with the mappings on the way to ``path`` written where they are missing."""
    root = yaml.compose(_source(text)[1], Loader=yaml.SafeLoader)
    depth, node = 0, root
    while depth < len(path):
        below = _value_of(node, path[depth])
        if below is None or _is_empty(below):
            break
        depth, node = depth + 1, below
    if depth == len(path):
        return set_values(text, path, values)
    if not isinstance(node, yaml.MappingNode):
        raise EditError(f"there is no group of fields at {'.'.join(map(str, path[:depth]))}")
    group: dict[str, Any] = dict(values)
    for part in reversed(path[depth + 1 :]):
        group = {str(part): group}
    first = node.value[0][0].start_mark.column if node.value else 0
    value = _flow(group) if node.flow_style else _block(group, first + 2)
    return set_values(text, path[:depth], {str(path[depth]): value})


def rename_key(text: str, path: Path, old: str, new: str) -> str:
    """``text`` with the field ``old`` of the mapping at ``path`` called ``new``; its value stays as
    it is written. Raises `EditError` where there is no such field.
    """
    start, source = _source(text)
    node = _find(yaml.compose(source, Loader=yaml.SafeLoader), path)
    for key, _ in node.value:
        if key.value == old:
            first, last = start + key.start_mark.index, start + key.end_mark.index
            return text[:first] + new + text[last:]
    raise EditError(f"there is no {'.'.join(map(str, (*path, old)))}")


def _source(text: str) -> tuple[int, str]:
    """Where the fields of ``text`` begin, and the fields."""
    start = text.index("\n") + 1
    end = start + text[start:].index("\n---")
    return start, text[start : end + 1]


def _value_of(node: yaml.Node | None, key: str | int) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _is_empty(node: yaml.Node) -> bool:
    """Whether ``node`` is written and holds nothing: null, or braces without a field."""
    return node.tag == "tag:yaml.org,2002:null" or (
        isinstance(node, yaml.MappingNode) and not node.value
    )


def _flow(group: Mapping[str, Any]) -> str:
    fields = (f"{k}: {_flow(v) if isinstance(v, Mapping) else v}" for k, v in group.items())
    return f"{{{', '.join(fields)}}}"


def _block(group: Mapping[str, Any], column: int) -> str:
    lines = ""
    for key, value in group.items():
        inner = _block(value, column + 2) if isinstance(value, Mapping) else f" {value}"
        lines += f"\n{' ' * column}{key}:{inner}"
    return lines


def _set(text: str, path: Path, key: str, value: str | None) -> str:
    start, source = _source(text)
    end = start + len(source) - 1
    node = _find(yaml.compose(source, Loader=yaml.SafeLoader), path)
    pair = next((pair for pair in node.value if pair[0].value == key), None)
    if pair is None:
        edited = source if value is None else _insert(source, node, key, value)
    elif value is None:
        edited = _remove(source, node, pair)
    else:
        edited = _replace(source, pair[1], value)
    result = text[:start] + edited + text[end + 1 :]
    document, problems = split(result, "")
    if document is None:
        raise EditError("; ".join(problem.message for problem in problems))
    return result


def _find(node: yaml.Node | None, path: Path) -> yaml.MappingNode:
    for part in path:
        node = _value_of(node, part)
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
    return f"{source[:place]}\n{indentation}{key}:{_spaced(value)}{source[place:]}"


def _replace(source: str, node: yaml.Node, value: str) -> str:
    """``value`` in the place of ``node``; where nothing stands yet, behind the colon."""
    first, last = node.start_mark.index, _end(source, node)
    if value.startswith("\n") or first >= last:
        return source[:first].rstrip(" ") + _spaced(value) + source[max(first, last) :]
    return source[:first] + value + source[last:]


def _spaced(value: str) -> str:
    """``value`` as it stands behind a colon: a block begins on a line of its own."""
    return value if value.startswith("\n") else f" {value}"


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
