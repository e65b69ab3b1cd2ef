"""Somebody who signs in, named by the address they sign in under: by whoever is in charge of what they are named for.

Officers see no accounts but their own. What is answered to an address is the same whether nobody has it or its account
is disabled, and wrong ones are counted, so that nobody tries many.
"""

from tansiq.accounts.lockout import at_naming
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Account, Record
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may

_UNKNOWN = say("Nobody who can sign in has exactly this address. Ask the person under which address they sign in.")
_TOO_MANY = say("Too many addresses that nobody has were tried. Try again in an hour.")
_NOT_IN_CHARGE = say("Only whoever is in charge of this record names people by their address.")


def account_at(viewer: Viewer, row: Record, address: str, field: str) -> int:
    """The id of the account that signs in under exactly this address, to be named for `row`.

    It is asked last, when nothing else is wrong, so that whoever learns that somebody is there has named them; and
    outside of transactions, as a wrong address stays counted. Raises Refused at `field`: FORBIDDEN, NOT_FOUND,
    TOO_MANY_TRIES.
    """
    if viewer.account_id is None or not may(viewer, "CHANGE", row):
        raise Refused(Fault("FORBIDDEN", field, _NOT_IN_CHARGE))
    attempt = at_naming(viewer.account_id)
    if not attempt.is_admitted():
        raise Refused(Fault("TOO_MANY_TRIES", field, _TOO_MANY))
    is_it = (Account.email == normal_form(address)) & Account.active & Account.archived_at.is_null()
    found: Account | None = Account.get_or_none(is_it)
    if found is None:
        raise Refused(Fault("NOT_FOUND", field, _UNKNOWN))
    attempt.take_back()
    return int(found.id)
