"""An import is one act: all of it or nothing, and the directory afterwards says what the file says."""

from datetime import date

import pytest
from django.urls import reverse

from gongkai.agencies.exchange import files
from gongkai.agencies.models import Agency
from gongkai.agencies.selectors.exchange import lines
from gongkai.agencies.services import imports
from gongkai.audit.models import Entry
from tests.builders import a_clerk, an_agency, sign_in
from tests.slices.agencies.declared import DAY, a_source

pytestmark = pytest.mark.django_db


def imported(data: bytes, by: object, on: date = DAY) -> None:
    source = imports.Source(data, "名录", on, "文")
    imports.apply(source, seen=imports.dry_run(source).fingerprint, by=by)  # type: ignore[arg-type]


def a_line(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "kind": "department"} | more


def test_a_tree_is_added_changed_and_moved_in_one_entry() -> None:
    city = an_agency("临江市人民政府", kind="city")
    county = an_agency("前进区人民政府", kind="county", under=city)
    office = an_agency("港湾街道办事处", under=county)
    by = a_clerk(city, "system_administrator")
    before = Entry.objects.count()

    imported(
        files.to_json(
            [
                a_line("教育局", superior="前进区人民政府"),
                a_line("学校", kind="public_body", superior="教育局"),
                {"key": str(office.key), "name": "港湾新街道办事处", "kind": "subdistrict", "superior": "教育局"},
                {"key": str(county.key), "name": "前进区人民政府", "kind": "county", "superior": ""},
            ]
        ),
        by,
    )

    found = {line["name"]: line for line in lines().values()}
    assert found["学校"]["superior"] == found["教育局"]["key"]
    assert found["港湾新街道办事处"]["superior"] == found["教育局"]["key"]
    assert found["前进区人民政府"]["superior"] == ""
    assert Agency.objects.find_problems() == ([], [], [], [], [])
    assert Entry.objects.count() == before + 1
    row = Agency.objects.get(pk=office.pk)
    assert [event.kind for event in row.events.order_by("pk")] == ["renamed", "moved"]
    assert [name.name for name in row.names.order_by("pk")] == ["港湾街道办事处", "港湾新街道办事处"]


def test_two_that_change_places_are_moved() -> None:
    upper = an_agency("甲局", kind="department")
    lower = an_agency("乙局", kind="department", under=upper)
    by = a_clerk(upper, "system_administrator")

    imported(
        files.to_json(
            [
                a_line("甲局", key=str(upper.key), superior=str(lower.key)),
                a_line("乙局", key=str(lower.key), superior=""),
            ]
        ),
        by,
    )

    assert Agency.objects.get_parent(Agency.objects.get(pk=upper.pk)).pk == lower.pk
    assert Agency.objects.find_problems() == ([], [], [], [], [])


def test_one_wrong_row_leaves_nothing_behind() -> None:
    by = a_clerk(an_agency(), "system_administrator")
    before = Agency.objects.count(), Entry.objects.count()
    data = files.to_json([a_line("甲局"), a_line("乙局", uscc="123")])

    with pytest.raises(Exception, match="AGY-1055"):
        imported(data, by)

    assert (Agency.objects.count(), Entry.objects.count()) == before


def test_a_directory_that_changed_since_the_preview_is_compared_anew() -> None:
    by = a_clerk(an_agency("港湾街道办事处"), "system_administrator")
    source = a_source()

    with pytest.raises(Exception, match="AGY-1054"):
        imports.apply(source, seen="another", by=by)


def test_what_is_exported_is_imported_without_a_change_and_exported_the_same() -> None:
    root = an_agency("前进区人民政府", kind="county")
    by = a_clerk(root, "system_administrator")
    successor = an_agency("新局", kind="department", under=root)
    an_agency("旧局", kind="department", under=root, state="merged", ended_on=DAY, successor=successor)
    first = files.to_xlsx(list(lines().values()))

    with pytest.raises(Exception, match="AGY-1056"):
        imported(first, by)

    assert files.to_xlsx(list(lines().values())) == first


def test_ended_agencies_arrive_with_their_successors() -> None:
    by = a_clerk(an_agency(), "system_administrator")

    imported(
        files.to_json(
            [
                a_line("旧局", state="merged", ended_on="2020-01-01", successor="新局"),
                a_line("新局"),
            ]
        ),
        by,
    )

    old = Agency.objects.get(name="旧局")
    assert (old.state, old.successor.name, old.ended_on) == ("merged", "新局", date(2020, 1, 1))


def test_the_page_shows_the_comparison_before_anything_is_done(client: object) -> None:
    by = a_clerk(an_agency("港湾街道办事处"), "system_administrator")
    visitor = sign_in(client, by)  # type: ignore[arg-type]
    source = a_source()
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("名录.json", source.data)
    given = {"file": upload, "on": "2026-03-01", "basis": "文"}
    page = visitor.post(reverse("agencies:import"), given, follow=True)
    seen = page.context["plan"]

    assert [touched.name for touched in seen.added] == ["前进区港湾社区服务中心"]
    assert not Agency.objects.filter(name="前进区港湾社区服务中心").exists()

    address = page.request["PATH_INFO"]
    confirmed = {"name": "名录.json", "on": "2026-03-01", "basis": "文", "seen": seen.fingerprint}
    assert visitor.post(address, confirmed).status_code == 302
    assert Agency.objects.filter(name="前进区港湾社区服务中心").exists()


def test_a_wrong_file_is_refused_on_the_page_with_its_code(client: object) -> None:
    visitor = sign_in(client, a_clerk(an_agency(), "system_administrator"))  # type: ignore[arg-type]
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("照片.png", b"\x89PNG")
    page = visitor.post(reverse("agencies:import"), {"file": upload, "on": "2026-03-01", "basis": "文"})

    assert page.status_code == 422
    assert "AGY-1041" in page.content.decode()
