"""Reports of a form with items of every type, with what nobody but the ministry may read.

Whatever an answer to somebody else holds of HIDDEN has leaked.
"""

from collections.abc import Mapping
from typing import Any

from tansiq.forms.filling import submit
from tansiq.forms.versions import publish
from tansiq.models import Extension, Organization, Report, Unit
from tansiq.records import changes
from tests.api.rows_of_own_fields import HIDDEN
from tests.definitions import answers, form, item
from tests.filled_forms import BEGINNING, FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import nothing_reported, reported


def enter_reports(register: Register, shown: Organization, hidden: Organization) -> FilledForm:
    """Municipal statistics of two versions: approved and submitted reports of a unit that everybody sees and of one
    that nobody does, one with an extension; and a form that administrators alone know."""
    units = (register.unit("Reports", pcode="YE1211"), register.unit("Unseen", pcode="YE1211", is_published=False))
    filled = municipal_form(*units)
    _approve(reported(filled, 0, back=2, vehicles=12, working=8, waste={"DRY": 2.5, "WET": 0.1}))
    items = _second_version(filled)
    values = {"DRY": 0.5}
    for unit in (0, 1):
        report = filled.begun(SALMA, unit)
        said = filled.values(vehicles=7, waste=values) | {
            items["partner"]: hidden.id, items["owner"]: shown.id, items["opened"]: "2026-03-01",
            items["isOpen"]: True, items["kinds"]: ["WELL"], items["remark"]: "Seen", items["note"]: HIDDEN,
            items["inner"]: HIDDEN,
        }  # fmt: skip
        _approve(submit(SALMA, report, said))
    _approve(nothing_reported(filled, 0, back=3))
    reported(filled, 0, back=4, vehicles=99)
    last = filled.period()
    facts: dict[str, Any] = {"form": filled.form.id, "unit": units[0].id, "period": last.key, "closes_on": last.ends}
    changes.save(SALMA, Extension(**facts, reason=HIDDEN))
    form("kept", "ADMINISTRATORS")
    return filled


def _second_version(filled: FilledForm) -> dict[str, int]:
    """By key: the numbers of the items that the form asks besides from its last period on."""
    lists: dict[str, Any] = {"choice_list": answers("WELL", "SPRING").id}
    described: dict[str, tuple[str, dict[str, Any]]] = {
        "partner": ("REFERENCE", {"reference_table": "organization"}),
        "owner": ("REFERENCE", {"reference_table": "organization"}),
        "opened": ("DAY", {}),
        "isOpen": ("YES_NO", {}),
        "kinds": ("CHOICES", lists),
        "remark": ("TEXT", {}),
        "note": ("TEXT", {"is_personal": True}),
        "inner": ("TEXT", {"is_published": False}),
    }
    made = {key: item(filled.form, key, kind, **values).number for key, (kind, values) in described.items()}
    publish(SALMA, filled.form, filled.period().begins)
    return made


def _approve(report: Report) -> None:
    report.report_state, report.approved_level = "APPROVED", 2
    changes.save(SALMA, report)


def enter_hidden_reports(
    register: Register, secret: Organization, units: tuple[Unit, Unit], codes: Mapping[str, str]
) -> int:
    """A form with a hidden item, a report of the second of the units, which is hidden, and one of a unit in a hidden
    area, which refer to what is hidden; another form that the few know. The number of the first report."""
    filled = municipal_form(*units, register.unit("There", pcode=codes["area"]))
    item(filled.form, codes["reported_item"], is_published=False)
    one = item(filled.form, "partner", "REFERENCE", reference_table="organization")
    publish(SALMA, filled.form, filled.period(4).begins)
    made = []
    for unit in (1, 2):
        made.append(submit(SALMA, filled.begun(SALMA, unit), filled.values(vehicles=5) | {one.number: secret.id}))
        _approve(made[-1])
    kept = form(codes["form"], "ADMINISTRATORS", reported_from=BEGINNING)
    item(kept, "vehicles")
    publish(SALMA, kept, BEGINNING)
    return int(made[0].id)


def enter_reports_outside(secret: Organization, units: tuple[Unit, Unit]) -> dict[str, Any]:
    """Reports of a unit outside and of one within the limits of a portal, which says something of what lies outside;
    the ids of both."""
    filled = municipal_form(*units)
    one = item(filled.form, "partner", "REFERENCE", reference_table="organization")
    publish(SALMA, filled.form, filled.period(2).begins)
    made = []
    for unit, vehicles in enumerate((987_654, 5)):
        report = filled.begun(SALMA, unit)
        said = filled.values(vehicles=vehicles) | {one.number: secret.id}
        made.append(submit(SALMA, report, said))
        _approve(made[unit])
    return {"report": made[0].id, "our_report": made[1].id, "period": f'"{filled.period().key}"'}
