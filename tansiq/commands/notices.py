"""tansiq notices send: tell and mail what has come due, for whoever runs no worker."""

import click

from tansiq.language.words import N_, gettext, ngettext
from tansiq.notices.digests import send_due
from tansiq.notices.rounds import remove_old, tell_due
from tansiq.platform import mailing
from tansiq.proposals.registration_mail import mail_kept


@click.group(help=N_("Tell people what concerns them, behind the bell and by mail."))
def notices() -> None:
    """Group of commands."""


@notices.command(help=N_("Tell what has come due, and send the mail that is due; the worker does the same by itself."))
def send() -> None:
    tell_due()
    remove_old()
    count = send_due() + mail_kept()
    click.echo(ngettext("%(count)s mail was sent.", "%(count)s mails were sent.", count))
    if not mailing.delivers():
        click.echo(gettext("No mail server is set: what concerns people stands behind the bell alone."))
