"""Every record by its slug, every reference resolved or reported."""

from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.lookalikes import check_lookalikes
from rooftop.catalogue.read import read_catalogue

__all__ = ["Catalogue", "check_lookalikes", "read_catalogue"]
