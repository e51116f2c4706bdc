"""Everything withheld, as text to search for, and who mentions it.

The gate and the audit use the same finder, so the audit accepts everything that the gate accepts.
"""

from rooftop.withheld_text.built_files import UnsearchableError, pieces_in, pieces_of, texts_of
from rooftop.withheld_text.finder import Mention, TextFinder, WithheldText, finder_of
from rooftop.withheld_text.passages import MIN_LENGTH, passages_of
from rooftop.withheld_text.references import is_reference

__all__ = [
    "MIN_LENGTH",
    "Mention",
    "TextFinder",
    "UnsearchableError",
    "WithheldText",
    "finder_of",
    "is_reference",
    "passages_of",
    "pieces_in",
    "pieces_of",
    "texts_of",
]
