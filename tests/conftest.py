"""What every test may ask for, and which tests run where.

Missing tools skip a test only on a desk: with CI=true a missing LibreOffice, browser or OCR package is a failure.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
FULL = os.environ.get("GONGKAI_FULL") == "1"
CI = os.environ.get("CI") == "true"

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile(
    "sample", max_examples=50, deadline=None, derandomize=True, suppress_health_check=_SLOW_IS_FINE
)
settings.register_profile("full", max_examples=1000, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile("full" if FULL else "sample")


def _has_office() -> bool:
    return shutil.which("soffice") is not None


def _has_ocr() -> bool:
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


_NEEDS = {
    "office": (_has_office, "LibreOffice (soffice) is not installed"),
    "ocr": (_has_ocr, "the OCR packages are not installed (requirements/ocr.lock)"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys run only when asked for (./test --browser); tests whose tool is missing are skipped, not in CI."""
    journeys = os.environ.get("GONGKAI_BROWSER") == "1"
    missing = {} if CI else {name: why for name, (has, why) in _NEEDS.items() if not has()}
    kept, dropped = [], []
    for item in items:
        if journeys == (item.get_closest_marker("browser") is not None):
            kept.append(item)
        else:
            dropped.append(item)
        for name, why in missing.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=why))
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports that stands beside the project; nothing of it is in the project."""
    folder = Path(os.environ.get("GONGKAI_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip("the corpus is not beside the project (set GONGKAI_CORPUS)")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests on real reports measured, per file: pytest keeps the output of a passing test to itself."""
    told = [
        report.capstdout
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
        if report.nodeid.startswith("tests/corpus/") and report.capstdout
    ]
    if told:
        terminalreporter.section("accuracy on real reports")
        terminalreporter.write("".join(sorted(told)))


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Like `transactional_db`, for models that the database refuses to empty: the guards are lifted at the end."""
    from django.db import connection

    from gongkai.kit import keep

    yield
    keep.unguard(connection)


@pytest.fixture
def shared(committed: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as the platform's processes do: on SQLite a file, not the tests' memory."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    file = str(tmp_path / "shared.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, file
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
