"""The site that an organisation's addresses are of: two bodies that write from one site may be one."""

from urllib.parse import urlsplit

_ANYBODYS = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.fr", "yahoo.co.uk", "ymail.com", "hotmail.com",
        "hotmail.fr", "outlook.com", "outlook.sa", "live.com", "msn.com", "icloud.com", "me.com", "aol.com", "mail.com",
        "gmx.com", "gmx.net", "proton.me", "protonmail.com", "yandex.com", "mail.ru", "y.net.ye", "facebook.com",
        "fb.com", "x.com", "twitter.com", "instagram.com", "youtube.com", "linkedin.com", "t.me", "wa.me",
        "wordpress.com", "blogspot.com", "sites.google.com",
    }
)  # fmt: skip
"""Sites at which anybody has an address."""


def domain_of_mail(address: str) -> frozenset[str]:
    """The domain of a mail address; nothing where it is none, or one of those that anybody has."""
    return _own(address.rpartition("@")[2])


def domain_of_site(address: str | None) -> frozenset[str]:
    """The domain of a page, without www."""
    try:
        return _own(urlsplit(address or "").hostname or "")
    except ValueError:
        return frozenset()


def _own(domain: str) -> frozenset[str]:
    told = domain.strip().casefold().removeprefix("www.")
    return frozenset({told}) if "." in told and told not in _ANYBODYS else frozenset()
