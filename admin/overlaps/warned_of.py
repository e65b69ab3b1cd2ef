"""The strongest overlap that a form told of, carried along in it until it is saved: signed, and of whoever saw it."""

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from admin.current_viewer import viewer
from tansiq.cases.avoided import Warned

FIELD = "warned"
SECONDS = 86_400
"""How long a form is filled at most: what was told of before says nothing about what is saved."""


def signed(warned: Warned | None) -> str:
    """What the form carries; "" where nothing was told of."""
    return "" if warned is None else _signer().dumps([viewer().account_id, *warned])


def sent_warning() -> Warned | None:
    """What the form that was sent carries; None for none, or one that is forged, old or somebody else's."""
    try:
        whose, *told = _signer().loads(request.form.get(FIELD, ""), max_age=SECONDS)
        return Warned(*told) if whose == viewer().account_id else None
    except (BadSignature, ValueError, TypeError):
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="overlap warned of")
