"""A small schema of its own, so that the endpoint is tested apart from the register."""

from typing import Any

import strawberry
from flask import Flask

import api
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Area
from tansiq.platform.settings import Settings
from tests.api.portal import Portal

SECRET = "SELECT password FROM account"


def _node() -> "Node":
    return Node()


def _word() -> str:
    return "word"


def _nodes() -> list["Node"]:
    return [Node()] * 3


def _page(first: int = 50) -> "Page":
    return Page(nodes=[Node()] * first)


@strawberry.type(description="A node of an endless tree.")
class Node:
    same: "Node" = strawberry.field(resolver=_node, description="The node itself.")
    three: list["Node"] = strawberry.field(resolver=_nodes, description="Three nodes.", metadata={"expected": 3})
    page: "Page" = strawberry.field(resolver=_page, description="As many nodes as asked for.")
    word: str = strawberry.field(resolver=_word, description="A word.")


@strawberry.type(description="A page of nodes.")
class Page:
    nodes: list[Node]


def _areas() -> int:
    return int(Area.select().count())


def _greeting(name: str = "world") -> str:
    return f"Hello {name}"


def _refused() -> str | None:
    raise Refused(Fault("OUT_OF_RANGE", "first", say("A score lies between 0 and 1.")))


def _broken() -> str | None:
    raise RuntimeError(SECRET)


@strawberry.type(description="Questions.")
class Query:
    node: Node = strawberry.field(resolver=_node, description="The root of the tree.")
    areas: int = strawberry.field(resolver=_areas, description="How many areas there are.")
    greeting: str = strawberry.field(resolver=_greeting, description="A name, in words.")
    heavy: Node = strawberry.field(resolver=_node, description="Reads much.", metadata={"weight": 1000})
    refused: str | None = strawberry.field(resolver=_refused, description="Refused on purpose.")
    broken: str | None = strawberry.field(resolver=_broken, description="Fails by accident.")


def _nothing() -> str:
    return "done"


@strawberry.type(description="Changes.")
class Mutation:
    nothing: str = strawberry.mutation(resolver=_nothing, description="Changes nothing.")


SCHEMA = strawberry.Schema(query=Query, mutation=Mutation)


def tiny_portal(**settings: Any) -> Portal:
    """A portal at an application that has nothing but the endpoint."""
    app = Flask("tiny")
    app.config["TESTING"] = True
    api.install(app, Settings(**settings), SCHEMA)
    return Portal(app.test_client())
