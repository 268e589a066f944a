"""The schema is OpenAPI 3.1, names every operation once, and is for everyone."""

from django.test import Client

from gongkai.site.api import OPERATIONS


def test_the_schema_has_every_operation_under_its_address(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    schema = answer.json()
    assert schema["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in schema["paths"])
    named = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert sorted(named) == sorted(operation.id for operation in OPERATIONS)
