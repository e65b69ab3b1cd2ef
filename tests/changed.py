"""The tests of what differs from main: python -m tests.changed prints their paths, for make test CHANGED=1.

tansiq/records/changes.py     tests/tansiq/records/test_changes*.py, else the tests of the nearest folder
tests/.../test_changes.py     itself;  any other module there: the tests of its folder
a conftest, setup.cfg, ...    all tests
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING = "tests"
DOCUMENTS = "tests/test_documents.py"
SHOWN = ("admin/static/", "admin/templates/")
"""Of what lies here, the browser alone sees all."""


def paths_of(changed: Iterable[str]) -> list[str]:
    """The sorted paths to give to pytest for changed files, some of which may be gone."""
    found = {test for path in changed for test in _of(path)}
    return [EVERYTHING] if EVERYTHING in found else sorted(found)


def _of(path: str) -> list[str]:
    place = PurePosixPath(path)
    if place.suffix == ".md" or place.parts[0] == "docs":
        return [DOCUMENTS]
    if place.name == "conftest.py":
        return [EVERYTHING]
    if place.parts[0] == "tests":
        is_test = place.name.startswith("test_")
        return [path] if is_test and (ROOT / path).exists() else [_nearest(place.parent)]
    mirrors = (ROOT / "tests" / place.parent).glob(f"test_{place.stem}*.py") if place.suffix == ".py" else ()
    own = [str(test.relative_to(ROOT)) for test in mirrors]
    seen = ["tests/browser"] if path.startswith(SHOWN) else []
    return [*(own or [_nearest("tests" / place.parent)]), *seen]


def _nearest(folder: PurePosixPath) -> str:
    """The folder of tests, or the nearest above it that is there."""
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    return str(folder)


def _differing() -> list[str]:
    """Files that differ from where this branch left main, whether they are committed or not, and new ones."""
    main = "origin/main" if _git("rev-parse", "--quiet", "--verify", "origin/main") else "main"
    [begun] = _git("merge-base", "HEAD", main)
    return _git("diff", "--name-only", "--no-renames", begun) + _git("ls-files", "--others", "--exclude-standard")


def _git(*words: str) -> list[str]:
    """What git says, line by line; nothing where it fails."""
    command = ["git", "-c", "core.quotePath=false", *words]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return said.stdout.splitlines() if said.returncode == 0 else []


if __name__ == "__main__":
    print(*paths_of(_differing()))  # noqa: T201  Make reads this.
