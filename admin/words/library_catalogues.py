"""Texts of the libraries under the panel, looked up in our catalogue first and in theirs second.

Their Arabic has mistakes ("إالغاء" for "cancel", a question mark turned twice) and gaps; what stands here is
translated with our own texts: every text in the modules of Flask-Admin and WTForms that the panel loads, and those
of Flask-Security's sign-in. A test holds the list complete.
"""

from typing import Any

import flask_admin.babel
from babel.support import Translations
from flask_babel import Domain

from tansiq.language.words import LANGUAGES, N_, catalogue, say_count

FROM_FLASK_ADMIN = (
    N_("Record was successfully created."),
    N_("Record was successfully saved."),
    N_("Failed to create record."),
    N_("Failed to save record."),
    N_("Permission denied."),
    N_("Home"),
    N_("Cancel"),
    N_("There are no items in the table."),
    N_("Invalid Filter Value: %(value)s"),
    N_("Record does not exist."),
    N_('Export type "%(type)s" is not supported.'),
    N_("Failed to create record. %(error)s"),
    N_("Failed to update record. %(error)s"),
    N_("Failed to delete record. %(error)s"),
    N_("Failed to delete records. %(error)s"),
    N_("Delete"),
    N_("Are you sure you want to delete selected records?"),
    N_("View Record"),
    N_("Edit Record"),
    N_("Delete Record"),
    N_("Please select model"),
    N_("Not a valid choice"),
    N_("Invalid time format"),
    N_("Invalid Choice: could not coerce"),
    N_("Invalid JSON"),
    N_("Invalid file extension"),
    N_("equals"),
    N_("not equal"),
    N_("contains"),
    N_("not contains"),
    N_("greater than"),
    N_("smaller than"),
    N_("empty"),
    N_("in list"),
    N_("not in list"),
    N_("between"),
    N_("not between"),
    say_count("Record was successfully deleted.", "%(count)s records were successfully deleted.", 1),
)
FROM_WTFORMS = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid date value."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Not a valid float value."),
    N_("Not a valid datetime value."),
    N_("Not a valid time value."),
    N_("Not a valid week value."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("Number must be at least %(min)s."),
    N_("Number must be at most %(max)s."),
    N_("Date must be at least %(min)s."),
    N_("Date must be at most %(max)s."),
    N_("Date must be between %(min)s and %(max)s."),
    N_("Field must be equal to %(other_name)s."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    N_("Invalid input."),
    N_("Invalid email address."),
    N_("Invalid IP address."),
    N_("Invalid Mac address."),
    N_("Invalid URL."),
    N_("Invalid UUID."),
    N_("Invalid value, must be one of: %(values)s."),
    N_("Invalid value, can't be any of: %(values)s."),
    N_("This field cannot be edited."),
    N_("This field is disabled and cannot have a value."),
    N_("CSRF token missing."),
    N_("CSRF failed."),
    N_("CSRF token expired."),
    N_("Invalid CSRF Token."),
    say_count("Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long.", 1),
    say_count("Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.", 1),
    say_count("Field must be exactly %(max)d character long.", "Field must be exactly %(max)d characters long.", 1),
    say_count(
        "'%(value)s' is not a valid choice for this field.", "'%(value)s' are not valid choices for this field.", 1
    ),
)
FROM_FLASK_SECURITY = (
    N_("Authentication failed - identity or password/passcode invalid"),
    N_("Email Address"),
    N_("Email not provided"),
    N_("Password"),
    N_("Password not provided"),
    N_("Remember Me"),
    N_("Login"),
    N_("Identity"),
    N_("Account is disabled."),
    N_("Specified user does not exist"),
    N_("Invalid password"),
    N_("Invalid email address"),
    N_("You have successfully logged in."),
    N_("You must sign in to view this resource."),
    N_("You do not have permission to view this resource."),
    N_("Please log in to access this page."),
    N_("Please reauthenticate to access this page."),
    N_("You can only access this endpoint when not logged in."),
    N_("Redirections outside the domain are forbidden"),
    N_("Input not appropriate for requested API"),
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
