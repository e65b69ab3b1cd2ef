"""Records that belong to an organisation (licences, contacts, documents) and are entered from its page."""

from admin.views.of_owner import OfOwner
from tansiq.models import Organization


class OfOrganization(OfOwner):
    """A view whose rows have a key `organization`."""

    owner = Organization
