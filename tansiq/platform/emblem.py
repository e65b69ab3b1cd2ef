"""The emblem of the ministry: a small SVG or PNG file that the settings name, shown in the head of every page."""

from dataclasses import dataclass
from pathlib import Path

LARGEST = 60_000
"""Bytes that an emblem may have: it is fetched with the first page, often over a slow line."""

_PNG = b"\x89PNG\r\n\x1a\n"
_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class Emblem:
    """The picture and its media type, image/svg+xml or image/png."""

    content: bytes
    media_type: str


def read_emblem(path: str) -> Emblem:
    """The emblem in this file. Raises ValueError, with a sentence, where it is none that can be shown."""
    kind = _KINDS.get(Path(path).suffix.lower())
    if kind is None:
        raise ValueError("is a file that ends in .svg or .png")
    try:
        content = Path(path).read_bytes()
    except OSError as broken:
        raise ValueError(f"names a file that cannot be read: {broken.strerror}") from broken
    if len(content) > LARGEST:
        raise ValueError(f"has {len(content):,} bytes; at most {LARGEST:,} are shown")
    if not _is_what_it_says(content, kind):
        raise ValueError("does not hold the picture that its name says")
    return Emblem(content, kind)


def _is_what_it_says(content: bytes, kind: str) -> bool:
    if kind == "image/png":
        return content.startswith(_PNG)
    # A picture that brings scripts along is none: no page would run them, a person who opens its address might.
    return b"<svg" in content[:2_000] and b"<script" not in content.lower()
