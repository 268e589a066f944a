"""The schema is OpenAPI 3.1, for everyone, in Chinese throughout, with examples that it allows itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from gongkai.kit.api import codes_in
from gongkai.site.api import OPERATIONS, api
from gongkai.site.api.schema import HAN
from gongkai.site.api.words import PARAMETERS, TAGS, WORDS
from gongkai.statute.vocab.roles import Perm

SCHEMA: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
STATED = {one["operationId"]: one for path in SCHEMA["paths"].values() for one in path.values()}


def test_the_schema_has_every_operation_under_its_address(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    schema = answer.json()
    assert schema["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in schema["paths"])
    named = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert sorted(named) == sorted(operation.id for operation in OPERATIONS)
    assert schema == SCHEMA


@pytest.mark.parametrize("code", sorted(STATED))
def test_everything_is_said_in_chinese(code: str) -> None:
    stated = STATED[code]
    parameters = [one for one in stated.get("parameters", []) if "$ref" not in one]

    assert HAN.search(stated["summary"])
    assert HAN.search(stated["description"])
    assert [one["name"] for one in parameters if not HAN.search(one["description"])] == []
    assert all("example" in one for one in parameters if one["in"] == "path")
    assert stated["tags"][0] in TAGS


def test_every_property_is_said_in_chinese() -> None:
    parts = [*SCHEMA["components"]["schemas"].items(), *_forms()]

    silent = [
        (part, name)
        for part, schema in parts
        for name, value in schema.get("properties", {}).items()
        if not HAN.search(value.get("description", ""))
    ]

    assert silent == []


def _forms() -> Iterator[tuple[str, Any]]:
    for code, stated in STATED.items():
        for content in stated.get("requestBody", {}).get("content", {}).values():
            yield code, content["schema"]


def test_every_example_is_allowed() -> None:
    parts = SCHEMA["components"]

    wrong = [
        (code, error.json_path, error.message)
        for code, schema, example in _examples()
        for error in Draft202012Validator(schema | {"components": parts}).iter_errors(example)
    ]

    assert wrong == []


def _examples() -> Iterator[tuple[str, dict[str, Any], object]]:
    for code, stated in STATED.items():
        for content in stated.get("requestBody", {}).get("content", {}).values():
            yield code, content["schema"], content["example"]
        for content in stated["responses"]["200"].get("content", {}).values():
            if "example" in content:
                yield code, content["schema"], content["example"]


def test_what_takes_something_and_what_answers_has_an_example() -> None:
    bodies = [
        one for stated in STATED.values() for one in stated.get("requestBody", {}).get("content", {}).values()
    ]
    answers = [stated["responses"]["200"]["content"] for stated in STATED.values()]

    assert all("example" in body for body in bodies)
    seen = [
        one
        for answer in answers
        for one in answer.values()
        if one["schema"] != {"type": "object"} and one["schema"].get("format") != "binary"
    ]
    assert len(seen) > 100
    assert all("example" in one for one in seen)


def test_each_permission_stands_in_the_scheme_and_at_its_operations() -> None:
    said = SCHEMA["components"]["securitySchemes"]["token"]["description"]
    named = {code for stated in STATED.values() for need in stated.get("security", []) for code in need["token"]}

    assert all(f"`{perm.value}` {perm.label}" in said for perm in Perm)
    assert named <= {perm.value for perm in Perm}
    for operation in OPERATIONS:
        assert ("security" in STATED[operation.id]) != operation.public


def test_no_word_is_listed_in_vain() -> None:
    properties = {
        name
        for _, part in [*SCHEMA["components"]["schemas"].items(), *_forms()]
        for name in part.get("properties", {})
    }
    parameters = {
        one["name"] for stated in STATED.values() for one in stated.get("parameters", []) if "name" in one
    }

    assert set(PARAMETERS) - parameters == set()
    assert set(WORDS) - properties - parameters == set()


def test_refusals_are_taken_from_what_a_service_says_of_itself() -> None:
    said = "Raises AGY-1001 to 1003, 1016, what else raises, AUD-1104."

    assert codes_in(said) == ("AGY-1001", "AGY-1002", "AGY-1003", "AGY-1016", "AUD-1104")
    assert "AGY-1021" in STATED["agency.abolish"]["description"]
