"""What to send a person whose consent is needed: the page as it would be, every word of it, and
each use as a question of its own.
"""

from rooftop.consent_request.asking import (
    Asked,
    PictureError,
    ask,
    compose_as_if_agreed,
    compose_as_if_company_agreed,
    trusting,
)
from rooftop.consent_request.forms import PagePicture, write_employer_request, write_request
from rooftop.consent_request.letter import Asker
from rooftop.consent_request.review import last_confirmed, write_review
from rooftop.consent_request.sentences import Sentences
from rooftop.consent_request.terms import FOLDER, Terms, latest_version, read_terms

__all__ = [
    "FOLDER",
    "Asked",
    "Asker",
    "PagePicture",
    "PictureError",
    "Sentences",
    "Terms",
    "ask",
    "compose_as_if_agreed",
    "compose_as_if_company_agreed",
    "last_confirmed",
    "latest_version",
    "read_terms",
    "trusting",
    "write_employer_request",
    "write_request",
    "write_review",
]
