"""Fields and record types of a ministry, for tests: defined as Salma would in the back office."""

from datetime import date
from typing import Any

from tansiq.models import Choice, ChoiceList, FieldDefinition, RuleDefinition, TypeDefinition, data_stamps
from tansiq.models.extra import extra_name
from tansiq.records import bulk, changes
from tests.people import SALMA


def field(key: str, value_type: str = "TEXT", table: str = "organization", **values: Any) -> FieldDefinition:
    """A field in use, of organisations unless said otherwise; its labels are made from its key."""
    named = {"label_en": key, "label_ar": f"حقل {key}", "use_state": "ACTIVE", **values}
    return changes.save(SALMA, FieldDefinition(record_table=table, key=key, value_type=value_type, **named))


def name_of(one: FieldDefinition) -> str:
    """What its values are called among the columns of a row."""
    return extra_name(one.number)


def answers(*codes: str) -> ChoiceList:
    """A list of answers with these codes."""
    found = changes.save(SALMA, ChoiceList(name_en=f"List of {codes[0]}"))
    for position, code in enumerate(codes):
        row = Choice(choice_list=found.id, code=code, label_en=code.title(), label_ar=f"جواب {code}", position=position)
        changes.save(SALMA, row)
    return found


def record_type(key: str, policy: str = "PUBLIC", **values: Any) -> TypeDefinition:
    """A record type in use, with an area and an organisation unless said otherwise."""
    given = {"has_area": True, "has_organization": True, "use_state": "ACTIVE", **values}
    names = {"one_en": key, "many_en": f"{key}s", "one_ar": f"سجل {key}", "many_ar": f"سجلات {key}"}
    return changes.save(SALMA, TypeDefinition(key=key, policy=policy, **names, **given))


def form(key: str, policy: str = "PUBLIC", **values: Any) -> TypeDefinition:
    """A form in use, filled for each quarter of 2026 on: due on the tenth day after it, closed on the thirtieth, and
    approved at two levels unless said otherwise."""
    days = {"opens_days": 1, "due_days": 10, "closes_days": 30}
    given = {"period_type": "QUARTER", "reported_from": date(2026, 1, 1), "approval_levels": 2, **days, **values}
    return record_type(key, policy, has_area=False, has_organization=False, **given)


def item(of: TypeDefinition, key: str, value_type: str = "WHOLE", **values: Any) -> FieldDefinition:
    """An item of a form, in use: a whole number that is added up over units and periods unless said otherwise."""
    sums = {"over_areas": "SUM", "over_time": "SUM"} if value_type in ("WHOLE", "NUMBER") else {}
    return field(key, value_type, "entry", **{"record_type": of.id, **sums, **values})


def rule(expression: str, *fields: FieldDefinition, **values: Any) -> RuleDefinition:
    """A rule in use over these fields, which the expression names as {0}, {1} ...; it refuses unless said otherwise."""
    kept = expression.format(*(f"${{{one.number}}}" for one in fields))
    given = {"message_en": "They do not agree.", "message_ar": "لا يتفقان.", "use_state": "ACTIVE", **values}
    table, record_type = fields[0].holder
    return changes.save(SALMA, RuleDefinition(record_table=table, record_type=record_type, expression=kept, **given))


def many_types(count: int, fields: int) -> list[TypeDefinition]:
    """So many public record types in use (wells1, wells2), with so many fields each (whole numbers depth1, depth2).

    Written at once, as nobody waits for each of them to be asked whether it is right.
    """
    kinds = [
        TypeDefinition(
            key=f"wells{number}", many_en=f"Wells {number}", one_en=f"Well {number}", policy="PUBLIC",
            use_state="ACTIVE", position=number, has_area=True,
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    ids = bulk.insert(TypeDefinition, [kind.__data__ for kind in kinds])
    rows = [
        FieldDefinition(
            record_table="entry", record_type=type_id, key=f"depth{number}", value_type="WHOLE", position=number,
            label_en=f"Depth {number}", use_state="ACTIVE",
        ).__data__
        for type_id in ids
        for number in range(1, fields + 1)
    ]  # fmt: skip
    bulk.insert(FieldDefinition, rows)
    data_stamps.bump(["type_definition", "field_definition"])
    return list(TypeDefinition.select().where(TypeDefinition.id.in_(ids)).order_by(TypeDefinition.id))
