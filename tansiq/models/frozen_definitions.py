"""What a version of a form froze, read as the definitions of today are: reports are asked and told as they were.

{"fields": [{"id": 12, "key": "vehicles", ...}], "choices": [...], "rules": [...]}  ->  Definitions
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson

from tansiq.models.choice_list import Choice
from tansiq.models.definitions import ENTRY, Definitions, Holder, known
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.form_version import FormVersion
from tansiq.models.record import Record
from tansiq.models.record_type import type_of
from tansiq.models.report import Report
from tansiq.models.rule_definition import RuleDefinition
from tansiq.models.type_definition import TypeDefinition
from tansiq.platform.lru import LruCache

FROZEN: Mapping[str, type[Record]] = {"fields": FieldDefinition, "choices": Choice, "rules": RuleDefinition}
"""By part of a content: the table whose rows it holds."""
_read: LruCache[Definitions] = LruCache(64)


def definitions_of(version: FormVersion) -> Definitions:
    """What a version says, as definitions are read everywhere."""
    return _read.get((version.form_id, version.digest), lambda: definitions_in(version.form, version.content))


def definitions_for(row: Record) -> Definitions:
    """By what a row is asked, checked and told: a report by its own version, everything else by what stands today."""
    version_id = row.__data__.get("form_version") if isinstance(row, Report) else None
    if version_id is None:
        return known()
    if (version := row.__rel__.get("form_version")) is not None:
        return definitions_of(version)
    # The content, which is long, is read where nobody has read it yet.
    brief: Any = FormVersion.select(FormVersion.id, FormVersion.form, FormVersion.digest)
    found = brief.where(FormVersion.id == version_id).get()
    return _read.get((found.form_id, found.digest), lambda: definitions_of(FormVersion.get_by_id(version_id)))


def definitions_by_version(version_ids: Collection[int]) -> Mapping[int, Definitions]:
    """By the id of a version: what it says; the contents are read of those alone that nobody has read yet."""
    brief: Any = FormVersion.select(FormVersion.id, FormVersion.form, FormVersion.digest)
    rows = list(brief.where(FormVersion.id.in_(sorted(version_ids))).tuples()) if version_ids else []
    found = {version_id: _read.find((form_id, digest)) for version_id, form_id, digest in rows}
    unread: Any = FormVersion.select().where(FormVersion.id.in_([key for key, said in found.items() if said is None]))
    read = {version.id: definitions_of(version) for version in unread} if None in found.values() else {}
    return {key: said for key, said in (found | read).items() if said is not None}


def definitions_in(form: TypeDefinition, content: str | bytes) -> Definitions:
    """The definitions that a content holds, of the form that it is of."""
    parts = orjson.loads(content)
    fields, choices, rules = (_rows(name, parts[name]) for name in FROZEN)
    answers: dict[int, dict[str, Choice]] = {}
    for choice in choices:
        answers.setdefault(choice.choice_list_id, {})[choice.code] = choice
    by_holder: dict[Holder, Sequence[RuleDefinition]] = {(ENTRY, int(form.id)): rules} if rules else {}
    return Definitions({one.number: one for one in fields}, {int(form.id): form}, answers, by_holder)


def _rows(name: str, kept: Iterable[dict[str, Any]]) -> list[Any]:
    """The rows of a part, as if they were read from their table. Columns of a later day hold what new rows do."""
    model = FROZEN[name]
    kind, found = type_of(model), []
    for values in kept:
        row = model()
        for column, value in values.items():
            row.__data__[column] = value if column == "id" else kind.typed(column, value)
        row.dirty_fields.clear()
        found.append(row)
    return found
