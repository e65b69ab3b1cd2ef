"""Secret keys: what a person types is found out, what is random passes."""

import random
import secrets
import string

import pytest

from tansiq.platform.secret_keys import weakness_of


@pytest.mark.parametrize(
    "key",
    [
        "",
        "short",
        "z" * 50,
        "ab" * 30,
        "0123456789" * 4,
        "8fK2!pQz" * 5,
        "8fK2!pQz8fK2!pQz8fK2!pQz8fK2!pQy",
        "8fK2!pQzWx-Lm4Tb_c" * 2,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij",
        "zyxwvutsrqponmlkjihgfedcba9876543210",
        "only-for-development-only-on-my-machine",
        "Please-Change-Me-Before-You-Go-Online-123",
        "my_super_secret_key_for_the_register_2026",
        "P@ssword is not a password; Pass-Word is one",
        "qwertyuiopasdfghjklzxcvbnm1234567890",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabcdefgh",
    ],
)
def test_what_a_person_typed_is_found_out(key: str) -> None:
    assert weakness_of(key)


@pytest.mark.parametrize(
    "letters", ["0123456789abcdef", string.digits + string.ascii_letters, string.printable.strip()]
)
@pytest.mark.parametrize("length", [32, 48, 200])
def test_what_is_random_passes(letters: str, length: int) -> None:
    made = random.Random(f"{letters}{length}")  # noqa: S311  The same keys in every run.
    assert [weakness_of("".join(made.choices(letters, k=length))) for _ in range(2_000)] == [""] * 2_000


def test_the_key_of_the_told_command_passes() -> None:
    assert weakness_of(secrets.token_urlsafe(48)) == ""
