"""What: sector, activity, title, modality, money and remarks of a row."""

from collections.abc import Sequence
from decimal import Decimal

from tansiq.exchange.lookup.place_steps import in_both
from tansiq.exchange.planning.context import Facts, PlanningContext, filled, tell_readings
from tansiq.exchange.sheet.reading import Reading
from tansiq.language.currencies import currency_code
from tansiq.language.words import say

_CENTS = Decimal("0.01")


def sector(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The sector, always a top-level one, and the sub-sector beside it."""
    names = [name for name in ("sector_code", "sector", "sector_en", "sector_ar") if name in reading.values]
    finer = [name for name in ("subsector", "subsector_en", "subsector_ar") if name in reading.values]
    row = context.lists.sectors.find(*(reading.values[name] for name in names))
    sub = context.lists.sectors.find(*(reading.values[name] for name in finer))
    if row is None and not names and sub is not None:
        row = sub
    if row is None:
        _no_sector(context, reading, names)
        return
    tell_readings(context, reading, context.lists.sectors, (*names, *finer))
    if row.parent_id is not None:
        row, sub = context.lists.sectors.by_id[row.parent_id], sub if sub is not None and sub.parent_id else row
    if finer and (sub is None or sub.parent_id != row.id):
        unknown = say("This is no sub-sector of the sector; it was left out.")
        context.once(reading, "subsector-unknown", finer[0], unknown)
        sub = None
    facts.intervention.update(sector=row.id, subsector=sub.id if sub is not None else None)


def _no_sector(context: PlanningContext, reading: Reading, names: Sequence[str]) -> None:
    if not names:
        reading.tell("error", "sector-missing", "sector", say("Name the sector."))
        return
    near = context.lists.sectors.nearest(str(reading.values[names[0]]))
    sentence = say("No sector is called this. Nearest: %(near)s. Correct it, or add it as an alias.", near=near)
    reading.tell("error", "sector-unknown", names[0], sentence)


def title(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The title in both languages."""
    arabic, english = in_both(reading.values, "title")
    facts.intervention.update(title_ar=arabic, title_en=english)


def remarks(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The remarks as they stand."""
    facts.intervention["remarks"] = reading.values.get("remarks", "")


def activity(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """An activity that no list knows stays readable: as the title, or among the remarks where there is one."""
    said = in_both(reading.values, "activity")
    inside = {facts.intervention.get("sector") or 0, facts.intervention.get("subsector") or 0}
    row = context.lists.activities.find_in(inside, *said) if any(said) else None
    facts.intervention["activity_type"] = row.id if row is not None else None
    if not any(said) or row is not None:
        return
    sentence = say("This activity is in no list; it is kept as the title.")
    context.once(reading, "activity-unknown", filled(reading, "activity"), sentence)
    if any(in_both(reading.values, "title")):
        told = filter(None, (*said, reading.values.get("remarks", "")))
        facts.intervention["remarks"] = "\n".join(told)
    else:
        facts.intervention.update(title_ar=said[0], title_en=said[1])


def items(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The items of plans that the work serves; a code that is not known, or known twice, is told at its cell."""
    found = []
    for text in reading.values.get("plan_item", []):
        meant = context.items.find(text)
        if len(meant) == 1:
            found += meant
        elif meant:
            known = context.items.code(meant[0])
            many = say(
                "Several plans have an item %(code)s. Write the plan before it, as in %(known)s.",
                code=text,
                known=known,
            )
            reading.tell("error", "item-ambiguous", "plan_item", many)
        else:
            none = say("No item of a plan has the code %(code)s. Correct it, or clear the cell.", code=text)
            reading.tell("error", "item-unknown", "plan_item", none)
    facts.items = tuple(sorted(set(found)))


def modality(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """How help is given."""
    facts.intervention["modality"] = reading.values.get("modality")


def money(context: PlanningContext, reading: Reading, facts: Facts) -> None:
    """The budget, in units of the currency."""
    budget, said = reading.values.get("budget"), str(reading.values.get("currency", ""))
    currency = currency_code(said)
    if said and currency is None:
        text = say("This is no currency. Write its three letters, such as YER; the budget was left out.")
        reading.tell("warning", "currency-unknown", "currency", text)
    elif budget is not None and currency is None:
        text = say("Three letters say the currency of a budget, such as YER; this budget was left out.")
        reading.tell("warning", "currency-missing", "budget", text)
    facts.intervention["budget"] = None if budget is None or not currency else Decimal(budget).quantize(_CENTS)
    facts.intervention["currency"] = currency or ""
