"""The public pages on which an organisation registers itself, and follows its registration by the link it was mailed.

/admin/register        the form
/admin/register/link   takes the link of the mail and puts its secret out of sight, into the session
/admin/register/mine   confirm, see how far it is, amend, withdraw
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, session, url_for
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from admin.current_viewer import viewer
from admin.panel import form_keys
from admin.panel.forms import GuardedForm, fill, initial_values, show_faults, show_further
from admin.panel.inputs import WordsField
from admin.proposals.step_lines import step_lines
from admin.words.coded_fields import code_label
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.words import N_, Sentence, gettext
from tansiq.models import Area, Organization, ProposalEvent, Registration
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible
from tansiq.proposals import registering
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.proposing import OPEN, withdraw
from tansiq.proposals.registering import OFFERED, SEAT_LEVEL, Sender
from tansiq.proposals.steps import read_steps

SECRET = "registration"  # noqa: S105  The name of a place in the session.
FIELDS = ("name_ar", "name_en", "acronym", "kind", "registration_number", "home_area")

pages = Blueprint("register", __name__, url_prefix="/admin/register")


def _line(name: str, most: int, **options: Any) -> Any:
    # What a program leaves out of what it sends is as if it were left empty.
    return WordsField(label(name, "organization"), most=most, **{"default": options.get("empty", ""), **options})


def _kinds() -> list[tuple[str, str]]:
    return [("", ""), *((code, code_label("kind", code)) for code in OFFERED)]


def _seats() -> dict[str, list[tuple[str, str]]]:
    """The districts by governorate."""
    above = {area.id: name_of(area) for area in visible(Area, ANONYMOUS).where(Area.level == SEAT_LEVEL - 1)}
    found: dict[str, list[tuple[str, str]]] = {"": [("", "")]}
    for area in visible(Area, ANONYMOUS).where(Area.level == SEAT_LEVEL).order_by(Area.pcode):
        found.setdefault(above.get(area.parent_id or 0, ""), []).append((str(area.id), name_of(area)))
    return found


class RegistrationForm(GuardedForm):
    """What an organisation tells of itself at first; the rest is entered once it is in the register."""

    name_ar = _line("name_ar", 300, validators=[InputRequired()], render_kw={"dir": "rtl", "lang": "ar"})
    name_en = _line("name_en", 300, render_kw={"dir": "ltr", "lang": "en"})
    acronym = _line("acronym", 60, render_kw={"dir": "ltr"})
    kind = SelectField(label("kind", "organization"), choices=_kinds, validators=[InputRequired()])
    registration_number = _line("registration_number", 60, empty=None, render_kw={"dir": "ltr"})
    home_area = SelectField(
        Sentence(N_("District of the seat")),
        choices=_seats,
        coerce=lambda given: int(given) if given else None,
        validators=[InputRequired()],
    )
    contact = WordsField(Sentence(N_("Your name")), most=200, validators=[InputRequired(), Length(max=200)])
    email = WordsField(
        Sentence(N_("Your e-mail address")),
        most=255,
        validators=[InputRequired()],
        render_kw={"dir": "ltr", "type": "email"},
    )
    # Left empty by people, who do not see it; filled in by programs that fill in everything.
    website = HiddenField()


def open_registration(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(pages)


@pages.route("/", methods=("GET", "POST"))
def index() -> Any:
    """Register an organisation."""
    form: Any = RegistrationForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and _is_right(form, lambda: _sender(form)) and _is_sent(form):
        return redirect(url_for(".sent"))
    return render_template("panel/register.html", form=form, can_mail=registering.is_open())


@pages.get("/sent")
def sent() -> Any:
    """What comes next, whoever asks."""
    return render_template("panel/register_sent.html")


@pages.get("/link")
def link() -> Any:
    """Take the link of the mail; its secret leaves the address, so that no page or log passes it on."""
    session[SECRET] = request.args.get("token", "")[:200]
    return redirect(url_for(".mine"))


@pages.get("/mine")
def mine() -> Any:
    """How far a registration is."""
    registration = _registration()
    proposal = registering.proposal_of(registration)
    holder = registering.viewer_of(registration)
    events = visible(ProposalEvent, holder).where(ProposalEvent.proposal == proposal.id)
    return render_template(
        "panel/registration.html",
        proposal=proposal,
        steps=step_lines(holder, proposal, []),
        events=list(events.order_by(ProposalEvent.id)),
        is_open=proposal.state in OPEN,
    )


@pages.post("/confirm")
def confirm() -> Any:
    """Confirm the address: a button, because programs that read mail open links by themselves."""
    registering.confirm(_registration())
    flash(gettext("Confirmed. An officer of your district looks at it now."), "success")
    return redirect(url_for(".mine"))


@pages.post("/withdraw")
def take_back() -> Any:
    """Withdraw the registration."""
    registration = _registration()
    _answered(lambda: withdraw(registering.viewer_of(registration), registering.proposal_of(registration)))
    return redirect(url_for(".mine"))


@pages.route("/amend", methods=("GET", "POST"))
def amend() -> Any:
    """Change what was registered, as long as it is not decided."""
    registration = _registration()
    proposal = registering.proposal_of(registration)
    if proposal.state not in OPEN:
        return redirect(url_for(".mine"))
    given = request.form if request.method == "POST" else None
    form: Any = RegistrationForm(given, data=initial_values(proposed_row(read_steps(proposal.steps)[0])))
    # Who sent it stays who it was.
    del form.contact, form.email
    sender = Sender(registration.email, registration.name)
    if given is not None and _is_right(form, lambda: sender) and _is_amended(registration, form):
        flash(gettext("Amended. It waits for review again."), "success")
        return redirect(url_for(".mine"))
    return render_template("panel/register.html", form=form, can_mail=True, is_amending=True)


def _is_right(form: Any, sender: Callable[[], Sender]) -> bool:
    """Whether all that was sent could be read; where it could not, everything else that is wrong is told too."""
    if form.validate():
        return True
    show_further(form, registering.faults(_filled(form), sender()))
    return False


def _sender(form: Any) -> Sender:
    return Sender(form.email.data or "", form.contact.data or "", request.remote_addr)


def _is_sent(form: Any) -> bool:
    if form.website.data:
        # A program: it learns nothing, and nothing is kept.
        return True
    try:
        registering.register(viewer(), _filled(form), _sender(form), form_keys.sent_key())
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    return True


def _is_amended(registration: Registration, form: Any) -> bool:
    try:
        registering.amend_registration(registration, _filled(form))
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    return True


def _filled(form: Any, names: Iterable[str] = FIELDS) -> Organization:
    row = Organization()
    fill(row, form, names)
    return row


def _answered(deed: Any) -> None:
    try:
        deed()
    except Refused as refusal:
        for fault in refusal.faults:
            flash(str(fault), "error")


def _registration() -> Registration:
    """The registration whose link was followed in this session; 404 without one."""
    found = registering.registration_by_secret(str(session.get(SECRET, "")))
    return found or abort(404)
