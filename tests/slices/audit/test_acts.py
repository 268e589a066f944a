"""An act is one transaction with exactly one entry; entries of an agency form a chain."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.agencies.models import Agency
from gongkai.audit import services
from gongkai.audit.chain import digest
from gongkai.audit.models import Entry
from tests.builders import a_clerk, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def acts() -> Iterator[None]:
    """Acts of these tests are not acts of the platform."""
    kept = dict(services.ACTS)
    yield
    services.ACTS.clear()
    services.ACTS.update(kept)


def test_an_act_writes_one_entry_that_follows_the_last() -> None:
    agency = an_agency()
    by = a_clerk(agency)

    @services.act("test.rename", "更名")
    def rename(name: str) -> None:
        old, agency.name = agency.name, name
        agency.save(update_fields=["name"])
        services.record(agency, by=by, changes={"name": (old, name)})

    rename("甲街道办事处")
    rename("乙街道办事处")

    first, second = Entry.objects.all()
    assert (first.number, second.number) == (1, 2)
    assert first.digest == digest("", first.body)
    assert second.digest == digest(first.digest, second.body)
    assert '"changes":{"name":["甲街道办事处","乙街道办事处"]}' in second.body


@pytest.mark.parametrize("times", [0, 2])
def test_an_act_with_another_number_of_entries_does_nothing(times: int) -> None:
    agency = an_agency("原名街道办事处")

    @services.act("test.wrong", "错误")
    def wrong() -> None:
        agency.name = "新名街道办事处"
        agency.save()
        for _ in range(times):
            services.record(agency, by=None)

    with pytest.raises(ValueError, match="instead of one"):
        wrong()

    assert Agency.objects.get(pk=agency.pk).name == "原名街道办事处"
    assert not Entry.objects.exists()


def test_personal_values_are_kept_as_keyed_digests() -> None:
    agency = an_agency()

    @services.act("test.telephone", "改电话")
    def telephone() -> None:
        services.record(agency, by=None, changes={"telephone": ("", "13800000000")}, personal=["telephone"])

    telephone()

    body = Entry.objects.get().body
    assert "13800000000" not in body
    assert "keyed:" in body


@pytest.mark.parametrize("statement", ["DELETE FROM audit_entry", "UPDATE audit_entry SET act = 'x'"])
def test_the_database_itself_refuses_to_change_an_entry(statement: str) -> None:
    @services.act("test.kept", "留存")
    def keep() -> None:
        services.record(an_agency(), by=None)

    keep()

    with pytest.raises(DatabaseError, match="AUD-1001"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1
