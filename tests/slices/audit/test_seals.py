"""Every day is sealed once, over all chains; an export proves itself; a row changed in the database is named."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from gongkai.accounts import services as accounts
from gongkai.accounts.models import Person
from gongkai.audit import selectors, services, verify
from gongkai.audit.errors import DayNotOver
from gongkai.audit.models import Chain, Entry, Seal
from gongkai.cli.audit import audit
from gongkai.kit import clock, keep
from tests.builders import a_clerk, an_agency

pytestmark = pytest.mark.django_db


def some_acts(times: int = 3) -> None:
    by = a_clerk(an_agency())
    for _ in range(times):
        accounts.sign_in(Person.objects.get(pk=by.person_id), by=by)
    accounts.sign_in_failed("nobody")


def exported() -> list[str]:
    return list(selectors.export(selectors.all_chains()))


def test_a_day_is_sealed_once_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    some_acts()
    today, now = clock.today(), clock.now()
    with pytest.raises(DayNotOver, match="AUD-1102"):
        services.seal(today)

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    first, again = services.seal(today), services.seal(today)
    some_acts()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=2))
    second = services.seal(today + timedelta(days=1))

    assert first.pk == again.pk
    assert second.previous == first.digest
    assert len(json.loads(second.heads)["heads"]) == 3
    assert verify.verify(exported(), published=second.digest) == []


def test_a_row_changed_in_the_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    some_acts()
    entry = Entry.objects.filter(chain__agency__gt=0).order_by("number")[1]
    keep.unguard(connection)  # as somebody with the database's password would

    Entry.objects.filter(pk=entry.pk).update(body=entry.body.replace("登录", "退出"))

    problems = verify.verify(exported())
    assert [(one.code, one.number) for one in problems] == [("AUD-2001", 2)]
    keep.guard(connection, "audit")


def test_entries_cut_off_after_a_seal_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    some_acts()
    now, today = clock.now(), clock.today()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    services.seal(today)
    last = Entry.objects.filter(chain__agency__gt=0).order_by("-number")[0]
    keep.unguard(connection)

    Entry.objects.filter(pk=last.pk).delete()

    assert ("AUD-2005", 3) in {(one.code, one.number) for one in verify.verify(exported())}
    keep.guard(connection, "audit")


def test_a_period_is_exported_with_what_proves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now, today = clock.now(), clock.today()
    by = a_clerk(an_agency())
    person = Person.objects.get(pk=by.person_id)
    for day in range(4):
        monkeypatch.setattr(clock, "now", lambda at=now + timedelta(days=day): at)
        if day:
            services.seal(today + timedelta(days=day - 1))
        accounts.sign_in(person, by=by)

    middle = list(selectors.export(selectors.all_chains(), today + timedelta(days=1), today + timedelta(days=2)))

    assert [json.loads(line)["number"] for line in middle if '"entry"' in line] == [2, 3]
    assert sum('"seal"' in line for line in middle[1:-1]) == 2
    assert verify.verify(middle) == []


def test_sm3_is_chosen_by_the_setting_and_a_chain_may_hold_both(settings: object) -> None:
    from dataclasses import replace

    some_acts(1)
    settings.GONGKAI = replace(settings.GONGKAI, audit_hash="sm3")  # type: ignore[attr-defined]
    some_acts(1)

    assert set(Entry.objects.values_list("algorithm", flat=True)) == {"sha256", "sm3"}
    assert verify.verify(exported()) == []


def test_the_command_proves_an_export_without_the_platform(tmp_path: object) -> None:
    some_acts()
    whole = tmp_path / "whole.jsonl"  # type: ignore[operator]
    whole.write_text("".join(exported()), "utf-8")
    cut = tmp_path / "cut.jsonl"  # type: ignore[operator]
    cut.write_text("".join(line for line in exported() if '"number":2,' not in line), "utf-8")
    other = tmp_path / "other.jsonl"  # type: ignore[operator]
    other.write_text("姓名,单位\n", "utf-8")

    fine = CliRunner().invoke(audit, ["verify", str(whole)], standalone_mode=False)
    wrong = CliRunner().invoke(audit, ["verify", str(cut), "--json"], standalone_mode=False)
    neither = CliRunner().invoke(audit, ["verify", str(other)], standalone_mode=False)
    gone = CliRunner().invoke(audit, ["verify", str(other) + ".gone"], standalone_mode=False)

    assert (fine.return_value, "没有发现改动" in fine.stdout) == (0, True)
    assert wrong.return_value == 1
    assert json.loads(wrong.stdout)[str(cut)]["problems"][0]["code"] == "AUD-2002"
    assert [getattr(done.exception, "code", "") for done in (neither, gone)] == ["CLI-1010", "CLI-1009"]


def test_seals_are_records() -> None:
    assert keep.kept_models()[Seal] == ("DELETE", "UPDATE")


def proven() -> set[tuple[str, int | None]]:
    verdict = selectors.proven(selectors.all_chains())
    return {(one.code, one.number) for one in verdict.problems}


def test_entries_cut_off_before_any_seal_are_missed_too() -> None:
    some_acts()
    last = Entry.objects.filter(chain__agency__gt=0).order_by("-number")[0]
    keep.unguard(connection)

    Entry.objects.filter(pk=last.pk).delete()

    assert ("AUD-2005", last.number) in proven()
    keep.guard(connection, "audit")


def test_a_chain_removed_with_everything_in_it_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    some_acts()
    now, today = clock.now(), clock.today()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    services.seal(today)
    keep.unguard(connection)

    Entry.objects.filter(chain__agency__gt=0).delete()
    Chain.objects.filter(agency__gt=0).delete()

    assert ("AUD-2002", 1) in proven()
    keep.guard(connection, "audit")


@pytest.mark.parametrize(
    "column", [{"recorded_at": "2020-01-01T00:00:00Z"}, {"person_id": 4711}, {"act": "x.y"}, {"subject_id": "0"}]
)
def test_a_column_by_which_entries_are_found_is_proven_too(column: dict[str, object]) -> None:
    some_acts()
    assert proven() == set()
    keep.unguard(connection)

    Entry.objects.filter(number=2, chain__agency__gt=0).update(**column)

    assert proven() == {("AUD-2011", 2)}
    keep.guard(connection, "audit")
