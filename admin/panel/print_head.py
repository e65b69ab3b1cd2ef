"""What stands at the head and the foot of what is printed or saved: title, day, pages, and that data are invented."""

from typing import Any

from flask import current_app

from admin.words.formatting import day_text, hijri_text
from tansiq.language.words import direction, gettext, language
from tansiq.platform import clock


def print_head(title: str) -> dict[str, Any]:
    """The part of what a template prints that all have in common, in the language now spoken."""
    return {
        "lang": language(),
        "dir": direction(),
        "title": title,
        "demo": demo_note(),
        "source": gettext("Tansiq"),
        "printed": gettext("Printed on %(day)s", day=today_text()),
        "page-words": gettext("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }


def demo_note() -> str:
    """That data are invented; "" where they are not."""
    if not current_app.config["TANSIQ"].is_demo:
        return ""
    return gettext("These data are synthetic: a demonstration on real place codes, with invented figures.")


def today_text() -> str:
    """The day that it is, in both calendars."""
    day = clock.today()
    hijri = hijri_text(day)
    return f"{day_text(day)} ({hijri})" if hijri else day_text(day)
