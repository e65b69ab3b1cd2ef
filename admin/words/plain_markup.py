"""What a page writes for a value, escaped without a marked text being made of each.

A page puts out a thousand values, and most hold no character that has to be escaped.
"""

import re
from typing import Any

from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

_needs_escaping = re.compile("[&<>'\"]").search


def plain_markup(value: Any) -> str:
    """The same text as `escape` gives, for what is only joined to others: it does not say that it is ready."""
    kind = type(value)
    is_ready = kind is Markup or (kind is str and not _needs_escaping(value))
    text: str = value if is_ready else escape(value)
    return text


class TemplateCode(CodeGenerator):
    """Has templates write their values so. The environment that makes the code holds the function as `plain_markup`."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.plain_markup(")
