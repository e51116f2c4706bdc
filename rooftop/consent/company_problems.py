"""What `rooftop check` says about the approvals of employers that have a record."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.consent.consents import Consents
from rooftop.consent.standings import Standing, contradictions, last_day, standing
from rooftop.problems import Problem, problem
from rooftop.records import Company

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
