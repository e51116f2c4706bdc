"""Compiled templates, kept for the next build of the same process: `rooftop serve` builds on every
change, and compiling takes a third of a small build.
"""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket


class TemplateCode(jinja2.BytecodeCache):
    """Code by everything it is made from: a template's name and source, whether it escapes, and the
    extensions of its environment. It stays in memory, where nobody can put code of theirs.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def get_bucket(
        self,
        environment: jinja2.Environment,
        name: str,
        filename: str | None,  # noqa: ARG002 — as Jinja calls it
        source: str,
    ) -> Bucket:
        """The place for the code of one template, filled if it is known."""
        escape = environment.autoescape
        escapes = escape(name) if callable(escape) else escape
        extensions = ",".join(sorted(environment.extensions))
        bucket = Bucket(
            environment, f"{name} {escapes} {extensions}", self.get_source_checksum(source)
        )
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is known."""
        if code := self._code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled into ``bucket``."""
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


TEMPLATE_CODE = TemplateCode()
