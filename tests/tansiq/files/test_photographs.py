"""Photographs keep their pixels and nothing else; what is no photograph is refused in words."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tansiq.faults import Refused
from tansiq.files import decoding, photographs
from tansiq.files.decoding import LONGEST_SIDE, SMALL_SIDE
from tansiq.files.photographs import Photograph, made_anew
from tests.tansiq.files import pictures
from tests.tansiq.files.pictures import MAKER, REMARK, bomb, exif, moving, picture, telling
from tests.tansiq.files.pictures_that_take_long import passing_over_its_pixels, pointing_to_itself

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def made(content: bytes, folder: Path) -> Photograph:
    path = folder / "sent"
    path.write_bytes(content)
    return made_anew(path)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def told(content: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as refusal:
        made(content, folder)
    return str(refusal.value.faults[0])


def code(content: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as refusal:
        made(content, folder)
    assert [fault.field for fault in refusal.value.faults] == ["file"]
    return refusal.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_left(tmp_path: Path, kind: str) -> None:
    sent = telling(kind)
    # Else the test would find nothing whatever was left.
    assert dict(opened(sent).getexif().get_ifd(0x8825))
    assert REMARK.encode() in sent
    assert MAKER.encode() in sent
    for kept in made(sent, tmp_path):
        told = opened(kept)
        assert (told.format, dict(told.getexif()), dict(told.getexif().get_ifd(0x8825))) == ("JPEG", {}, {})
        assert set(told.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        traces = (MAKER.encode(), REMARK.encode(), b"Exif", b"GPS", b"xmp", b"XMP", b"ICC")
        assert not [trace for trace in traces if trace in kept]


def test_a_picture_held_sideways_stands_upright(tmp_path: Path) -> None:
    kept = opened(made(picture(exif=exif(orientation=6)), tmp_path).picture)
    assert kept.size == (40, 60)
    red, _green, blue = kept.getpixel((20, 5))  # type: ignore[misc]  # Three numbers of a coloured picture.
    assert (red > 200, blue < 60) == (True, True)


def test_large_ones_are_scaled_down_with_a_small_one_beside(tmp_path: Path) -> None:
    kept = made(picture(size=(5_000, 2_500)), tmp_path)
    assert opened(kept.picture).size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert opened(kept.small).size == (SMALL_SIDE, SMALL_SIDE // 2)
    assert len(kept.small) < 30_000
    assert opened(made(picture(size=(60, 40)), tmp_path).picture).size == (60, 40)


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA")])
def test_pictures_of_all_colours_are_taken(tmp_path: Path, kind: str, mode: str) -> None:
    assert opened(made(picture(kind, mode=mode), tmp_path).picture).mode == "RGB"


def test_sixteen_bits_of_grey_stay_grey(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(out, "PNG")
    red, green, blue = opened(made(out.getvalue(), tmp_path).picture).getpixel((5, 5))  # type: ignore[misc]
    assert red == green == blue
    assert 100 < red < 150


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(made(out.getvalue(), tmp_path).picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"x", SVG, b"<html>", b"GIF89a" + bytes(50), b"%PDF-1.7\n%%EOF"])
def test_what_is_no_photograph_is_refused(tmp_path: Path, content: bytes) -> None:
    assert code(content, tmp_path) == "NOT_WHAT_IT_SAYS"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused(tmp_path: Path, kind: str) -> None:
    # Noise, so that half of the bytes is not all of the pixels.
    out = BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(out, kind)
    assert code(out.getvalue()[: len(out.getvalue()) // 2], tmp_path) == "NOT_WHAT_IT_SAYS"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(tmp_path: Path, kind: str) -> None:
    assert code(moving(kind), tmp_path) == "MOVING"


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = bomb()
    assert len(sent) < 100_000
    assert code(sent, tmp_path) == "TOO_MANY_PIXELS"
    monkeypatch.setattr(Image.Image, "load", pytest.fail)
    with pytest.raises(decoding.UnfitError):
        decoding.made(BytesIO(sent))


def test_a_picture_that_would_be_decoded_for_minutes_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One pass over its pixels more is sixty bytes and twelve milliseconds."""
    monkeypatch.setattr(photographs, "SECONDS", 1)
    sent = passing_over_its_pixels(5_000)
    assert len(sent) < 1_000_000
    assert "too long to open" in told(sent, tmp_path)
    # What a camera makes has ten passes, and is taken.
    assert opened(made(passing_over_its_pixels(0), tmp_path).picture).size == (LONGEST_SIDE, LONGEST_SIDE)


def test_marks_that_all_point_to_the_same_megabytes_fill_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photographs, "MEGABYTES", 500)
    assert "too much memory" in told(pointing_to_itself(2_000, 2_000_000), tmp_path)
    assert made(pointing_to_itself(20, 2_000_000), tmp_path)


def test_nobody_waits_for_good_behind_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "PATIENCE", 0.05)
    with photographs._one_at_a_time:
        assert code(picture(), tmp_path) == "TOO_MANY_REQUESTS"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_position_that_cannot_be_read_harms_nobody(tmp_path: Path) -> None:
    broken = pictures.picture(exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")
    assert opened(made(broken, tmp_path).picture).size == (60, 40)
