"""What is expected of several periods is what is expected of each of them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.forms.expected_reports import expected_reports
from tansiq.forms.expecting import expected_units
from tansiq.forms.versions import publish, withdraw
from tansiq.models import Assignment, FormVersion, TypeDefinition, Unit, UnitSuccessor
from tansiq.platform import lru
from tansiq.platform.database import db
from tansiq.records import bulk
from tansiq.reporting_period import periods_between
from tests.conftest import BUSY
from tests.definitions import form, item
from tests.people import NOBODY, SALMA, officer, portal
from tests.register import Register

BEGINNING = date(2024, 1, 1)
DAYS = st.dates(date(2023, 10, 1), date(2026, 3, 1))
PERIODS = list(periods_between("QUARTER", BEGINNING, date(2025, 12, 31)))


@pytest.fixture
def statistics(register: Register) -> TypeDefinition:
    made = form("statistics", reported_from=BEGINNING)
    item(made, "vehicles")
    publish(SALMA, made, BEGINNING)
    return made


@given(data=st.data())
@settings(suppress_health_check=BUSY, max_examples=25)
def test_each_period_expects_what_it_expects_alone(
    statistics: TypeDefinition, register: Register, data: st.DataObject
) -> None:
    with db.atomic() as example:
        units = [
            register.unit(f"Unit {place}", pcode=data.draw(st.sampled_from(["YE1211", "YE1927"]))) for place in range(5)
        ]
        ids = [unit.id for unit in units]
        for unit_id in ids:
            begins, ends = sorted((data.draw(DAYS), data.draw(DAYS)))
            is_open = data.draw(st.booleans())
            Unit.update(starts_on=begins, ends_on=None if is_open else ends).where(Unit.id == unit_id).execute()
            starts_on, ends_on = sorted((data.draw(DAYS), data.draw(DAYS)))
            bulk.insert(
                Assignment,
                [Assignment(form=statistics.id, unit=unit_id, starts_on=starts_on, ends_on=ends_on).__data__],
            )
        pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
        for unit_id, heir in data.draw(st.sets(pairs, max_size=4)):
            UnitSuccessor.create(unit=unit_id, successor=heir)
        abyan = register.areas["YE12"].id
        for viewer in (SALMA, officer(abyan), portal(abyan), NOBODY):
            lru.forget()
            found = expected_reports(viewer, statistics, PERIODS)
            for period in PERIODS:
                alone = {unit.id for unit in expected_units(viewer, statistics, period)}
                assert {unit_id for unit_id, one in found.items() if period.ends in one.ends} == alone
        example.rollback()
    lru.forget()


def test_nothing_is_expected_before_it_may_be_filled_or_without_a_version(
    statistics: TypeDefinition, register: Register
) -> None:
    unit = register.unit("Ja'ar")
    bulk.insert(Assignment, [Assignment(form=statistics.id, unit=unit.id, starts_on=BEGINNING).__data__])
    later = list(periods_between("QUARTER", date(2023, 1, 1), date(2199, 12, 31)))
    [found] = expected_reports(SALMA, statistics, later).values()
    assert min(found.ends) == date(2024, 3, 31)
    assert max(found.ends) < date(2199, 1, 1)
    withdraw(SALMA, FormVersion.get())
    assert expected_reports(SALMA, statistics, later) == {}
