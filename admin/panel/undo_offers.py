"""A message after a deed that carries a button to take it back: a form with the session's token."""

from typing import Any

from flask import flash

OFFER = "offer"
"""The kind of such messages; frame.html draws them."""


def flash_with_button(text: str, address: str, button: str, **fields: Any) -> None:
    """Say what was done; the button posts `fields` to `address`."""
    flash({"text": text, "to": address, "button": button, "fields": fields}, OFFER)  # type: ignore[arg-type]
