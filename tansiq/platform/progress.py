"""How far a long piece of work is, told while it goes on."""

from collections.abc import Callable

Progress = Callable[[str, int], None]
"""Called with the stage that the work is in, and how many rows are done in it."""


def silent(_stage: str, _count: int) -> None:
    """Progress that nobody watches."""
