"""What every resolver knows: who asks, under which settings, and how fresh the data are."""

from dataclasses import dataclass, field
from functools import cached_property

from tansiq.models import PortalClient, PortalToken, data_stamps, definitions
from tansiq.models.definitions import Definitions
from tansiq.platform.settings import Settings
from tansiq.policy.viewer import ANONYMOUS, Viewer


@dataclass
class Context:
    """`info.context` of one request."""

    viewer: Viewer = ANONYMOUS
    settings: Settings = field(default_factory=Settings)
    client: PortalClient | None = None
    token: PortalToken | None = None
    address: str | None = None
    """The network address that the question came from."""

    @cached_property
    def stamps(self) -> dict[str, int]:
        """The number of every table that was ever changed, read once a request."""
        return data_stamps.stamps_of_now()

    def stamps_of(self, tables: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of these tables; equal numbers mean equal rows."""
        return tuple(self.stamps.get(name, 0) for name in tables)

    @cached_property
    def definitions(self) -> Definitions:
        """What the ministry defined, as the stamps of this request say."""
        return definitions.known_under(self.stamps)

    @property
    def data_version(self) -> str:
        """Differs whenever any row differs: the numbers only grow, and so does their sum."""
        return str(sum(self.stamps.values()))
