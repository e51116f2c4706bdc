"""Files below ``content/media/``: known by their bytes, published as what they show and nothing else they carry."""

from rooftop.media.beside import beside_pixels
from rooftop.media.files import inspect, publishable
from rooftop.media.images import as_jpeg
from rooftop.media.kinds import MediaFile, mime_of
from rooftop.media.players import player_of, player_origin
from rooftop.media.sizes import Sizes, face_sizes, picture_sizes, resize

__all__ = [
    "MediaFile",
    "Sizes",
    "as_jpeg",
    "beside_pixels",
    "face_sizes",
    "inspect",
    "mime_of",
    "picture_sizes",
    "player_of",
    "player_origin",
    "publishable",
    "resize",
]
