"""Refusals: their sentences in Arabic, their statuses, and what an accident never tells."""

import re

import pytest
from graphql import GraphQLError

from api.http.refusals import KINDS, refuse, status_of, told
from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, say, speaking

VALUES = {"found": 12, "most": 10, "detail": "x", "request_id": "abc", "scope": "coverage:read", "retryAfter": 9}


@pytest.mark.parametrize("code", KINDS)
def test_every_refusal_has_a_sentence_in_arabic(code: str) -> None:
    with speaking("ar"):
        sentence = gettext(KINDS[code].sentence, **VALUES)
    assert re.search("[\u0600-\u06ff]", sentence), code


@pytest.mark.parametrize("code", KINDS)
def test_every_refusal_is_a_sentence(code: str) -> None:
    [entry] = told(refuse(code, "", **VALUES), "abc")
    assert entry["extensions"]["code"] == code
    assert "%" not in entry["message"]


def test_numbers_stand_beside_the_sentence() -> None:
    [entry] = told(refuse("TOO_COSTLY", found=200_000, most=150_000), "abc")
    assert entry["extensions"] == {"code": "TOO_COSTLY", "found": 200_000, "most": 150_000}


def test_fields_are_spelled_as_the_schema_spells_them() -> None:
    [entry] = told(Refused(Fault("NEGATIVE", "sites.1.targeted_disabled", say("Too few."))), "abc")
    assert entry["extensions"] == {"code": "NEGATIVE", "field": "sites.1.targetedDisabled"}


@pytest.mark.parametrize(
    ("code", "strict", "plain"), [("TOO_DEEP", 400, 200), ("BAD_JSON", 400, 400), ("DATES_REVERSED", 400, 200)]
)
def test_older_clients_get_errors_with_200_unless_http_was_misused(code: str, strict: int, plain: int) -> None:
    assert (status_of(code, is_strict=True), status_of(code, is_strict=False)) == (strict, plain)


def test_what_is_not_ours_is_masked_however_deep_it_was_wrapped() -> None:
    accident = GraphQLError("outer", path=["a"], original_error=GraphQLError("inner", original_error=OSError("secret")))
    [entry] = told(accident, "abc")
    assert entry["extensions"] == {"code": "INTERNAL", "requestId": "abc"}
    assert entry["path"] == ["a"]
    assert "secret" not in str(entry)


def test_a_long_message_of_the_parser_is_cut() -> None:
    [entry] = told(GraphQLError("Unexpected " + "word " * 1000), "abc")
    assert len(entry["message"]) < 400
