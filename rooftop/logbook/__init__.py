"""What was asked of people and done for them: the private log and the requests, as they lie in the
folder `programme/`. Nothing of it is published.
"""

from rooftop.logbook.entries import KINDS, LOG, Entry, Kind, append, read_log
from rooftop.logbook.requests import (
    OPEN,
    REQUESTS,
    Proposal,
    Request,
    State,
    Step,
    read_requests,
    write_request,
)

__all__ = [
    "KINDS",
    "LOG",
    "OPEN",
    "REQUESTS",
    "Entry",
    "Kind",
    "Proposal",
    "Request",
    "State",
    "Step",
    "append",
    "read_log",
    "read_requests",
    "write_request",
]
