"""How pages lead to each other: product mentions in prose, and stories like this one."""

from rooftop.crosslinks.mentions import ProductLinker, find_words
from rooftop.crosslinks.related import relate

__all__ = ["ProductLinker", "find_words", "relate"]
