"""The import contracts know every package and every slice that is there."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gongkai"
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = LINTER["contracts"]
THERE = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
SLICES = sorted(
    {path.parent.name for path in PACKAGE.glob("*/models.py")}
    | {path.parent.parent.name for path in PACKAGE.glob("*/models/__init__.py")}
)
STATED = (
    "cli",
    "site",
    "portal",
    "supervision",
    "reports",
    "remedies",
    "requests",
    "disclosures",
    "agencies",
    "accounts",
    "audit",
    "checking",
    "documents | analytics | kit",
    "statute",
)


def _of_type(kind: str) -> list[dict[str, Any]]:
    return [contract for contract in CONTRACTS if contract["type"] == kind]


def _layers() -> list[str]:
    return next(c["layers"] for c in _of_type("layers") if c["containers"] == ["gongkai"])


def test_the_layers_are_those_of_the_house_style() -> None:
    assert tuple(layer.replace("(", "").replace(")", "") for layer in _layers()) == STATED
    assert LINTER["include_external_packages"]
    assert LINTER["exclude_type_checking_imports"]


def test_only_what_is_not_built_is_in_brackets() -> None:
    names = [name.strip() for layer in _layers() for name in layer.split("|")]

    assert sorted(name for name in names if not name.startswith("(")) == THERE


@pytest.mark.parametrize("slice_", SLICES)
def test_a_slice_has_layers_and_keeps_its_models(slice_: str) -> None:
    package = f"gongkai.{slice_}"
    inside = [c for c in _of_type("layers") if package in c["containers"]]
    protected = [c for c in _of_type("protected") if f"{package}.models" in c["protected_modules"]]
    migrations = [c for c in _of_type("forbidden") if f"{package}.migrations" in c["source_modules"]]

    assert inside
    assert protected
    assert [c["forbidden_modules"] for c in migrations] == [["gongkai.statute"]]


def test_statute_and_analytics_stay_apart_from_the_platform() -> None:
    forbidden = {
        source: set(c["forbidden_modules"]) for c in _of_type("forbidden") for source in c["source_modules"]
    }

    assert forbidden["gongkai.statute"] >= {"django", "ibis", "duckdb", "pyspark", "httpx", "sqlite3"}
    assert "analytics" not in THERE or "django" in forbidden["gongkai.analytics"]
