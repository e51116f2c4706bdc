"""Filed forms become files: those of code hosts on a branch of their own, those that come by mail
in the drafts, because nobody knows who sent them.
"""

from rooftop.intake.answering import Desk
from rooftop.intake.branch import Branch
from rooftop.intake.deliveries import CONTACT, MAX_BYTES, read_export, read_mail
from rooftop.intake.events import IntakeError, Issue, read_event
from rooftop.intake.outcome import Outcome
from rooftop.intake.shelving import Shelved, shelve

__all__ = [
    "CONTACT",
    "MAX_BYTES",
    "Branch",
    "Desk",
    "IntakeError",
    "Issue",
    "Outcome",
    "Shelved",
    "read_event",
    "read_export",
    "read_mail",
    "shelve",
]
