"""The secret key of the settings: what shows that one was typed by a person or copied from an example.

No test proves a key random. These find equal letters, short patterns that repeat, rows of the alphabet or the
keyboard, and words that stand in examples; a random key fails them less than once in ten thousand.
"""

import re
from itertools import pairwise

SHORTEST = 32
"""Characters that a key has at least, and that it does not repeat."""
FEWEST_KINDS = 8
"""Different characters; a random key of 32 digits has nearly all ten."""
FEWEST_PAIRS = 16
"""Different pairs of neighbours: a pattern that repeats with small changes has few."""
LEAST_REPEATED = 6
MOST_STEPS = 0.6
"""Share of neighbours that follow one another in the alphabet."""

EXAMPLES = (
    "onlyfordevelopment", "changeme", "changethis", "replaceme", "replacethis", "yoursecret", "mysecret", "secretkey",
    "supersecret", "topsecret", "notsecret", "insecure", "password", "passphrase", "letmein", "qwerty", "asdfgh",
    "zxcvbn", "1q2w3e4r", "loremipsum", "correcthorse", "keyboardcat", "tansiqsecret", "tansiqproduction",
)  # fmt: skip

HOW_TO_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"


def weakness_of(key: str) -> str:
    """What is wrong with a key, as the end of a sentence that begins with its name; "" where nothing shows."""
    if len(key) < SHORTEST or len(set(key)) < FEWEST_KINDS:
        return f"wants at least {SHORTEST} random characters, of many kinds"
    if _own(key) < SHORTEST or len(set(pairwise(key))) < FEWEST_PAIRS:
        return f"repeats a pattern; it wants at least {SHORTEST} random characters"
    if _share_of_steps(key) > MOST_STEPS:
        return "follows the alphabet; it wants random characters"
    plain = re.sub(r"[^a-z0-9]", "", key.casefold())
    if any(example in plain for example in EXAMPLES):
        return "holds words that stand in examples; it wants random characters"
    return ""


def _own(key: str) -> int:
    """How many characters stand before the key begins to repeat itself; all of them where it does not.

    A random key may end in its own first letters, but not in six of them.
    """
    ends = range(1, len(key) - LEAST_REPEATED + 1)
    return next((length for length in ends if key.startswith(key[length:])), len(key))


def _share_of_steps(key: str) -> float:
    steps = sum(abs(ord(one) - ord(next_one)) <= 1 for one, next_one in pairwise(key))
    return steps / (len(key) - 1)
