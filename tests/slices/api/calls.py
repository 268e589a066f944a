"""Calling the API as a program does: with a token, JSON or a form, page after page."""

import json
from typing import Any

from django.test import Client

from gongkai.kit.access import Clerk
from gongkai.kit.api import Operation
from gongkai.site.api import OPERATIONS
from tests.slices.accounts.declared_tokens import a_token
from tests.slices.api.paths import filled


def bearer(clerk: Clerk, *scopes: str) -> dict[str, str]:
    """The header of a new token of a clerk."""
    return {"authorization": f"Bearer {a_token(clerk, *scopes)[1]}"}


def operation_of(code: str) -> Operation:
    """The operation of a code."""
    return next(operation for operation in OPERATIONS if operation.id == code)


def call(operation: Operation, headers: dict[str, str], body: object = None, **known: object) -> Any:
    """One call of an operation."""
    sent = {} if operation.method == "GET" else {"data": json.dumps(body or {})}
    return Client().generic(
        operation.method, filled(operation.path, **known), content_type="application/json", headers=headers, **sent
    )


def do(by: Clerk, code: str, body: object = None, **known: object) -> Any:
    """An operation with a new token of a clerk."""
    return call(operation_of(code), bearer(by), body, **known)


def send(by: Clerk, code: str, form: dict[str, Any], **known: object) -> Any:
    """An operation that takes a file."""
    return Client().post(filled(operation_of(code).path, **known), form, headers=bearer(by))


def ask(by: Clerk, address: str, **asked: object) -> Any:
    """What stands at an address, narrowed as asked."""
    query = {name: str(value) for name, value in asked.items() if value is not None}
    return Client().get(f"/api/v1/{address}", query, headers=bearer(by))


def walked(by: Clerk, address: str, **asked: object) -> list[Any]:
    """Every line of a list, asked for page by page."""
    lines: list[Any] = []
    after = None
    while True:
        seen = ok(ask(by, address, after=after, **asked))
        lines += seen["lines"]
        after = seen["next"]
        if after is None:
            return lines


def ok(answer: Any) -> Any:
    """What was answered; the refusal is shown where there is one."""
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def refused(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]
