"""One page, as the plan has it: where it stands, which template draws it, and what the template is given."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rooftop.markup import Prose
from rooftop.plan import Plan


@dataclass(frozen=True)
class Sheet:
    """One page. ``address`` is below the site root and ends in a slash; ``prose`` is what search reads of it."""

    address: str
    template: str
    title: str
    description: str = ""
    language: str | None = None
    date: datetime.date | None = None
    listed: bool = True
    prose: Prose | None = None
    context: Mapping[str, Any] = field(default_factory=dict)


def section(plan: Plan, slug: str, title: str, template: str, description: str, **context: Any) -> Sheet:
    """A page that lists things. A page of the same name in ``content/`` gives it its title and its words."""
    page = plan.pages.get(slug)
    return Sheet(
        f"{slug}/" if slug != "index" else "",
        template,
        page.title if page else title,
        (page.description if page else None) or description,
        date=plan.newest,
        prose=plan.prose_of("", slug),
        context=context,
    )
