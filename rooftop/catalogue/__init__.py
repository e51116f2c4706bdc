"""Every record by its slug, every reference resolved or reported."""

from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.lookalikes import check_lookalikes
from rooftop.catalogue.media import find_media_fault
from rooftop.catalogue.read import APPROVED, REQUESTS, read_catalogue

__all__ = [
    "APPROVED",
    "REQUESTS",
    "Catalogue",
    "check_lookalikes",
    "find_media_fault",
    "read_catalogue",
]
