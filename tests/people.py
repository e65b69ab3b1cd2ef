"""The people of the tests, explained once. Every test that asks "who may" names one of them.

Salma    ministry administrator: reads and changes everything.
nobody   an anonymous reader: reads what is published, changes nothing.
"""

from tansiq.viewer import ANONYMOUS, Viewer

SALMA = Viewer(role="ADMIN", name="Salma", language="ar")
NOBODY = ANONYMOUS

EVERYBODY = {"ministry admin": SALMA, "anonymous": NOBODY}
