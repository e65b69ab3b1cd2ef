"""A program of its own that makes one photograph anew, within bounds of time and memory; `photographs.py` starts it.

    standard input: JPEG, PNG, WebP -> size asked -> decoded -> scaled down -> turned upright -> on white
    standard output: <- how long the first one is (4 bytes) <- a JPEG, and a small one

A small file may ask for hours and for all memory that there is: a JPEG of ten thousand passes over its pixels, marks
that all point to the same megabytes. No list of such tricks is complete, so the system stops whoever takes too much.
What a telephone writes beside the pixels is not copied: nothing but pixels goes from one to the other.
"""

import resource
import struct
import sys
import zlib
from contextlib import suppress
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
SMALL_SIDE = 320
_QUALITY, _SMALL_QUALITY = 82, 70

DONE, NO_PHOTOGRAPH, TOO_MANY_PIXELS, MOVING = 0, 11, 12, 13
"""How this program ends, where nothing stops it."""

# The library would warn of large pictures in its own way; the size is asked below, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, AttributeError,
    ZeroDivisionError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises at pictures that are damaged, or made to break it."""
_ORIENTATION = 0x0112


class UnfitError(Exception):
    """A picture that is not taken; its one argument is how the program ends."""


def made(source: IO[bytes]) -> tuple[bytes, bytes]:
    """The photograph in a file, made anew, and a small one. Raises UnfitError, or what is BROKEN."""
    with Image.open(source, formats=FORMATS) as image:
        _check(image)
        upright = _upright(image)
    picture = _written(upright, _QUALITY)
    upright.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return picture, _written(upright, _SMALL_QUALITY)


def _check(image: Image.Image) -> None:
    """What the head of the file says, before any of it is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnfitError(TOO_MANY_PIXELS)
    # Telephones put several pictures into one JPEG: the first is the photograph.
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise UnfitError(MOVING)


def _upright(image: Image.Image) -> Image.Image:
    """The pixels alone, scaled down, upright, what is transparent on white."""
    # A large JPEG is decoded at a half or a quarter of its size at once.
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    turn = _orientation(image)
    plain = _in_colours(image)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = Image.new("RGB", plain.size, "white")
    made.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    made.getexif()[_ORIENTATION] = turn
    return ImageOps.exif_transpose(made)


def _orientation(image: Image.Image) -> int:
    """How the device was held, from 1 to 8; what cannot be read is upright."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _in_colours(image: Image.Image) -> Image.Image:
    """The same in colours, with what is transparent where something is."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey are cut to eight.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    is_clear = "A" in image.mode or "transparency" in image.info
    wanted = "RGBA" if is_clear else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _written(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"", comment=b"")
    return out.getvalue()


def main() -> int:
    """Make the photograph that is sent, within as many seconds and megabytes as the words of the command say."""
    seconds, megabytes = map(int, sys.argv[1:])
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know no bound of memory.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    try:
        picture, small = made(sys.stdin.buffer)
    except UnfitError as unfit:
        return int(unfit.args[0])
    except BROKEN:
        return NO_PHOTOGRAPH
    sys.stdout.buffer.write(len(picture).to_bytes(4) + picture + small)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
