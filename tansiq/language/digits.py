"""Whole numbers as addresses, forms and portals spell them: plain digits, and no more than a row could mean."""


def whole(given: object, most: int = 9) -> int | None:
    """The number that at most `most` Western digits spell; None for anything else, so that nothing odd is looked up."""
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None
