"""Files that crawlers ask for: ``robots.txt`` (RFC 9309), and ``llms.txt`` (llmstxt.org) for those
that feed models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rooftop import addresses
from rooftop.markup import escape_markdown
from rooftop.published import Published
from rooftop.translations import translation_for

#: How many stories are listed one by one; the sitemap has all of them.
_LISTED = 500
#: Label, address below the root, and what there is to say of it.
_Entry = tuple[str, str, str | None]


def robots(published: Published) -> bytes:
    """Everything published may be read; where all of it is listed."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {published.community.url}sitemap.xml\n".encode()


def describe_for_models(published: Published) -> bytes:
    """What this site is, and its pages by name: none but those that people agreed to."""
    return ("\n".join(_lines(published)) + "\n").encode()


def _lines(published: Published) -> Iterator[str]:
    community, root = published.community, published.community.url
    words = translation_for(community.language)
    yield f"# {escape_markdown(community.name)}\n\n> {escape_markdown(community.description)}\n"
    yield words("models.intro", company=escape_markdown(community.settings.company)) + "\n"
    stories = [s for s in published.stories.values() if not s.is_draft][:_LISTED]
    people = [p for p in published.advocates.values() if not p.is_draft][:_LISTED]
    products, events = published.products.values(), published.events.values()
    for title, entries in (
        ("stories.title", [(s.title, s.path, s.summary) for s in stories]),
        ("models.people", [(p.name, addresses.advocate(p.slug), p.headline) for p in people]),
        ("products.title", [(p.name, addresses.product(p.slug), p.tagline) for p in products]),
        ("meet.title", [(e.title, addresses.event(e.slug), None) for e in events]),
    ):
        yield from _section(words(title), entries, root)
    yield "## Optional\n"  # a fixed word of the format
    yield f"- [{words('models.pages')}]({root}{addresses.SITEMAP})"
    yield f"- [{words('feeds_page.title')}]({root}feed.xml)"
    yield f"- [{words('models.data')}]({root}{addresses.api('stories')})"


def _section(title: str, entries: Sequence[_Entry], root: str) -> Iterator[str]:
    if entries:
        yield f"## {title}\n"
        for name, path, summary in entries:
            link = f"- [{escape_markdown(name)}]({root}{path})"
            yield f"{link}: {escape_markdown(summary)}" if summary else link
        yield ""
