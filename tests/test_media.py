"""Pictures and other media: known by their bytes, published without anything but what they show."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from rooftop.media import (
    ACCEPTED_ENDINGS,
    as_jpeg,
    inspect,
    mime_of,
    picture_renditions,
    publishable,
    read_embedded_text,
    resize,
    same_picture,
)
from tests.project import REPOSITORY, Project, story

LISBON = {1: "N", 2: (38.0, 43.0, 0.0), 3: "W", 4: (9.0, 8.0, 0.0)}


def photograph(form: str, orientation: int = 1) -> bytes:
    """A picture, red on the left and blue on the right, with everything a camera writes into it."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, "Camera of Ana", "a secret remark"
    exif[0x8825] = LISBON
    out = io.BytesIO()
    image.save(out, form, exif=exif, quality=95)
    return out.getvalue() + b"<script>appended</script>"


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("WEBP", "webp"), ("PNG", "png")])
def test_a_photograph_tells_only_what_it_shows(project: Project, form: str, ending: str) -> None:
    project.write(f"content/media/view.{ending}", photograph(form, orientation=6))
    project.write(
        "content/stories/month-end.md", story(body=f"![Two colours](../media/view.{ending})")
    )
    project.build()
    data = (project.site / "media" / f"view.{ending}").read_bytes()
    for secret in (b"Camera of Ana", b"secret remark", b"appended", b"Exif", b"GPS"):
        assert secret not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == form
        assert not image.getexif()
        assert image.size == (40, 80)  # held upright: what was left is above
        top, bottom = (
            image.convert("RGB").getpixel((20, 10)),
            image.convert("RGB").getpixel((20, 70)),
        )
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]
    assert bottom[2] > 200 > top[2]
    picture = project.page("stories/month-end").xpath("//article//img")[0]
    assert (picture.get("width"), picture.get("height")) == ("40", "80")


def test_transparency_stays_and_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(tmp_path / "x.png")
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    data = publishable(media["x.png"])
    assert data == publishable(media["x.png"])
    with Image.open(io.BytesIO(data)) as image:
        assert image.getpixel((5, 5)) == (255, 0, 0, 0)


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def tall() -> bytes:
    out = io.BytesIO()
    Image.new("1", (2, 60_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.png", b"<html><script>alert(1)</script>"),
        ("x.jpg", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()),
        ("x.webp", animated),
        ("x.png", bomb),
        ("x.png", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()[:60]),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("x.gif", b"GIF89a"),
        ("x.mp4", b"<html>"),
        ("x.vtt", b"1\n00:00 --> 00:01\nno header"),
        ("x.html", b"<p>"),
        ("x.js", b"alert(1)"),
        ("x", b"no ending"),
        (".htaccess", b"Options +Indexes"),
        ("a/b/.git/config", b"[core]"),
        ("x.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 200),
        ("x.webm", b"\x1a\x45\xdf\xa3" + b"<script>" * 40),
        ("x.mp3", b"ID3" + b"\xff" * 400),
        ("x.ogg", b"OggS" + b"\0" * 400),
        ("x.mp4", (REPOSITORY / "content/media/mondays.webm").read_bytes()),
        ("x.webm", b"#EXTM3U\nhttps://evil.example/x.ts\n"),
        ("x.vtt", b"WEBVTT\n\nnot a time --> at all\nwords\n"),
        ("x.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n\xff\xfe\n"),
        ("x.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nWrite to ana&#64;example.org\n"),
        ("tall.png", tall),
        ("two words.png", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()),
        ("nul.png", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()),
        ("a/b/c/d/x.png", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()),
    ],
    ids=[
        "html",
        "wrong",
        "animated",
        "bomb",
        "cut",
        "svg",
        "gif",
        "mp4",
        "vtt",
        "page",
        "script",
        "bare",
        "hidden",
        "nested",
        "empty film",
        "markup as film",
        "noise",
        "silence",
        "other container",
        "playlist",
        "no times",
        "other letters",
        "address in captions",
        "tall",
        "blank in name",
        "device",
        "deep",
    ],
)
def test_what_is_not_what_it_says_is_refused_and_located(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes]
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data())
    media, problems = inspect(tmp_path, "content/media")
    assert media == {}
    assert [(each.path, each.code) for each in problems] == [
        (f"content/media/{name}", "file-not-allowed")
    ]
    assert problems[0].hint


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.png").write_bytes(
        (REPOSITORY / "content/media/norte-cargo.png").read_bytes()
    )
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "file.png").symlink_to(tmp_path / "outside" / "x.png")
    (folder / "folder").symlink_to(tmp_path / "outside")
    media, problems = inspect(folder, "content/media")
    assert media == {}
    assert len(problems) == 2


def test_other_ways_into_other_files_are_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    picture = shutil.copy(REPOSITORY / "content/media/norte-cargo.png", tmp_path / "outside.png")
    os.link(picture, folder / "hard.png")
    os.mkfifo(folder / "waits-for-ever.png")
    media, problems = inspect(folder, "content/media")
    assert media == {}
    assert {each.message for each in problems} == {"is a link or a device, not a file of its own"}


def test_of_two_names_that_are_one_on_other_systems_the_second_is_refused(tmp_path: Path) -> None:
    for name in ("Ana.png", "ana.png"):
        shutil.copy(REPOSITORY / "content/media/norte-cargo.png", tmp_path / name)
    media, problems = inspect(tmp_path, "content/media")
    assert list(media) == ["Ana.png"]
    assert [each.path for each in problems] == ["content/media/ana.png"]


def recording(file: Path, codec: str, container_format: str | None = None) -> None:
    """One second of grey, or of silence, with everything a telephone writes into it."""
    with av.open(str(file), "w", format=container_format) as container:
        container.metadata.update(
            {"title": "Secret of Ana", "location": "+38.7100-009.1400/", "comment": "a remark"}
        )
        stream = container.add_stream(
            codec, rate=48_000 if codec in ("aac", "libopus", "mp3") else 15
        )
        stream.metadata["handler_name"] = "Telephone of Ana"
        if isinstance(stream, av.VideoStream):
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            frames = [av.VideoFrame(64, 48, "yuv420p") for _ in range(15)]
            container.mux([packet for frame in frames for packet in stream.encode(frame)])
        else:
            stream.layout = "mono"
            sound = av.AudioFrame(
                format="fltp" if codec != "libopus" else "flt", layout="mono", samples=960
            )
            sound.sample_rate = 48_000
            for plane in sound.planes:
                plane.update(bytes(plane.buffer_size))
            resampler = av.AudioResampler(stream.format, "mono", 48_000, stream.frame_size or 960)
            container.mux(
                [packet for frame in resampler.resample(sound) for packet in stream.encode(frame)]
            )
        container.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("name", "codec"),
    [("x.mp4", "mpeg4"), ("x.webm", "libvpx-vp9"), ("x.m4a", "aac"), ("x.mp3", "mp3")],
)
def test_a_recording_tells_only_what_it_plays(tmp_path: Path, name: str, codec: str) -> None:
    recording(tmp_path / name, codec)
    assert b"Secret of Ana" in (tmp_path / name).read_bytes()
    media, problems = inspect(tmp_path, "content/media")
    if codec == "mpeg4":  # browsers do not play it
        assert "is coded as mpeg4" in problems[0].message
        return
    assert not problems
    data = publishable(media[name])
    assert data == publishable(media[name])
    for secret in (b"Secret of Ana", b"+38.71", b"a remark", b"Telephone"):
        assert secret not in data
    with av.open(io.BytesIO(data)) as before, av.open(str(tmp_path / name)) as after:
        assert [each.codec.name for each in before.streams] == [
            each.codec.name for each in after.streams
        ]
        assert sum(1 for _ in before.decode()) == sum(1 for _ in after.decode()) > 0


def test_captions_keep_their_times_and_words_alone(tmp_path: Path) -> None:
    (tmp_path / "x.vtt").write_text(
        "WEBVTT - made by Ana\n\nSTYLE\n::cue { color: red }\n\nNOTE a secret "
        "remark\n\n1\n00:00.000 --> 00:01.500 line:0\n"
        "<v Ana>It is <i>five</i> &amp; dark.\n<script>alert(1)</script>\n\n2\n00:02.000 --> "
        "00:03.000\n1 &lt; 2 --&gt; 3\n"
    )
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    assert publishable(media["x.vtt"]).decode() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Ana>It is five &amp; dark.\nalert(1)\n\n"
        "00:00:02.000 --> 00:00:03.000\n1 &lt; 2 --&gt; 3\n"
    )
    assert media["x.vtt"].words == "Ana It is five & dark. alert(1) 1 < 2 --> 3"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_a_picture_says_beside_its_pixels_is_all_that_is_left_of_it(form: str) -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Brackwater Shipping"
    out = io.BytesIO()
    noise.save(out, form, exif=exif, quality=95)
    left = read_embedded_text(out.getvalue())
    assert b"Brackwater Shipping" in left
    assert len(left) < len(out.getvalue()) / 20


#: Colorants and white of Display P3, adapted to D50, and gamma 2.2 (ICC.1:2001-04, 6.5).
DISPLAY_P3 = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
    b"wtpt": (0.96420, 1.0, 0.82491),
}


def profile(space: bytes = b"RGB ", colours: dict[bytes, tuple[float, ...]] = DISPLAY_P3) -> bytes:
    """An ICC profile of three colorants and three curves, or of one curve alone."""
    curves = [b"rTRC", b"gTRC", b"bTRC"] if space == b"RGB " else [b"kTRC"]
    values = [
        (name, b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(each * 65536) for each in xyz)))
        for name, xyz in colours.items()
    ]
    values += [(name, b"curv\0\0\0\0\0\0\0\1\x02\x33\0\0") for name in curves]
    start = 128 + 4 + 12 * len(values)
    table, data = struct.pack(">I", len(values)), b""
    for name, value in values:
        table += name + struct.pack(">II", start + len(data), len(value))
        data += value
    size, d50 = start + len(data), struct.pack(">3i", 63190, 65536, 54061)
    head = struct.pack(">I4sI", size, b"test", 0x02400000) + b"mntr" + space + b"XYZ "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + d50
    return head.ljust(128, b"\0") + table + data


@pytest.mark.parametrize("name", ["x.jpg", "x.png", "x.webp", "x.avif"])
def test_colours_of_another_space_are_published_as_they_look(tmp_path: Path, name: str) -> None:
    """The red of sRGB is 234, 51, 35 in Display P3."""
    form = {"jpg": "JPEG"}.get(name[2:], name[2:].upper())
    image = Image.new("RGB", (120, 120), (234, 51, 35))
    image.save(tmp_path / name, form, icc_profile=profile(), quality=95)
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    sizes = picture_renditions(media[name])
    drawn = [publishable(media[name]), as_jpeg(media[name])]
    drawn += [data for _, data in resize(media[name], sizes)]
    assert len(drawn) == 4
    for data in drawn:
        with Image.open(io.BytesIO(data)) as published:
            assert "icc_profile" not in published.info
            pixel = published.convert("RGB").getpixel((60, 60))
        assert isinstance(pixel, tuple)
        assert all(abs(a - b) <= 8 for a, b in zip(pixel, (255, 0, 0), strict=True)), pixel


def test_what_shines_through_a_picture_in_another_space_still_does(tmp_path: Path) -> None:
    image = Image.new("RGBA", (4, 4), (234, 51, 35, 128))
    image.save(tmp_path / "x.png", icc_profile=profile())
    media, _ = inspect(tmp_path, "content/media")
    with Image.open(io.BytesIO(publishable(media["x.png"]))) as published:
        pixel = published.getpixel((2, 2))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 250
    assert pixel[1] < 10
    assert pixel[3] == 128


@pytest.mark.parametrize(
    ("mode", "colour", "icc", "expected"),
    [
        ("RGB", (234, 51, 35), b"no profile", (234, 51, 35)),
        ("RGB", (234, 51, 35), profile()[:200], (234, 51, 35)),
        ("RGB", (234, 51, 35), profile(b"CMYK"), (234, 51, 35)),
        ("L", 120, profile(), (120, 120, 120)),
        ("L", 120, profile(b"GRAY", {b"wtpt": DISPLAY_P3[b"wtpt"]}), (120, 120, 120)),
        ("P", 120, profile(), (120, 120, 120)),
        ("I;16", 120 * 256, profile(), (120, 120, 120)),
        ("I;16", 120 * 256, b"", (120, 120, 120)),
    ],
    ids=["noise", "cut", "ink", "grey", "grey curve", "palette", "deep grey", "deep, no profile"],
)
def test_a_profile_that_does_not_fit_costs_no_colour(
    tmp_path: Path, mode: str, colour: object, icc: bytes, expected: tuple[int, ...]
) -> None:
    image = Image.new(mode, (4, 4), colour)  # type: ignore[arg-type]
    if mode == "P":
        image.putpalette([value for value in range(256) for _ in range(3)])
    image.save(tmp_path / "x.png", icc_profile=icc or None)
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    with Image.open(io.BytesIO(publishable(media["x.png"]))) as published:
        pixel = published.convert("RGB").getpixel((2, 2))
    assert isinstance(pixel, tuple)
    assert all(abs(a - b) <= 3 for a, b in zip(pixel, expected, strict=True)), pixel


#: A way to make a file of each ending: a format of Pillow, a codec of FFmpeg, or nothing for words.
MAKERS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".mp4": "libx264",
    ".m4v": "libx264",
    ".webm": "libvpx-vp9",
    ".m4a": "aac",
    ".mp3": "mp3",
    ".ogg": "libopus",
    ".oga": "libopus",
    ".opus": "libopus",
    ".vtt": "",
}


def test_every_ending_that_may_be_sent_can_be_made_here() -> None:
    assert set(MAKERS) == ACCEPTED_ENDINGS


@pytest.mark.parametrize("ending", sorted(MAKERS))
def test_every_ending_that_may_be_sent_is_published_with_its_media_type(
    tmp_path: Path, ending: str
) -> None:
    file, maker = tmp_path / f"x{ending}", MAKERS[ending]
    if not maker:
        file.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    elif maker.isupper():
        Image.new("RGB", (32, 32), "red").save(file, maker)
    else:
        container = {".m4v": "mp4", ".m4a": "mp4", ".oga": "ogg", ".opus": "ogg"}.get(ending)
        recording(file, maker, container)
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    item = media[f"x{ending}"]
    family = {"captions": "text"}.get(item.kind, item.kind)
    assert mime_of(item.name).startswith(f"{family}/")
    assert mime_of(item.name.upper()) == mime_of(item.name)
    assert publishable(item)


@pytest.mark.parametrize("ending", [".opus", ".oga", ".m4v"])
def test_a_recording_of_any_ending_reaches_the_feeds(project: Project, ending: str) -> None:
    film = ending == ".m4v"
    name = f"content/media/x{ending}"
    recording(project.write(name, b""), MAKERS[ending], "mp4" if film else "ogg")
    project.write("content/media/x.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    medium = f"{{kind: {'video' if film else 'audio'}, src: x{ending}, alt: Grey, captions: x.vtt"
    medium += "}" if film else ", transcript: Nobody speaks.}"
    project.write("content/stories/month-end.md", story(media=f"[{medium}]"))
    project.build()
    assert f'"{mime_of(name)}"' in (project.site / "feed.json").read_text()
    assert (project.site / "media" / f"x{ending}").is_file()


PORTRAITS = sorted((REPOSITORY / "content" / "media").glob("*-*.webp"))


@pytest.mark.parametrize(
    ("name", "scale", "options"),
    [
        ("x.png", 1, {}),
        ("x.jpg", 1, {"quality": 60}),
        ("x.webp", 1, {"quality": 40}),
        ("x.jpg", 2, {"quality": 85}),
        ("x.png", 5, {}),
        ("grey.jpg", 1, {"quality": 80}),
    ],
    ids=["PNG", "JPEG", "WebP", "half", "a fifth", "grey"],
)
def test_a_portrait_that_was_saved_again_is_the_same_face_and_no_other(
    tmp_path: Path, name: str, scale: int, options: dict[str, int]
) -> None:
    assert len(PORTRAITS) > 10
    for portrait in PORTRAITS:
        (tmp_path / portrait.stem).mkdir()
        with Image.open(portrait) as image:
            again = image.convert("L" if name.startswith("grey") else "RGB")
        again.thumbnail((image.width // scale, image.height // scale))
        again.save(tmp_path / portrait.stem / name, **options)
        shutil.copy(portrait, tmp_path)
    media, problems = inspect(tmp_path, "content/media")
    assert not problems
    for portrait in PORTRAITS:
        twin = media[f"{portrait.stem}/{name}"]
        same = [other.name for other in PORTRAITS if same_picture(twin, media[other.name])]
        assert same == [portrait.name]


def test_plain_pictures_are_no_likeness_of_each_other(tmp_path: Path) -> None:
    """A small mark on white is like any other small mark on white."""
    for name, colour, box in (
        ("dot.png", "red", (2, 2, 12, 12)),
        ("line.png", "black", (0, 60, 200, 62)),
        ("plain.png", "white", (0, 0, 1, 1)),
    ):
        image = Image.new("RGB", (200, 200), "white")
        image.paste(colour, box)
        image.save(tmp_path / name)
    shutil.copy(tmp_path / "dot.png", tmp_path / "copy.png")
    media, _ = inspect(tmp_path, "content/media")
    assert [item.likeness for item in media.values()] == [None] * 4
    assert not same_picture(media["dot.png"], media["line.png"])
    assert same_picture(media["dot.png"], media["copy.png"])


def test_recordings_and_captions_have_no_likeness() -> None:
    media, _ = inspect(REPOSITORY / "content" / "media", "content/media")
    for name in ("mondays.webm", "mondays.vtt", "alarms.ogg"):
        assert media[name].likeness is None
        assert not same_picture(media[name], media[name])


def test_captions_are_the_same_with_other_line_ends(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
    for name, data in {"a": text, "b": text.replace("\n", "\r\n"), "c": text + "\n"}.items():
        (tmp_path / f"{name}.vtt").write_bytes(data.encode())
    media, _ = inspect(tmp_path, "content/media")
    assert media["a.vtt"].digest == media["b.vtt"].digest != media["c.vtt"].digest


def png_with_gamma(gamma: int) -> bytes:
    """A grey PNG whose gAMA chunk says ``gamma``, in hundred thousandths."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (128, 128, 128)).save(out, "PNG")
    chunk = b"gAMA" + struct.pack(">I", gamma)
    chunk = struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return out.getvalue()[:33] + chunk + out.getvalue()[33:]


@pytest.mark.parametrize(("gamma", "expected"), [(100_000, 188), (45_455, 128), (0, 128)])
def test_the_gamma_of_a_png_is_applied(tmp_path: Path, gamma: int, expected: int) -> None:
    (tmp_path / "x.png").write_bytes(png_with_gamma(gamma))
    media, _ = inspect(tmp_path, "content/media")
    with Image.open(io.BytesIO(publishable(media["x.png"]))) as image:
        assert image.getpixel((4, 4)) == (expected,) * 3


def with_colour_codes(form: str, primaries: int, transfer: int) -> bytes:
    """A picture that names its colour space by numbers."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, form)
    data = out.getvalue()
    if form == "AVIF":
        start = data.index(b"colrnclx") + 8
        return data[:start] + struct.pack(">2H", primaries, transfer) + data[start + 4 :]
    chunk = b"cICP" + bytes([primaries, transfer, 0, 1])
    chunk = struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data[:33] + chunk + data[33:]


@pytest.mark.parametrize("form", ["PNG", "AVIF"])
@pytest.mark.parametrize(
    ("primaries", "transfer", "is_taken"),
    [(1, 13, True), (2, 2, True), (12, 13, False), (9, 16, False), (1, 18, False)],
    ids=["sRGB", "unsaid", "Display P3", "HDR10", "HLG"],
)
def test_colours_that_nothing_converts_are_refused(
    tmp_path: Path, form: str, primaries: int, transfer: int, is_taken: bool
) -> None:
    file = tmp_path / f"x.{form.lower()}"
    file.write_bytes(with_colour_codes(form, primaries, transfer))
    media, problems = inspect(tmp_path, "content/media")
    assert bool(media) == is_taken
    assert is_taken or "sRGB" in problems[0].hint


@pytest.mark.parametrize(
    "ending", ["mov", "wav", "flac", "aac", "mkv", "gif", "srt", "heic", "tif"]
)
def test_other_endings_are_refused_with_those_that_are_taken(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"x.{ending}").write_bytes(b"anything")
    media, (problem,) = inspect(tmp_path, "content/media")
    assert not media
    assert problem.message == f"is of a kind that is not published (.{ending})"
    assert "Opus" in problem.hint


def git(folder: Path, *command: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)


def test_a_clone_that_turns_line_ends_is_the_same_community(tmp_path: Path) -> None:
    source = Project.demo(tmp_path)
    shutil.rmtree(source.cache.parent)
    shutil.copy(REPOSITORY / ".gitattributes", source.root)
    shutil.copytree(REPOSITORY / "scripts", source.root / "scripts")
    source.write("content/media/odd.opus", b"text\nlike\r\nsound\n")
    git(source.root, "init", "-q")
    git(source.root, "add", "-A")
    git(source.root, "commit", "-qm", "All")
    clone = Project(tmp_path / "clone")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(source.root), str(clone.root))
    shutil.rmtree(source.root / ".git")
    shutil.rmtree(clone.root / ".git")
    assert clone.contents(clone.root) == source.contents(source.root)
    for each in (source, clone):
        (each.root / "content/media/odd.opus").unlink()
    checked = clone.check()
    assert checked.returncode == 0, checked.stderr
    assert checked.stderr == source.check().stderr  # whatever is withheld, none for its line ends
    script = clone.root / "scripts" / "make-corpus"
    subprocess.run([script, "1", clone.root / "corpus"], check=True, capture_output=True)
