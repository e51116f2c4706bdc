"""What is shown of an employer beside its people."""

from __future__ import annotations

from rooftop.catalogue import web_host
from rooftop.consent.decision import Decision
from rooftop.records import Advocate
from rooftop.views import CompanyView


def view_employer(advocate: Advocate, decision: Decision) -> CompanyView | None:
    """The employer of ``advocate``, as far as ``decision`` lets it be shown."""
    company = advocate.company
    if company is None or "employer" not in decision.shown:
        return None
    logo = "logo" in decision.shown
    return CompanyView(
        company.name,
        company.url,
        company.industry,
        company.size,
        company.country,
        company.former,
        company.logo if logo else None,
        company.logo_alt if logo else None,
        company.record,
    )


def own_links(advocate: Advocate, decision: Decision) -> dict[str, str]:
    """The person's own places elsewhere. One on the website of an employer that is not shown would
    say which it is.
    """
    employer = advocate.company
    url = employer.url if employer and "employer" not in decision.shown else None
    host = web_host(url)
    links = advocate.links.model_dump().items()
    return {name: link for name, link in links if link and not (host and web_host(link) == host)}
