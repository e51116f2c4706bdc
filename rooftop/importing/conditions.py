"""Which records of a source are wanted at all."""

from __future__ import annotations

from rooftop.importing.mapping import Mapping
from rooftop.importing.paths import as_text, folded, pick, single
from rooftop.importing.sources import SourceRecord


def admits(mapping: Mapping, record: SourceRecord) -> bool:
    """Whether ``record`` says what ``mapping.where`` asks for, and nothing of ``mapping.unless``.
    A field that says nothing counts as empty text.
    """
    return all(
        _is_one_of(record, path, spellings) for path, spellings in mapping.where.items()
    ) and not any(_is_one_of(record, path, spellings) for path, spellings in mapping.unless.items())


def _is_one_of(record: SourceRecord, path: str, spellings: tuple[str, ...]) -> bool:
    own = record.own(path)
    values = [own] if own is not None else pick(record.fields, path)
    texts = {folded(as_text(single(value))) for value in values} or {""}
    return not texts.isdisjoint(map(folded, spellings))
