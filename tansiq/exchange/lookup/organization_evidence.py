"""What speaks for and against a mention meaning an organisation: numbers, kinds, acronyms, names, places in names."""

from collections.abc import Iterable, Iterator

from tansiq.exchange.lookup.acronyms import abbreviates, acronym_keys
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.exchange.lookup.organization_names import forms_of, is_bare, same_words
from tansiq.exchange.lookup.place_words import PlaceWords
from tansiq.language.arabic import fold, fold_tight

_OVER_THE_WORLD = frozenset({"UN", "INGO", "RED_CROSS_CRESCENT"})
"""Kinds whose bodies keep one acronym while their names are translated (UNICEF, MSF, ICRC)."""
_NATIONAL = "NNGO"
_FAMILIES = {
    "UN": "UN", "INGO": "INGO", "RED_CROSS_CRESCENT": "RED_CROSS_CRESCENT", "GOVERNMENT": "GOVERNMENT",
    "PRIVATE": "PRIVATE",
    **dict.fromkeys(
        ("NNGO", "ASSOCIATION", "COOPERATIVE", "UNION", "FOUNDATION", "INITIATIVE", "WOMEN_GROUP"), _NATIONAL
    ),
}  # fmt: skip
"""Kinds that exclude each other. Donor, academic and other say what a body does, not whose it is: they exclude none."""
_NGO = {"INGO", _NATIONAL}
_OFTEN_CONFUSED = {*_NGO, "RED_CROSS_CRESCENT"}


class OrganizationEvidence:
    """Weighs mentions against organisations, with the places that names may speak of."""

    def __init__(self, places: PlaceWords) -> None:
        self.places = places

    def contradicts(self, organization: OrganizationEntry, said: Mention) -> bool:
        """Whether anything speaks against an organisation that has a whole name of the mention."""
        return _registered_apart(organization, said) or any(True for _code in self.against(organization, said))

    def against(self, organization: OrganizationEntry, said: Mention) -> Iterator[str]:
        """What speaks against it beside registration numbers: codes of `organization_likeness.AGAINST`."""
        if _kinds_apart(organization, said) and not _is_ngo_of_one_acronym(organization, said):
            yield "KINDS_APART"
        if _acronyms_apart(organization, said):
            yield "ACRONYMS_APART"
        if self._places_apart(organization.names, said.names):
            yield "PLACES_APART"

    def may_bear(self, organization: OrganizationEntry, said: Mention) -> bool:
        """Whether nothing but names can speak against an organisation that bears the acronym of the mention."""
        return not _registered_apart(organization, said) and not _kinds_apart(organization, said)

    def same_under_acronym(self, organization: OrganizationEntry, said: Mention, is_only: bool) -> bool:
        """Whether an organisation that bears the acronym has the mention's name, in another spelling or language.

        `is_only` says that no other organisation bears the acronym: names that add nothing to it need that.
        """
        mine, theirs = list(said.names), organization.names
        telling, known = _telling(mine, said.acronym), _telling(theirs, said.acronym)
        if not telling or not known:
            further = telling or known
            if not further and mine and theirs:
                return any(forms_of(one) == forms_of(other) for one in mine for other in theirs)
            return is_only and not _any_holds(further, said.acronym)
        if self._places_apart(theirs, mine):
            return False
        if any(same_words(one, other, said.acronym) for one in telling for other in known):
            return True
        return self._is_translated(organization, said, telling, known)

    def _is_translated(
        self, organization: OrganizationEntry, said: Mention, mine: list[str], theirs: list[str]
    ) -> bool:
        """Whether clearly different names are one body's: of a kind known over the world, and of the same places.

        An acronym that is made of both names is that of two bodies by chance; one that is not made of a name
        comes from another name of its body, as WFP is not made of Programme Alimentaire Mondial.
        """
        if not _is_world_wide(organization.kind, said.kind) or self.places.differ(" ".join(mine), " ".join(theirs)):
            return False
        if "UN" in (organization.kind, said.kind):
            return True
        return not (_any_abbreviated(said.acronym, mine) and _any_abbreviated(said.acronym, theirs))

    def _places_apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        return self.places.contradict(" | ".join(one), " | ".join(other))


def _registered_apart(organization: OrganizationEntry, said: Mention) -> bool:
    """Two registration numbers are two organisations, whatever they are called."""
    return bool(
        said.registration and organization.registration_number and said.registration != organization.registration_number
    )


def _kinds_apart(organization: OrganizationEntry, said: Mention) -> bool:
    """Whether two kinds exclude each other; a row that says NGO says neither national nor international."""
    families = {_FAMILIES.get(organization.kind, ""), _FAMILIES.get(said.kind, "")} - {""}
    return len(families) > 1 and not (said.is_kind_vague and families == _NGO)


def _is_ngo_of_one_acronym(organization: OrganizationEntry, said: Mention) -> bool:
    """Whether both are NGOs or societies of the Red Cross, with one acronym that is not merely their name."""
    families = {_FAMILIES.get(organization.kind), _FAMILIES.get(said.kind)}
    is_telling = bool(_telling(said.names, said.acronym))
    return is_telling and families <= _OFTEN_CONFUSED and _share_acronym(organization, said)


def _share_acronym(organization: OrganizationEntry, said: Mention) -> bool:
    return bool(acronym_keys(said.acronym) & {key for one in organization.acronyms for key in acronym_keys(one)})


def _is_world_wide(one: str, other: str) -> bool:
    families = {_FAMILIES.get(one, ""), _FAMILIES.get(other, "")} - {""}
    return len(families) == 1 and families <= _OVER_THE_WORLD


def _acronyms_apart(organization: OrganizationEntry, said: Mention) -> bool:
    """Two acronyms are two organisations, but for translated names and "acronyms" that are a word of the name."""
    names = [*organization.names, *said.names]
    theirs = [acronym for acronym in organization.acronyms if not _any_holds(names, acronym)]
    if not said.acronym or not theirs or _any_holds(names, said.acronym):
        return False
    if _share_acronym(organization, said):
        return False
    if not _is_world_wide(organization.kind, said.kind):
        return True
    return any(abbreviates(said.acronym, name) and _any_of_abbreviates(theirs, name) for name in said.names)


def _telling(names: Iterable[str], acronym: str) -> list[str]:
    """The names that say more than the acronym."""
    return [name for name in names if not is_bare(name, acronym)]


def _holds(name: str, acronym: str) -> bool:
    """Whether the acronym is itself a word of the name, as in Caritas Congo (CARITAS)."""
    return fold_tight(acronym) in fold(name).split()


def _any_holds(names: Iterable[str], acronym: str) -> bool:
    return any(_holds(name, acronym) for name in names)


def _any_of_abbreviates(acronyms: Iterable[str], name: str) -> bool:
    return any(abbreviates(acronym, name) for acronym in acronyms)


def _any_abbreviated(acronym: str, names: Iterable[str]) -> bool:
    return any(abbreviates(acronym, name) for name in names)
