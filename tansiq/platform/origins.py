"""The origin of a site, as browsers send it: scheme, host, and a port where it is not the usual one."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]")
_USUAL = {"http": 80, "https": 443}


def origin(text: str) -> str | None:
    """`text` as browsers write it, such as "https://portal.example:8443"; None where it is no origin.

    A path, a user's name or a star is none; names in other letters are written in their ASCII form.
    """
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
        host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
        host = host.encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme not in _USUAL or parts.path not in {"", "/"} or parts.query or parts.fragment:
        return None
    if not _HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}" if port in {None, _USUAL[parts.scheme]} else f"{parts.scheme}://{host}:{port}"
