"""Files that rows hold, on pages: by their names, which lead to them; photographs with a small picture."""

from typing import Any

from flask import url_for
from markupsafe import Markup

from admin.words.naming import held
from tansiq.models import KeptFile


def file_link(file: KeptFile) -> Markup:
    """The name of a file, leading to it."""
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(url_for("kept_file", number=file.id), file.file_name)


def shown_value(display: Any, row: Any, name: str) -> Markup:
    """What the page of a row tells of one field: a file as `shown_file`, all else as `display` has it."""
    referred = display.parents.get(name)
    found = referred.get(held(row, name)) if referred else None
    told: Markup = shown_file(found) if isinstance(found, KeptFile) else display.value(row, name)
    return told


def shown_file(file: KeptFile) -> Markup:
    """The same, with a small picture of a photograph that is fetched once it is looked at."""
    if not file.is_picture:
        return file_link(file)
    small = url_for("kept_file", number=file.id, small=1)
    picture = Markup('<img class="kept-picture" src="{}" alt="" loading="lazy" width="160">').format(small)
    return Markup('<a class="kept-file" href="{}">{}<bdi>{}</bdi></a>').format(
        url_for("kept_file", number=file.id), picture, file.file_name
    )
