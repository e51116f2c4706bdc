"""What was asked of people and done for them: the private log and the requests, as they lie in the
folder `programme/`. Nothing of it is published.
"""

from rooftop.logbook.entries import KINDS, LOG, Entry, Kind, append, open_promises, read_log
from rooftop.logbook.privacy import why_published
from rooftop.logbook.request_files import LETTERS, REQUESTS, read_requests, write_request
from rooftop.logbook.requests import OPEN, Proposal, Request, State, Step, request_of
from rooftop.logbook.texts import PrivateText, private_texts

__all__ = [
    "KINDS",
    "LETTERS",
    "LOG",
    "OPEN",
    "REQUESTS",
    "Entry",
    "Kind",
    "PrivateText",
    "Proposal",
    "Request",
    "State",
    "Step",
    "append",
    "open_promises",
    "private_texts",
    "read_log",
    "read_requests",
    "request_of",
    "why_published",
    "write_request",
]
