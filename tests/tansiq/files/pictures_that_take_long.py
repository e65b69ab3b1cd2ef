"""Pictures for tests that are small and ask for much time, or much memory."""

import struct
from io import BytesIO

from PIL import Image

from tests.tansiq.files.pictures import picture

_PASS, _END = b"\xff\xda", b"\xff\xd9"
_MOST = 65_000
"""Bytes of one segment of a JPEG."""


def passing_over_its_pixels(times: int) -> bytes:
    """A JPEG of nine million pixels that is decoded in ten passes, and the last of these so many times more."""
    out = BytesIO()
    Image.new("RGB", (3_000, 3_000), "blue").save(out, "JPEG", progressive=True)
    usual = out.getvalue().removesuffix(_END)
    return usual + usual[usual.rindex(_PASS) :] * times + _END


def pointing_to_itself(marks: int, size: int) -> bytes:
    """A JPEG with so many marks (Exif), each of which says that it is the same bytes, of this size."""
    head = b"II*\0" + struct.pack("<LH", 8, marks)
    each = [struct.pack("<HHLL", 0xFFFF - number, 7, size, 8) for number in range(marks)]
    # The order of marks is that of their numbers.
    body = (head + b"".join(reversed(each)) + bytes(4)).ljust(size + 8, b"\0")
    pieces = (b"Exif\0\0" + body[start : start + _MOST] for start in range(0, len(body), _MOST))
    marked = b"".join(b"\xff\xe1" + struct.pack(">H", len(piece) + 2) + piece for piece in pieces)
    usual = picture()
    return usual[:2] + marked + usual[2:]
