"""Pages of the back office as a signed-in administrator opens them, each beside the bare SQL of what it shows.

The bare statements are written by hand and only fetched: a ratio tells what the policy, names, paths, dates and
the page itself cost on top. Bytes are those of the page alone, gzipped, as a later visit fetches it.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient

from admin.signing_in.session_keeping import ID
from tansiq.accounts import sessions
from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account
from tansiq.platform import lru
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import OPERATOR
from tansiq.records import slow_answers
from tests.bench.asking import application
from tests.bench.coverage import PERIOD, bare
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

EMAIL = "bench@example.org"
LIGHT = 30.0
"""Kilobytes (10^3 bytes) that a page may weigh after the first visit."""
PROMISED = 200_000
"""Interventions up to which the coverage of a country was promised to open within QUICK."""
QUICK = 1.0
"""Seconds."""
COVERAGE = f"coverage/?from={PERIOD.begins}&to={PERIOD.ends}"
GOVERNORATE = 1

_LIST = """
SELECT i.id, i.record_id, i.title_ar, i.title_en, o.name_ar, o.name_en, s.name_ar, s.name_en,
       i.status, i.starts_on, i.ends_on
FROM intervention i LEFT JOIN organization o ON o.id = i.organization_id LEFT JOIN sector s ON s.id = i.sector_id
WHERE i.archived_at IS NULL {also} ORDER BY i.id DESC LIMIT 26 {offset}
"""
_LOOK_UP = """
SELECT a.id, a.pcode, a.name_ar, a.name_en, g.name_ar, g.name_en, d.name_ar, d.name_en FROM area a
LEFT JOIN area g ON g.id = a.governorate_id LEFT JOIN area d ON d.id = a.district_id
WHERE a.archived_at IS NULL AND a.search LIKE '%%{word}%%' ORDER BY a.level, a.pcode LIMIT 12
"""
PLACE = "خنفر"
RARE = "77777"
"""A word that a handful of interventions hold: the whole table is looked through for it."""


class Opened(NamedTuple):
    """A page by its name, its address below /admin/, and the bare way to what it shows."""

    name: str
    address: str
    bare: Callable[[], Any] | None


def panel(kind: str, address: str, rows: int) -> list[Finding]:
    """Milliseconds a page and how many times its bare SQL it takes; kilobytes of each page."""
    client = signed_in(application(address))
    db.connect(reuse_if_open=True)
    try:
        lists = [finding for page in pages(rows) for finding in _measured(client, page, kind, rows)]
        return [*lists, *_coverage(client, kind, rows)]
    finally:
        db.close()


def pages(rows: int) -> list[Opened]:
    """The pages that are measured, for a register of so many interventions."""
    deep = rows // 50
    found = f"AND i.search LIKE '%%{RARE}%%'"
    return [
        Opened("list of interventions", "intervention/", _listing()),
        Opened("search for a rare word", f"intervention/?search={RARE}", _listing(found)),
        Opened("page in the middle", f"intervention/?page={deep}", _listing(offset=f"OFFSET {deep * 25}")),
        Opened("look-up of an area", f"need/ajax/lookup/?name=area&query={PLACE}&limit=12", _looking_up(PLACE)),
    ]


def signed_in(app: Flask, email: str = EMAIL, rights: Rights | str = "ADMIN") -> FlaskClient:
    """A client signed in as somebody of the bench, an administrator unless said otherwise, who is entered on the first
    run."""
    with db.connection_context():
        found = Account.get_or_none(Account.email == email)
        account = found or enter_person(OPERATOR, Account(email=email, name="Bench"), "unused password", rights)
        session_id = sessions.start_session(account.id, "")
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session[ID] = account.fs_uniquifier, True, session_id
    return client


def get(client: FlaskClient, address: str) -> bytes:
    """The gzipped page. Raises ValueError where it is not there: its time would say nothing."""
    answer = client.get(f"/admin/{address}", headers={"Accept-Encoding": "gzip"})
    if answer.status_code != 200:
        raise ValueError(f"/admin/{address} answers {answer.status_code}")
    return bytes(answer.data)


def _coverage(client: FlaskClient, kind: str, rows: int) -> Iterator[Finding]:
    """The coverage of the country by governorate and sector: as the first visitor finds it, and kept."""

    def first() -> bytes:
        lru.forget()
        slow_answers.clear_cache()
        return get(client, COVERAGE)

    page = Opened("coverage of the country, first visit", COVERAGE, bare(level=GOVERNORATE))
    found = list(_measured(client, page, kind, rows, first))
    seconds, target = found[0].ours / 1000, QUICK if rows <= PROMISED else None
    yield from found
    yield Finding("coverage of the country, opens within", kind, rows, "s", seconds, None, seconds, AT_MOST, target)
    yield from _measured(client, Opened("coverage of the country, kept", COVERAGE, None), kind, rows)


def _measured(
    client: FlaskClient, page: Opened, kind: str, rows: int, way: Callable[[], bytes] | None = None
) -> Iterator[Finding]:
    open_page = way or (lambda: get(client, page.address))
    weight = len(open_page()) / 1000
    ways: dict[str, Callable[[], object]] = {"page": open_page}
    if page.bare:
        ways["bare"] = page.bare
    taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
    ratio = taken["page"] / taken["bare"] if page.bare else None
    name = f"{page.name}, to its bare SQL" if page.bare else page.name
    yield Finding(name, kind, rows, "ms", taken["page"], taken.get("bare"), ratio, AT_MOST, None)
    yield Finding(f"{page.name}, gzipped", kind, rows, "kB", weight, None, weight, AT_MOST, LIGHT)


def _listing(also: str = "", offset: str = "") -> Callable[[], list[Any]]:
    return _running(_LIST.format(also=also, offset=offset))


def _looking_up(word: str) -> Callable[[], list[Any]]:
    return _running(_LOOK_UP.format(word=word))


def _running(statement: str) -> Callable[[], list[Any]]:
    text = statement if is_postgres() else statement.replace("%%", "%")

    def run() -> list[Any]:
        found: list[Any] = db.execute_sql(text, () if not is_postgres() else None).fetchall()
        return found

    return run
