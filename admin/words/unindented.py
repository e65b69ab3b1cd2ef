"""Pages without the indentation of their templates: nobody sees it, and it was a thirtieth of each page on the wire.

It is taken off once, when a template is read, so that no page takes longer for it. What people entered keeps all of its
spaces: it is no part of a template.
"""

import re

from jinja2.ext import Extension

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """Has the lines of HTML templates begin with their first sign."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name is None or not name.endswith(".html") or "<pre" in source:
            return source
        return _INDENTATION.sub("", source)
