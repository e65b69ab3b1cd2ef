"""A command in a process of its own, and what it took."""

import subprocess
import sys

import orjson

from tests.bench.alone import run


def _memory(command: str) -> float:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.alone", sys.executable, "-c", command], stdout=subprocess.PIPE, check=True
    )
    return float(orjson.loads(told.stdout)["megabytes"])


def test_memory_is_that_of_the_command_and_not_of_whoever_started_it() -> None:
    held_here = b"x" * 300_000_000
    assert _memory("pass") < 100 < len(held_here) / 1e6
    assert 150 < _memory("held = b'x' * 200_000_000") - _memory("pass") < 250


def test_what_was_said_and_the_exit_code_are_kept() -> None:
    told = run([sys.executable, "-c", "print('said'); raise SystemExit(3)"])
    assert (told["said"], told["code"]) == ("said\n", 3)
