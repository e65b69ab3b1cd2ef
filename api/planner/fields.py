"""How GraphQL types say what their fields read, so that reads can be planned.

    @strawberry.type(description="A site: ...")
    class Site:
        id: strawberry.ID = column(models.Site.id, "Number of the record.")
        people_reached: int | None = column(models.Site.reached, "Persons reached so far.")
        area: Area | None = refers_to(models.Site.area, models.Area, "Where.")

A source is a column of the table, or on computed rows (ranked.py) the name of an attribute. Each declaration
below knows how to write itself into the generated function of a plan (plan.Writer).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from graphql import is_non_null_type
from peewee import Model

from api.enums import Language
from api.planner.rows import Source
from api.scalars import FORMS

if TYPE_CHECKING:
    from api.planner.plan import Asked, Writer

READ = "read"
"""The key in a Strawberry field's metadata under which its declaration stands."""


class Read:
    """A declaration of what a field reads."""

    def write(self, writer: "Writer", asked: "Asked") -> str:
        """The Python expression for the field's value on one row, called `row`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Column(Read):
    """One value as it stands, in the form its GraphQL scalar asks for."""

    source: Source

    def write(self, writer: "Writer", asked: "Asked") -> str:
        value = writer.value(self.source)
        form = FORMS.get(asked.type.name)
        if form is None:
            return value
        formed = f"{writer.constant(form)}({value})"
        return formed if is_non_null_type(asked.field.type) else f"(None if {value} is None else {formed})"


@dataclass(frozen=True)
class Computed(Read):
    """A plain function of several values, and of the field's arguments by keyword.

    An argument called `language` reaches it as "ar" or "en": the request's own where none is given.
    """

    sources: tuple[Source, ...]
    function: Callable[..., object]

    def write(self, writer: "Writer", asked: "Asked") -> str:
        values = [writer.value(source) for source in self.sources]
        arguments = dict(asked.arguments)
        if "language" in arguments:
            arguments["language"] = _code(arguments["language"], writer.language)
        keywords = [f"{name}={writer.constant(value)}" for name, value in arguments.items()]
        return f"{writer.constant(self.function)}({', '.join(values + keywords)})"


@dataclass(frozen=True)
class Bilingual(Read):
    """One of two names: that of the language asked for, the other where it is empty (bilingual.pick)."""

    arabic: Source
    english: Source

    def write(self, writer: "Writer", asked: "Asked") -> str:
        code = _code(asked.arguments.get("language"), writer.language)
        names = (self.english, self.arabic) if code == "en" else (self.arabic, self.english)
        first, other = (writer.value(name) for name in names)
        return f"({first} or {other} or '')"


@dataclass(frozen=True)
class Same(Read):
    """An object made of the same row."""

    def write(self, writer: "Writer", asked: "Asked") -> str:
        return writer.same(asked)


@dataclass(frozen=True)
class Parent(Read):
    """The row that `key` refers to; null where the viewer may not see it."""

    key: Source
    model: type[Model]

    def write(self, writer: "Writer", asked: "Asked") -> str:
        value = writer.value(self.key)
        return f"{writer.parents(self.key, self.model, asked)}.get({value})"


@dataclass(frozen=True)
class Parts(Read):
    """The rows whose `key` refers to this one, in `order`; with `through`, the rows those in turn refer to.

    `where` turns the field's arguments into a further condition on the parts.
    """

    key: Any
    order: tuple[Source, ...]
    through: Any = None
    where: Callable[..., Any] | None = None

    def write(self, writer: "Writer", asked: "Asked") -> str:
        value = writer.value(self.key.rel_field)
        return f"({writer.parts(self.key.rel_field, self, asked)}.get({value}) or [])"


def _code(given: Language | None, spoken: str) -> str:
    return given.name.lower() if given else spoken


def column(source: Source, description: str) -> Any:
    """A field that is one column."""
    return _declare(Column(source), description)


def computed(*sources: Source, by: Callable[..., object], description: str) -> Any:
    """A field that is a plain function of columns."""
    return _declare(Computed(sources, by), description)


def same(description: str) -> Any:
    """A field that is an object made of the same row."""
    return _declare(Same(), description)


def refers_to(key: Source, model: type[Model], description: str) -> Any:
    """A field that is the row another table keeps under `key`; always nullable, it may be hidden."""
    return _declare(Parent(key, model), description)


def parts(key: Source, description: str, order: tuple[Source, ...], through: Any = None) -> Any:
    """A field that lists the rows referring to this one by `key`."""
    return _declare(Parts(key, order, through), description)


def bilingual(arabic: Source, english: Source, description: str) -> Any:
    """A text field with the argument `language`."""
    return strawberry.field(resolver=_in_language, description=description, metadata={READ: Bilingual(arabic, english)})


def spoken(*sources: Source, by: Callable[..., str], description: str) -> Any:
    """A text field with the argument `language`, made by `by(*values, language=...)`."""
    return strawberry.field(resolver=_in_language, description=description, metadata={READ: Computed(sources, by)})


Spoken = Annotated[
    Language | None,
    strawberry.argument(description="Arabic or English; the language of the request where it is left out."),
]


def _in_language(language: Spoken = None) -> str:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def _declare(read: Read, description: str) -> Any:
    return strawberry.field(description=description, metadata={READ: read})
