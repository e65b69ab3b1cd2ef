"""Queries made up by hypothesis, valid by construction, over the whole schema.

Response keys are derived from the field and its arguments, so that two fields with the same key always ask for
the same thing and merge. The nodes are spread over aliases, named and inline fragments, @skip and @include with
constants and variables, and repeated.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from hypothesis import strategies as st

ROOTS: dict[str, list[str]] = {
    "interventions": [
        "",
        "(first: 2)",
        "(first: 3, orderBy: STARTS_ON, direction: DESC)",
        "(orderBy: ENDS_ON, first: 1)",
        '(within: "YE1211", status: [ONGOING, PLANNED])',
        '(sector: "WSH", first: $first)',
        "(organizationKind: [NNGO], orderBy: CHANGED_AT)",
        '(period: {from: "2026-03-01", to: "2026-03-20"}, populationGroup: "ALL")',
    ],
    "areas": ["", '(within: "YE12", first: 3)', "(level: [DISTRICT], orderBy: POPULATION, first: 2)"],
    "area": ['(pcode: "YE1211")', '(pcode: "YE121121")', '(pcode: "nowhere")'],
    "sectors": ["", "(withSubsectors: true)"],
    "activityTypes": ["", '(sector: "WSH")'],
    "populationGroups": [""],
    "organizations": ["", "(first: 2, direction: DESC)", "(kind: [UN])"],
    "organization": ["(id: 1)", '(id: "x")', "(id: 2)"],
    "projects": ["", "(orderBy: STARTS_ON)"],
    "intervention": ["(id: 1)", "(id: 2)", "(id: 999999)"],
    "plans": ["", "(first: 1, direction: DESC)", '(within: "YE12", kind: [RECOVERY, ANNUAL], orderBy: STARTS_ON)'],
    "plan": ["(id: 1)", "(id: 2)", '(id: "x")'],
    "openItems": ["", '(within: "YE1211", sector: "WSH")', "(orderBy: ENDS_ON, first: 2)"],
    "unplannedInterventions": ["", '(within: "YE1211", first: 2)'],
    "demands": ["", "(orderBy: SEVERITY, direction: DESC)", '(within: "YE12", state: [OPEN, DECLINED], first: 1)'],
    "commitments": ["", "(orderBy: DUE_ON)", '(within: "YE1211", sector: "WSH", state: [OFFERED])'],
    "overlapCases": [
        "",
        '(first: 1, within: "YE1211", sectors: ["WSH"])',
        "(isEndedToo: true, orderBy: CHANGED_AT, first: $first)",
        "(state: [RETURNED, SETTLED])",
    ],
    "overlapCase": ["(id: 1)", "(id: 2)", '(id: "x")'],
    "units": ["", '(within: "YE12", kind: [DIRECTORATE, COUNCIL], first: 2)', '(on: "2026-03-01", orderBy: NAME)'],
    "unit": ["(id: 1)", "(id: 2)", '(id: "x")'],
    "reports": [
        "",
        '(form: "municipal", first: 2)',
        "(orderBy: PERIOD, direction: DESC, first: $first)",
        '(within: "YE12", state: [APPROVED])',
        '(unit: "1")',
        '(period: "2026-Q3")',
    ],
    "report": ["(id: 1)", "(id: 2)", '(id: "x")'],
    "figures": [
        '(form: "municipal", items: ["vehicles", "idle"], from: "2025", to: "2026", level: DISTRICT)',
        '(form: "municipal", items: ["waste", "working"], from: "2025-Q3", to: "2026-Q4", by: [UNIT, PERIOD, CELL])',
    ],
    "completeness": [
        '(form: "municipal", period: "2026-Q3")',
        '(form: "municipal", period: "2026-Q2", within: "YE12")',
    ],
    "caseFigures": [
        '(period: {from: "2026-01-01", to: "2026-12-31"})',
        '(period: {from: "2020-01-01", to: "2030-12-31"}, within: "YE12", level: GOVERNORATE)',
    ],
    "records": ['(type: "wells")', '(type: "wells", within: "YE1211", first: 1)', '(type: "wells", direction: DESC)'],
    "needs": ["", "(orderBy: SEVERITY, direction: DESC, first: 1)", '(within: "YE12", minSeverity: 3)'],
}
VARIABLES = "($first: Int! = 2, $yes: Boolean! = true, $no: Boolean! = false, $language: Language = AR)"
USED = """yes: __typename @include(if: $yes) no: __typename @skip(if: $no)
    first: interventions(first: $first) { __typename } language: sectors { name(language: $language) }"""
"""Uses every variable once, since a valid query leaves none unused."""
DIRECTIVES = ["", "", "", "", "", "@include(if: $yes)", "@skip(if: $no)", "@skip(if: $yes)", "@include(if: false)"]
LANGUAGES = ["", "(language: AR)", "(language: EN)", "(language: $language)", "(language: null)"]
BRANCHES = ["", "(kind: [PROJECT, ACTIVITY])", "(level: 1)", "(level: $first)", "(parent: 1)", '(parent: "x")']
OWN = {
    "OrganizationExtra": ["", '(keys: ["licenceClass", "source"])', '(keys: ["partnerOf"])', "(keys: [])"],
    "EntryExtra": ["", '(keys: ["depth"])', "(keys: null)"],
}
"""By type: the own fields that are asked for by their keys."""
REGISTERS = {
    "wells": [
        "", "(first: 2, orderBy: {field: DEPTH, direction: DESC})", "(orderBy: {field: DUG_ON}, first: $first)",
        "(where: {depth: {from: 10}})", '(where: {dugOn: {to: "2026-03-03"}}, within: "YE12")',
        '(where: {water: ["water 0", "water 2"]}, orderBy: {field: WATER})',
    ],
    "pumps": ["", "(orderBy: {field: ID, direction: DESC}, first: 1)"],
    "visits": ["", "(orderBy: {field: STAFF}, first: 2)"],
    "people": ["", "(where: {age: {from: 1}})"],
}  # fmt: skip
"""By key of a register: the ways in which it is asked."""
DEEPEST = 5


@dataclass
class QueryMaker:
    """A query in the making: the fragments defined so far."""

    schema: GraphQLSchema
    draw: Callable[[st.SearchStrategy[Any]], Any]
    roots: dict[str, list[str]] = field(default_factory=lambda: ROOTS)
    fragments: list[str] = field(default_factory=list)
    plain: tuple[int, int] = (0, 3)
    """Plain fields in one selection, at least and at most."""

    def selection(self, named: GraphQLObjectType, depth: int) -> str:
        plain = [name for name, known in named.fields.items() if not _is_object(known)]
        deeper = [name for name, known in named.fields.items() if _is_object(known) and depth < DEEPEST]
        least, most = self.plain
        chosen = self.draw(st.lists(st.sampled_from([*plain, "__typename"]), min_size=least, max_size=most))
        if deeper:
            chosen += self.draw(st.lists(st.sampled_from(deeper), min_size=1, max_size=2))
        nodes = [self.node(named, name, depth) for name in chosen]
        return "{ __typename " + " ".join(self.wrapped(named, node) for node in nodes) + " }"

    def node(self, named: GraphQLObjectType, name: str, depth: int) -> str:
        known = named.fields.get(name)
        if known is None:
            return str(self.draw(st.sampled_from(["__typename", "kind_of_this: __typename"])))
        arguments = self.arguments(named, name, known)
        key = self.key(name, arguments)
        inner = get_named_type(known.type)
        deeper = self.selection(inner, depth + 1) if isinstance(inner, GraphQLObjectType) else ""
        return f"{key}{name}{arguments} {self.draw(st.sampled_from(DIRECTIVES))} {deeper}"

    def arguments(self, named: GraphQLObjectType, name: str, known: GraphQLField) -> str:
        if named.name == "Registers":
            return str(self.draw(st.sampled_from(REGISTERS[name])))
        if "keys" in known.args:
            return str(self.draw(st.sampled_from(OWN.get(named.name, [""]))))
        if "language" in known.args:
            return str(self.draw(st.sampled_from(LANGUAGES)))
        if name == "messages":
            return str(self.draw(st.sampled_from(["", "(after: 1)", '(after: "x")'])))
        if "first" in known.args:
            return str(self.draw(st.sampled_from(["", "(first: 1)", "(first: $first)"])))
        if "of" in known.args:
            return str(self.draw(st.sampled_from(["", "(of: 2026)", "(of: 2025)", "(of: 1)"])))
        if "level" in known.args:
            return str(self.draw(st.sampled_from(BRANCHES)))
        return ""

    def key(self, name: str, arguments: str) -> str:
        told = "".join(letter for letter in arguments.replace("$", "v") if letter.isalnum())
        return f"{name}_{told}: " if arguments or self.draw(st.booleans()) else ""

    def wrapped(self, named: GraphQLObjectType, node: str) -> str:
        how = self.draw(st.sampled_from(["plain", "plain", "inline", "untyped", "fragment"]))
        directive = self.draw(st.sampled_from(DIRECTIVES))
        if how == "plain":
            return node
        if how == "fragment":
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {named.name} {{ {node} }}")
            return f"...{name} {directive}"
        return f"... {'on ' + named.name if how == 'inline' else ''} {directive} {{ {node} }}"

    def query(self) -> str:
        roots = []
        for place, name in enumerate(self.draw(st.lists(st.sampled_from(sorted(self.roots)), min_size=1, max_size=3))):
            arguments = self.draw(st.sampled_from(self.roots[name]))
            known = self.schema.query_type.fields[name]  # type: ignore[union-attr]
            roots.append(f"r{place}: {name}{arguments} {self.selection(get_named_type(known.type), 1)}")
        return self.asking(" ".join(roots))

    def asking(self, roots: str) -> str:
        """The query of these roots, with the fragments that they spread."""
        return f"query Made{VARIABLES} {{ {USED} {roots} }} {' '.join(self.fragments)}"


def _is_object(known: GraphQLField) -> bool:
    return isinstance(get_named_type(known.type), GraphQLObjectType)


@st.composite
def queries(draw: Any, schema: GraphQLSchema, roots: dict[str, list[str]] = ROOTS) -> str:
    """One valid query."""
    return QueryMaker(schema, draw, roots).query()
