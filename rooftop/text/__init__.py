"""Which characters contributed text may contain, and texts that only look alike."""

from rooftop.text.characters import CONTROL, beyond_ascii, shown_plainly, without_deceiving
from rooftop.text.company_names import company_key, words_of_company
from rooftop.text.direction import runs_left
from rooftop.text.email_addresses import find_email_addresses, without_email_addresses
from rooftop.text.folding import BREAK, COMMA, fold, unaccented
from rooftop.text.lookalikes import Lookalikes, looks_latin, skeleton
from rooftop.text.quotations import quotation, quoted
from rooftop.text.reserved_hosts import RESERVED_HOST, is_reserved_host
from rooftop.text.spreadsheets import as_cell
from rooftop.text.standalone import stands_alone
from rooftop.text.typography import straightened, typeset, typographic
from rooftop.text.unsafe import Finding, find_phone_numbers, find_unsafe

__all__ = [
    "BREAK",
    "COMMA",
    "CONTROL",
    "RESERVED_HOST",
    "Finding",
    "Lookalikes",
    "as_cell",
    "beyond_ascii",
    "company_key",
    "find_email_addresses",
    "find_phone_numbers",
    "find_unsafe",
    "fold",
    "is_reserved_host",
    "looks_latin",
    "quotation",
    "quoted",
    "runs_left",
    "shown_plainly",
    "skeleton",
    "stands_alone",
    "straightened",
    "typeset",
    "typographic",
    "unaccented",
    "without_deceiving",
    "without_email_addresses",
    "words_of_company",
]
