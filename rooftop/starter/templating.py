"""How a file of a new repository is written: Jinja with signs of its own, because workflows, shell
scripts and Markdown use those of Jinja.
"""

from __future__ import annotations

import json
import shlex
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined

from rooftop.markup import escape_markdown
from rooftop.starter.answers import Text


def render(template: str, values: dict[str, Any]) -> str:
    """``template`` with ``[= value =]`` and ``[% if … %]`` filled in; ``[%# … #%]`` is a comment.

    Raises jinja2.UndefinedError for a value that is not given, and TypeError for words of somebody
    that pass through none of the filters ``yaml``, ``markdown``, ``shell`` and ``link``.
    """
    return _environment().from_string(template).render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[=",
        variable_end_string="=]",
        comment_start_string="[%#",
        comment_end_string="#%]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_refuse_bare_words,
        autoescape=False,  # noqa: S701 — the files are no HTML; `_refuse_bare_words` guards them
    )
    environment.filters.update(yaml=_yaml, markdown=_markdown, shell=_shell, link=_link, fill=_fill)
    return environment


def _refuse_bare_words(value: Any) -> Any:
    if isinstance(value, Text):
        raise TypeError(f"{value!r} needs one of the filters yaml, markdown, shell and link")
    return value


def _yaml(value: Any) -> str:
    """A scalar or a list of YAML 1.2, on one line: every text of JSON is one."""
    return json.dumps(value, ensure_ascii=False)


def _markdown(value: str) -> str:
    return escape_markdown(str(value))


def _link(value: str) -> str:
    """An address as the target of a Markdown link; none that is accepted holds a blank."""
    return str(value).replace("(", "%28").replace(")", "%29")


def _fill(text: str, **values: Any) -> str:
    """``text`` with ``values`` in place of their names in braces; words of somebody among them
    still need a filter.
    """
    filled = text.format(**values)
    return Text(filled) if any(isinstance(value, Text) for value in values.values()) else filled


def _shell(value: str) -> str:
    return shlex.quote(str(value))
