"""Every record by its slug, every reference resolved or reported."""

from rooftop.catalogue.catalogue import Catalogue, may_show_pictures
from rooftop.catalogue.employers import with_employers
from rooftop.catalogue.examples import refers_to_example
from rooftop.catalogue.lookalikes import check_lookalikes
from rooftop.catalogue.media import find_media_fault
from rooftop.catalogue.namesakes import web_host, web_place
from rooftop.catalogue.read import APPROVED, MEDIA_RIGHTS, REQUESTS, read_catalogue
from rooftop.catalogue.strings import strings_in

__all__ = [
    "APPROVED",
    "MEDIA_RIGHTS",
    "REQUESTS",
    "Catalogue",
    "check_lookalikes",
    "find_media_fault",
    "may_show_pictures",
    "read_catalogue",
    "refers_to_example",
    "strings_in",
    "web_host",
    "web_place",
    "with_employers",
]
