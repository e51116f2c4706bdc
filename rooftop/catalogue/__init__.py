"""Every record by its slug, every reference resolved or reported."""

from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.read import read_catalogue

__all__ = ["Catalogue", "read_catalogue"]
