"""How bytes lie in the store."""

from __future__ import annotations

import hashlib

import deflate

_RAW, _DEFLATED = b"\0", b"\1"
#: How pictures begin, which are compressed already: PNG, JPEG, WebP.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
#: Of twelve. One more takes half as long again for a thirtieth of the bytes.
_EFFORT = 1
#: How many bytes say how long deflated data was, and how many of them one byte can stand for.
_LENGTH, _MOST = 4, 1032


def digest_of(data: bytes) -> bytes:
    """The name of ``data`` in the store, 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def pack(data: bytes, secret: bytes) -> bytes:
    """``data`` as it is stored: small, and with a ``secret`` legible only to who has that."""
    deflated = b"" if data.startswith(_PICTURES) else deflate.zlib_compress(data, _EFFORT)
    size = len(data).to_bytes(_LENGTH, "big")
    packed = _DEFLATED + size + deflated if 0 < len(deflated) < len(data) else _RAW + data
    return _sealed(packed, secret) if secret else packed


def unpack(packed: bytes, secret: bytes) -> bytes | None:
    """What `pack` was given; None for what it did not write."""
    plain = _sealed(packed, secret) if secret else packed
    if plain[:1] != _DEFLATED:
        return plain[1:] if plain[:1] == _RAW else None
    start = 1 + _LENGTH
    size, deflated = int.from_bytes(plain[1:start], "big"), plain[start:]
    if not 0 < size <= len(deflated) * _MOST:
        return None
    try:
        return bytes(deflate.zlib_decompress(deflated, size))
    except deflate.DeflateError:
        return None


def _sealed(data: bytes, secret: bytes) -> bytes:
    """``data`` with a stream of bytes that only ``secret`` gives, or what it was before that."""
    key = hashlib.blake2b(secret, person=b"rooftop").digest()
    stream = hashlib.shake_128(key).digest(len(data))
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(stream, "little")
    return mixed.to_bytes(len(data), "little")
