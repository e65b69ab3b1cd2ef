"""From an understood sheet to what its import would do to the items of a plan. Nothing is written here.

rows -> laid out as a tree -> matched with the items of the plan -> facts -> order and codes -> rights -> ItemsPlan
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tansiq.exchange.export.item_rendering import ItemRenderer
from tansiq.exchange.lookup.item_references import ItemReferences
from tansiq.exchange.planning.item_draft import ItemDraft, ItemsPlan
from tansiq.exchange.planning.item_facts import ItemFacts, as_row
from tansiq.exchange.planning.item_layout import code_key, lay_out
from tansiq.exchange.planning.item_matching import match, standing_drafts
from tansiq.exchange.planning.item_order import children_of, in_order, require_tree
from tansiq.exchange.planning.item_rights import judge, review_sets
from tansiq.exchange.planning.merged_counts import refuse_merged_counts
from tansiq.exchange.planning.repeated_rows import EVERY, problems_of
from tansiq.exchange.planning.row_rules import warned
from tansiq.exchange.sheet.reading import PERSONAL, Reading, read_row, readable_fields
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.language.arabic import fold_tight
from tansiq.language.words import say
from tansiq.models import Plan, PlanItem
from tansiq.plans.standing_items import standing_items
from tansiq.plans.warnings import item_warnings
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer

_KIND_OF_LEVEL = ("AXIS", "OBJECTIVE", "PROGRAMME", "PROJECT")


@dataclass(frozen=True)
class ItemOptions:
    """What is known before the rows are: the plan they are for, and the file's name. `sift` takes out of what was
    planned what goes no further."""

    plan: Plan
    file_name: str
    sift: Callable[[ItemsPlan], None] = lambda _made: None


def make_items(viewer: Viewer, table: UnderstoodSheet, options: ItemOptions, progress: Progress) -> ItemsPlan:
    """What importing `table` would do as `viewer`."""
    readings = _readings(table, progress)
    renderer = ItemRenderer(viewer, options.plan, standing_items(viewer, options.plan))
    standing = standing_drafts(renderer.items)
    by_code = {code_key(draft.code): draft for draft in reversed(standing.values())}
    laid = lay_out(table, readings, by_code)
    progress("match", len(laid.drafts))
    every = match(laid.drafts, standing)
    references = ItemReferences(viewer, options.plan)
    references.prepare(readings)
    facts = ItemFacts(viewer, table, references, renderer)
    for number, draft in enumerate(laid.drafts, 1):
        facts.read(draft)
        if number % EVERY == 0:
            progress("resolve", number)
    made = ItemsPlan(options.file_name, table.sheet, options.plan, laid.layout)
    made.drafts = review_sets(judge(viewer, options.plan, in_order(_with_kinds(require_tree(every)))))
    _warn(made)
    options.sift(made)
    _conclude(made, table, readings, laid.drafts)
    made.left_out += facts.own.columns.hidden
    made.unknown_columns += facts.own.columns.calculated
    return made


def _readings(table: UnderstoodSheet, progress: Progress) -> list[Reading]:
    fields = readable_fields(table)
    readings = [read_row(row, fields) for row in table.rows()]
    refuse_merged_counts(table, readings)
    progress("read", len(readings))
    return readings


def _with_kinds(drafts: list[ItemDraft]) -> list[ItemDraft]:
    """The same, each new item of a kind: as the sheet says, else by its level; what nothing stands under is an
    activity."""
    under, depths = children_of(drafts), dict[int, int]()
    for draft in drafts:
        depths[id(draft)] = depth = depths.get(id(draft.above), -1) + 1 if draft.above is not None else 0
        by_level = _KIND_OF_LEVEL[depth] if depth < len(_KIND_OF_LEVEL) else "ACTIVITY"
        usual = by_level if id(draft) in under else "ACTIVITY"
        if draft.is_new:
            draft.told["item_kind"] = draft.kind or usual
        elif draft.kind and draft.stored is not None and draft.kind != draft.stored.item_kind and not draft.is_wrong:
            draft.changes["item_kind"] = [draft.stored.item_kind, draft.kind]
    return drafts


def _warn(made: ItemsPlan) -> None:
    """Tell at their cells what looks wrong and is entered all the same: days, weights, mixed currencies and units."""
    drafts = dict(enumerate(made.drafts, 1))
    numbers = {id(draft): number for number, draft in drafts.items()}
    rows = dict[int, PlanItem]()
    for number, draft in drafts.items():
        rows[number] = row = as_row(draft)
        row.id, row.parent_id = number, numbers.get(id(draft.above))
    for warning in item_warnings(made.plan, rows.values()):
        name = "weight" if warning.code == "WEIGHTS_NOT_100" else "ends_on"
        draft = drafts.get(warning.item_id or 0) or next(iter(drafts.values()))
        if warning.item_id is not None or draft.reading is not None:
            draft.tell("warning", warning.code.lower().replace("_", "-"), name, warning.sentence)
    _tell_mixed(made.drafts, rows, numbers)


def _tell_mixed(drafts: Iterable[ItemDraft], rows: dict[int, PlanItem], numbers: dict[int, int]) -> None:
    """Notice siblings whose budgets are in several currencies, or whose quantities are of several units."""
    for children in children_of(drafts).values():
        pairs = [(draft, rows[numbers[id(draft)]]) for draft in children]
        money = {row.currency: draft for draft, row in reversed(pairs) if row.budget is not None}
        units = {fold_tight(row.unit): draft for draft, row in reversed(pairs) if row.required is not None}
        for told, name, text in ((money, "currency", _CURRENCIES), (units, "unit", _UNITS)):
            if len(told) > 1:
                next(iter(told.values())).tell("notice", f"mixed-{name}", name, text)


_CURRENCIES = say("The items here have budgets in several currencies. They are told apart and never added up.")
_UNITS = say("The items here have quantities of several units. They are told apart and never added up.")


def _conclude(made: ItemsPlan, table: UnderstoodSheet, readings: list[Reading], drafts: Sequence[ItemDraft]) -> None:
    tally = made.tally
    named = [draft for draft in made.drafts if draft.told_by is not None and not draft.is_wrong]
    tally.rows = len(readings)
    tally.new = sum(draft.is_new for draft in named)
    tally.changed = sum(draft.is_change and not draft.is_new for draft in named)
    tally.unchanged = sum(not (draft.is_change or draft.is_left_out) for draft in named)
    tally.waiting = len(made.waiting)
    tally.proposed = sum(draft.is_proposed for draft in named if draft.is_change)
    tally.warned = warned(draft.reading for draft in named if draft.is_change and draft.reading is not None)
    wrong = {draft.row_number for draft in drafts if draft.is_wrong} | {r.row.number for r in readings if r.is_wrong}
    tally.wrong = len(wrong)
    made.untouched = sum(draft.told_by is None for draft in made.drafts)
    made.problems = [*table.notices, *problems_of(readings)]
    made.left_out = [column.header for column in table.columns if column.field in PERSONAL]
    made.unknown_columns = [column.header for column in table.unmapped]
