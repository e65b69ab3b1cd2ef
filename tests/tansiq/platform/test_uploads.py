"""The folder of uploads: harmless names for people, and no way to any other file."""

from pathlib import Path

import pytest

from tansiq.platform import uploads


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\temp\\5w.xlsx", "5w.xlsx"),
        ("تقرير\u202exslx.exe", "تقريرxslx.exe"),
        ("a\u0000b\n.csv", "ab.csv"),
        ("..", "5w"),
        ("", "5w"),
        ("x" * 300 + ".xlsx", "x" * 110 + ".xlsx"),
        ("y" * 300, "y" * 120),
    ],
)
def test_the_name_of_a_file_is_made_harmless(given: str, shown: str) -> None:
    assert uploads.tidy_name(given) == shown


@pytest.mark.parametrize("stored", ["../secret", "a/b", "", "a.b", "ملف"])
def test_no_other_file_is_reached_by_its_name(tmp_path: Path, stored: str) -> None:
    uploads.use(tmp_path, 1)
    with pytest.raises(LookupError):
        uploads.path_of(stored)
