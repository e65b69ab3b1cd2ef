"""tansiq locale update|check: the catalogues of the translators."""

import click

from tansiq.language.words import N_, gettext


@click.group(help=N_("Keep the translators' catalogues in step with the code."))
def locale() -> None:
    """Group of commands."""


@locale.command(help=N_("Write new texts into the catalogues and take out those no longer used."))
def update() -> None:
    from tansiq.language import catalogues

    catalogues.write_all()


@locale.command(help=N_("Fail where a text is missing, stale, fuzzy or has other placeholders."))
def check() -> None:
    from tansiq.language import catalogues

    found = list(catalogues.faults())
    for line in found:
        click.echo(line, err=True)
    if found:
        raise SystemExit(1)
    click.echo(gettext("The catalogues are complete."))
