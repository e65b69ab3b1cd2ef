"""Fields that a ministry defined, in a view: its forms ask them, its pages tell them, its look-ups find what they
refer to."""

from typing import Any, ClassVar

from flask import jsonify, request, url_for
from flask_admin import expose
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, offered_holders
from admin.panel.forms import whole_or_zero
from admin.panel.lookups import AT_ONCE
from admin.panel.own_fields import (
    filled_fields,
    first_own_values,
    form_fields,
    own_groups,
    own_lookup,
    told_fields,
    with_own_fields,
)
from admin.panel.own_script import own_script
from admin.panel.save_or_propose import may_act
from admin.words.formatting import display_rows
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.language.words import Sentence, gettext
from tansiq.models import FieldDefinition, Record
from tansiq.models.extra import extra_name, number_of
from tansiq.policy.seen_fields import may_see_field


def _is_own(name: str) -> bool:
    return number_of(name) is not None


class OwnFieldsMixin:
    """Of a view: what it knows of own fields. Its own groups and columns are those of the program."""

    model: Any
    holder: Any
    groups: ClassVar[tuple[FieldGroup, ...]]
    form_columns: Any

    @property
    def own_names(self) -> list[str]:
        """The names of the own fields that its forms ask."""
        return [extra_name(one.number) for one in filled_fields(self.holder)]

    def with_own_fields(self, form: type[Any]) -> type[Any]:
        """A form class of this view that asks the own fields as well."""
        return with_own_fields(form, form_fields(self.holder))

    def seen_part(self, form: Any, row: Record) -> Any:
        """The form on a row without what the viewer may not see: that is neither shown nor changed."""
        for name in [*self.form_columns, *(extra_name(one.number) for one in form_fields(self.holder))]:
            if name in form and not may_see_field(viewer(), name, row):
                del form[name]
        return form

    def first_own_values(self) -> dict[str, Any]:
        """What the form for a new row begins with in own fields."""
        return first_own_values(self.holder)

    def own_script(self, form: Any) -> dict[str, Any] | None:
        """What the page's script reckons with: conditions and formulas of own fields; None where there are none."""
        return own_script(self.holder, form)

    def retired_values(self, row: Record) -> list[tuple[Sentence, Markup]]:
        """(label, value) of what a row holds in fields that are no longer filled, as far as the viewer may see it."""
        retired = [one for one in told_fields(row) if one.use_state == "RETIRED"]
        names = [name for one in retired if may_see_field(viewer(), name := extra_name(one.number), row)]
        display = display_rows([row], names, viewer())
        return [(label(name, table_of(row)), display.value(row, name)) for name in names]

    @property
    def form_groups(self) -> list[FieldGroup]:
        """The groups of a form, those of own fields last."""
        return [*self.groups, *own_groups(form_fields(self.holder))]

    def told_groups(self, row: Record) -> list[FieldGroup]:
        """The groups of fields that the page of a row tells."""
        return [*self.groups, *own_groups(told_fields(row))]

    @property
    def address_to_add_field(self) -> str:
        """Where a field of these records is added; "" where they have none of their own, or the viewer adds none."""
        if self.holder not in offered_holders() or not may_act("CREATE", FieldDefinition()):
            return ""
        return url_for("fielddefinition.create_view", of=address_of(self.holder))

    def validate_form(self, form: Any) -> bool:
        """Whether all that was sent could be read: what stands in a field that went out of use while the form was open
        is told, and not dropped."""
        is_read = super().validate_form(form)  # type: ignore[misc]  # Flask-Admin's own, behind this one.
        gone = [text for name, text in request.form.items(multi=True) if _is_own(name) and name not in form and text]
        for text in gone:
            said = gettext("“%(given)s” stood in a field that is no longer in use. Save again to leave it out.")
            form.form_errors.append(said % {"given": text})
        return bool(is_read) and not gone

    @expose("/ajax/lookup/")
    def ajax_lookup(self) -> Any:
        """What a look-up offers; that of an own field is made as it is asked."""
        given = request.args
        lookup = own_lookup(given.get("name", ""))
        if lookup is None:
            return super().ajax_lookup()  # type: ignore[misc]  # Flask-Admin's own, behind this one.
        return jsonify(lookup.get_list(given.get("query"), whole_or_zero(given.get("offset")), AT_ONCE))
