"""The gate: what may be shown of whom, where, and today. Everything unclear is withheld."""

from rooftop.consent.approval import bond, subject
from rooftop.consent.decide import Approval, Decision, Reason, Standing, decide, last_day, standing
from rooftop.consent.digest import canonical, digest
from rooftop.consent.problems import check_consent
from rooftop.consent.show import ANONYMOUS, consent_of, decide_for, view_advocate, view_story
from rooftop.consent.timeline import Change, changes_after, consents
from rooftop.consent.views import (
    AdvocateView,
    CompanyView,
    EmbedAdvocate,
    EmbedStory,
    FeedStory,
    PressAdvocate,
    PressStory,
    Quotation,
    SiteAdvocate,
    SiteStory,
    SocialAdvocate,
    SocialStory,
    StoryView,
    Teller,
    Terms,
)

__all__ = [
    "ANONYMOUS",
    "AdvocateView",
    "Approval",
    "Change",
    "CompanyView",
    "Decision",
    "EmbedAdvocate",
    "EmbedStory",
    "FeedStory",
    "PressAdvocate",
    "PressStory",
    "Quotation",
    "Reason",
    "SiteAdvocate",
    "SiteStory",
    "SocialAdvocate",
    "SocialStory",
    "Standing",
    "StoryView",
    "Teller",
    "Terms",
    "bond",
    "canonical",
    "changes_after",
    "check_consent",
    "consent_of",
    "consents",
    "decide",
    "decide_for",
    "digest",
    "last_day",
    "standing",
    "subject",
    "view_advocate",
    "view_story",
]
