"""Photographs as they are kept: made anew from their pixels alone, upright, no larger than a slow line bears.

    JPEG, PNG, WebP -> size asked -> decoded -> scaled down -> turned upright -> on white -> JPEG, and a small one

What a telephone writes beside the pixels (where and when it was taken, by which device, remarks, a small picture of
what was cut off later) is not copied: nothing but pixels goes from one to the other.
"""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from PIL import Image, ImageOps

from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say

ENDINGS = ("jpg", "jpeg", "png", "webp")
FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPE = "image/jpeg"
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
SMALL_SIDE = 320
_QUALITY, _SMALL_QUALITY = 82, 70

# The library would warn of large pictures in its own way; the size is asked below, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, AttributeError,
    ZeroDivisionError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises at pictures that are damaged, or made to break it."""

_one_at_a_time = Lock()
"""A picture of the largest size takes some 300 megabytes while it is made anew."""


class Photograph(NamedTuple):
    """A photograph made anew, and a small one for pages: the bytes of two JPEG files."""

    picture: bytes
    small: bytes


def made_anew(path: Path) -> Photograph:
    """The photograph in a file. Raises Refused on "file": NOT_WHAT_IT_SAYS for what is none, or is damaged,
    TOO_MANY_PIXELS, MOVING."""
    with _one_at_a_time:
        try:
            with Image.open(path, formats=FORMATS) as image:
                _check(image)
                upright = _upright(image)
            return Photograph(_written(upright, _QUALITY), _written(_scaled(upright, SMALL_SIDE), _SMALL_QUALITY))
        except _BROKEN:
            text = say("This is no photograph (JPEG, PNG or WebP), or it is damaged. Take or save it anew.")
            raise _refused("NOT_WHAT_IT_SAYS", text) from None


def _check(image: Image.Image) -> None:
    """What the head of the file says, before any of it is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        text = say(
            "The photograph has more than %(most)s million pixels. Send a smaller one.", most=MOST_PIXELS // 1_000_000
        )
        raise _refused("TOO_MANY_PIXELS", text)
    # Telephones put several pictures into one JPEG: the first is the photograph.
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise _refused("MOVING", say("The picture moves. Send a photograph that stands still."))


def _upright(image: Image.Image) -> Image.Image:
    """The pixels alone, scaled down, upright, what is transparent on white."""
    # A large JPEG is decoded at a half or a quarter of its size at once.
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    turn = _orientation(image)
    plain = _scaled(_in_colours(image), LONGEST_SIDE)
    made = Image.new("RGB", plain.size, "white")
    made.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    made.getexif()[_ORIENTATION] = turn
    return ImageOps.exif_transpose(made)


_ORIENTATION = 0x0112


def _orientation(image: Image.Image) -> int:
    """How the device was held, from 1 to 8; what cannot be read is upright."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _in_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Sixteen bits of grey are cut to eight.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_clear = "A" in image.mode or "transparency" in image.info
    return image.convert("RGBA" if is_clear else "RGB")


def _scaled(image: Image.Image, side: int) -> Image.Image:
    made = image.copy()
    made.thumbnail((side, side), Image.Resampling.LANCZOS)
    return made


def _written(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"", comment=b"")
    return out.getvalue()


def _refused(code: str, text: Sentence) -> Refused:
    return Refused(Fault(code, "file", text))
