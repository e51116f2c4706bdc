"""Records that stand there to be replaced: previews show them, and nothing that is published may
refer to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.catalogue.catalogue import Catalogue
from rooftop.problems import Problem, problem
from rooftop.records import Record


def check_examples(catalogue: Catalogue) -> Iterator[Problem]:
    """A note for each example, until it is replaced."""
    for record in catalogue.records():
        if record.example and not record.origin.draft:
            text = "this is an example: previews show it, and the site leaves it out"
            hint = "Write your own in its place and remove `example: true`, or delete the file."
            at = record.origin.at("example")
            yield problem(record.origin.path, at, "example-record", text, hint)


def refers_to_example(record: Record, at: tuple[int, int], example: Record) -> Problem:
    """The problem that ``record``, which is no example, refers at ``at`` to ``example``."""
    text = f"{example.origin.path} is an example, which is never published"
    hint = "Name a record of your own, or remove `example: true` there once it is one."
    return problem(record.origin.path, at, "reference-example", text, hint)
