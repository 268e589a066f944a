"""The API under attack: whatever is sent, it answers as its schema says, with a code, and never with a 500.

schemathesis makes requests from the schema, right ones and wrong ones; beside them stand bodies that no schema can
describe. A fixed sample is tried by default, many more with GONGKAI_FULL=1. Nothing that is done stays done.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi

from gongkai.kit.api import Operation
from gongkai.site.api import OPERATIONS, guard
from gongkai.site.api.schema import HAN
from gongkai.site.wsgi import application
from tests.conftest import FULL
from tests.slices.api.calls import operation_of
from tests.slices.api.paths import filled
from tests.slices.api.sample import Sample, a_sample

pytestmark = pytest.mark.django_db
ATTACK = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
TARGETS = {found.ok().definition.raw["operationId"]: found.ok() for found in ATTACK.get_all_operations()}
CHECKS = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]
TRIES = 60 if FULL else 6
GUARDED = [operation for operation in OPERATIONS if not operation.public]
WRITTEN = [operation for operation in GUARDED if operation.method != "GET"]
DEEP = 100_000
CROOKED: dict[str, tuple[str, bytes]] = {
    "nothing": ("application/json", b""),
    "half": ("application/json", b'{"facts": {"title": "'),
    "no UTF-8": ("application/json", b'{"reason": "\xff\xfe"}'),
    "UTF-16": ("application/json", '{"reason": "文"}'.encode("utf-16")),
    "a half surrogate": ("application/json", b'{"reason": "\\ud800", "\\udfff": 1}'),
    "NUL": ("application/json", b'{"reason": "\\u0000", "login": "\\u0000", "name": "\\u0000"}'),
    "deep lists": ("application/json", b"[" * DEEP),
    "deep objects": ("application/json", b'{"a":' * DEEP),
    "a huge number": ("application/json", b'{"version": ' + b"9" * 5000 + b', "limit": 1e999, "on": 1e400}'),
    "not a number": ("application/json", b'{"version": NaN, "on": Infinity, "column": -Infinity}'),
    "a list": ("application/json", b"[1, 2, 3]"),
    "null": ("application/json", b"null"),
    "a day that is none": ("application/json", b'{"on": "2026-02-30", "at": "2026-02-30T25:00:00Z", "version": 1}'),
    "far days": ("application/json", b'{"on": "0001-01-01", "at": "9999-12-31T23:59:59Z", "reason": "x"}'),
    "two of a name": ("application/json", b'{"version": 1, "version": 2, "version": {}}'),
    "XML": ("text/xml", b"<a/>"),
    "a form": ("application/x-www-form-urlencoded", b"version=1&on=%ff%fe"),
    "a form of many": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2000))),
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "a broken form": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"'),
    "a NUL in a name": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\x00.csv"\r\n\r\na\r\n--x--\r\n',
    ),
    "a file without a name": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\na\r\n--x--\r\n',
    ),
    "odd encoding": ("application/json; charset=utf-7", b'{"reason": "+2AA-"}'),
    "unknown encoding": ("application/json; charset=klingon", b"{}"),
    "three megabytes": ("application/json", b'{"reason": "' + b"a" * (3 * 2**20) + b'"}'),
}
"""Content types and bodies that no schema makes."""


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[Sample]:
    """One sample for all: made in a transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_sample()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unhindered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many calls as it takes, in the test's own transaction: as Django's client, nothing closes connections."""
    monkeypatch.setattr(guard, "CALLS", 10**9)
    bounds = (request_started, request_finished)
    for bound in bounds:
        bound.disconnect(close_old_connections)
    yield
    for bound in bounds:
        bound.connect(close_old_connections)


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_whatever_is_sent_the_answer_is_as_declared(sample: Sample, code: str) -> None:
    operation, target = operation_of(code), TARGETS[code]
    headers = {} if operation.public else _capitals(sample.header_for(operation))
    there = sample.path_of(operation)
    made = [target.as_strategy(generation_mode=mode, path_parameters=there) for mode in GenerationMode]
    elsewhere = [target.as_strategy(generation_mode=mode) for mode in GenerationMode] if there else []

    @settings(
        max_examples=TRIES,
        deadline=None,
        database=None,
        derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(*made, *elsewhere))
    def attack(case: Case) -> None:
        case.headers.pop("Authorization", None)
        answer = _sent(case, headers)
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            _is_a_refusal(answer.json())

    attack()


@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.id)
def test_without_a_token_nothing_is_said(sample: Sample, operation: Operation) -> None:
    target = TARGETS[operation.id]

    @settings(
        max_examples=max(2, TRIES // 10), deadline=None, database=None, derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(target.as_strategy(path_parameters=sample.path_of(operation)))
    def attack(case: Case) -> None:
        answer = _sent(case, {})
        assert answer.status_code == 401
        assert answer.json()["code"] == "API-1401"

    attack()


@pytest.mark.parametrize("operation", WRITTEN, ids=lambda operation: operation.id)
def test_crooked_bodies_are_refused(sample: Sample, operation: Operation) -> None:
    address = filled(operation.path, **sample.path_of(operation))
    allowed = {int(status) for status in TARGETS[operation.id].definition.raw["responses"]}

    wrong = []
    for what, (media, body) in CROOKED.items():
        with transaction.atomic():
            answer = Client(raise_request_exception=False).generic(
                operation.method, address, body, content_type=media, headers=sample.header_for(operation)
            )
            transaction.set_rollback(True)
        if answer.status_code not in allowed:
            wrong.append((what, answer.status_code))
        elif answer.status_code != 200:
            _is_a_refusal(answer.json())

    assert wrong == []


@pytest.mark.parametrize(
    "path", ["items/\x00", "items/%00", "items/%ff", "items/" + "9" * 5000, "people/" + "9" * 50, "people/-1"]
)
def test_crooked_addresses_are_refused(sample: Sample, path: str) -> None:
    role = "security_administrator" if path.startswith("people") else "handler"

    answer = Client(raise_request_exception=False).get(f"/api/v1/{path}", headers=sample.headers[role])

    assert answer.status_code in {404, 422}
    _is_a_refusal(answer.json())


def _sent(case: Case, headers: dict[str, str]) -> Any:
    """One call; what it did is undone."""
    cache.clear()
    with transaction.atomic():
        answer = case.call(headers=headers)
        transaction.set_rollback(True)
    return answer


def _is_a_refusal(said: Any) -> None:
    assert set(said) == {"code", "message"}, json.dumps(said, ensure_ascii=False)
    assert re.fullmatch(r"[A-Z]{3}-\d{4}", said["code"])
    assert HAN.search(said["message"])


def _capitals(headers: dict[str, str]) -> dict[str, str]:
    return {name.title(): value for name, value in headers.items()}
