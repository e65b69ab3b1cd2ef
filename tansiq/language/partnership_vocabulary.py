"""Coded words of calls for partners: where a call stands, what is asked and offered, and what becomes of answers."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

CALL_STATES = Vocabulary(
    "state of a call for partners",
    ("PREPARED", N_("In preparation"), N_("Only those in charge of the plan read it.")),
    ("OPEN", N_("Open call"), N_("Organisations that are invited answer within its days.")),
    ("CLOSED", N_("Closed call"), N_("Nobody answers any more.")),
)

OFFER_KINDS = Vocabulary(
    "kind of contribution",
    # Translators: What a partner would bring.
    ("MONEY", N_("Money"), N_("An amount in one currency; several currencies are several lines.")),
    ("QUANTITY", N_("Work of the item"), N_("A quantity in the unit of the plan item.")),
    ("STAFF", N_("Staff"), N_("Persons who work for it.")),
    ("EQUIPMENT", N_("Equipment"), N_("Pieces of equipment, such as vehicles and pumps.")),
    # Translators: Places at which a partner would work.
    ("SITES", N_("Sites of work"), N_("Places at which the partner works.")),
    ("DAYS", N_("Working days"), N_("Days of work that are given.")),
)
"""What a call asks for and what organisations offer: amounts of one kind alone are added up, money by its currency."""

CALL_ANSWER_STATES = Vocabulary(
    "state of an answer to a call",
    ("OFFERED", N_("Offers a contribution"), N_("The organisation says what it would bring.")),
    ("DECLINED", N_("Takes no part"), N_("The organisation does not take part.")),
    ("ACCEPTED", N_("Accepted offer"), N_("What is offered became a commitment and a part of the joint project.")),
    ("REFUSED", N_("Offer not taken up"), N_("Those in charge did not take the offer up, and say why.")),
    ("REPLACED", N_("Replaced by a newer answer"), N_("The organisation answered again; its newer answer counts.")),
)
