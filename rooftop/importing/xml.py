"""XML as plain data: feeds, exports of WordPress, and whatever else has names and values."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from rooftop.importing.paths import TEXT
from rooftop.importing.structured import Findings, UnreadableError

_XHTML = "{http://www.w3.org/1999/xhtml}"


def read_xml(text: str, findings: Findings) -> Iterator[dict[str, Any]]:
    """The root element of ``text`` as a group of fields: children by their names as they are
    written (``wp:post_type``), those of one name as a list, attributes as ``@name``. HTML within is
    text. What a mistake leaves readable is kept.

    No entity of the document's own is resolved, and nothing is loaded.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("is no XML", error.lineno or 0) from None
    if root is None:
        raise UnreadableError("is no XML")
    for mistake in list(parser.error_log)[:1]:
        findings.errors.append((mistake.line, f"is no correct XML: {mistake.message}"))
    value = _value(root)
    yield value if isinstance(value, dict) else {_name(root): value}


def _value(element: etree._Element) -> Any:
    children = [child for child in element if isinstance(child.tag, str)]
    if children and (_is_prose(element) or children[0].tag.startswith(_XHTML)):
        inner: Any = _inner_html(element)
        children = []
    else:
        inner = "".join(map(str, element.itertext())) if not children else None
    fields: dict[str, Any] = {
        f"@{_local(str(name))}": text for name, text in element.attrib.items()
    }
    for child in children:
        _add(fields, _name(child), _value(child))
    if inner is None or not fields:
        return fields if inner is None else inner
    return {**fields, TEXT: inner} if inner.strip() else fields


def _add(fields: dict[str, Any], name: str, value: Any) -> None:
    if name not in fields:
        fields[name] = value
    elif isinstance(fields[name], list):
        fields[name].append(value)
    else:
        fields[name] = [fields[name], value]


def _is_prose(element: etree._Element) -> bool:
    """Whether words stand between the children of ``element``."""
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)


def _inner_html(element: etree._Element) -> str:
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "") + inner


def _name(element: etree._Element) -> str:
    local = _local(str(element.tag))
    return f"{element.prefix}:{local}" if element.prefix else local


def _local(name: str) -> str:
    return name.rpartition("}")[2]
