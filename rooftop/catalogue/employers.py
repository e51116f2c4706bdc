"""Profiles that name the record of their employer say what stands in it."""

from __future__ import annotations

from dataclasses import replace

from rooftop.catalogue.catalogue import Catalogue
from rooftop.records import Advocate


def with_employers(catalogue: Catalogue) -> Catalogue:
    """The same, each employer that is named by its slug filled in. One that is not known stays
    without a name, so nothing of it is shown.
    """
    advocates = {
        slug: _employed(advocate, catalogue) for slug, advocate in catalogue.advocates.items()
    }
    return replace(catalogue, advocates=advocates)


def _employed(advocate: Advocate, catalogue: Catalogue) -> Advocate:
    employer = advocate.company
    if employer is None or not (employer.record or advocate.former):
        return advocate
    has_left = employer.former or advocate.former
    company = catalogue.company(employer.record) if employer.record else None
    if company:
        employer = company.as_employer(former=has_left)
    else:
        employer = employer.model_copy(update={"former": has_left})
    return advocate.model_copy(update={"company": employer}).with_origin(advocate.origin)
