"""Asking the schema as a portal does, without HTTP: the answer as plain JSON values."""

from typing import Any

import orjson

from api.http.context import Context
from api.schema import schema
from tansiq.language.words import speaking
from tansiq.platform.settings import Settings
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY

ENGLISH = Viewer(language="en", face="GRAPHQL")


def ask(query: str, viewer: Viewer = NOBODY, variables: dict[str, Any] | None = None, **settings: Any) -> Any:
    """The data of the answer; errors fail the test."""
    context = Context(viewer=viewer, settings=Settings(**settings))
    with speaking(viewer.language):
        answer = schema.execute_sync(query, variable_values=variables, context_value=context)
    assert answer.errors is None, answer.errors
    return orjson.loads(orjson.dumps(answer.data))
