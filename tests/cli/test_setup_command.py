"""`gongkai setup`: three officers once, three people, nothing the second time."""

import re

import pytest
from click.testing import CliRunner, Result

from gongkai.accounts.models import Person, Term
from gongkai.agencies.models import Agency
from gongkai.audit import selectors, verify
from gongkai.cli import serve
from gongkai.cli.setup import setup

GIVEN = [
    "--agency",
    "前进区人民政府",
    "--system",
    "xitong:张三",
    "--security",
    "anquan:李四",
    "--auditor",
    "shenji：王五",
]


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "prepare", lambda: None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(setup, list(arguments), standalone_mode=False)


@pytest.mark.django_db
def test_the_first_officers_are_set_up_once() -> None:
    done = run(*GIVEN)
    again = run("--agency", "另一个政府", "--system", "a1:甲", "--security", "b1:乙", "--auditor", "c1:丙")

    assert done.exception is None, done.exception
    assert sorted(Term.objects.values_list("post__role", flat=True)) == [
        "auditor",
        "security_administrator",
        "system_administrator",
    ]
    for login, password in re.findall(r"登录名 (\S+)  临时口令 (\S+)", done.stdout):
        person = Person.objects.get(login=login)
        assert person.check_password(password)
        assert person.must_change_password
    assert "没有改动" in again.stdout
    assert (Agency.objects.count(), Person.objects.count()) == (1, 3)
    assert verify.verify(selectors.export(selectors.all_chains())) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [({3: "xitong"}, "CLI-1011"), ({3: "系统:张三"}, "CLI-1011"), ({5: "XITONG:李四"}, "CLI-1012")],
)
def test_what_cannot_be_three_people_is_refused(changed: dict[int, str], code: str) -> None:
    arguments = [changed.get(at, word) for at, word in enumerate(GIVEN)]

    assert getattr(run(*arguments).exception, "code", "") == code
