"""Everything that is left over, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from rooftop.config_file import locate
from rooftop.leftovers.claims import find_contradicted_claims
from rooftop.leftovers.reserved_addresses import find_reserved_addresses, is_demonstration
from rooftop.plan import Plan
from rooftop.problems import Problem, problem
from rooftop.settings import Contribute

_OURS = ("extra", "rooftop")
#: The settings without which a reader cannot reach the company, and what each is for.
_CONTACTS = {
    "report_url": "readers cannot report a problem with a page",
    "introduction_url": "readers cannot ask to meet an advocate",
}


def find_leftovers(plan: Plan, config_file: Path) -> Iterator[Problem]:
    """A note for everything in ``config_file`` and in the content that is left over.

    The demo and its like are spared what makes them a demo (`is_demonstration`), and nothing else.
    """
    if not is_demonstration(plan.community):
        yield from find_reserved_addresses(plan, config_file)
        yield from _demo(plan, config_file)
    yield from _ways_to_contribute(plan, config_file)
    yield from _contacts(plan, config_file)
    yield from _signers(plan)
    yield from find_contradicted_claims(plan, config_file)


def _demo(plan: Plan, config_file: Path) -> Iterator[Problem]:
    if plan.community.settings.demo:
        place = locate(config_file, (*_OURS, "demo"))
        text = "demo: true says on every page that people, companies and numbers are invented"
        hint = "Remove it: this community has an address of its own."
        yield problem(*place, "leftover-demo", text, hint)


def _ways_to_contribute(plan: Plan, config_file: Path) -> Iterator[Problem]:
    if plan.community.settings.contribute == Contribute():
        place = locate(config_file, (*_OURS, "contribute"))
        text = "the page contribute/ has no way to give a story"
        hint = "Set extra.rooftop.contribute: {form: …, email: …, call: …, repository: …}."
        yield problem(*place, "contribute-missing", text, hint)


def _contacts(plan: Plan, config_file: Path) -> Iterator[Problem]:
    for name, lack in _CONTACTS.items():
        if getattr(plan.community.settings, name) is None:
            place = locate(config_file, (*_OURS, name))
            hint = f"Set `{name}: https://…`, a form or a page of yours."
            yield problem(*place, "contact-missing", f"{name} is not set: {lack}", hint)


def _signers(plan: Plan) -> Iterator[Problem]:
    """Keys whose principals (ssh-keygen(1), ALLOWED SIGNERS) name nobody who is written down."""
    catalogue = plan.catalogue
    known = {*catalogue.advocates, *(each.slug for each in catalogue.unreadable)}
    known |= {record.slug for record in catalogue.left_out.values()}
    for number, line in enumerate(catalogue.allowed_signers.splitlines(), 1):
        names = line.split()[0].strip('"').split(",") if line.strip() else ["#"]
        is_key = not names[0].startswith("#")
        if is_key and not any(fnmatchcase(slug, name) for name in names for slug in known):
            path = plan.community.settings.allowed_signers
            text = f"the key is that of {', '.join(names)}, and there is no such advocate"
            hint = "Remove the line, or write the name of the advocate's file, without .md."
            yield problem(path, (number, 1), "leftover-signer", text, hint)
