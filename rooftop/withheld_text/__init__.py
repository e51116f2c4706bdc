"""What is withheld, as text that can be looked for, and who says it.

The gate and the audit look with the same finder, so that what one lets pass the other does too.
"""

from rooftop.withheld_text.built_files import pieces_in, pieces_of, texts_of
from rooftop.withheld_text.finder import Mention, TextFinder, WithheldText, finder_of
from rooftop.withheld_text.passages import MIN_LENGTH, passages_of
from rooftop.withheld_text.references import is_reference

__all__ = [
    "MIN_LENGTH",
    "Mention",
    "TextFinder",
    "WithheldText",
    "finder_of",
    "is_reference",
    "passages_of",
    "pieces_in",
    "pieces_of",
    "texts_of",
]
