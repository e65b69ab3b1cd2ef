"""What was made lately: bounded, and emptied between tests."""

from tansiq.platform.lru import LruCache, forget


def test_a_value_is_made_once_and_the_least_used_gives_way() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    store: LruCache[str] = LruCache(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        store.get(name, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_forgetting_empties_every_store() -> None:
    store: LruCache[int] = LruCache(2)
    store.get("key", lambda: 1)
    forget()
    assert store.get("key", lambda: 2) == 2


def test_values_that_are_weighed_give_way_by_their_weight() -> None:
    store: LruCache[bytes] = LruCache(100, weigh=len)
    for number in range(6):
        store.keep(number, b"x" * 20)
    assert [number for number in range(6) if store.find(number)] == [1, 2, 3, 4, 5]
    assert store.find(1)
    store.keep(6, b"y" * 25)
    assert [number for number in range(7) if store.find(number)] == [1, 4, 5, 6]


def test_what_is_kept_again_weighs_once_and_what_is_too_large_is_not_kept() -> None:
    store: LruCache[bytes] = LruCache(100, weigh=len)
    for _ in range(9):
        store.keep("same", b"x" * 25)
        store.keep("other", b"y" * 25)
    assert (store.find("same"), store.find("other")) == (b"x" * 25, b"y" * 25)
    store.keep("same", b"x" * 26)
    assert store.find("same") is None


def test_a_value_that_is_weighed_and_found_nowhere_is_made() -> None:
    store: LruCache[bytes] = LruCache(100, weigh=len)
    assert store.find("key") is None
    assert store.get("key", lambda: b"made") == store.find("key") == b"made"
