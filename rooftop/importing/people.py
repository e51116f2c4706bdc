"""Who is who: records of one name are of one person only where nothing they say speaks against
it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rooftop.importing.paths import folded

#: What tells people of one name apart. Lists, prose and what changes from story to story do not.
_TRAITS = ("name", "pseudonym", "pronouns", "role", "github")
_GROUPS = ("company.", "links.")


@dataclass
class Person:
    """One person of the source, the record that told of them first, and the fields it had."""

    slug: str
    origin: str
    identity: str
    traits: dict[str, str] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()

    def differences(self, identity: str, values: dict[str, Any]) -> list[str]:
        """What of ``values`` speaks against its being this person; nothing, if it is."""
        if identity and self.identity:
            return [] if identity == self.identity else ["identity"]
        traits = traits_of(values)
        return [name for name in traits if self.traits.get(name, traits[name]) != traits[name]]


@dataclass
class People:
    """The people of one import, by the address their name gives them."""

    known: dict[str, list[Person]] = field(default_factory=dict)

    def find(self, base: str, identity: str, values: dict[str, Any]) -> Person | None:
        """The person of this address that a record tells of, if one was met before."""
        for person in self.known.get(base, []):
            if not person.differences(identity, values):
                person.traits = {**traits_of(values), **person.traits}
                return person
        return None

    def add(self, base: str, person: Person) -> list[Person]:
        """Remember ``person``; the others of the address ``base``, who came before."""
        others = self.known.setdefault(base, [])
        others.append(person)
        return others[:-1]


def traits_of(values: dict[str, Any]) -> dict[str, str]:
    """What ``values`` of a record say of who somebody is, folded for comparison."""
    return {
        name: folded(str(value))
        for name, value in values.items()
        if name in _TRAITS or name.startswith(_GROUPS)
    }
