"""Pictures made harmless: decoded under limits, turned upright, encoded anew without metadata, in three widths.

What was decoded from pixels carries no place, no camera, no author and no code. The size is read from the header
before a pixel is decoded, and two pictures are decoded at a time, so that a bomb or a crowd cannot take the memory.
"""

import io
import warnings
from threading import Semaphore
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from kit.files.kinds import refused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000
WIDTHS = (320, 1280)
"""Of the thumbnails, in pixels; narrower pictures keep their width."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_decoding = Semaphore(2)


class Picture(NamedTuple):
    """Encoded again: its type, size in pixels, content, and the thumbnails' contents (WebP) by width."""

    kind: str
    width: int
    height: int
    body: bytes
    thumbnails: dict[int, bytes]


def clean(body: bytes) -> Picture:
    """The same picture, of an animation the first; raises Invalid for what cannot be decoded or is too large."""
    with _decoding:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                return _encoded(*_pixels(body))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
            raise _too_large() from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError):
            raise refused("This picture is damaged: it cannot be read to its end.") from None


def _pixels(body: bytes) -> tuple[Image.Image, bool]:
    """Upright pixels without anything beside them, and whether they were lossless."""
    with Image.open(io.BytesIO(body), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_large()
        lossless = opened.format in ("PNG", "GIF")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than it is kept
        upright = ImageOps.exif_transpose(opened)
        transparent = upright.mode in ("LA", "PA", "RGBA") or "transparency" in upright.info
        pixels = upright.convert("RGBA" if transparent else "RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return bare, lossless


def _encoded(pixels: Image.Image, lossless: bool) -> Picture:
    kind, body = ("image/png", _save(pixels, "PNG")) if lossless else ("image/webp", _save(pixels, "WEBP"))
    thumbnails = {width: _save(_narrow(pixels, width), "WEBP") for width in WIDTHS}
    return Picture(kind, pixels.width, pixels.height, body, thumbnails)


def _narrow(pixels: Image.Image, width: int) -> Image.Image:
    if pixels.width <= width:
        return pixels
    return pixels.resize((width, max(1, round(pixels.height * width / pixels.width))))


def _save(pixels: Image.Image, form: str) -> bytes:
    written = io.BytesIO()
    pixels.save(written, form, **({"quality": 82, "method": 4} if form == "WEBP" else {"optimize": False}))
    return written.getvalue()


def _too_large() -> Exception:
    return refused(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels: make it smaller.")
