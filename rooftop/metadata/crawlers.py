"""Files that crawlers ask for: ``robots.txt`` (RFC 9309), and ``llms.txt`` (llmstxt.org) for those
that feed models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from rooftop import addresses
from rooftop.markup import escape_markdown
from rooftop.metadata.usage import (
    CONTENT_SIGNAL,
    CONTENT_USAGE,
    DEFAULT,
    FOR_MACHINES,
    Usage,
    usages_of,
)
from rooftop.published import Published
from rooftop.translations import translation_for

#: How many stories and people are listed.
_LISTED = 500
#: Bytes. A crawler must read 500 KiB of the file and may ignore what follows (RFC 9309, 2.5).
_LARGEST = 480 * 1024
#: Label, address below the root, and what there is to say of it.
_Entry = tuple[str, str, str | None]


def robots(published: Published) -> bytes:
    """Everything published may be read; how AI systems may use it; where all of it is listed.

    The default stands at the root, and what allows more below it, as far as the file stays within
    what crawlers read. What does not fit keeps the default.
    """
    root = published.community.url
    end = f"\nSitemap: {root}sitemap.xml\n"
    lines = [
        "User-agent: *",
        "Allow: /",
        f"{CONTENT_USAGE}: {DEFAULT.content_usage}",
        f"{CONTENT_SIGNAL}: {DEFAULT.content_signal}",
    ]
    size = sum(len(line) + 1 for line in lines) + len(end.encode())
    for address, usage in (FOR_MACHINES | usages_of(published)).items():
        rules = list(_rules(urlsplit(root).path + quote(address), usage))
        size += sum(len(rule) + 1 for rule in rules)
        if size > _LARGEST:
            break
        lines += rules
    return ("\n".join(lines) + "\n" + end).encode()


def _rules(path: str, usage: Usage) -> Iterator[str]:
    """The rules for ``path``, which stands for all below it if it ends in a slash.

    Some programs do not know that such a rule may begin with a path. They take the path and the
    first word for one word that they do not know, so only the first word allows anything.
    """
    place = path if path.endswith("/") else f"{path}$"
    if usage.ai_train:
        yield f"{CONTENT_USAGE}: {place} {usage.content_usage}"
    if usage.ai_input:
        rest = "" if usage.ai_train else ", ai-train=no"
        yield f"{CONTENT_SIGNAL}: {place} ai-input=yes, search=yes{rest}"
    if usage.ai_train:
        rest = "" if usage.ai_input else ", ai-input=no"
        yield f"{CONTENT_SIGNAL}: {place} ai-train=yes, search=yes{rest}"


def describe_for_models(published: Published) -> bytes:
    """What this site is, and its pages of stories and people of which everybody shown there agreed
    that AI systems use them as input. Every other page shows somebody who did not.
    """
    return ("\n".join(_lines(published)) + "\n").encode()


def _lines(published: Published) -> Iterator[str]:
    community, root = published.community, published.community.url
    words, channels = translation_for(community.language), published.channels
    usages = usages_of(published)
    yield f"# {escape_markdown(community.name)}\n\n> {escape_markdown(community.description)}\n"
    yield words("models.intro", company=escape_markdown(community.settings.company)) + "\n"
    stories = [(s.title, s.path, s.summary) for s in channels.ai_input.values()]
    people = [
        (p.name, addresses.advocate(p.slug), p.headline) for p in channels.ai_input_people.values()
    ]
    sections = {
        title: [each for each in entries if usages.get(each[1], DEFAULT).ai_input][:_LISTED]
        for title, entries in (("stories.title", stories), ("models.people", people))
    }
    if not any(sections.values()):
        yield words("models.none") + "\n"
    for title, entries in sections.items():
        yield from _section(words(title), entries, root)
    yield "## Optional\n"  # a fixed word of the format
    yield f"- [{words('models.data')}]({root}{addresses.api('stories')})"


def _section(title: str, entries: Sequence[_Entry], root: str) -> Iterator[str]:
    if entries:
        yield f"## {title}\n"
        for name, path, summary in entries:
            link = f"- [{escape_markdown(name)}]({root}{path})"
            yield f"{link}: {escape_markdown(summary)}" if summary else link
        yield ""
