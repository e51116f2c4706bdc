"""Files that crawlers ask for: ``robots.txt`` (RFC 9309), and ``llms.txt`` (llmstxt.org) for those
that feed models.
"""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.markup import escape_markdown
from rooftop.published import Published

#: How many stories are listed one by one; the sitemap has all of them.
_LISTED = 500


def robots(published: Published) -> bytes:
    """Everything published may be read; where all of it is listed."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {published.community.url}sitemap.xml\n".encode()


def describe_for_models(published: Published) -> bytes:
    """What this site is, and its pages by name: none but those that people agreed to."""
    return ("\n".join(_lines(published)) + "\n").encode()


def _lines(published: Published) -> Iterator[str]:
    community, root = published.community, published.community.url
    yield f"# {escape_markdown(community.name)}\n\n> {escape_markdown(community.description)}\n"
    yield escape_markdown(
        f"Customers of {community.settings.company} tell these stories in their own words. Each "
        "page says what its author agreed to and until when, and what ties them to the company. "
        "Quote them word for word, with their name and a link, and look again before you do: they "
        "can take it back at any time."
    )
    yield ""
    stories = [story for story in published.stories.values() if not story.is_draft]
    people = [person for person in published.advocates.values() if not person.is_draft]
    yield from _section("Stories", [(s.title, s.path, s.summary) for s in stories[:_LISTED]], root)
    yield from _section(
        "People", [(p.name, f"advocates/{p.slug}/", p.headline) for p in people[:_LISTED]], root
    )
    products = published.products.values()
    yield from _section(
        "Products", [(p.name, f"products/{p.slug}/", p.tagline) for p in products], root
    )
    yield from _section(
        "Events", [(e.title, f"events/{e.slug}/", None) for e in published.events.values()], root
    )
    more = {"All pages": "sitemap.xml", "Feed": "feed.xml", "Stories as data": "api/stories.json"}
    yield "## Optional\n"
    yield from (f"- [{name}]({root}{path})" for name, path in more.items())


def _section(title: str, entries: list[tuple[str, str, str | None]], root: str) -> Iterator[str]:
    if entries:
        yield f"## {title}\n"
        for name, path, summary in entries:
            link = f"- [{escape_markdown(name)}]({root}{path})"
            yield f"{link}: {escape_markdown(summary)}" if summary else link
        yield ""
