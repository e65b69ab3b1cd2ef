"""The emblem of the ministry: a small picture, and nothing else."""

from pathlib import Path

import pytest

from tansiq.platform.emblem import LARGEST, read_emblem
from tansiq.platform.settings import Misconfigured, read_settings

PNG = b"\x89PNG\r\n\x1a\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


@pytest.mark.parametrize(
    ("name", "content", "kind"), [("star.svg", SVG, "image/svg+xml"), ("STAR.PNG", PNG + b"...", "image/png")]
)
def test_an_svg_or_png_is_taken(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = read_emblem(str(tmp_path / name))
    assert (found.content, found.media_type) == (content, kind)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("star.gif", b"GIF89a", "ends in .svg or .png"),
        ("passwd", b"root:x:0", "ends in .svg or .png"),
        ("star.png", SVG, "does not hold the picture"),
        ("star.svg", PNG, "does not hold the picture"),
        ("star.svg", b"<svg><SCRIPT>alert(1)</SCRIPT></svg>", "does not hold the picture"),
        ("star.png", PNG + b"." * LARGEST, "at most 60,000"),
    ],
)
def test_whatever_else_the_file_is_the_program_does_not_start(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Misconfigured, match=f"TANSIQ_EMBLEM .*{said}"):
        read_settings(emblem=str(tmp_path / name))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="TANSIQ_EMBLEM names a file that cannot be read"):
        read_settings(emblem=str(tmp_path / "none.svg"))


def test_the_ministry_has_a_name_in_every_language_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANSIQ_MINISTRY_AR", "وزارة التخطيط")
    monkeypatch.setenv("TANSIQ_MINISTRY_FR", " Ministère du Plan ")
    monkeypatch.setenv("TANSIQ_MINISTRY_EN", "")
    assert read_settings().ministry == {"ar": "وزارة التخطيط", "fr": "Ministère du Plan"}
