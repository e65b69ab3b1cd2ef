"""Photographs as they are kept: made anew from their pixels alone, upright, no larger than a slow line bears.

    JPEG, PNG, WebP -> a process of its own, bounded (decoding.py) -> JPEG, and a small one

Where and when it was taken, by which device, remarks, a small picture of what was cut off later: nothing of that is
left.
"""

import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import structlog

from tansiq.faults import Fault, Refused
from tansiq.files import decoding
from tansiq.language.words import say

ENDINGS = ("jpg", "jpeg", "png", "webp")
MEDIA_TYPE = "image/jpeg"
SECONDS = 10
"""Seconds of a processor for one photograph: a usual one takes a half, the largest two."""
MEGABYTES = 1_500
"""Memory for one, with the program itself: the largest that are taken need half of it."""
PATIENCE = 30
"""Seconds on the clock that one may take, where others compute as well, and that whoever sends the next one waits."""

_one_at_a_time = Lock()
"""A picture of the largest size takes some 600 megabytes while it is made anew."""

_FAULTS = {
    decoding.NO_PHOTOGRAPH: Fault(
        "NOT_WHAT_IT_SAYS",
        "file",
        say("This is no photograph (JPEG, PNG or WebP), or it is damaged. Take or save it anew."),
    ),
    decoding.TOO_MANY_PIXELS: Fault(
        "TOO_MANY_PIXELS",
        "file",
        say(
            "The photograph has more than %(most)s million pixels. Send a smaller one.",
            most=decoding.MOST_PIXELS // 1_000_000,
        ),
    ),
    decoding.MOVING: Fault("MOVING", "file", say("The picture moves. Send a photograph that stands still.")),
}
_UNBOUNDED = Fault(
    "NOT_WHAT_IT_SAYS",
    "file",
    say("The photograph takes too long to open, or too much memory. Take or save it anew, or send a smaller one."),
)


class Photograph(NamedTuple):
    """A photograph made anew, and a small one for pages: the bytes of two JPEG files."""

    picture: bytes
    small: bytes


def made_anew(path: Path) -> Photograph:
    """The photograph in a file. Raises Refused on "file": NOT_WHAT_IT_SAYS for what is none, is damaged, or takes more
    than SECONDS or MEGABYTES; TOO_MANY_PIXELS, MOVING; TOO_MANY_REQUESTS where others take too long before it."""
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        text = say("Many photographs come in at this moment. Send yours again in a minute.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "file", text))
    try:
        ended, answer = _decoded(path)
    finally:
        _one_at_a_time.release()
    if ended != decoding.DONE:
        raise Refused(_FAULTS.get(ended, _UNBOUNDED))
    length = int.from_bytes(answer[:4])
    return Photograph(answer[4 : 4 + length], answer[4 + length :])


def _decoded(path: Path) -> tuple[int, bytes]:
    """How the process ended, and what it gave. It is told nothing of this one: neither settings nor secrets."""
    words = [sys.executable, "-I", decoding.__file__, str(SECONDS), str(MEGABYTES)]
    try:
        with path.open("rb") as file:
            done = subprocess.run(  # noqa: S603  The words are our own; what was sent is read from a file.
                words, stdin=file, capture_output=True, env={}, timeout=PATIENCE, check=False
            )
    except subprocess.TimeoutExpired:
        ended, answer, told = -1, b"", b"timed out"
    else:
        ended, answer, told = done.returncode, done.stdout, done.stderr
    if ended not in (decoding.DONE, *_FAULTS):
        structlog.get_logger("files").warning(
            "photograph stopped", ended=ended, told=told[-300:].decode(errors="replace")
        )
    return ended, answer
