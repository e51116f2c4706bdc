"""The gate: what may be shown of whom, where, and today. Everything unclear is withheld.

`decide_consents` decides once; views and everything else are read off what it decided.
"""

from rooftop.consent.approval import Approval, holds, subject_of
from rooftop.consent.company_views import view_event, view_page, view_product
from rooftop.consent.consents import (
    Consent,
    Consents,
    consent_of,
    decide_consents,
    people_of,
)
from rooftop.consent.decision import Decision, Reason, decide
from rooftop.consent.digests import canonical, digest
from rooftop.consent.employers import EmployerWord, company_word
from rooftop.consent.history import agreed_channels, went_out
from rooftop.consent.problems import check_consent
from rooftop.consent.requests import Unanswered, unanswered
from rooftop.consent.show import is_as_on_site, is_kept_from, view_advocate, view_story
from rooftop.consent.standings import Agreement, Standing, last_day, standing
from rooftop.consent.timeline import Change, changes_after, next_change

__all__ = [
    "Agreement",
    "Approval",
    "Change",
    "Consent",
    "Consents",
    "Decision",
    "EmployerWord",
    "Reason",
    "Standing",
    "Unanswered",
    "agreed_channels",
    "canonical",
    "changes_after",
    "check_consent",
    "company_word",
    "consent_of",
    "decide",
    "decide_consents",
    "digest",
    "holds",
    "is_as_on_site",
    "is_kept_from",
    "last_day",
    "next_change",
    "people_of",
    "standing",
    "subject_of",
    "unanswered",
    "view_advocate",
    "view_event",
    "view_page",
    "view_product",
    "view_story",
    "went_out",
]
