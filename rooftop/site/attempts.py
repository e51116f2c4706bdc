"""Builds the site without records that turn out to be unfit to be published.

Nearly every problem of a record is found before anything is rendered. The others (a page that
cannot be rendered, a page in which the audit finds something withheld) affect that record alone:
the site is built again without it, so that a withdrawal always takes effect with the next build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from rooftop.audit import Leak
from rooftop.consent import Reason
from rooftop.plan import LeftOut
from rooftop.problems import RecordError
from rooftop.site.current import drawing
from rooftop.site.errors import LeakError
from rooftop.site.invocation import current_invocation, invoked
from rooftop.site.plugins import causes, failing_plugin

_Built = TypeVar("_Built")
#: A fault that so many records share is not theirs.
_MOST_ATTEMPTS = 8


def build_what_is_fit(
    config: MkDocsConfig,
    reload: Callable[[], MkDocsConfig],
    build: Callable[[MkDocsConfig], _Built],
) -> _Built:
    """The result of ``build``. The first attempt uses ``config``, and each further one a
    configuration from ``reload``, because a build changes its configuration.

    Raises whatever ``build`` raises if no record is to blame, or too many are.
    """
    left_out: dict[str, tuple[Reason, str]] = {}
    for _ in range(_MOST_ATTEMPTS):
        with invoked(replace(current_invocation(), left_out=dict(left_out))):
            try:
                return build(config)
            except Exception as error:
                unfit = _unfit(error, config)
                if not set(unfit) - set(left_out):
                    raise
                left_out |= unfit
        config = reload()
    with invoked(replace(current_invocation(), left_out=dict(left_out))):
        return build(config)


def _unfit(error: Exception, config: MkDocsConfig) -> LeftOut:
    """The records that ``error`` is about, and what is wrong with each."""
    chain = list(causes(error))
    for cause in chain:
        if isinstance(cause, LeakError):
            return dict(_leaking(cause.leaks))
        if isinstance(cause, RecordError):
            return {cause.subject: (Reason.FAILED, cause.reason)}
    if any(isinstance(cause, jinja2.TemplateError | OSError) for cause in chain):
        return {}
    if failing_plugin(config, error):
        return {}
    subject, root = drawing(config), chain[-1]
    return {subject: (Reason.FAILED, f"{type(root).__name__}: {root}")} if subject else {}


def _leaking(leaks: list[Leak]) -> Iterator[tuple[str, tuple[Reason, str]]]:
    """Stories first, because pages of people and products repeat what stories say."""
    found = {subject: leak.what for leak in leaks if (subject := _subject_at(leak.path))}
    stories = {subject: what for subject, what in found.items() if subject.startswith("stories/")}
    yield from ((subject, (Reason.MENTION, what)) for subject, what in (stories or found).items())


def _subject_at(path: str) -> str | None:
    """The record that the built file at ``path`` shows; None for a file that shows several."""
    folder, *rest = path.split("/")
    if folder in ("stories", "advocates", "products", "events") and len(rest) > 1:
        return f"{folder}/{rest[0]}"
    if folder == "embed" and len(rest) > 1 and rest[0] not in ("wall", "badges"):
        return f"stories/{rest[0]}"
    if rest == ["index.html"]:
        return f"/{folder}"
    return "/index" if path == "index.html" else None
