"""Panels served by processes of their own: waiting until one answers, and one on a day of a story's choosing."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
        return int(unbound.getsockname()[1])


def answering(address: str, process: "subprocess.Popen[bytes]") -> str:
    """The address, once somebody answers there; the process must still be running."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(URLError), urlopen(f"{address}/healthz"):  # noqa: S310  Our own address.
            return address
        time.sleep(0.1)
    pytest.fail(f"The panel did not come up at {address} (ended with {process.poll()}).")


@dataclass
class Dated:
    """A panel, the file that holds its day, and the environment of whatever is to go by that day too."""

    address: str
    file: Path
    known: dict[str, str]

    def come_to(self, day: str) -> None:
        """Let it be this day."""
        self.file.write_text(day)

    def command(self, *words: str) -> list[str]:
        """A command of the command line, to be run with `known`."""
        return [sys.executable, "-m", "flask", *words]


@contextmanager
def served_on_a_day(settings: Mapping[str, str], file: Path) -> Iterator[Dated]:
    """A second panel over the register of `settings`; it begins in March 2026."""
    file.write_text("2026-03-10")
    program = "tests.browser.dated_panel:create_app"
    known = {**os.environ, **settings, "FLASK_APP": program, "STORY_DAY": str(file)}
    address = f"127.0.0.1:{free_port()}"
    served = [sys.executable, "-m", "gunicorn", "--bind", address, "--threads", "4", "--no-control-socket"]
    process = subprocess.Popen([*served, f"{program}()"], cwd=ROOT, env=known)
    try:
        yield Dated(answering(f"http://{address}", process), file, known)
    finally:
        process.terminate()
        process.wait(timeout=30)
