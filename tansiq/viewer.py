"""Who is asking: a role, an account, a language and the face through which the question came."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Viewer:
    """Whoever reads or writes. `role` is a code of the vocabulary of roles, `face` one of the faces."""

    role: str = "ANONYMOUS"
    account_id: int | None = None
    name: str = ""
    language: str = "ar"
    face: str = "PANEL"
    batch_id: int | None = None

    @property
    def is_admin(self) -> bool:
        return self.role == "ADMIN"

    @property
    def scope(self) -> tuple[str, ...]:
        """What this viewer may see, as a key: equal scopes see equal rows, so caches may be shared by it."""
        return (self.role,)

    def through(self, face: str) -> "Viewer":
        """The same viewer, coming through another face (PANEL, GRAPHQL, IMPORT, COMMAND)."""
        return replace(self, face=face)

    def within(self, batch_id: int) -> "Viewer":
        """The same viewer, all of whose changes belong to one batch."""
        return replace(self, batch_id=batch_id)


ANONYMOUS = Viewer()
OPERATOR = Viewer(role="ADMIN", name="operator", face="COMMAND")
"""Whoever runs commands on the server itself."""
