"""What a rare word was most likely meant to be: a frequent one that differs from it by one slip of the pen.

A slip makes a rare word of a frequent one. Two words that are both frequent are two names, however near they look:
محمد and أحمد differ in one letter. So a word is read as another one only where that one is eight times as frequent.
Frequencies are those of the lists themselves, so that no list of names has to be kept.
"""

from collections import defaultdict
from collections.abc import Mapping

from tansiq.linkage.name_words import is_latin

TIMES = 8
"""How many times as frequent the word must be that was meant."""
_SHORTEST, _LONGEST = 3, 30
"""Letters of a word of which slips are looked for; for each letter of it there is one."""


def likely_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """For each word of `counts` (word -> times written) the word that was most likely meant, mostly itself.

    One slip is a letter left out, put in, put for another, or two letters that changed places. Words in Latin letters
    are told by their consonants instead, and stay as they are.
    """
    frequent = _by_shortened({word: times for word, times in counts.items() if times >= TIMES and _is_told(word)})
    return {word: _meant(word, times, frequent) for word, times in counts.items()}


def _is_told(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and not is_latin(word)


def _by_shortened(frequent: Mapping[str, int]) -> dict[str, list[tuple[int, str]]]:
    """Frequent words by themselves and by themselves less one letter: words a slip apart share one of these."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, times in frequent.items():
        for short in _shortened(word):
            found[short].append((times, word))
    return found


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _meant(word: str, times: int, frequent: Mapping[str, list[tuple[int, str]]]) -> str:
    if is_latin(word) or not 2 <= len(word) <= _LONGEST + 1:
        return word
    near = {
        candidate
        for short in _shortened(word)
        for candidate in frequent.get(short, ())
        if candidate[0] >= TIMES * times and is_one_slip(word, candidate[1])
    }
    return max(near)[1] if near else word


def is_one_slip(one: str, other: str) -> bool:
    """Whether two different words differ by one letter left out, put in or changed, or by two that changed places."""
    if len(one) == len(other):
        differ = [at for at, letter in enumerate(one) if letter != other[at]]
        if len(differ) == 2 and differ[1] == differ[0] + 1:
            return one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
        return len(differ) == 1
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
