"""Changes to what the file of a company says of its approval, nothing else in the file touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rooftop.consent.amend import parsed
from rooftop.consent.standings import contradictions
from rooftop.frontmatter import EditError, set_group, set_values
from rooftop.records import Company

_PLACE = ("consent",)


def request_of_company(text: str, company: Company, values: Mapping[str, str]) -> str:
    """``text`` with an approval that was asked for, with ``values`` (YAML). One that says something
    else already stays as it is. Raises `EditError`.
    """
    if company.consent and company.consent.status != "requested":
        return text
    return set_group(text, _PLACE, {"status": "requested", **values})


def approve_for_company(text: str, company: Company, terms: Mapping[str, str | None]) -> str:
    """``text`` with the approval of ``company`` given, with ``terms`` (YAML values; None takes one
    out). Raises `EditError` when the record would contradict itself.
    """
    text = set_group(text, _PLACE, {"status": "given"})
    text = set_values(text, _PLACE, {"answer_by": None, "withdrawn": None, **terms})
    found = parsed(text, company)
    consent = found.consent if isinstance(found, Company) else None
    if consent and (wrong := contradictions(consent)):
        raise EditError(f"the approval would contradict itself: {'; '.join(wrong)}")
    return text


def refuse_for_company(text: str, day: date, *, was_given: bool) -> str:
    """``text`` with a refusal, or, where the approval ``was_given`` before, withdrawn on ``day``
    (UTC); what the company had agreed to stays legible.
    """
    if was_given:
        values = {"status": "withdrawn", "withdrawn": day.isoformat()}
        return set_group(text, _PLACE, values)
    return set_values(set_group(text, _PLACE, {"status": "refused"}), _PLACE, {"answer_by": None})
