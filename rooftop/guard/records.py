"""What a person may change in profiles and stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rooftop.frontmatter import Path
from rooftop.guard.paths import Place
from rooftop.guard.people import Item, People
from rooftop.problems import Problem, problem
from rooftop.records import Advocate
from rooftop.records.record import locate

#: What `rooftop stamp` writes.
STAMPS = ("published", "permalink")
_ASK = "Ask a maintainer to make this change."
_UNREADABLE = "its front matter cannot be read, so nobody can tell whose it is"


def check_profile(
    people: People, place: Place, before: Item | None, after: Item | None
) -> Iterator[Problem]:
    """What is wrong with a change of a profile; ``before`` and ``after`` are the file in the base
    branch and in the contribution, None where there is none.
    """
    if before and not people.is_mine(before):
        yield _not_yours(place, before.account)
    elif after and not after.document:
        yield _owner(place, _UNREADABLE, "`rooftop check` says what is wrong with it.")
    elif before and after:
        if after.account != before.account:
            what = "`github` says who may change this file, and only maintainers change that"
            yield _field(after, ("github",), what, _ASK)
        yield from _aliases(people, before, after)
    elif after:
        yield from _new_profile(people, after)
    elif before and (path := _naming(people, before)):
        what = f"this removes a profile that {path} names"
        yield problem(place.path, (0, 0), "guard-rename", what, _ASK)


def _naming(people: People, profile: Item) -> str | None:
    """The path of a file that names this person, by whatever slug; None where none does."""
    slugs = (profile.place.slug, *profile.words("aliases"))
    return next(filter(None, map(people.naming, slugs)), None)


def _new_profile(people: People, after: Item) -> Iterator[Problem]:
    place = after.place
    if not people.is_mine(after):
        what = f"this is a profile of {after.account or 'nobody'}, and you are {people.account}"
        hint = f"If it is about you, write `github: {people.account}`. For somebody else, ask them."
        yield _owner(place, what, hint, _at(after, ("github",)))
    elif people.profiles:
        what = f"your profile is {people.profiles[0]}.md, and a person has one"
        yield _owner(place, what, f"Change {people.profiles[0]}.md, or ask a maintainer.")
    yield from _taken(people, after)
    yield from _aliases(people, None, after)


def check_story(
    people: People, place: Place, before: Item | None, after: Item | None
) -> Iterator[Problem]:
    """The same for a story."""
    if before and not people.tells(before):
        yield _not_yours(place, ", ".join(before.words("advocates")))
    elif after and not after.document:
        yield _owner(place, _UNREADABLE, "`rooftop check` says what is wrong with it.")
    elif after:
        if before is None:
            yield from _new_story(people, after)
        else:
            yield from _changed_story(people, before, after)
        yield from _stamps(before, after)
        yield from _reply(before, after)
        yield from _consents(people, before, after)
        yield from _aliases(people, before, after)
        yield from _translation(people, before, after)
    elif before:
        yield from _removed_story(people, before)


def _new_story(people: People, after: Item) -> Iterator[Problem]:
    if not people.tells(after):
        tellers = ", ".join(after.words("advocates")) or "nobody"
        what = f"this is told by {tellers}, and you are {people.account}"
        hint = "Name yourself in `advocates`. Somebody else's story comes from their own account."
        if not people.slugs:
            hint = "Add your profile to this contribution, with your account in `github`."
        yield _owner(after.place, what, hint, _at(after, ("advocates",)))
    yield from _taken(people, after)


def _changed_story(people: People, before: Item, after: Item) -> Iterator[Problem]:
    if after.words("advocates") != before.words("advocates"):
        what = "`advocates` says who may change this story, and only maintainers change that"
        yield _field(after, ("advocates",), what, _ASK)
    unbound = people.others_unbound(before)
    if unbound and _words(before, people) != _words(after, people):
        what = f"{', '.join(unbound)} agreed to this story, and nothing binds that to these words"
        hint = "Ask a maintainer to run `rooftop consent approve` first, or to make this change."
        yield _owner(after.place, what, hint)


def _words(item: Item, people: People) -> Any:
    """Everything in a file but the consents of one person."""
    document = item.document
    meta = {**document.meta} if document else {}
    meta["consent"] = {s: c for s, c in item.consents.items() if s not in people.slugs}
    return meta, document.body if document else item.text


def _removed_story(people: People, before: Item) -> Iterator[Problem]:
    place = before.place
    if any(before.value(field) for field in STAMPS):
        what = "this removes a story that was published: nothing would say that it is withdrawn"
        hint = f"Keep the file, and run `rooftop consent withdraw stories/{place.slug}`."
        yield problem(place.path, (0, 0), "guard-rename", what, hint)
    elif others := [slug for slug in before.words("advocates") if slug not in people.slugs]:
        what = f"this removes a story that {', '.join(others)} tells too"
        yield problem(place.path, (0, 0), "guard-rename", what, _ASK)


def _stamps(before: Item | None, after: Item) -> Iterator[Problem]:
    for field in STAMPS:
        if after.value(field) != (before.value(field) if before else None):
            what = f"only `rooftop stamp` writes `{field}`, on the base branch"
            hint = "Leave it as it was." if before and before.value(field) else "Remove it."
            yield _field(after, (field,), what, hint)


def _reply(before: Item | None, after: Item) -> Iterator[Problem]:
    if after.value("reply") != (before.value("reply") if before else None):
        what = "`reply` is the company's word, and only maintainers change it"
        yield _field(after, ("reply",), what, _ASK)


def _consents(people: People, before: Item | None, after: Item) -> Iterator[Problem]:
    old, new = before.consents if before else {}, after.consents
    for slug in dict.fromkeys([*old, *new]):
        if slug not in people.slugs and old.get(slug) != new.get(slug):
            what = f"this is the consent of {slug}, which only {slug} and maintainers change"
            hint = "Leave it as it was." if slug in old else f"Remove it; {slug} adds it."
            at = _at(after, ("consent", slug))
            yield problem(after.place.path, at, "guard-owner", what, hint)


def _aliases(people: People, before: Item | None, after: Item) -> Iterator[Problem]:
    old = before.words("aliases") if before else ()
    for number, alias in enumerate(after.words("aliases")):
        if alias not in old and (path := people.holder(after.place.folder, alias)):
            what = f"{alias!r} is a name that {path} uses"
            yield _field(after, ("aliases", number), what, "Remove it.")


def _taken(people: People, after: Item) -> Iterator[Problem]:
    """A new file with a name that somebody else's file had before, or by which files call somebody:
    its addresses, and what is said of them, would be this person's.
    """
    if path := people.holder(after.place.folder, after.place.slug):
        what = f"{after.place.slug!r} is a name that {path} uses"
        hint = "Give it another name, or ask a maintainer."
        yield problem(after.place.path, (0, 0), "guard-name", what, hint)


def _translation(people: People, before: Item | None, after: Item) -> Iterator[Problem]:
    """A translation stands beside the story it translates, as if by those who tell that."""
    target = after.value("translation_of")
    if not isinstance(target, str) or (before and before.value("translation_of") == target):
        return
    if path := people.holder(after.place.folder, target):
        what = f"this would be a translation of {path}, which is somebody else's story"
        yield _field(after, ("translation_of",), what, _ASK)


def _not_yours(place: Place, owner: str) -> Problem:
    kind = "the profile" if place.folder == Advocate.folder else "a story"
    what = f"this is {kind} of {owner}" if owner else "the base branch does not say whose this is"
    hint = "Ask them or a maintainer to make this change. `github` in a profile says whose it is."
    return _owner(place, what, hint)


def _owner(place: Place, what: str, hint: str, at: tuple[int, int] = (0, 0)) -> Problem:
    return problem(place.path, at, "guard-owner", what, hint)


def _field(item: Item, path: Path, what: str, hint: str) -> Problem:
    return problem(item.place.path, _at(item, path), "guard-field", what, hint)


def _at(item: Item, path: Path) -> tuple[int, int]:
    return locate(item.document.positions, path) if item.document else (0, 0)
