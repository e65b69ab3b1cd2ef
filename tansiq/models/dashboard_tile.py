"""Tiles of dashboards: a figure, a chart, a map or a list of records of one kind, the figures of a form, or those of
cases."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.dashboard_vocabulary import MEASURES, SPANS, TILE_KINDS
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.dashboard import Dashboard
from tansiq.models.definitions import known
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.shared_view import holder_faults, query_in
from tansiq.models.type_definition import TypeDefinition

OF_CASES = "overlap_case"
"""The table whose tiles tell figures of cases, which are of no list of records."""
BY_PERIOD = "period"
"""By what a tile of a form tells its figures over time."""


class DashboardTile(Record):
    """One tile. What it groups by is spelled as a column and a step: "status", "extra.12", "area:DISTRICT",
    "starts_on:MONTH"; `measured` is the column of the number that `measure` is of, "" where records are counted;
    `filters` is what follows the question mark of the address of the list whose rows it shows. A tile of a form tells
    what its reports come to for the item `measured`, as the item says: in the last period, over time ("period"), or by
    areas."""

    dashboard = ForeignKeyField(Dashboard, backref="tiles", on_delete="CASCADE")
    position = IntegerField(default=0)
    tile_kind = CharField(max_length=10, default="FIGURE", constraints=[Check(TILE_KINDS.check("tile_kind"))])
    name_ar = CharField(max_length=120, default="")
    name_en = CharField(max_length=120, default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="+", on_delete="RESTRICT")
    measure = CharField(max_length=10, default="COUNT", constraints=[Check(MEASURES.check("measure"))])
    measured = CharField(max_length=40, default="")
    first_group = CharField(max_length=60, default="")
    second_group = CharField(max_length=60, default="")
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    span = CharField(max_length=16, default="ALL", constraints=[Check(SPANS.check("span"))])
    day = CharField(max_length=40, default="")
    filters = TextField(
        default="", help_text=N_("The address of the list, searched and filtered, as the browser shows it")
    )

    dashboard_id: int
    record_type_id: int | None
    area_id: int | None

    bounds = {"position": (0, 10_000)}

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]

    derived = frozenset({"name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)
        self.filters = query_in(self.filters)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        for name, words in (("tile_kind", TILE_KINDS), ("measure", MEASURES), ("span", SPANS)):
            if self.__data__[name] not in words:
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        if (self.tile_kind == "CASES") != (self.record_table == OF_CASES):
            yield Fault("UNKNOWN_CODE", "tile_kind", say("Figures of cases, and nothing else, are told of cases."))
        if self.record_table != OF_CASES:
            yield from holder_faults(self)
        yield from self._faults_of_kind()

    @property
    def is_of_form(self) -> bool:
        """Whether it tells figures of a form."""
        kind = known().types.get(self.record_type_id or 0)
        return kind is not None and kind.is_form

    def _faults_of_form(self) -> Iterator[Fault]:
        if self.tile_kind == "LIST":
            yield Fault("UNKNOWN_CODE", "tile_kind", say("Of a form a tile shows figures, and no list."))
        if not self.measured:
            yield Fault("MISSING", "measured", say("Say of which number."))
        offered = ["", BY_PERIOD, *(f"area:{level}" for level in LEVEL_NAMES[1:3])]
        if self.first_group not in offered:
            text = say("Figures of a form are told by period, by governorate or by district.")
            yield Fault("UNKNOWN_CODE", "first_group", text)

    def _faults_of_kind(self) -> Iterator[Fault]:
        if self.is_of_form:
            yield from self._faults_of_form()
        if self.tile_kind in ("CHART", "MAP") and not self.first_group:
            yield Fault("MISSING", "first_group", say("Say by what the tile tells records apart."))
        if self.tile_kind == "MAP" and self.first_group and self.first_group.partition(":")[2] not in LEVEL_NAMES:
            yield Fault("NOT_PLACED", "first_group", say("A map tells records apart by areas."))
        if self.second_group and self.measure not in ("COUNT", "SUM"):
            text = say("Averages, the least and the most are told apart by one thing alone: they do not add up.")
            yield Fault("NOT_ADDED", "second_group", text)
        if self.measure != "COUNT" and not self.measured and not self.is_of_form:
            yield Fault("MISSING", "measured", say("Say of which number."))


register(
    RecordType(
        model=DashboardTile,
        # Translators: One figure, chart, map or list on a dashboard (a noun).
        one=say("Tile"),
        many=say("Tiles"),
        rule="with_its_row",
        position=72,
        parent="dashboard",
        name=lambda row: pick(row, "name"),
        labels={
            "dashboard": say("Dashboard"),
            "position": say("Place on the dashboard"),
            "tile_kind": say("Figure, chart, map or list"),
            "record_table": say("Records"),
            "record_type": say("Record type"),
            "measure": say("What is reckoned"),
            "measured": say("Of which number"),
            "first_group": say("Told apart by"),
            "second_group": say("And by"),
            "area": say("Within"),
            "span": say("Of which time"),
            "day": say("By which day"),
            "filters": say("Search and filters"),
        },
    )
)
