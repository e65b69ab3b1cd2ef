"""Keys by which portals send a mutation once more, after an answer that never came, without making anything twice.

clientKey + input -> known with this input -> what the first made -> Proposal
                  -> known with another    -> KEY_REUSED
                  -> new                   -> done, and kept with the key for a week
"""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from api.filters.arguments import says
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import Viewer

MOST = 100
"""Signs of a key."""

ClientKey = Annotated[
    str | None,
    says(
        """A key of the sender's own for this one thing, such as a UUID: 1 to 100 Latin letters, digits and signs. Sent
again with the same input within seven days it is answered by what the first made, and nothing is made twice."""
    ),
]


@dataclass(frozen=True)
class Sending:
    """What is kept of something that is sent: its key among those of its sender, "" for none, and all that it says."""

    key: str
    body: str


def sending(viewer: Viewer, given: Any, client_key: str | None) -> Sending:
    """How `given`, the input of a mutation, is known again if it is sent once more. Raises Refused(KEY_INVALID)."""
    if client_key is None:
        return Sending("", "")
    if not (0 < len(client_key) <= MOST and client_key.isascii() and client_key.isprintable()):
        text = say("A key is 1 to %(most)s Latin letters, digits and signs, such as a UUID.", most=MOST)
        raise Refused(Fault("KEY_INVALID", "client_key", text))
    body = json.dumps([type(given).__name__, asdict(given)], default=repr, sort_keys=True)
    return Sending(f"client {_whose(viewer, given)} {client_key}", body)


def _whose(viewer: Viewer, given: Any) -> str:
    """Keys of one sender are nothing to another: a portal's are its own, and so are those of a mail address."""
    if viewer.portal is not None:
        return f"portal {viewer.portal.id}"
    if viewer.account_id is not None:
        return f"account {viewer.account_id}"
    return f"mail {normal_form(given.contact_email)}"
