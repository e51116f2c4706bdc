"""The few words that posts and pictures add to a story's own."""

from __future__ import annotations

from rooftop.records import Disclosure
from rooftop.translations import translation_for
from rooftop.views import Teller


def disclose(disclosure: Disclosure, language: str) -> str:
    """The relationship and incentive in a few words, for beside the story (FTC 16 CFR 255.5);
    English where need be.
    """
    words = translation_for(language)
    relation = disclosure.relationship.removeprefix("other: ")
    relation = (
        words(f"disclosure.{relation}")
        if words.has(f"disclosure.{relation}")
        else relation[:1].upper() + relation[1:]
    )
    paid = words("disclosure.unpaid")
    if disclosure.incentive != "none":
        paid = words("disclosure.in-return", what=disclosure.incentive)
    return f"{relation}, {paid}."


def one_line(teller: Teller) -> str:
    """A person in one line: name, role, company, as far as each is shown."""
    return ", ".join(
        part for part in (teller.name, teller.role, teller.company and teller.company.name) if part
    )
