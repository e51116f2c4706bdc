"""The gate: what may be shown of whom, where, and today. Everything unclear is withheld."""

from rooftop.consent.decide import Decision, Reason, Standing, decide, employer_standing, last_day, standing
from rooftop.consent.problems import check_consent
from rooftop.consent.show import view_advocate, view_story
from rooftop.consent.views import (
    AdvocateView,
    CompanyView,
    FeedStory,
    Quotation,
    SiteAdvocate,
    SiteStory,
    StoryView,
    Teller,
    Terms,
)

__all__ = [
    "AdvocateView",
    "CompanyView",
    "Decision",
    "FeedStory",
    "Quotation",
    "Reason",
    "SiteAdvocate",
    "SiteStory",
    "Standing",
    "StoryView",
    "Teller",
    "Terms",
    "check_consent",
    "decide",
    "employer_standing",
    "last_day",
    "standing",
    "view_advocate",
    "view_story",
]
