"""Whose register it is: the name of the ministry and its emblem, from the settings, on every page."""

import hashlib
from dataclasses import dataclass

from flask import Flask, Response, abort, current_app, url_for

from tansiq.language.words import language
from tansiq.platform.emblem import Emblem, read_emblem
from tansiq.platform.settings import Settings

_KEY = "tansiq.emblem"


@dataclass(frozen=True)
class Identity:
    """What the head of a page tells: the ministry's name in the reader's language, and the emblem's address.

    Both are "" where the settings say nothing.
    """

    ministry: str
    emblem: str


def install_identity(app: Flask, settings: Settings) -> None:
    """Read the emblem, once."""
    app.extensions[_KEY] = read_emblem(settings.emblem) if settings.emblem else None


def identity(settings: Settings) -> Identity:
    """Whose register this is, told to whoever reads the present page; a name that is missing is told in another
    language."""
    names = settings.ministry
    name = names.get(language()) or next(iter(names.values()), "")
    found = _emblem()
    digest = hashlib.sha256(found.content).hexdigest()[:12] if found else ""
    return Identity(name, url_for("panel.emblem_static", v=digest) if found else "")


def emblem_file() -> Response:
    """The emblem as a file; 404 where there is none."""
    found = _emblem() or abort(404)
    return Response(found.content, content_type=found.media_type)


def _emblem() -> Emblem | None:
    found: Emblem | None = current_app.extensions.get(_KEY)
    return found
