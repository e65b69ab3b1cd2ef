"""Texts of the libraries under the panel, looked up in our catalogue first and in theirs second.

Their Arabic has mistakes; what stands here is translated with our own texts. The list holds what a person
meets in the panel: messages after saving, faults of fields, sign-in.
"""

from typing import Any

import flask_admin.babel
from babel.support import Translations
from flask_babel import Domain

from tansiq.words import LANGUAGES, N_, catalogue

FROM_FLASK_ADMIN = (
    N_("Record was successfully created."),
    N_("Record was successfully saved."),
    N_("Failed to create record."),
    N_("Failed to save record."),
    N_("Permission denied."),
    N_("Home"),
    N_("Cancel"),
)
FROM_WTFORMS = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid date value."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Not a valid float value."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("CSRF token missing."),
    N_("CSRF failed."),
    N_("CSRF token expired."),
    N_("Invalid CSRF Token."),
)
FROM_FLASK_SECURITY = (
    N_("Authentication failed - identity or password/passcode invalid"),
    N_("Email Address"),
    N_("Email not provided"),
    N_("Password"),
    N_("Password not provided"),
    N_("Remember Me"),
    N_("Login"),
)


class Borrowed(Translations):
    """A library's catalogue in one language, behind ours."""

    def __init__(self, code: str, theirs: Any) -> None:
        super().__init__()
        self.code, self.theirs = code, theirs

    def ugettext(self, message: str) -> str:
        ours: str = catalogue(self.code).ugettext(message)
        return ours if ours != message else str(self.theirs.ugettext(message))

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        ours: str = catalogue(self.code).ungettext(singular, plural, num)
        return ours if ours not in (singular, plural) else str(self.theirs.ungettext(singular, plural, num))


def speak_ours_first(security_domain: Domain) -> None:
    """Put our catalogue before those of Flask-Admin, WTForms and Flask-Security, in every language."""
    domains: list[Any] = [flask_admin.babel.domain, flask_admin.babel.wtforms_domain, security_domain]
    for domain in domains:
        for code in LANGUAGES:
            # flask-babel keeps what it has loaded by language and name: it finds ours there.
            domain.cache[code, domain.domain[0]] = Borrowed(code, _theirs(domain, code))


def _theirs(domain: Any, code: str) -> Any:
    folder = domain._translation_directories[0]
    return Translations.load(folder, [code], domain.domain[0])
