"""The only rule for which of two names is shown."""

from typing import Any

from tansiq.language.words import data_language


def pick(row: Any, field: str, code: str | None = None) -> str:
    """`row.<field>_<code>`, or the other language's where that is empty.

    `code` is "ar" or "en"; None means the one nearer to the language now spoken.
    """
    wanted, other = ("en", "ar") if (code or data_language()) == "en" else ("ar", "en")
    return getattr(row, f"{field}_{wanted}") or getattr(row, f"{field}_{other}") or ""
