"""Results of earlier builds, for reuse."""

from rooftop.cache.blocks import Blocks
from rooftop.cache.file import FILE
from rooftop.cache.memory import Memory
from rooftop.cache.objects import dump, load
from rooftop.cache.process import ProcessCache
from rooftop.cache.store import Cache, Miss
from rooftop.cache.verdicts import Verdicts
from rooftop.cache.versions import installation, library

__all__ = [
    "FILE",
    "Blocks",
    "Cache",
    "Memory",
    "Miss",
    "ProcessCache",
    "Verdicts",
    "dump",
    "installation",
    "library",
    "load",
]
