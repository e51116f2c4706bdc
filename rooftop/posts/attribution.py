"""The few words that posts, feeds and pictures add to a story's own, in the language asked for."""

from __future__ import annotations

from rooftop.records import Disclosure, Reply, Result
from rooftop.translations import Translation, translation_for
from rooftop.views import PersonView


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
    if disclosure.incentive == "none":
        return words("disclosure.unpaid", relation=relation)
    return words("disclosure.in-return", relation=relation, what=disclosure.incentive)


def sign(reply: Reply, words: Translation) -> str:
    """Who in the company answers, and when."""
    return f"{reply.by}, {reply.role}, {words.day(reply.on)}"


def describe_change(result: Result, language: str) -> str:
    """``9 → 3 days``; only what it is now where nobody knows what it was."""
    number = translation_for(language).number
    before = "" if result.before is None else f"{number(result.before)} → "
    return f"{before}{number(result.after)} {result.unit or ''}".strip()


def work_of(person: PersonView, language: str) -> dict[str, str]:
    """What a person does and for whom, as far as each is shown: ``role`` as they say it, and
    ``company``, or ``formerly`` with that word in ``language``.
    """
    work = {"role": person.role or "", "company": person.employer or "", "formerly": ""}
    if person.former_employer:
        formerly = translation_for(language)("person.formerly", company=person.former_employer)
        work["formerly"] = formerly
    return {part: text for part, text in work.items() if text}


def describe_work(person: PersonView, language: str) -> str:
    """`work_of` a person in one line; empty where nothing of it is shown."""
    return ", ".join(work_of(person, language).values())


def one_line(person: PersonView, language: str) -> str:
    """A person in one line: name, role, company, as far as each is shown."""
    return ", ".join([person.name, *work_of(person, language).values()])
