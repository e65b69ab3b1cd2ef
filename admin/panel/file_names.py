"""Names of files that people save: what, where and when, in the reader's language: `coverage-khanfar-2026-11-29.xlsx`.

Names in Arabic letters are sent beside plain ones (RFC 5987): a browser that knows no other letters has one too.
"""

import unicodedata
from urllib.parse import quote

from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.language.words import Sentence, speaking
from tansiq.models import Area
from tansiq.platform import clock
from tansiq.policy.visibility import visible

LONGEST = 60
"""Letters of one part of a name."""


def disposition(what: Sentence | str, where: Area | None, ending: str) -> str:
    """The header that has a browser save a file under its name. `where` is None for what lies nowhere."""
    said = _stem(what, where)
    with speaking("en"):
        plain = _ascii(_stem(what, where)) or "file"
    header = f"attachment; filename={plain}.{ending}"
    return header if said == plain else f"{header}; filename*=UTF-8''{quote(f'{said}.{ending}')}"


def country() -> Area | None:
    """Where rows lie that are narrowed to no area: the country, if the register has one alone."""
    rows = list(visible(Area, viewer()).where(Area.level == 0, Area.archived_at.is_null()).limit(2))
    return rows[0] if len(rows) == 1 else None


def _stem(what: Sentence | str, where: Area | None) -> str:
    place = name_of(where) if where is not None else ""
    today = clock.today().isoformat()
    return "-".join(part for part in (_plain(str(what)), _plain(place), today) if part)


def _plain(text: str) -> str:
    """Letters and digits of any script, with hyphens for all else; marks above letters are left out."""
    bare = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] != "M")
    words = "".join(sign if sign.isalnum() else " " for sign in bare.replace("'", "").replace("’", "")).lower().split()
    return "-".join(words)[:LONGEST].strip("-")


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(part for part in plain.split("-") if part)
