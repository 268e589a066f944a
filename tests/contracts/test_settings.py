"""The environment is read in one place, typed, and refused with a code when malformed."""

import stat
from pathlib import Path

import pytest

from gongkai.site.environment import Environment, read
from gongkai.site.secret import secret_key


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read({}).environment == Environment()
    assert read({"GONGKAI_UPLOAD_FILES": "  "}).problems == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGKAI_DEBUG", "perhaps"),
        ("GONGKAI_UPLOAD_FILES", "many"),
        ("GONGKAI_UPLOAD_FILES", "0"),
        ("GONGKAI_UPLOAD_SECONDS", "-1"),
        ("GONGKAI_BIND", "8000"),
        ("GONGKAI_BIND", "127.0.0.1:99999"),
        ("GONGKAI_LOG_LEVEL", "LOUD"),
        ("GONGKAI_SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://u@h/db"),
        ("DATABASE_URL", "postgres://u@h:port/db"),
    ],
)
def test_a_malformed_setting_is_refused_with_its_name_and_the_default_stands_in(name: str, value: str) -> None:
    reading = read({name: value})

    assert [problem.code for problem in reading.problems] == ["CLI-3001"]
    assert name in str(reading.problems[0])
    assert reading.environment == Environment()


def test_a_secret_is_not_shown_in_its_refusal() -> None:
    assert "hunter2" not in str(read({"GONGKAI_SECRET_KEY": "hunter2"}).problems[0])


def test_a_name_that_is_no_setting_is_refused() -> None:
    assert [problem.code for problem in read({"GONGKAI_UPLOAD_FILE": "3"}).problems] == ["CLI-3002"]


def test_the_signing_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path)

    assert secret_key(tmp_path) == key
    assert len(key) >= 64
    assert stat.S_IMODE((tmp_path / "keys" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret_key"]
