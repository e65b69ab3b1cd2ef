"""The schema that is served: the contract, and below `extra` and `registers` what the ministry defined, with its types.

organizations { edges { node { extra { licenceClass  partnerOf { name } } } } }
registers { wells(where: {depth: {from: 50}}) { edges { node { id depth  pumps { power } } } } }

Nothing of the contract changes, so whatever was valid against it is valid here. The fields are made with graphql-core
on a fresh schema of Strawberry's: by Strawberry they would take ten times as long.
"""

from typing import Any

import strawberry

from api.live.owned_rows import owned_rows
from api.live.registers import add_registers, open_types
from api.live.typed_fields import is_tellable, typed_fields
from api.schema import fresh
from api.types.derived import WRITTEN
from tansiq import models
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import Definitions


def live(definitions: Definitions) -> strawberry.Schema | None:
    """The contract with the typed fields and registers of these definitions; None where there are none."""
    own = {table: [one for one in definitions.open_to_all(table_name(table)) if is_tellable(one)] for table in WRITTEN}
    # Entries differ from type to type: what they know stands in their registers.
    own.pop(models.Entry)
    kinds = open_types(definitions)
    if not any(own.values()) and not kinds:
        return None
    schema = fresh()
    core = schema._schema
    if kinds:
        add_registers(core, definitions, kinds)
    for table, fields in own.items():
        rows = owned_rows(core, kinds, (table_name(table), None))
        for key, field in {**rows, **typed_fields(core, definitions, table, fields)}.items():
            extra: Any = core.type_map[f"{table.__name__}Extra"]
            extra.fields.setdefault(key, field)
    return schema
