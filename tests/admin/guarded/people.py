"""What is kept of people, portals and registrations, and the workbooks that people sent, each value marked."""

from pathlib import Path
from typing import Any

from tansiq.accounts import lockout, portals, second_factor
from tansiq.accounts.people import Rights, enter_person, save_person
from tansiq.imports import jobs, runs
from tansiq.models import (
    Account,
    AccountSession,
    Creation,
    Feedback,
    ImportRun,
    MeetingCalendar,
    Organization,
    PortalToken,
    Proposal,
    Registration,
    SecondFactor,
    SignInFailure,
    SurveyInvitation,
)
from tansiq.platform import background
from tansiq.policy.viewer import ANONYMOUS, Viewer
from tansiq.proposals import registering
from tansiq.proposals.creating_once import create_once
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve, give_back
from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, NOBODYS, OFFICE, Marks
from tests.api.portal_clients import enter_client
from tests.fivew import HEADER, row, workbook
from tests.people import SALMA
from tests.tansiq.imports.run_steps import enter, fresh, send


def enter_accounts(marks: Marks) -> None:
    """A person who never did anything, under another name and address before, and a portal with its token."""
    person = enter_person(SALMA, _named(Account(), marks), "a long walk to Ja'ar", "ANONYMOUS")
    _named(person, marks)
    save_person(SALMA, person, Rights(frozenset({"ANONYMOUS"})))
    second_factor.begin(person)
    assert lockout.at_password(person.email, None).is_admitted()
    client = enter_client(contact=marks.new("portal_client", "contact", ADMINISTRATORS))
    client = type(client).get_by_id(client.id)
    client.contact = marks.new("portal_client", "contact", ADMINISTRATORS)
    changes.save(SALMA, client)
    portals.issue_token(SALMA, client)


def _named(person: Account, marks: Marks) -> Account:
    person.name = marks.new("account", "name", ADMINISTRATORS)
    person.email = marks.new("account", "email", ADMINISTRATORS, "mark%s@example.org")
    return person


def enter_registrations(marks: Marks, seat: int, nadia: Viewer) -> None:
    """Organisations that registered themselves: returned, and approved."""
    for number in range(2):
        sender = registering.Sender(
            marks.new("registration", "email", OFFICE, "mark%s@example.org"), marks.new("registration", "name", OFFICE)
        )
        row = Organization(name_ar=f"جمعية {number}", kind="ASSOCIATION", home_area=seat)
        registration = registering.register(ANONYMOUS, row, sender)
        registering.confirm(registration)
        proposal = Proposal.get_by_id(registration.proposal_id)
        if number:
            approve(nadia, proposal)
        else:
            give_back(nadia, proposal, "Which licence?")


def enter_workbooks(marks: Marks, folder: Path, nadia: Viewer, khaled: Viewer) -> None:
    """Workbooks with columns of people, known and unknown to be such, read, and entered or proposed."""
    background.use(background.open_queue(background.AT_ONCE, jobs.ALL))
    header = [*HEADER, "Contact person", "Phone", "Who to ask"]
    for sender, letters in ((nadia, OFFICE), (khaled, "A.P....")):
        for is_entered in (False, True):
            cells = [marks.new("import_run", "cells", letters, form) for form in ("Mark%s", "+967 %s", "Mark%s")]
            own = row(Organisation="NRA Aid", Title=f"Works {sender.name} {is_entered}")
            wrong = row(Organisation="NRA Aid", Reached_people="many")
            path = workbook(folder, [[*own, *cells], [*wrong, *cells]], header)
            run = send(sender, path)
            assert run.state == "PLANNED", run.error
            if is_entered:
                assert enter(sender, run, good_rows_only=True).state == "APPLIED"
        untold = [marks.new("import_run", "cells", letters, "Mark%s") for _cell in range(3)]
        with workbook(folder, [untold], ["Known to nobody", "Nor this", "Nor that"]).open("rb") as source:
            assert fresh(runs.upload(sender, source, "5w.xlsx")).state in ("UNDERSTOOD", "FAILED")
    assert ImportRun.select().count() == 6


SECRETS: tuple[tuple[Any, str], ...] = (
    (Account, "password"),
    (Account, "fs_uniquifier"),
    (PortalToken, "digest"),
    (Registration, "digest"),
    (SurveyInvitation, "digest"),
    (Feedback, "digest"),
    (MeetingCalendar, "digest"),
    (Creation, "digest"),
    (Creation, "body"),
    (SignInFailure, "key"),
    (SecondFactor, "secret"),
    (AccountSession, "key"),
)


def mark_secrets(marks: Marks) -> None:
    """What the program keeps for itself, wherever it stands by now."""
    row = Organization(name_en="Spring")
    create_once(SALMA, "a key", row, lambda: submit(SALMA, lambda acting: changes.save(acting, row)), "a body")
    for model, name in SECRETS:
        for stored in model.select():
            if text := getattr(stored, name):
                marks.add(model._meta.table_name, name, NOBODYS, str(text))
