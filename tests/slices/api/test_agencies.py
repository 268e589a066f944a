"""The directory, its import and the leading group by the API alone."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.audit.models import Entry
from gongkai.kit import clock
from tests.slices.agencies.declared import a_group, a_source, administrator, officer
from tests.slices.api.calls import ask, bearer, do, ok, refused, send
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
DAY = "2026-03-01"
BASIS = {"on": DAY, "basis": "前编办〔2026〕1号"}


@pytest.fixture
def world() -> World:
    return a_world()


def test_an_agency_from_its_setting_up_to_its_end(world: World) -> None:
    by = administrator(world)
    new = {"name": "前进区海岸街道办事处", "kind": "subdistrict", "superior": str(world.district.key)}

    made = ok(do(by, "agency.establish", {"new": new} | BASIS))
    key = made["agency"]["key"]
    ok(do(by, "agency.rename", {"name": "海岸新街道办事处", "short_name": ""} | BASIS, agency=key))
    facts = {"kind": "subdistrict", "short_name": "海岸街道", "government": str(world.district.key)}
    ok(do(by, "agency.edit", {"facts": facts, "version": 2}, agency=key))
    would = ok(do(by, "agency.preview_merge", {"successor": str(world.agency.key)} | BASIS, agency=key))
    seen = ok(ask(by, f"agencies/{key}"))
    ended = ok(do(by, "agency.merge", {"into": str(world.agency.key)} | BASIS, agency=key))

    assert made["above"] == ["前进区人民政府"]
    assert "“已并入”" in would["does"][0]
    assert seen["government"]["name"] == "前进区人民政府"
    assert [one["kind"] for one in seen["events"]] == ["established", "renamed"]
    assert [one["name"] for one in seen["names"]] == ["前进区海岸街道办事处", "海岸新街道办事处"]
    assert [one["agency"]["name"] for one in seen["reviewers"]] == ["前进区人民政府"]
    assert ended["agency"]["state"] == "merged"
    acts = Entry.objects.filter(act__startswith="agency.").values_list("act", flat=True)
    assert list(acts) == ["agency.establish", "agency.rename", "agency.edit", "agency.merge"]


def test_a_preview_changes_nothing(world: World) -> None:
    sent = {"superior": str(world.elsewhere.key)} | BASIS

    would = ok(do(administrator(world), "agency.preview_move", sent, agency=world.agency.key))

    assert "远山街道办事处" in would["does"][0]
    assert Agency.objects.get_parent(Agency.objects.get(pk=world.agency.pk)) == world.district
    assert not Entry.objects.filter(act="agency.move").exists()


def test_a_stale_edit_is_a_conflict(world: World) -> None:
    sent = {"facts": {"kind": "subdistrict"}, "version": 7}

    answer = do(administrator(world), "agency.edit", sent, agency=world.agency.key)

    assert refused(answer) == (409, "AGY-1023")


def test_another_reviewer_needs_a_basis(world: World) -> None:
    sent = {"reviewer": str(world.district.key), "basis": "", "on": DAY, "version": 1}

    answer = do(administrator(world), "agency.reviewer", sent, agency=world.agency.key)

    assert refused(answer) == (422, "AGY-1026")


def test_the_list_is_searched_and_narrowed(world: World) -> None:
    by = world.clerks["handler"]

    assert [line["agency"]["name"] for line in ok(ask(by, "agencies", text="港湾"))["lines"]] == ["港湾街道办事处"]
    assert len(ok(ask(by, "agencies"))["lines"]) == 2
    assert len(ok(ask(by, "agencies", deep="true"))["lines"]) == 4
    assert ask(by, "agencies", under="x").status_code == 422


def test_a_file_is_taken_in_after_a_dry_run_only(world: World) -> None:
    by = administrator(world)
    data = a_source().data

    seen = ok(send(by, "agency.dry_run", {"file": SimpleUploadedFile("名录.json", data)} | BASIS))
    other = send(by, "agency.import", {"file": SimpleUploadedFile("名录.json", data), "seen": "0" * 64} | BASIS)
    form = {"file": SimpleUploadedFile("名录.json", data), "seen": seen["seen"]} | BASIS
    done = ok(send(by, "agency.import", form))

    assert (seen["counts"]["added"], seen["counts"]["refusals"]) == (1, 0)
    assert seen["added"][0]["name"] == "前进区港湾社区服务中心"
    assert refused(other) == (422, "AGY-1054")
    assert done["counts"]["added"] == 1
    assert Agency.objects.filter(name="前进区港湾社区服务中心").exists()


def test_what_cannot_be_taken_in_is_named_by_row(world: World) -> None:
    data = a_source(uscc="123").data

    seen = ok(send(administrator(world), "agency.dry_run", {"file": SimpleUploadedFile("名录.json", data)} | BASIS))

    assert seen["counts"]["refusals"] == 1
    assert seen["refusals"][0]["code"] == "AGY-1001"


def test_what_is_exported_can_be_read_again(world: World) -> None:
    headers = bearer(world.clerks["handler"])

    data = Client().get("/api/v1/agencies/export.json", headers=headers)
    book = Client().get("/api/v1/agencies/export.xlsx", headers=headers)

    assert len(json.loads(data.content)["agencies"]) == 4
    assert book.content.startswith(b"PK")


def test_the_guide_is_checked_as_the_page_checks_it(world: World) -> None:
    wrong = {"postcode": "12", "mail": "nobody", "website": "javascript:alert(1)"}

    answer = do(officer(world), "agency.guide", {"data": wrong, "version": 1})
    right = {"office_name": "办公室", "postcode": "266000", "mail": "gk@example.gov.cn", "website": ""}
    done = ok(do(officer(world), "agency.guide", {"data": right, "version": 1}))

    assert refused(answer) == (422, "API-1422")
    assert all(name in answer.json()["message"] for name in wrong)
    assert done["agency"]["name"] == world.agency.name
    seen = ok(ask(officer(world), f"agencies/{world.agency.key}"))
    assert {one["code"] for one in seen["guide"] if one["missing"]} >= {"telephone", "fax"}


def test_a_leading_group_is_set_up_and_changed(world: World) -> None:
    by = officer(world)
    members = [
        {"part": "member", "person": "经办人甲", "position": "党政办公室主任"},
        {"part": "head", "person": "主任甲", "position": "办事处主任"},
    ]

    made = ok(do(by, "group.establish", {"facts": {"name": "政务公开工作领导小组"}, "members": members, "on": DAY}))
    pk = made["group"]["id"]
    member = {"part": "deputy", "person": "副主任乙", "position": "办事处副主任"}
    added = ok(do(by, "group.appoint", {"member": member, "on": DAY}, group=pk))
    ended = ok(do(by, "group.release", {"on": clock.today().isoformat()}, member=added["id"]))
    day = ok(ask(by, f"agencies/{world.agency.key}/leading-group", on=DAY))
    notice = Client().get(f"/api/v1/leading-groups/{pk}/notice.docx", headers=bearer(by))

    assert [one["part"] for one in made["members"]] == ["head", "member"]
    assert ended["until"] == clock.today().isoformat()
    assert [one["person"] for one in day["members"]] == ["主任甲", "副主任乙", "经办人甲"]
    assert notice.content.startswith(b"PK")


def test_another_agencys_group_is_not_there(world: World) -> None:
    group = a_group(officer(world))

    answer = do(world.others["disclosure_officer"], "group.amend", {"facts": {"name": "组"}}, group=group.pk)

    assert refused(answer) == (404, "API-1404")
