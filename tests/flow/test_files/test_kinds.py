"""What is taken and what is refused: by content, whatever it is called; and nothing that could blow up."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.errors import Invalid
from kit.files import images
from kit.files.kinds import DOCUMENTS, IMAGES, kind_of
from PIL import Image

from .conftest import picture

MAGIC = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF1234WEBP"]


def test_a_photograph_loses_place_camera_and_author_and_stands_upright():
    tags = Image.Exif()
    tags[0x0112], tags[0x013B], tags[0x010F] = 6, "Anna", "A camera"  # turned by 90°, artist, maker
    tags.get_ifd(0x8825)[2] = (46.0, 10.0, 0.0)
    photograph = picture("JPEG", (400, 300), exif=tags.tobytes(), comment=b"secret", quality=95)
    assert b"Anna" in photograph
    cleaned = images.clean(photograph)
    assert (cleaned.kind, cleaned.width, cleaned.height) == ("image/webp", 300, 400)
    for body in (cleaned.body, *cleaned.thumbnails.values()):
        assert not any(word in body for word in (b"Anna", b"camera", b"secret", b"EXIF", b"ICCP"))


def test_a_drawing_stays_lossless_and_keeps_its_transparency():
    drawing = picture("PNG", (50, 40), "RGBA")
    cleaned = images.clean(drawing)
    with Image.open(io.BytesIO(cleaned.body)) as kept, Image.open(io.BytesIO(drawing)) as given:
        assert (cleaned.kind, kept.mode, kept.tobytes()) == ("image/png", "RGBA", given.tobytes())


def test_thumbnails_are_narrower_and_never_stretched():
    wide, small = images.clean(picture(size=(2600, 1300))), images.clean(picture(size=(100, 50)))
    assert [_size(body) for body in wide.thumbnails.values()] == [(320, 160), (1280, 640)]
    assert [_size(body) for body in small.thumbnails.values()] == [(100, 50)] * 2
    assert images.clean(picture(size=(3500, 10))).width == images.LONGEST_SIDE


def _size(body: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(body)) as image:
        return image.size


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has that many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    written = [struct.pack(">I", len(b)) + a + b + struct.pack(">I", zlib.crc32(a + b)) for a, b in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2**31 - 1, 1), (1, 2**31 - 1), (7_000, 7_000)])
def test_a_bomb_is_refused_by_its_header(width, height):
    with pytest.raises(Invalid) as refused:
        images.clean(bomb(width, height))
    assert "file" in refused.value.extra["errors"]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.97])
def test_a_picture_cut_short_is_refused_or_read_and_never_an_accident(form, part):
    whole = picture(form, (300, 300))
    with suppress(Invalid):
        assert images.clean(whole[: int(len(whole) * part)]).width == 300


@given(st.binary(max_size=300), st.sampled_from(MAGIC))
def test_no_bytes_make_an_accident(junk, magic):
    with suppress(Invalid):
        images.clean(magic + junk)


def archive(*members: tuple[str, bytes]) -> bytes:
    """Always the same bytes for the same members: they name tests, which workers must find alike."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content)
    return written.getvalue()


ODT = archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>"))
DOCX = archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (ODT, "application/vnd.oasis.opendocument.text"),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Bonjour à toutes et tous\n".encode(), "text/plain"),
        (b"<script>alert(1)</script>", "text/plain"),
    ],
)
def test_a_document_is_known_by_its_content(body, kind):
    assert kind_of(body, DOCUMENTS) == kind


@pytest.mark.parametrize(
    "body",
    [
        b"MZ\x90\0",
        b"\x7fELF",
        b"PK\x03\x04 not really",
        archive(("evil.exe", b"x")),
        archive(("[Content_Types].xml", b"x"), ("word/vbaProject.bin", b"x"), ("word/document.xml", b"x")),
        archive(("mimetype", b"application/x-evil")),
        b"\xff\xfe\x00\x01",
        picture(),
    ],
)
def test_what_is_no_document_is_refused(body):
    with pytest.raises(Invalid, match="not right"):
        kind_of(body, DOCUMENTS)


@pytest.mark.parametrize("body", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"%PDF-1.7", ODT])
def test_what_is_no_picture_is_refused_as_a_picture(body):
    with pytest.raises(Invalid) as refused:
        kind_of(body, IMAGES)
    assert "PNG" in refused.value.extra["errors"]["file"][0]
