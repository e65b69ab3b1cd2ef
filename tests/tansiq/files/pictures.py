"""Pictures for tests: made in memory, with what telephones write beside the pixels."""

from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MAKER = "Spyphone 7"
REMARK = "Taken at the house of Amal"
LATITUDE = (12.0, 47.0, 59.0)


def exif(orientation: int = 1) -> Image.Exif:
    """Where, by which device, and how it was held."""
    made = Image.Exif()
    made[0x010F], made[0x0112] = MAKER, orientation
    made[0x010E] = REMARK
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", LATITUDE, "E", (45.0, 2.0, 3.0)
    return made


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def telling(kind: str) -> bytes:
    """A picture of this format with a position, a maker and a remark beside its pixels."""
    more: dict[str, Any] = {"exif": exif()}
    if kind == "JPEG":
        more["comment"] = REMARK.encode()
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Comment", REMARK)
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{REMARK}</x:xmpmeta>")
    if kind == "WEBP":
        more["xmp"] = f"<x:xmpmeta>{REMARK}</x:xmpmeta>".encode()
    return picture(kind, **more)


def moving(kind: str) -> bytes:
    """A picture that moves."""
    first, second = (Image.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    out = BytesIO()
    first.save(out, kind, save_all=True, append_images=[second], duration=100)
    return out.getvalue()


def bomb() -> bytes:
    """Some kilobytes of PNG that would be a picture of 64 million pixels."""
    out = BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    return out.getvalue()
