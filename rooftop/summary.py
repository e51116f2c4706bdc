"""The published and withheld parts of a plan, in words and as data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rooftop.diagnostics import problem_as_data

if TYPE_CHECKING:
    from rooftop.plan import Plan
    from rooftop.published import Published

#: What is counted, by its name in the data: one of it, and several.
_NOUNS = {
    "stories": ("story", "stories"),
    "advocates": ("advocate", "advocates"),
    "products": ("product", "products"),
    "events": ("event", "events"),
    "companies": ("company", "companies"),
    "pages": ("page", "pages"),
    "stories in feeds": ("story in feeds", "stories in feeds"),
    "posts on networks": ("post on networks", "posts on networks"),
}


def describe_plan(plan: Plan) -> Iterator[str]:
    """Lines for people: what is published, what is withheld and why, and what waits."""
    counts = ", ".join(count(n, *_NOUNS[name]) for name, n in published(plan).items())
    yield f"Published for {plan.today.isoformat()} (UTC): {counts}."
    if plan.withheld:
        yield f"Withheld: {count(len(plan.withheld), 'item', 'items')}."
        by_path: dict[str, list[str]] = defaultdict(list)
        for each in plan.withheld:
            by_path[each.path].append(f"{each.what}: {each.reason}")
        for path, what in by_path.items():
            yield f"  {path}"
            yield from (f"    {line}" for line in what)
    else:
        yield "Withheld: nothing."
    if plan.published.valid_until:
        yield f"Valid until {plan.published.valid_until:%Y-%m-%d %H:%M} UTC. Build again by then."
    if plan.waiting:
        waiting = count(plan.waiting, "story", "stories")
        yield f"Waiting for consent in {plan.community.settings.drafts}/: {waiting}."
    yield from describe_unanswered(plan)


def describe_unanswered(plan: Plan) -> Iterator[str]:
    """Lines for people: the requests for consent whose last day for an answer has passed."""
    if plan.unanswered:
        number = count(len(plan.unanswered), "request", "requests")
        yield f"No answer came in time to {number}:"
    for each in plan.unanswered:
        asked = f"asked on {each.requested}, " if each.requested else ""
        who = ", ".join(filter(None, (each.path, each.person)))
        yield f"  {who}: {asked}to be answered by {each.answer_by}."


def describe_build(published: Published) -> dict[str, Any]:
    """The facts in ``build.json`` for whoever publishes the site: its day, and when the result of
    another build would differ (UTC).
    """
    until = published.valid_until
    return {
        "as-of": published.today.isoformat(),
        "valid-until": until.strftime("%Y-%m-%dT%H:%M:%SZ") if until else None,
    }


def changed_feeds(previous: Mapping[str, Any], current: Mapping[str, Any]) -> list[str]:
    """The addresses, below the root, of feeds that differ between two ``build.json``, without those
    that no longer exist.
    """
    before, now = (build.get("feeds") for build in (previous, current))
    known = before if isinstance(before, dict) else {}
    return sorted(
        address for address, digest in (now or {}).items() if known.get(address) != digest
    )


def published(plan: Plan) -> dict[str, int]:
    """How many records of each kind are published; companies where there are any."""
    companies = len(plan.published.companies)
    return {
        "stories": len(plan.published.stories),
        "advocates": len(plan.published.advocates),
        "products": len(plan.published.products),
        "events": len(plan.published.events),
        **({"companies": companies} if companies else {}),
        "pages": len(plan.published.pages),
        "stories in feeds": len(plan.published.feed),
        "posts on networks": sum(post.moment <= plan.now for post in plan.published.posts),
    }


def as_data(plan: Plan) -> dict[str, Any]:
    """The same as plain data for ``--format json``: problems, published counts, withheld items."""
    return {
        "today": plan.today.isoformat(),
        "published": published(plan),
        "waiting": plan.waiting,
        "unanswered": [
            {
                "path": each.path,
                "person": each.person,
                "requested": each.requested.isoformat() if each.requested else None,
                "answer_by": each.answer_by.isoformat(),
            }
            for each in plan.unanswered
        ],
        "withheld": [
            {"path": each.path, "what": each.what, "reason": each.reason} for each in plan.withheld
        ],
        "problems": [problem_as_data(problem) for problem in plan.problems],
    }


def count(number: int, one: str, many: str) -> str:
    """``1 story``, ``2 stories``."""
    return f"{number} {one if number == 1 else many}"
