"""Files below ``content/media/``: known by their bytes, published as what they show and nothing else they carry."""

from rooftop.media.files import inspect, publishable
from rooftop.media.kinds import MediaFile

__all__ = ["MediaFile", "inspect", "publishable"]
