"""Registers that stand further back, and the forms that units fill: one entry of the menu leads to all of them."""

from typing import Any

from flask import url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.following.asked import is_follower
from admin.panel.signed_in_view import MenuItem, SignedInView
from admin.panel.type_members import FURTHER, said, stands_back
from admin.views.entry import types_known
from tansiq.forms.to_fill import forms_in_use
from tansiq.language.words import say
from tansiq.models import TypeDefinition
from tansiq.models.definitions import ENTRY


class RegistersPage(SignedInView):
    """/admin/registers/."""

    title = say("Registers and forms")
    group = "register"
    icon = "layers"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint=FURTHER, url=FURTHER)

    @expose("/")
    def index(self) -> Any:
        """Each with what it is for."""
        told = {"registers": _registers(), "forms": list(forms_in_use(viewer())), "follows": is_follower(viewer())}
        return self.render("panel/registers.html", said=said, address_of=_address, **told)

    def menu_items(self) -> list[MenuItem]:
        """It stands in the menu where there is something behind it."""
        has_any = self.is_accessible() and (_registers() or forms_in_use(viewer()).exists())
        return super().menu_items() if has_any else []


def _registers() -> list[TypeDefinition]:
    return [kind for kind in types_known() if stands_back(kind) and not kind.owner_table]


def _address(kind: TypeDefinition) -> str:
    return url_for(f"{ENTRY}.index_view", type=kind.key)
