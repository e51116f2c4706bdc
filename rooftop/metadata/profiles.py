"""A person's profile in forms that other programs read, to be taken along: vCard, JSON-LD and
Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from rooftop import addresses
from rooftop.markup import Prose, escape_markdown
from rooftop.metadata.schema_org import describe_person
from rooftop.posts import describe_work
from rooftop.settings import Community
from rooftop.views import SiteAdvocate, SiteStory

#: The forms, by the ending of their file.
PROFILES = {"vcf": "text/vcard", "jsonld": "application/ld+json", "md": "text/markdown"}


def portable(
    community: Community, person: SiteAdvocate, prose: Prose, stories: Iterable[SiteStory]
) -> dict[str, bytes]:
    """The profile in every form of `PROFILES`, UTF-8; ``prose`` is what it says below its
    fields.
    """
    told = list(stories)
    facts = {"@context": "https://schema.org", **describe_person(community, person)}
    if told:
        facts["subjectOf"] = [
            {"@type": "Article", "url": community.url + story.path, "headline": story.title}
            for story in told
        ]
    return {
        "vcf": _vcard(community, person),
        "jsonld": (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode(),
        "md": _markdown(community, person, prose, told).encode(),
    }


def _vcard(community: Community, person: SiteAdvocate) -> bytes:
    """vCard 3.0 (RFC 2426), which every address book reads. ``N`` must be there (3.1.2), and is
    empty where the record does not say which part of the name is which: nobody guesses it.
    """
    import vobject  # here, where it is needed: `rooftop check` need not wait for it

    card = vobject.vCard()
    card.add("fn").value = person.name
    card.add("n").value = vobject.vcard.Name(
        family=person.family_name or "", given=person.given_name or ""
    )
    if person.role:
        card.add("title").value = person.role
    if person.employer:
        card.add("org").value = [person.employer]
    for url in (f"{community.url}{addresses.advocate(person.slug)}", *person.links.values()):
        card.add("url").value = url
    if person.headline:
        card.add("note").value = person.headline
    text: str = card.serialize()
    return text.encode()


def _markdown(
    community: Community, person: SiteAdvocate, prose: Prose, told: list[SiteStory]
) -> str:
    lines = [
        f"# {escape_markdown(person.name)}",
        escape_markdown(describe_work(person, community.language)),
    ]
    if person.headline:
        lines.append(f"> {escape_markdown(person.headline)}")
    lines.append(prose.markdown(community.url))
    lines.append(
        "\n".join(
            f"- [{escape_markdown(story.title)}]({community.url}{story.path})" for story in told
        )
    )
    lines.append(
        f"{escape_markdown(community.name)}: <{community.url}{addresses.advocate(person.slug)}>"
    )
    return "\n\n".join(line for line in lines if line) + "\n"
