"""Settings from the environment, prefix TANSIQ_, each with a default for development."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from environs import Env

from tansiq.platform import clock, secret_keys
from tansiq.platform.emblem import read_emblem
from tansiq.platform.origins import origin

DEVELOPMENT_SECRET = "only-for-development"  # noqa: S105  Production refuses to start on it.


class Misconfigured(Exception):  # noqa: N818  It is told to the operator, not handled.
    """The settings do not allow a safe start; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """All settings. The README's table lists each with its variable and its default.

    `ministry` is what the ministry or authority is called, by the code of each language.
    """

    environment: str = "development"
    database_url: str = "sqlite:///instance/tansiq.db"
    secret_key: str = DEVELOPMENT_SECRET
    language: str = "ar"
    country: str = "YE"
    time_zone: str = ""
    log_level: str = "INFO"
    log_json: bool = False
    is_demo: bool = False
    anonymous_access: bool = True
    anonymous_origins: tuple[str, ...] = ()
    anonymous_requests_a_minute: int = 120
    limits_url: str = "memory://"
    kept_answers_mb: int = 32
    columns_folder: str = "instance/columns"
    proxies: int = 0
    queue_url: str = "sqlite:///instance/queue.db"
    upload_folder: str = "instance/uploads"
    upload_limit_mb: int = 25
    job_memory_mb: int = 2048
    job_minutes: int = 60
    jobs_at_once: int = 2
    public_address: str = ""
    session_idle_minutes: int = 240
    session_days: int = 30
    two_factor_admins: bool = False
    mail_url: str = ""
    mail_from: str = "tansiq@localhost"
    digest_hour: int = 8
    partner_weights: str = ""
    ministry: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    emblem: str = ""

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    def check(self) -> None:
        """Raise Misconfigured where production would start on defaults that are known to everybody."""
        if self.environment not in {"development", "test", "production"}:
            raise Misconfigured("TANSIQ_ENVIRONMENT is one of development, test, production.")
        if self.is_production and (weakness := secret_keys.weakness_of(self.secret_key)):
            raise Misconfigured(f"TANSIQ_SECRET_KEY {weakness}. Make one of your own: {secret_keys.HOW_TO_MAKE_ONE}")
        if self.is_production and self.is_demo:
            raise Misconfigured("TANSIQ_DEMO opens well-known sign-ins; production does not start with it.")
        if not self.queue_url.startswith("sqlite:///"):
            raise Misconfigured("TANSIQ_QUEUE_URL is a file of its own, such as sqlite:///instance/queue.db.")
        self._check_place()
        self._check_endpoint()
        self._check_addresses()
        if not (5 <= self.session_idle_minutes <= 10_080 and 1 <= self.session_days <= 365):
            raise Misconfigured("TANSIQ_SESSION_IDLE_MINUTES is 5 to 10080, TANSIQ_SESSION_DAYS 1 to 365.")
        if not 1 <= self.upload_limit_mb <= 1_000:
            raise Misconfigured("TANSIQ_UPLOAD_LIMIT_MB is a number of megabytes from 1 to 1000.")
        self._check_jobs()
        self._check_emblem()

    def _check_place(self) -> None:
        if self.time_zone and not clock.is_zone(self.time_zone):
            raise Misconfigured("TANSIQ_TIME_ZONE is the name of a time zone, such as Asia/Aden or Africa/Cairo.")
        zones = clock.zones_of(self.country)
        if not zones:
            raise Misconfigured("TANSIQ_COUNTRY is the two-letter code of a country, such as YE, SY or EG.")
        if len(zones) > 1 and not self.time_zone:
            raise Misconfigured(f"{self.country} has several time zones: name one in TANSIQ_TIME_ZONE.")
        if not 0 <= self.digest_hour <= 23:
            raise Misconfigured("TANSIQ_DIGEST_HOUR is an hour of the country's day, from 0 to 23.")

    def _check_jobs(self) -> None:
        if not (128 <= self.job_memory_mb <= 1_000_000 and 1 <= self.job_minutes <= 1_440):
            raise Misconfigured("TANSIQ_JOB_MEMORY_MB is 128 to 1000000, TANSIQ_JOB_MINUTES 1 to 1440.")
        if not 1 <= self.jobs_at_once <= 32:
            raise Misconfigured("TANSIQ_JOBS_AT_ONCE is a number from 1 to 32.")

    def _check_emblem(self) -> None:
        try:
            if self.emblem:
                read_emblem(self.emblem)
        except ValueError as fault:
            raise Misconfigured(f"TANSIQ_EMBLEM {fault}.") from fault

    def _check_endpoint(self) -> None:
        if not 0 <= self.proxies <= 5:
            raise Misconfigured("TANSIQ_PROXIES is the number of servers before this one, from 0 to 5.")
        wrong = [text for text in self.anonymous_origins if text != "*" and origin(text) != text]
        if wrong:
            raise Misconfigured(f"TANSIQ_ANONYMOUS_ORIGINS lists origins like https://portal.example, not {wrong[0]}.")
        if self.anonymous_requests_a_minute < 1:
            raise Misconfigured("TANSIQ_ANONYMOUS_REQUESTS_A_MINUTE is a number from 1.")
        if not 0 <= self.kept_answers_mb <= 10_000:
            raise Misconfigured("TANSIQ_KEPT_ANSWERS_MB is a number of megabytes from 0 to 10000.")
        if not self.limits_url.startswith(("memory://", "redis://", "rediss://", "redis+unix://")):
            raise Misconfigured(
                "TANSIQ_LIMITS_URL is memory:// or the address of a Redis, such as redis://host:6379/0."
            )

    def _check_addresses(self) -> None:
        address = urlsplit(self.public_address)
        if self.public_address and (address.scheme not in ("http", "https") or not address.hostname):
            raise Misconfigured("TANSIQ_PUBLIC_ADDRESS is where people reach the register: https://name")
        mail = urlsplit(self.mail_url)
        if self.mail_url and (mail.scheme not in ("smtp", "smtps") or not mail.hostname):
            raise Misconfigured("TANSIQ_MAIL_URL is a mail server, such as smtp://user:password@host:587.")


def read_settings(**overrides: Any) -> Settings:
    """Settings from the environment, then `overrides`; checked. Raises Misconfigured."""
    env = Env(prefix="TANSIQ_")
    read: dict[str, Any] = {
        "environment": env.str("ENVIRONMENT", Settings.environment),
        "database_url": env.str("DATABASE_URL", Settings.database_url),
        "secret_key": env.str("SECRET_KEY", Settings.secret_key),
        "language": env.str("LANGUAGE", Settings.language),
        "country": env.str("COUNTRY", Settings.country).upper(),
        "time_zone": env.str("TIME_ZONE", Settings.time_zone),
        "log_level": env.str("LOG_LEVEL", Settings.log_level),
        "log_json": env.bool("LOG_JSON", env.str("ENVIRONMENT", "") == "production"),
        "is_demo": env.bool("DEMO", Settings.is_demo),
        "anonymous_access": env.bool("ANONYMOUS_ACCESS", Settings.anonymous_access),
        "anonymous_origins": tuple(env.list("ANONYMOUS_ORIGINS", [])),
        "anonymous_requests_a_minute": env.int("ANONYMOUS_REQUESTS_A_MINUTE", Settings.anonymous_requests_a_minute),
        "kept_answers_mb": env.int("KEPT_ANSWERS_MB", Settings.kept_answers_mb),
        "columns_folder": env.str("COLUMNS_FOLDER", Settings.columns_folder),
        "proxies": env.int("PROXIES", Settings.proxies),
        "limits_url": env.str("LIMITS_URL", Settings.limits_url),
        "queue_url": env.str("QUEUE_URL", Settings.queue_url),
        "upload_folder": env.str("UPLOAD_FOLDER", Settings.upload_folder),
        "public_address": env.str("PUBLIC_ADDRESS", Settings.public_address),
        "session_idle_minutes": env.int("SESSION_IDLE_MINUTES", Settings.session_idle_minutes),
        "session_days": env.int("SESSION_DAYS", Settings.session_days),
        "two_factor_admins": env.bool("TWO_FACTOR_ADMINS", Settings.two_factor_admins),
        "mail_url": env.str("MAIL_URL", Settings.mail_url),
        "mail_from": env.str("MAIL_FROM", Settings.mail_from),
        "digest_hour": env.int("DIGEST_HOUR", Settings.digest_hour),
        "partner_weights": env.str("PARTNER_WEIGHTS", Settings.partner_weights),
        "upload_limit_mb": env.int("UPLOAD_LIMIT_MB", Settings.upload_limit_mb),
        "job_memory_mb": env.int("JOB_MEMORY_MB", Settings.job_memory_mb),
        "job_minutes": env.int("JOB_MINUTES", Settings.job_minutes),
        "jobs_at_once": env.int("JOBS_AT_ONCE", Settings.jobs_at_once),
        "ministry": _ministry(),
        "emblem": env.str("EMBLEM", Settings.emblem),
    }
    settings = Settings(**{**read, **overrides})
    settings.check()
    return settings


def _ministry() -> dict[str, str]:
    """What TANSIQ_MINISTRY_AR, TANSIQ_MINISTRY_EN and the like say, by the code of each language."""
    begin = "TANSIQ_MINISTRY_"
    said = {
        name.removeprefix(begin).lower(): text.strip() for name, text in os.environ.items() if name.startswith(begin)
    }
    return {code: text for code, text in said.items() if text}
