"""What this register is: its version, how fresh its data are, and whether they are real."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import strawberry

from api.filters.arguments import Info
from tansiq.language.words import N_, gettext

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


def about(info: Info[Any, Any]) -> About:
    """What this register is, and whether its data are a demonstration."""
    context = info.context
    is_demo = context.settings.is_demo
    notice = gettext(DEMO_NOTICE) if is_demo else None
    return About(is_demo=is_demo, notice=notice, version=VERSION, data_version=context.data_version)
