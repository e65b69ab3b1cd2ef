"""What a site had reached by the end of a month, entered from the page of the site."""

from admin.panel.field_groups import FieldGroup
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say


class ReachedFigureView(OwnedRecordView):
    """One month of one site; a day that is typed stands for its month."""

    new_title = say("Add the figure of a month")
    empty = say("No figure yet. Figures are added on the page of their site, or of many sites at once.")
    groups = (FieldGroup(say("Figure of a month"), ("month", "people")),)
    facts = ("site", "created_at", "changed_at")
    column_list = ("name", "site", "people", "changed_at")
    column_sortable_list = ("people", "changed_at")
    column_offered = ("month", "created_at")
    order = order_at_owner = (("month", True), ("id", True))
