"""What every process of the register sets up first, whichever door it came through: the web's or the console's.

settings -> language, log, database, queue of the worker, folder of uploads, mail, the secrets and addresses of links
"""

import logging
from pathlib import Path
from typing import Any

import structlog

from tansiq import struck_values
from tansiq.accounts import lockout, password_links, second_factor
from tansiq.cases import carrying_out, case_notices, lapsing, upkeep  # noqa: F401  What they declare is asked elsewhere.
from tansiq.copied_columns import folder

# What it declares is told by the worker; nothing else asks for it.
from tansiq.duplication import overlap_notices  # noqa: F401
from tansiq.exports import jobs as exports
from tansiq.forms import reminders  # noqa: F401  The worker tells these as well.
from tansiq.imports import jobs, lost_orders
from tansiq.language.words import speak_unasked
from tansiq.meetings import letter_mail
from tansiq.notices import digests, licences, rounds  # noqa: F401  The same is so of licences.
from tansiq.partnerships import call_notices, weights  # noqa: F401  Whom calls for partners concern is told as well.
from tansiq.plans import consultation_notices, snapshots  # noqa: F401  And of what is told of consultations.
from tansiq.platform import background, clock, mailing, uploads
from tansiq.platform.database import open_database, use
from tansiq.platform.job_limits import Limits
from tansiq.platform.settings import Misconfigured, Settings
from tansiq.policy.visibility import check_every_table_has_a_rule
from tansiq.proposals import registering, registration_mail
from tansiq.records import entry_texts, own_indexes, search_index
from tansiq.rounds import opening
from tansiq.rounds import reminders as round_reminders  # noqa: F401  And of rounds.
from tansiq.surveys import feedback_notices, invitation_mail, purging, reply_mail  # noqa: F401  And of feedback.


def start(settings: Settings) -> None:
    """Have this process work by `settings`. Nothing is connected yet; relative paths begin where it was started.

    Raises ValueError for an unknown kind of database, and LookupError where a table has no rule of visibility.
    """
    check_every_table_has_a_rule()
    speak_unasked(settings.language)
    clock.go_by(settings.country, settings.time_zone)
    _log(settings)
    use(open_database(settings.database_url, pooled=True))
    _prepare_imports(settings)
    folder.use(_folder_of_columns(settings))
    mailing.use(_post(settings))
    password_links.use(settings.secret_key, settings.public_address)
    registering.use(settings.public_address)
    digests.use(settings.public_address, settings.digest_hour)
    _weigh(settings.partner_weights)
    second_factor.use(settings.secret_key)
    lockout.use(settings.secret_key)


def _weigh(text: str) -> None:
    try:
        weights.use(text)
    except ValueError as fault:
        raise Misconfigured(f"TANSIQ_PARTNER_WEIGHTS {fault}.") from fault


def _log(settings: Settings) -> None:
    """One event a line: readable in development, JSON in production."""
    renderer: Any = structlog.processors.JSONRenderer() if settings.log_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level)),
    )


def _prepare_imports(settings: Settings) -> None:
    """The queue of the worker with its jobs, and the folder of uploads; tests have orders carried out at once."""
    url = background.AT_ONCE if settings.environment == "test" else settings.queue_url
    limits = Limits(settings.job_memory_mb, settings.job_minutes, settings.jobs_at_once)
    looks = {
        **lost_orders.JOBS,
        **upkeep.JOBS,
        **lapsing.JOBS,
        **rounds.JOBS,
        **registration_mail.JOBS,
        **snapshots.JOBS,
        **opening.JOBS,
        **struck_values.JOBS,
        **purging.JOBS,
        **invitation_mail.JOBS,
        **reply_mail.JOBS,
        **letter_mail.JOBS,
        **entry_texts.JOBS,
        **own_indexes.JOBS,
        **folder.JOBS,
        **search_index.JOBS,
    }
    known = {**jobs.ALL, **exports.ALL, **looks}
    background.use(background.open_queue(url, known, limits))
    uploads.use(Path(settings.upload_folder), settings.upload_limit_mb)


def _folder_of_columns(settings: Settings) -> Path | None:
    """Where copies of columns are kept; tests copy where they say so."""
    is_copied = settings.columns_folder and settings.environment != "test"
    return Path(settings.columns_folder) if is_copied else None


def _post(settings: Settings) -> mailing.Post:
    """The mail server of the settings; without one, development prints mail and tests keep it."""
    if settings.environment == "test":
        return mailing.Outbox()
    if settings.mail_url:
        return mailing.Smtp(settings.mail_url, settings.mail_from)
    return mailing.NoPost() if settings.is_production else mailing.Printed(structlog.get_logger("mail").info)
