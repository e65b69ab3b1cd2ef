"""What was made lately: bounded, and emptied between tests."""

from tansiq.platform.lru import Recent, forget


def test_a_value_is_made_once_and_the_least_used_gives_way() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    store: Recent[str] = Recent(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        store.get(name, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_forgetting_empties_every_store() -> None:
    store: Recent[int] = Recent(2)
    store.get("key", lambda: 1)
    forget()
    assert store.get("key", lambda: 2) == 2
