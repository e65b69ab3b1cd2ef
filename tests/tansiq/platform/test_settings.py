"""Settings: safe defaults for development, none for production."""

import pytest

from tansiq.platform.settings import DEVELOPMENT_SECRET, Misconfigured, Settings, read_settings

OWN_SECRET = "2vPz-e7Yq_mB0sKdWn4RtLx9JhUcA6fG"


def test_development_starts_without_any_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TANSIQ_SECRET_KEY", raising=False)
    assert read_settings().secret_key == DEVELOPMENT_SECRET


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANSIQ_DATABASE_URL", "postgresql://somewhere/tansiq")
    monkeypatch.setenv("TANSIQ_DEMO", "1")
    settings = read_settings()
    assert (settings.database_url, settings.is_demo) == ("postgresql://somewhere/tansiq", True)


@pytest.mark.parametrize(
    "unsafe",
    [
        {"secret_key": DEVELOPMENT_SECRET},
        {"secret_key": "short"},
        {"secret_key": "a" * 64},
        {"secret_key": OWN_SECRET, "is_demo": True},
    ],
)
def test_production_refuses_to_start_unsafe(unsafe: dict[str, object]) -> None:
    with pytest.raises(Misconfigured, match="TANSIQ_"):
        read_settings(environment="production", **unsafe)


def test_a_weak_secret_is_refused_with_how_to_make_another() -> None:
    with pytest.raises(Misconfigured, match=r"TANSIQ_SECRET_KEY repeats a pattern.*token_urlsafe"):
        read_settings(environment="production", secret_key="abcdefghij" * 5, is_demo=False)


def test_production_starts_on_a_secret_of_its_own() -> None:
    assert read_settings(environment="production", secret_key=OWN_SECRET, is_demo=False).is_production


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(Misconfigured, match="TANSIQ_ENVIRONMENT"):
        Settings(environment="staging").check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_address", "tansiq.example"),
        ("public_address", "javascript:alert(1)"),
        ("mail_url", "http://mail.example"),
        ("mail_url", "mail.example:587"),
        ("proxies", -1),
        ("digest_hour", 24),
        ("kept_answers_mb", -1),
        ("session_idle_minutes", 0),
        ("session_days", 1_000),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: object) -> None:
    with pytest.raises(Misconfigured, match=f"TANSIQ_{name.upper()}"):
        read_settings(**{name: value})


def test_addresses_and_mail_servers_are_taken() -> None:
    mail = "smtp://user:pass%40word@mail.example:587"
    settings = read_settings(public_address="https://tansiq.example", mail_url=mail, proxies=1)
    assert (settings.public_address, settings.mail_url) == ("https://tansiq.example", mail)
