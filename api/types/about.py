"""What this register is: its version, how fresh its data are, and whether they are real."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import strawberry

from api.filters.arguments import Info
from tansiq.language.words import N_, gettext
from tansiq.platform.settings import Settings

try:
    VERSION = version("tansiq")
except PackageNotFoundError:  # Run from a checkout that was not installed.
    VERSION = "unreleased"
DEMO_NOTICE = N_("These data are synthetic: a demonstration on real place codes, with invented figures.")


@strawberry.type(description="What this register is.")
class About:
    is_demo: bool = strawberry.field(description="Whether the data are a synthetic demonstration.")
    notice: str | None = strawberry.field(description="What every reader of these data must know, to be shown.")
    version: str = strawberry.field(description="Version of the software.")
    data_version: str = strawberry.field(description="Differs whenever any of the data differ.")


def demo_notice(settings: Settings) -> str:
    """What every reader of a demonstration must know, in the language now spoken; empty of a register in use."""
    return gettext(DEMO_NOTICE) if settings.is_demo else ""


def about(info: Info[Any, Any]) -> About:
    """What this register is, and whether its data are a demonstration."""
    context = info.context
    return About(
        is_demo=context.settings.is_demo,
        notice=demo_notice(context.settings) or None,
        version=VERSION,
        data_version=context.data_version,
    )
