"""Addresses that lead nowhere: those of the demo, and all others that are reserved for examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rooftop.catalogue import strings_in
from rooftop.config_file import texts_in
from rooftop.plan import Plan
from rooftop.problems import Problem, problem
from rooftop.records import Record
from rooftop.settings import Community
from rooftop.text import RESERVED_HOST, is_reserved_host

#: An address on a host that nobody can own. The demo lives on one.
_ADDRESS = re.compile(rf"(?:https?://|@)({RESERVED_HOST})", re.IGNORECASE)


def is_demonstration(community: Community) -> bool:
    """Whether this is the demo, or one like it: it says so in ``demo: true``, and each address of
    its settings is reserved for examples. Nobody can publish there, so nothing is left over.
    """
    addresses = community.own_addresses
    return community.settings.demo and all(_ADDRESS.search(each) for each in addresses)


def find_reserved_addresses(plan: Plan, config_file: Path) -> Iterator[Problem]:
    """A note for each such address in ``config_file`` and in the records, once for each host."""
    seen: set[tuple[str, str]] = set()
    places = (
        (path, at, host) for (path, at), text in texts_in(config_file) for host in _hosts_in(text)
    )
    records = (
        (record.origin.path, at, host)
        for record in plan.catalogue.records()
        if not record.is_draft
        for at, host in _hosts_of(record)
    )
    for path, at, host in (*places, *records):
        if (path, host) not in seen:
            seen.add((path, host))
            text = f"{host} is reserved for examples and reaches no one"
            hint = "Write an address of your own, or remove it."
            yield problem(path, at, "leftover-address", text, hint)


def _hosts_in(text: str) -> Iterator[str]:
    if is_reserved_host(text):
        yield text.lower()
    yield from (match[1].lower() for match in _ADDRESS.finditer(text))


def _hosts_of(record: Record) -> Iterator[tuple[tuple[int, int], str]]:
    for path, text in strings_in(record.model_dump()):
        yield from ((record.origin.at(*path), host) for host in _hosts_in(text))
    for match in _ADDRESS.finditer(record.body):
        line = record.origin.body_line + record.body.count("\n", 0, match.start())
        yield (line, 0), match[1].lower()
