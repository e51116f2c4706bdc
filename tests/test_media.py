"""Pictures and other media: known by their bytes, published without anything but what they show."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from rooftop.media import inspect, publishable
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
    project.write("content/stories/month-end.md", story(body=f"![Two colours](../media/view.{ending})"))
    project.build()
    data = (project.site / "media" / f"view.{ending}").read_bytes()
    for secret in (b"Camera of Ana", b"secret remark", b"appended", b"Exif", b"GPS"):
        assert secret not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == form
        assert not image.getexif()
        assert image.size == (40, 80)  # held upright: what was left is above
        top, bottom = image.convert("RGB").getpixel((20, 10)), image.convert("RGB").getpixel((20, 70))
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


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.png", b"<html><script>alert(1)</script>"),
        ("x.jpg", (REPOSITORY / "content/media/norte-cargo.png").read_bytes()),
        ("x.webp", animated()),
        ("x.png", bomb()),
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
    ],
)
def test_what_is_not_what_it_says_is_refused_and_located(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    media, problems = inspect(tmp_path, "content/media")
    assert media == {}
    assert [(each.path, each.code) for each in problems] == [(f"content/media/{name}", "file-not-allowed")]
    assert problems[0].hint


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.png").write_bytes((REPOSITORY / "content/media/norte-cargo.png").read_bytes())
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "file.png").symlink_to(tmp_path / "outside" / "x.png")
    (folder / "folder").symlink_to(tmp_path / "outside")
    media, problems = inspect(folder, "content/media")
    assert media == {}
    assert len(problems) == 2
