"""What `rooftop check` says about the approvals of employers that have a record."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.consent.consents import Consent, Consents
from rooftop.consent.employers import EMPLOYER_FIELDS
from rooftop.consent.standings import Standing, contradictions, last_day, standing
from rooftop.problems import Problem, problem
from rooftop.records import Company, Record

#: How long before its end a consent is told to lapse.
WARNING_DAYS = 30
_HINT = "Ask with `rooftop consent request --company`, and record the answer."


def check_company(company: Company, consents: Consents) -> Iterator[Problem]:
    """Every problem with the approval of ``company``. It is told here, once for all its people."""
    file, at = company.origin.path, company.origin.at("consent")
    given, term = company.consent, consents.settings.default_term_months
    for text in contradictions(given) if given else ():
        what = f"the approval contradicts itself: {text}"
        hint = "Correct the record from what the company said."
        yield problem(file, at, "consent-invalid", what, hint)
    now = standing(given, consents.today, term)
    if now is not Standing.GIVEN:
        what = f"no name, logo or numbers of {company.name}: its approval is {now}"
        yield problem(file, at, "employer-not-given", what, _HINT)
    elif given and given.given:
        end = last_day(given.given, given.expires, term)
        if (end - consents.today).days <= WARNING_DAYS:
            what = f"the approval of {company.name} holds until {end.isoformat()}"
            hint = "Ask now whether it may be renewed. From the next day on, it is withheld."
            yield problem(
                file, company.origin.at("consent", "expires"), "consent-lapses", what, hint
            )


def check_employer(
    owner: Record, path: tuple[str, ...], consent: Consent, consents: Consents
) -> Iterator[Problem]:
    """A problem where ``consent`` to ``owner``, which stands at ``path``, covers what the employer
    does not let be shown. What a company said for all its people is told of the company alone.
    """
    record, word = consent.record, consent.word
    covers = record.covers if record else ()
    if word.standing is Standing.GIVEN or not EMPLOYER_FIELDS & set(covers):
        return
    profile = consents.catalogue.advocates.get(consent.person)
    employer = profile.company if profile else None
    slug = employer.record if employer else None
    company = consents.catalogue.company(slug) if slug else None
    if slug and not (record and record.employer) and word.company in (None, company):
        return
    hint = "Ask the employer, or remove these fields."
    if word.company and word.company is not company:
        other = word.company
        hint = (
            f"{other.origin.path} has this name or website. Write `company: {other.slug}`. If it "
            "is another company, give it a file of its own in companies/."
        )
    text = f"no employer, logo or numbers: the employer's approval is {word.standing}"
    yield problem(
        owner.origin.path, owner.origin.at(*path, "employer"), "employer-not-given", text, hint
    )
