"""Files below ``content/media/``: known by their bytes, published as what they show and nothing else they carry."""

from rooftop.media.files import inspect, publishable
from rooftop.media.images import as_jpeg
from rooftop.media.kinds import MediaFile, mime_of

__all__ = ["MediaFile", "as_jpeg", "inspect", "mime_of", "publishable"]
