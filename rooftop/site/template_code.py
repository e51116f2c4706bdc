"""Compiled templates, kept for the next build, because compiling takes a third of a small one.

Those of the theme are stored where Python stores compiled modules of this library, and are as safe
there. They are not stored in the cache of the project: code from a cache that others can write
would be executed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from rooftop.cache import library
from rooftop.theme import TEMPLATES


class TemplateCode(jinja2.BytecodeCache):
    """Code by everything it is made from: a template's name and source, whether it escapes, the
    options of its environment, and the versions of what compiles it. All of it is kept in memory,
    and that of templates in ``folder`` in files as well.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._code: dict[str, bytes] = {}

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The place for the code of one template, filled if it is known."""
        escape = environment.autoescape
        escapes = escape(name) if callable(escape) else escape
        blanks = environment.trim_blocks, environment.lstrip_blocks
        made_from = (library(), name, escapes, sorted(environment.extensions), blanks, source)
        digest = hashlib.blake2b(repr(made_from).encode(), digest_size=20).hexdigest()
        bucket = Bucket(environment, self._file_for(filename), digest)
        self.load_bytecode(bucket)
        return bucket

    def _file_for(self, template: str | None) -> str:
        """The file for the code of the file ``template``; empty if it is kept in memory alone."""
        if not self._folder or not template or not Path(template).is_relative_to(self._folder):
            return ""
        return importlib.util.cache_from_source(f"{template}.py")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is known."""
        code = self._code.get(bucket.checksum)
        with contextlib.suppress(Exception):  # of whatever kind: there is no file, or it is damaged
            bucket.bytecode_from_string(code or Path(bucket.key).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled into ``bucket``."""
        self._code[bucket.checksum] = code = bucket.bytecode_to_string()
        if not bucket.key or sys.dont_write_bytecode:
            return
        file = Path(bucket.key)
        with contextlib.suppress(OSError):  # without permission to write, it is compiled again
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f"{file.name}.{os.getpid()}")
            beside.write_bytes(code)
            beside.replace(file)


TEMPLATE_CODE = TemplateCode(TEMPLATES)
