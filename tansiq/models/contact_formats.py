"""How organisations are known to others and reached: identifiers, addresses, telephone numbers, as they must look."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from tansiq.faults import Fault
from tansiq.language.words import say

_IATI = re.compile(r"[A-Z]{2}-[A-Z0-9_]{2,12}-[^\s/&|?]+")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+")
_TYPED_PHONE = re.compile(r"\+?[0-9 ()./-]+")
_DIGITS = range(3, 16)
"""Short numbers of an exchange have three digits, international ones at most fifteen."""


def identity_faults(iati_identifier: str | None, website: str | None) -> Iterator[Fault]:
    """What is wrong with the identifier of an organisation in IATI and with its address in the web."""
    if iati_identifier and not _IATI.fullmatch(iati_identifier):
        text = say(
            "An IATI identifier is the code of the registration agency in capitals, a hyphen and the number there, "
            "such as XM-DAC-41122; without spaces and the signs / & | ?"
        )
        yield Fault("BAD_IDENTIFIER", "iati_identifier", text)
    if website and not is_web_address(website):
        yield Fault("BAD_ADDRESS", "website", say("A web address begins with https:// or http:// and has no spaces."))


def is_web_address(text: str) -> bool:
    """Whether the text is an address that a link may lead to."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"[\s<>\"\\]", text)


def contact_faults(phone: str | None, email: str | None) -> Iterator[Fault]:
    """What is wrong with the ways to reach a person."""
    if phone and dialable(phone) is None:
        text = say("A telephone number has 3 to 15 digits; write it with the country's code, such as +967 1 234567.")
        yield Fault("BAD_PHONE", "phone", text)
    if email and not _EMAIL.fullmatch(email):
        yield Fault("BAD_EMAIL", "email", say("This is no e-mail address."))


def dialable(phone: str) -> str | None:
    """A telephone number as it is dialled: "٠٠٩٦٧ (1) 23-45" is "+96712345"; None where it cannot be one.

    A number without the country's code stays as it is: the register does not guess countries.
    """
    text = "".join(_plain(sign) for sign in phone.strip())
    if not _TYPED_PHONE.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text)
    is_international = text.startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if is_international and not text.startswith("+") else digits
    return ("+" if is_international else "") + digits if len(digits) in _DIGITS else None


def _plain(sign: str) -> str:
    """A digit of any writing as a Western one, any blank or hyphen as the plain one, unseen marks as nothing."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    kind = unicodedata.category(sign)
    return {"Zs": " ", "Pd": "-", "Cf": ""}.get(kind, sign)
