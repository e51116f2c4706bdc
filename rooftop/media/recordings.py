"""Films and sound: their tracks are put into a new container, and whatever else the old one carried
stays behind.

A phone writes into a film where it was taken, by whom, and with what.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.stream import VideoStream

from rooftop.media.containers import CONTAINERS
from rooftop.media.kinds import MediaError, MediaFile

MAX_MINUTES = 60
MAX_SIDE = 4_096
_CODECS = {
    "h264",
    "vp8",
    "vp9",
    "av1",
    "libdav1d",
    "aac",
    "mp3",
    "mp3float",
    "opus",
    "libopus",
    "vorbis",
    "flac",
}


def identify(file: Path, name: str) -> MediaFile:
    """The film or recording in ``file``. Raises `MediaError`."""
    container = CONTAINERS[file.suffix.lower()]
    with file.open("rb") as stream:
        head = stream.read(16)[container.offset :]
    if not head.startswith(container.signatures):
        raise MediaError(f"is no {file.suffix.lower()} file inside")
    with _open(file) as source:
        tracks = _tracks(source, container.kind)
        if not any(track.type == container.kind for track in tracks):
            raise MediaError(f"has no {'picture' if container.kind == 'video' else 'sound'} in it")
        if (source.duration or 0) / av.time_base > MAX_MINUTES * 60:
            raise MediaError(f"is longer than {MAX_MINUTES} minutes")
        for track in tracks:
            _check(track)
    rewrap(
        file
    )  # what is cut short or broken inside shows only now, and not while the site is built
    return MediaFile(name, file, container.kind)


def rewrap(file: Path) -> bytes:
    """The first picture and sound track of ``file``, as they are, in a container without any words.
    Raises `MediaError`.
    """
    container = CONTAINERS[file.suffix.lower()]
    with tempfile.TemporaryDirectory() as folder, _open(file) as source:
        written = Path(folder) / "recording"
        options = {"fflags": "+bitexact", **dict(container.options)}
        with av.open(str(written), "w", format=container.format, options=options) as target:
            tracks = {}
            for track in _tracks(source, container.kind):
                tracks[track.index] = target.add_stream_from_template(track)
                tracks[track.index].metadata.clear()
            for packet in source.demux([source.streams[index] for index in tracks]):
                if (
                    packet.dts is not None
                ):  # the last packet of each track is empty, and only says so
                    packet.stream = tracks[packet.stream.index]
                    target.mux(packet)
        return written.read_bytes()


@contextmanager
def _open(file: Path) -> Iterator[InputContainer]:
    """FFmpeg's view of ``file``. Raises `MediaError` for whatever it cannot read, and reads nothing
    but that file.
    """
    try:
        with av.open(
            str(file), metadata_errors="ignore", container_options={"protocol_whitelist": "file"}
        ) as container:
            yield container
    except (FFmpegError, ValueError, OSError, EOFError, MemoryError, OverflowError):
        raise MediaError("cannot be read as a film or recording") from None


def _tracks(source: InputContainer, kind: str) -> list[Stream]:
    """The first track of each kind that players play."""
    wanted = (
        [*source.streams.video[:1], *source.streams.audio[:1]]
        if kind == "video"
        else [*source.streams.audio[:1]]
    )
    return list(wanted)


def _check(track: Stream) -> None:
    codec = track.codec_context.name if track.codec_context else "unknown"
    if codec not in _CODECS:
        raise MediaError(
            f"is coded as {codec}, which browsers do not play; use H.264, VP9, AV1, AAC, MP3 or "
            "Opus"
        )
    if (
        isinstance(track, VideoStream)
        and max(track.codec_context.width, track.codec_context.height) > MAX_SIDE
    ):
        raise MediaError(f"has more than {MAX_SIDE:,} pixels on one side")
