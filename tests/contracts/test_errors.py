"""Every refusal has its own permanent, well-formed code and a sentence a clerk can act on."""

import re
import string
from collections import Counter

import pytest

from scripts.reference_parts.found import refusals

AREAS = ["REQ", "DSC", "RMD", "RPT", "SUP", "AGY", "ACC", "CAL", "FEE", "RDR", "UPL", "CLI", "AUD", "POR", "API"]
CODE = re.compile(rf"({'|'.join(AREAS)})-\d{{4}}")
REFUSALS = refusals()


def test_no_two_refusals_share_a_code() -> None:
    shared = [code for code, times in Counter(kind.code for kind in REFUSALS).items() if times > 1]

    assert shared == []


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.__name__)
def test_a_refusal_is_coded_and_says_what_to_do(kind: type) -> None:
    assert CODE.fullmatch(kind.code)
    assert re.search("[一-鿿]", kind.text)
    assert kind.text + kind.hint == (kind.text + kind.hint).strip()
    assert "非法" not in kind.text + kind.hint
    list(string.Formatter().parse(kind.text + kind.hint))  # a well-formed template
