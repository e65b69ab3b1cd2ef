"""A third language is a folder more: pages, the switch, choices and the endpoint speak it; what it lacks is English."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tansiq.language.catalogues import plural_forms
from tansiq.language.words import LANGUAGES, LOCALE, direction, languages_in, own_name

ROOT = Path(__file__).resolve().parents[3]
FRENCH = f"""msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural_forms("fr")}\\n"

msgid "Sign in"
msgstr "Se connecter"

msgid "Password"
msgstr "Mot de passe"
"""
WALK = """
import sys
from pathlib import Path
from tansiq.language import words
words.LOCALE = Path(sys.argv[1])
words.LANGUAGES = words.languages_in(words.LOCALE)
import re
from app import create_app
from tansiq.platform.database import db
from tansiq.records import migrating
app = create_app(environment="test", database_url=f"sqlite:///{sys.argv[2]}", log_level="ERROR")
with app.app_context():
    db.connect(reuse_if_open=True)
    migrating.up()
    db.close()
client = app.test_client()
page = client.get("/admin/sign-in").text
token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
client.post("/admin/language", data={"csrf_token": token, "to": "fr", "back": "/admin/sign-in"})
print(client.get("/admin/sign-in").text)
from tansiq.language.vocabulary import SPOKEN
print("choices", [code for code, _name in SPOKEN.choices()])
with words.speaking("fr"):
    from admin.words.formatting import day_text
    from datetime import date
    from tansiq.exchange.values.dates import read_typed_day
    print(day_text(date(2026, 8, 5)), read_typed_day(day_text(date(2026, 8, 5))))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our catalogues, and the beginning of a French one."""
    locale = tmp_path / "locale"
    shutil.copytree(LOCALE, locale)
    (locale / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (locale / "fr" / "LC_MESSAGES" / "messages.po").write_text(FRENCH, encoding="utf-8")
    return locale


def test_the_languages_are_the_folders(folder: Path) -> None:
    assert LANGUAGES == languages_in(LOCALE) == ("ar", "en")
    assert languages_in(folder) == ("ar", "en", "fr")
    assert [(own_name(code), direction(code)) for code in ("ar", "en", "fr", "ur")] == [
        ("العربية", "rtl"),
        ("English", "ltr"),
        ("français", "ltr"),
        ("اردو", "rtl"),
    ]


def test_a_page_is_walked_in_a_third_language(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WALK, str(folder), str(tmp_path / "third.db")]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("TANSIQ_")}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    page = done.stdout
    assert '<html lang="fr" dir="ltr">' in page
    assert "<h1>Se connecter</h1>" in page
    assert "Mot de passe" in page
    assert "Forgotten your password?" in page
    others = re.findall(r'value="(\w+)" lang="\w+" dir="(\w+)">.*?(\w+)</button>', page, re.S)
    assert others == [("ar", "rtl", "العربية"), ("en", "ltr", "English")]
    assert "choices ['ar', 'en', 'fr']" in page
    assert "5 août 2026 2026-08-05" in page
