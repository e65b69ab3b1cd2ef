"""What is installed: lists with digests that hold what setup.cfg asks for, and name no place to fetch it from."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LISTS = {"base": (), "test": ("test",), "check": ("test", "check"), "lock": ("lock",)}


def _pinned(name: str) -> dict[str, list[tuple[str, int]]]:
    """By package: the versions of a list, one for each kind of system, and how many digests each has."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found: dict[str, list[tuple[str, int]]] = {}
    for block in re.split(r"\n(?=\S)", text):
        if pin := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.+!-]+)", block):
            found.setdefault(canonicalize_name(pin[1]), []).append((pin[2], block.count("--hash=sha256:")))
    return found


def _asked(extras: tuple[str, ...]) -> list[Requirement]:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    asked = settings["options"]["install_requires"].split("\n")
    for extra in extras:
        asked += settings["options.extras_require"][extra].split("\n")
    return [Requirement(line) for line in asked if line.strip()]


@pytest.mark.parametrize(("name", "extras"), LISTS.items())
def test_a_list_holds_what_setup_cfg_asks_for_with_digests(name: str, extras: tuple[str, ...]) -> None:
    pinned = _pinned(name)
    outside = [
        str(asked)
        for asked in _asked(extras)
        if not all(version in asked.specifier for version, _ in pinned.get(canonicalize_name(asked.name), [("", 0)]))
    ]
    assert outside == [], "run: make lock"
    assert [package for package, pins in pinned.items() if not all(digests for _, digests in pins)] == []
    assert len(pinned) > len(_asked(extras))


def test_what_has_to_be_built_is_built_with_what_the_list_names() -> None:
    assert list(_pinned("build")) == ["setuptools"]


@pytest.mark.parametrize("name", ["build", *LISTS])
def test_a_list_names_no_place_to_fetch_from(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", text) == []


def test_the_lists_agree_on_what_they_share() -> None:
    check, rest = _pinned("check"), {**_pinned("test"), **_pinned("base")}
    assert {package: pins for package, pins in rest.items() if check.get(package) != pins} == {}
