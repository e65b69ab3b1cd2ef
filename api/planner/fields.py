"""How GraphQL types say what their fields read, so that reads can be planned.

    @strawberry.type(description="A site: ...")
    class Site:
        id: strawberry.ID = column(models.Site.id, "Number of the record.")
        people_reached: int | None = column(models.Site.reached, "Persons reached so far.")
        area: Area | None = refers_to(models.Site.area, models.Area, "Where.")

A source is a column of the table, or on computed rows (computed_rows.py) the name of an attribute. Each
declaration below writes its expression for the generated function of a plan.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from typing import Annotated, Any

import strawberry
from graphql import is_non_null_type
from peewee import Model

from api.enums import Language
from api.planner import codegen, column_texts
from api.planner.kept_figures import Reckoning
from api.planner.plan_builder import READ, PlanBuilder, Read, SelectedField
from api.planner.related_rows import ParentRows, PartRows, ReckonedRows
from api.planner.rows import Source
from api.scalars import SERIALIZERS
from tansiq.language.words import direction
from tansiq.platform import columns


@dataclass(frozen=True)
class Column(Read):
    """One value as it stands, in the form its GraphQL scalar asks for."""

    source: Source

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        value = builder.value(self.source)
        form = SERIALIZERS.get(selected.type.name)
        if form is None:
            return value
        formed = f"{builder.constant(form)}({value})"
        return formed if is_non_null_type(selected.field.type) else f"(None if {value} is None else {formed})"

    def write(self, builder: PlanBuilder, selected: SelectedField) -> column_texts.Write:
        if selected.type.name in SERIALIZERS:
            raise column_texts.UnwrittenError
        return column_texts.values(methodcaller("column", self.source))


@dataclass(frozen=True)
class Computed(Read):
    """A plain function of several values, and of the field's arguments by keyword.

    An argument called `language` reaches it as "ar" or "en": the request's own where none is given. `by_column` makes
    of rows that are known by column the values of all.
    """

    sources: tuple[Source, ...]
    function: Callable[..., object]
    by_column: Callable[[columns.InColumns], columns.Column] | None = None

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        values = [builder.value(source) for source in self.sources]
        return f"{builder.constant(self.function)}({', '.join(values + _keywords(builder, selected))})"

    def write(self, builder: PlanBuilder, selected: SelectedField) -> column_texts.Write:
        if self.by_column is None:
            raise column_texts.UnwrittenError
        return column_texts.values(self.by_column)


@dataclass(frozen=True)
class Bilingual(Read):
    """One of two names: that of the language asked for, the other where it is empty (bilingual.pick)."""

    arabic: Source
    english: Source

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        code = _code(selected.arguments.get("language"), builder.language)
        names = (self.arabic, self.english) if direction(code) == "rtl" else (self.english, self.arabic)
        first, other = (builder.value(name) for name in names)
        return f"({first} or {other} or '')"


@dataclass(frozen=True)
class SameRow(Read):
    """An object made of the same row; null where `given` is empty."""

    given: Source | None = None

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        made = builder.object(selected.type, selected.details)
        return made if self.given is None else f"(None if {builder.value(self.given)} is None else {made})"


@dataclass(frozen=True)
class Parent(Read):
    """The row that `key` refers to; null where the viewer may not see it."""

    key: Source
    model: type[Model]

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        rows = self._rows(builder, selected)
        return f"{builder.related_by(self.key, rows)}.get({builder.value(self.key)})"

    def write(self, builder: PlanBuilder, selected: SelectedField) -> column_texts.Write:
        return column_texts.referred(self.key, self._rows(builder, selected).load)

    def _rows(self, builder: PlanBuilder, selected: SelectedField) -> ParentRows:
        nested = builder.nested(self.model._meta.primary_key)
        plan = nested.finish(codegen.BY_ID, nested.object(selected.type, selected.details))
        return ParentRows(plan, self.model, builder.viewer)


@dataclass(frozen=True)
class Parts(Read):
    """The rows whose `key` refers to this one, in `order`, the first `most` where that is said; with `through`, the
    rows those in turn refer to, with `only`, those for which this condition holds.

    `narrowed` makes of the field's arguments, given by keyword, further conditions.
    """

    key: Any
    order: tuple[Source, ...]
    through: Any = None
    only: Any = None
    most: int | None = None
    narrowed: Callable[..., Sequence[Any]] | None = None

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(self.key)
        if self.through is None:
            part = nested.object(selected.type, selected.details)
        else:
            part = Parent(self.through, self.through.rel_model).expression(nested, selected)
        only = self.conditions(selected.arguments)
        rows = PartRows(nested.finish(codegen.GROUPED, part), self, builder.viewer, only)
        own_key = self.key.rel_field
        return f"({builder.related_by(own_key, rows)}.get({builder.value(own_key)}) or [])"

    def conditions(self, arguments: Mapping[str, Any]) -> list[Any]:
        """The conditions that hold for all of them."""
        found = [] if self.only is None else [self.only]
        return found if self.narrowed is None else [*found, *self.narrowed(**arguments)]


@dataclass(frozen=True)
class Reckoned(Read):
    """A plain function of what the domain tells for `key`, asked for all rows at once, and of further values.

    Fields that read from the same question share its answer; the function is given None where it tells nothing, and
    the field's arguments as `Computed` gives them.
    """

    key: Source
    question: Reckoning
    sources: tuple[Source, ...]
    function: Callable[..., object]

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        told = f"{builder.shared_related_by(self.key, ReckonedRows(self.question))}.get({builder.value(self.key)})"
        values = [builder.value(source) for source in self.sources]
        return f"{builder.constant(self.function)}({', '.join([told, *values, *_keywords(builder, selected)])})"


def _keywords(builder: PlanBuilder, selected: SelectedField) -> list[str]:
    """The field's arguments as keywords of a function."""
    arguments = dict(selected.arguments)
    if "language" in arguments:
        arguments["language"] = _code(arguments["language"], builder.language)
    return [f"{name}={builder.constant(value)}" for name, value in arguments.items()]


def _code(given: Language | None, spoken: str) -> str:
    return given.name.lower() if given else spoken


def column(source: Source, description: str) -> Any:
    """A field that is one column."""
    return declared(Column(source), description)


def computed(*sources: Source, by: Callable[..., object], description: str) -> Any:
    """A field that is a plain function of columns."""
    return declared(Computed(sources, by), description)


def same_row(description: str, given: Source | None = None) -> Any:
    """A field that is an object made of the same row; null where the row's `given` is empty."""
    return declared(SameRow(given), description)


def reckoned(
    key: Source, question: Reckoning, *sources: Source, by: Callable[..., object], description: str, weight: int = 0
) -> Any:
    """A field that is a plain function of what the domain tells for `key`, and of columns; `weight` as in cost.py."""
    return declared(Reckoned(key, question, sources, by), description, weight=weight)


def refers_to(key: Source, model: type[Model], description: str) -> Any:
    """A field that is the row another table keeps under `key`; always nullable, it may be hidden."""
    return declared(Parent(key, model), description)


def parts(key: Source, description: str, order: tuple[Source, ...], through: Any = None, only: Any = None) -> Any:
    """A field that lists the rows referring to this one by `key`, where there is a condition `only` those."""
    return declared(Parts(key, order, through, only), description)


def usually(count: int, field: Any) -> Any:
    """The same list, which usually has so many entries: what api/http/cost.py reckons with instead of ten."""
    field.metadata = {**field.metadata, "expected": count}
    return field


def bilingual(arabic: Source, english: Source, description: str) -> Any:
    """A text field with the argument `language`."""
    return strawberry.field(resolver=_in_language, description=description, metadata={READ: Bilingual(arabic, english)})


def spoken(*sources: Source, by: Callable[..., str], description: str) -> Any:
    """A text field with the argument `language`, made by `by(*values, language=...)`."""
    return strawberry.field(resolver=_in_language, description=description, metadata={READ: Computed(sources, by)})


def list_spoken(*sources: Source, by: Callable[..., list[str]], description: str) -> Any:
    """Texts with the argument `language`, made by `by(*values, language=...)`."""
    return strawberry.field(resolver=_all_in_language, description=description, metadata={READ: Computed(sources, by)})


def all_spoken(key: Source, question: Reckoning, by: Callable[..., list[str]], description: str) -> Any:
    """Texts with the argument `language`, made by `by(told, language=...)` of what the domain tells for `key`."""
    read = Reckoned(key, question, (), by)
    return strawberry.field(resolver=_all_in_language, description=description, metadata={READ: read})


Spoken = Annotated[
    Language | None,
    strawberry.argument(description="Arabic or English; the language of the request where it is left out."),
]


def _in_language(language: Spoken = None) -> str:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def _all_in_language(language: Spoken = None) -> list[str]:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def declared(read: Read, description: str, **metadata: Any) -> Any:
    """A field that is read as its declaration says; `metadata` is for api/http/cost.py."""
    return strawberry.field(description=description, metadata={READ: read, **metadata})
