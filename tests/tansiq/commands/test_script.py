"""tansiq, the console's own door: no web is loaded, and it leads to the same register as flask's."""

import os
import subprocess
import sys
from configparser import ConfigParser
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tansiq.commands.script import main
from tansiq.platform.job_limits import GENTLE

ROOT = Path(__file__).resolve().parents[3]
WEB = {
    "flask",
    "flask_admin",
    "flask_babel",
    "flask_security",
    "graphql",
    "jinja2",
    "strawberry",
    "werkzeug",
    "wtforms",
}
HEAVY = {"fontTools", "numpy", "openpyxl", "redis", "shapely", "topojson", "typst"}


def _run(folder: Path, *given: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed in `folder`; its standard error also tells which modules it loaded."""
    return _python(folder, "-X", "importtime", "-c", "from tansiq.commands.script import main; main()", *given, **more)


def _python(folder: Path, *given: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, begun in `folder`, that knows no settings but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TANSIQ_", "FLASK_"))}
    environment = kept | {"TANSIQ_LANGUAGE": "en", "PYTHONPATH": str(ROOT)} | more
    typed = [sys.executable, *given]
    return subprocess.run(typed, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register made by `tansiq migrate up`, where the settings say nothing of places."""
    folder = tmp_path_factory.mktemp("console")
    assert _run(folder, "migrate", "up").returncode == 0
    return folder


def test_what_is_installed_as_tansiq_leads_here() -> None:
    told = ConfigParser()
    told.read(ROOT / "setup.cfg", encoding="utf-8")
    name, _, leads_to = told["options.entry_points"]["console_scripts"].strip().partition(" = ")
    assert name == "tansiq"
    assert EntryPoint(name, leads_to, "console_scripts").load() is main


@pytest.mark.parametrize("given", [("--help",), ("person", "list"), ("fivew", "import", "--help")])
def test_it_starts_without_the_web_and_without_the_libraries_of_single_commands(
    place: Path, given: tuple[str, ...]
) -> None:
    answer = _run(place, *given)
    assert answer.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in answer.stderr.splitlines() if line.startswith("import time:")}
    assert {"click", "peewee", "tansiq.commands.person"} <= loaded
    assert sorted(loaded & (WEB | HEAVY)) == []


def test_the_register_and_the_links_of_this_door_are_those_of_the_web(place: Path) -> None:
    link = _run(place, "person", "invite", "nadia@example.org", "--role", "AUDITOR").stdout.strip()
    asked = f"""
from app import create_app

app = create_app()
print(app.test_cli_runner().invoke(args=["person", "list"]).output, end="")
print(app.test_client().get({link!r}, follow_redirects=True).status_code)
"""
    by_web = _python(place, "-c", asked, TANSIQ_LOG_LEVEL="ERROR")
    assert by_web.stdout == "nadia@example.org\t\tAuditor\n200\n"
    assert _run(place, "person", "list").stdout == "nadia@example.org\t\tAuditor\n"
    assert (place / "instance" / "tansiq.db").is_file()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("persons",), "No such command 'persons'."),
        (("person", "list", "--all"), "No such option '--all'."),
        (("reference", "load", "atlantis"), "Invalid value for '{yemen"),
    ],
)
def test_what_is_typed_wrongly_is_told_as_click_tells_it(place: Path, given: tuple[str, ...], said: str) -> None:
    answer = _run(place, *given)
    assert answer.returncode == 2
    assert f"Error: {said}" in answer.stderr


def test_settings_that_allow_no_start_are_told_in_a_sentence(tmp_path: Path) -> None:
    answer = _run(tmp_path, "person", "list", TANSIQ_ENVIRONMENT="holiday")
    told = "Error: TANSIQ_ENVIRONMENT is one of development, test, production.\n"
    assert answer.returncode == 1
    assert answer.stderr.endswith(told)
    assert "Traceback" not in answer.stderr


def test_a_file_of_settings_is_found_from_a_folder_below_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / ".env").write_text("TANSIQ_DATABASE_URL=sqlite:///of-env.db\nTANSIQ_DEMO=1\n")
    (tmp_path / ".flaskenv").write_text("TANSIQ_DATABASE_URL=sqlite:///of-flaskenv.db\nTANSIQ_UPLOAD_LIMIT_MB=0\n")
    assert "TANSIQ_UPLOAD_LIMIT_MB" in _run(below, "migrate", "up").stderr
    assert _run(below, "migrate", "up", TANSIQ_UPLOAD_LIMIT_MB="9").returncode == 0
    assert [found.name for found in below.glob("*.db")] == ["of-env.db"]


@pytest.mark.parametrize(("address", "gives_way"), [("sqlite:///register.db", False), ("postgresql://host/name", True)])
def test_what_is_typed_computes_with_what_the_pages_leave_unless_all_who_save_wait_for_it(
    tmp_path: Path, address: str, gives_way: bool
) -> None:
    typed = """
import os
from contextlib import suppress
from tansiq.commands.script import main

with suppress(SystemExit):
    main()
print(os.getpriority(os.PRIO_PROCESS, 0))
"""
    said = _python(tmp_path, "-c", typed, "--help", TANSIQ_DATABASE_URL=address).stdout.splitlines()[-1]
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert int(said) == (max(GENTLE, ours) if gives_way else ours)
