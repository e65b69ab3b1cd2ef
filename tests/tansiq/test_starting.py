"""What a process sets up before it does anything, from its settings alone."""

from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from pathlib import Path

import pytest

from tansiq.accounts import password_links
from tansiq.language.words import language
from tansiq.partnerships import weights
from tansiq.platform import background, mailing, uploads
from tansiq.platform.database import db, use
from tansiq.platform.settings import Misconfigured, Settings
from tansiq.platform.working import ROUNDS
from tansiq.proposals import registering
from tansiq.starting import start


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The tests that follow find the database that was in use, and the settings of a test."""
    before = db.obj
    yield
    start(Settings(environment="test", database_url="sqlite:///:memory:", log_level="ERROR"))
    if before is not None:
        use(before)


def test_the_places_of_the_settings_are_those_in_use(tmp_path: Path) -> None:
    start(
        Settings(
            database_url=f"sqlite:///{tmp_path}/one/register.db",
            queue_url=f"sqlite:///{tmp_path}/two/queue.db",
            upload_folder=f"{tmp_path}/three",
            upload_limit_mb=7,
        )
    )
    assert db.obj.database == f"{tmp_path}/one/register.db"
    assert uploads.path_of("abc") == tmp_path / "three" / "abc"
    assert uploads.limit_mb() == 7
    assert not (tmp_path / "two" / "queue.db").exists()
    background.check()
    assert not background.is_working()
    assert (tmp_path / "two" / "queue.db").exists()


def test_the_worker_knows_the_job_of_each_of_its_rounds(tmp_path: Path) -> None:
    start(Settings(database_url="sqlite:///:memory:", queue_url=f"sqlite:///{tmp_path}/queue.db"))
    assert ROUNDS.keys() <= background._in_use[0].jobs.keys()


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (Settings(environment="test"), mailing.Outbox),
        (Settings(), mailing.Printed),
        (Settings(environment="production"), mailing.NoPost),
        (Settings(environment="production", mail_url="smtp://localhost"), mailing.Smtp),
    ],
)
def test_mail_goes_the_way_of_the_settings(
    settings: Settings, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[mailing.Post] = []
    monkeypatch.setattr(mailing, "use", used.append)
    start(replace(settings, database_url="sqlite:///:memory:", queue_url=f"sqlite:///{tmp_path}/queue.db"))
    assert [type(post) for post in used] == [kind]


def test_links_name_the_public_address_and_nothing_where_none_is_set() -> None:
    at_home = Settings(environment="test", database_url="sqlite:///:memory:")
    start(replace(at_home, public_address="https://tansiq.example"))
    assert (password_links.has_address(), registering.is_open()) == (True, True)
    start(at_home)
    assert (password_links.has_address(), registering.is_open()) == (False, False)


def test_whoever_asks_for_no_language_is_spoken_to_in_that_of_the_settings() -> None:
    start(Settings(environment="test", database_url="sqlite:///:memory:", language="en"))
    assert Context().run(language) == "en"
    start(Settings(environment="test", database_url="sqlite:///:memory:", language="ar"))
    assert Context().run(language) == "ar"


def test_weights_of_partners_are_set_at_the_start_and_those_that_make_no_sense_are_named() -> None:
    start(Settings(environment="test", database_url="sqlite:///:memory:", partner_weights="presence=1, capacity=0"))
    assert (weights.in_use()["presence"], weights.in_use()["capacity"], weights.in_use()["size"]) == (1, 0, 10)
    with pytest.raises(Misconfigured, match="TANSIQ_PARTNER_WEIGHTS names parts"):
        start(Settings(environment="test", database_url="sqlite:///:memory:", partner_weights="presence=50%"))
