"""The one statement: standing rows that the viewer sees, with what they are grouped by joined to them, grouped.

    visible(Licence) -- LEFT JOIN organization -- LEFT JOIN area  -->  governorate | rows | rows that say it | sum

A way over other rows leads through those alone that the viewer sees; the rows keys lead to are asked for by the answer.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_
from typing import Any

from peewee import JOIN, SQL, Case, Field, ForeignKeyField, fn

from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.models import Area, Choice, Site
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.platform.database import is_postgres
from tansiq.policy.belonging import area_ids_within
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records.extra_sql import holds_value, is_answered, text_of, value_of
from tansiq.summaries.figures import Key
from tansiq.summaries.question import RUNS, Grouping, SummaryQuestion
from tansiq.summaries.subjects import AREA, CODE, DAY, MANY_PLACES, Offered, groupings_of, own_field

QUARTERS = (("03", "Q1"), ("06", "Q2"), ("09", "Q3"))


def statement(viewer: Viewer, question: SummaryQuestion, by: Sequence[tuple[Grouping, Offered]], limit: int) -> Any:
    """The statement for a checked question; its columns are the keys, the rows, the rows that say the number, and what
    is reckoned of it, of an average the sum."""
    rows = _Rows(viewer, question)
    rows.narrow()
    keys = [rows.key(grouping, offered) for grouping, offered in by]
    # By their places: PostgreSQL takes an expression with bound values for another one each time.
    places = [SQL(str(place)) for place, _ in enumerate(keys, 1)]
    query = rows.query.select(*keys, fn.COUNT(SQL("*")), *rows.measured())
    return query.group_by(*places).limit(limit) if keys else query


def rows_counted(viewer: Viewer, question: SummaryQuestion, keys: Sequence[Key]) -> Any:
    """The ids of the rows that the figure of a checked question with these keys counts, as a query."""
    rows = _Rows(viewer, question)
    rows.narrow()
    query = [rows.key(key.grouping, key.offered) == key.value for key in keys]
    return rows.query.select(rows.table.id).where(*query)


class _Rows:
    """The rows of a question, to which what a key leads over is joined."""

    def __init__(self, viewer: Viewer, question: SummaryQuestion) -> None:
        self.viewer = viewer
        self.question = question
        self.subject = question.subject
        self.table = question.subject.model
        self.query: Any = visible(self.table, viewer).where(self.table.archived_at.is_null())
        self._joined = 0

    def narrow(self) -> None:
        """Leave out what the question does not ask about."""
        own, question = self.subject.own_type, self.question
        if own is not None:
            self._where(self.table.record_type == own.id)
        if self.table is Site:
            self._where(self.table.intervention_archived_at.is_null())
        if question.conditions:
            self._where(reduce(and_, question.conditions))
        if question.within is not None:
            self._where(self._is_within(question.within))
        if question.period is not None:
            self._where(self._is_in_period(question.period))

    def key(self, grouping: Grouping, offered: Offered) -> Any:
        """The expression of a key."""
        if offered.sort == AREA:
            return self._area(offered, LEVEL_NAMES.index(grouping.step or "GOVERNORATE"))
        if offered.sort == DAY:
            return _spans(self._text(offered.name), grouping.step or "MONTH")
        if offered.sort == "ANSWERS":
            return self._answers(offered)
        if offered.name == "organization" and self._column("organization") is None:
            return self._along(self.subject.kind.belongs_to)
        if offered.sort == CODE and offered.field is not None:
            return text_of(self.table, offered.field)
        return self._value(offered.name)

    def measured(self) -> list[Any]:
        """How many rows say the number, and what is reckoned of it; nothing where rows are counted."""
        measure = self.question.measure
        if measure.way == "COUNT":
            return []
        number, one = self._value(measure.name), own_field(measure.name)
        # Told from the type, so that the number of each row is read but once.
        known = number if one is None else Case(None, [(holds_value(self.table, one), 1)])
        # SQLite fails on sums of whole numbers beyond 64 bits; those of fifteen digits stay exact as fractions.
        whole = number if is_postgres() or measure.way in ("LEAST", "MOST") else number * 1.0
        return [fn.COUNT(known), _AGGREGATES[measure.way](whole)]

    def _where(self, allowed: Any) -> None:
        self.query = self.query.where(allowed)

    def _join(self, model: Any, key: Any, on: str = "id", more: Any = None) -> Any:
        """An alias of a table, joined where the viewer sees its row with this key."""
        self._joined += 1
        alias = model.alias(f"joined_{self._joined}")
        allowed = condition(model, self.viewer, alias) if more is None else more(alias)
        matches = getattr(alias, on) == key
        self.query = self.query.switch(self.table).join(
            alias, JOIN.LEFT_OUTER, on=matches if allowed is None else matches & allowed
        )
        return alias

    def _column(self, name: str) -> "Field[Any] | None":
        found: Field[Any] | None = self.subject.kind.model._meta.fields.get(name)
        return found

    def _value(self, name: str) -> Any:
        one = own_field(name)
        return getattr(self.table, name) if one is None else value_of(self.table, one)

    def _text(self, name: str) -> Any:
        """A day as ISO text."""
        day = self._value(name)
        return day.cast("TEXT") if is_postgres() and own_field(name) is None else day

    def _along(self, path: str) -> Any:
        """The key to which a path (record_type) leads from the row, over rows that the viewer sees."""
        table, model = self.table, self.subject.kind.model
        *above, last = path.split(".")
        for name in above:
            key = model._meta.fields[name]
            if not isinstance(key, ForeignKeyField):
                raise LookupError(f"{path} leads from one row to many.")
            model = key.rel_model
            table = self._join(model, getattr(table, name))
        return getattr(table, last)

    def _place(self, name: str) -> Any:
        """The key to the area that a row lies in, or that an own column leads to."""
        if own_field(name) is not None or self._column(name) is not None:
            return self._value(name)
        ways = [self._along(way) for way in self.subject.kind.ways_to_area]
        return ways[0] if len(ways) == 1 else fn.COALESCE(*ways)

    def _area(self, offered: Offered, level: int) -> Any:
        if offered.name == "area" and self.subject.kind.lies_in == MANY_PLACES:
            places = _places_of_work(self.viewer, level)
            self.query = self.query.switch(self.table).join(
                places, JOIN.LEFT_OUTER, on=places.c.intervention == self.table.id
            )
            return places.c.place
        # Whether the viewer is told of the area at the level is asked when it is named.
        return _at_level(self._join(Area, self._place(offered.name), more=lambda _alias: None), level)

    def _answers(self, offered: Offered) -> Any:
        one = offered.field
        assert one is not None  # noqa: S101  Only own fields take several answers.
        alias = self._join(
            Choice, one.choice_list_id, "choice_list", more=lambda choice: is_answered(self.table, one, choice.code)
        )
        return alias.code

    def _is_within(self, area: Area) -> Any:
        inside = area_ids_within(frozenset({int(area.id)}))
        if self.subject.kind.lies_in == MANY_PLACES:
            return self.table.id.in_(_seen_sites(self.viewer).select(Site.intervention).where(Site.area.in_(inside)))
        name = self.subject.kind.lies_in if self._column(self.subject.kind.lies_in) is not None else "area"
        return self._place(name).in_(inside)

    def _is_in_period(self, period: Period) -> Any:
        name = self.question.dated(groupings_of(self.viewer, self.subject))
        if name == RUNS:
            return period.meets(self.table)
        one, day = own_field(name), self._value(name)
        if one is None:
            return day.between(period.begins, period.ends)
        # Months are compared as months: "2026-03" is before "2026-03-01".
        begins, ends = str(period.begins), str(period.ends)
        return day.between(begins[:7], ends[:7]) if one.value_type == "MONTH" else day.between(begins, ends)


def _seen_sites(viewer: Viewer) -> Any:
    return visible(Site, viewer).where(Site.archived_at.is_null())


def _places_of_work(viewer: Viewer, level: int) -> Any:
    """Each intervention with the areas of a level in which it has sites, each once."""
    area = Area.alias("area_of_site")
    query = _seen_sites(viewer).join(area, on=(area.id == Site.area))
    place = _at_level(area, level).alias("place")
    return query.select(Site.intervention.alias("intervention"), place).distinct().alias("places")


def _at_level(area: Any, level: int) -> Any:
    """The id of the area of a level in which an area lies; NULL for one above it."""
    if level < len(ANCESTORS):
        return getattr(area, ANCESTORS[level])
    return Case(None, [(area.level == level, area.id)])


def _spans(text: Any, step: str) -> Any:
    """The month, quarter or year of a day given as ISO text."""
    if step == "MONTH":
        return fn.SUBSTR(text, 1, 7)
    if step == "YEAR":
        return fn.SUBSTR(text, 1, 4)
    month = fn.SUBSTR(text, 6, 2)
    return fn.SUBSTR(text, 1, 5).concat(Case(None, [(month <= last, name) for last, name in QUARTERS], "Q4"))


_AGGREGATES: dict[str, Callable[[Any], Any]] = {
    "SUM": fn.SUM,
    "AVERAGE": fn.SUM,
    "LEAST": fn.MIN,
    "MOST": fn.MAX,
}
