"""One's own meetings in one's own calendar: the secret address, shown once, renewed and stopped by its owner."""

from typing import Any

from flask import flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from tansiq.language.words import gettext
from tansiq.meetings import calendar_address


class OwnCalendarMixin:
    """What one's own page does with the address of one's calendar."""

    render: Any
    get_url: Any

    @expose("/calendar/", methods=("POST",))
    def calendar_view(self) -> Any:
        """Make an address, or another one in its place, and show it this once."""
        secret = calendar_address.renew(viewer())
        address = calendar_address.address_of(secret, request.host_url)
        return self.render("meetings/calendar_address.html", address=address, back=self.get_url(".index_view"))

    @expose("/calendar/stop/", methods=("POST",))
    def calendar_stop_view(self) -> Any:
        """Have the address open nothing any more."""
        calendar_address.stop(viewer())
        flash(gettext("The address of your calendar opens nothing any more."), "success")
        return redirect(self.get_url(".index_view"))
