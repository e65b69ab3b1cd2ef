"""Mail addresses in one form, by which they are counted, found and stored, however somebody typed them.

" Reader@ｘ。EXAMPLE " -> reader@x.example        بريد@مثال.يمن -> بريد@xn--mgbh0fb.xn--hhbck
"""

import unicodedata

import idna

_LONGEST_DOMAIN = 253
"""Letters that a name in the net has at most; what is longer is none, and is not looked at more closely."""


def normal_form(address: str) -> str:
    """The address as it is compared: NFKC, without unseen marks, in small letters, its domain as the net writes it.

    What is no address has such a form too, so that everything typed can be counted. It is its own normal form.
    """
    plain = unicodedata.normalize("NFKC", "".join(sign for sign in address if unicodedata.category(sign) != "Cf"))
    local, at, domain = plain.strip().rpartition("@")
    # Small letters may decompose in another way than large ones did.
    return unicodedata.normalize("NFKC", local.casefold()) + at + _in_the_net(domain.strip())


def _in_the_net(domain: str) -> str:
    """A domain by IDNA. Its letters are made small by that alone: "ß" is another name than "ss"."""
    try:
        return idna.encode(domain[: _LONGEST_DOMAIN + 1].rstrip("."), uts46=True).decode()
    except idna.IDNAError:
        return unicodedata.normalize("NFKC", domain.casefold())
