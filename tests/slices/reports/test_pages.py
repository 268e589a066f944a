"""What the pages show: every problem where it is, with its reason; every link leads somewhere; nothing is kept."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.reports import examples
from gongkai.reports.models import Checkup, CheckupReport
from tests.slices.reports.conftest import a_file, a_report, finish, send

pytestmark = pytest.mark.django_db


def started(client: Client, name: str) -> Checkup:
    answer = client.post(f"/checkups/example/{name}/")
    assert answer.status_code == 303
    finish()
    return Checkup.objects.latest("id")


@pytest.fixture
def wrong(client: Client) -> str:
    """The address of the example with errors."""
    return f"/checkups/{started(client, 'bureau-2023').public_id}/1-1/"


def test_the_home_page_offers_every_example_and_states_the_limits(client: Client) -> None:
    page = client.get("/checkup/").content.decode()

    assert all(f"/checkups/example/{example.name}/" in page for example in examples.EXAMPLES)
    for words in ("30 MB", "300 页", "200 个", "60 秒", "1 小时后删除"):
        assert words in page


@pytest.mark.parametrize("source", ["street_2021", "street_2022"])
def test_the_sound_examples_have_no_error_in_any_format(client: Client, source: str) -> None:
    kinds = ("json", "html", "docx", "pdf", "xlsx")
    send(client, *(a_file(f"{source}.{kind}", examples.written(source, kind)) for kind in kinds))

    finish()

    rows = CheckupReport.objects.order_by("file__number")
    assert [(r.cells_read, r.errors, r.year) for r in rows] == [(200, 0, int(source[-4:]))] * len(kinds)


def test_the_planted_errors_are_marked_in_table_and_text(client: Client, wrong: str) -> None:
    page = client.get(wrong).content.decode()

    def classes(code: str) -> str:
        return re.search(rf'<td id="cell-{code}"[^>]*class="([^"]*)"', page)[1]  # type: ignore[index]

    assert "is-error" in classes("t3-result-disclosed-total")
    assert "is-error" in classes("t4-reconsideration-total")
    assert "is-error" not in classes("t3-new-person")
    marked = re.findall(r'<mark class="is-error">.*?</mark>', page, re.DOTALL)
    assert any("规范性文件2件" in mark for mark in marked)
    assert any("申请21件" in mark for mark in marked)
    for words in ("T3-03", "T4-01", "N-01", "N-02", "N-04", "依据", "→ 10", "→ 4"):
        assert words in page


def test_every_link_within_the_page_leads_somewhere(client: Client, wrong: str) -> None:
    page = client.get(wrong).content.decode()

    targets, ids = set(re.findall(r'href="#([^"]+)"', page)), re.findall(r' id="([^"]+)"', page)
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/checkup/", "wrong", "overview", "/checkups/" + "0" * 32 + "/"])
def test_no_page_needs_inline_script_or_style(client: Client, wrong: str, path: str) -> None:
    addresses: dict[str, Callable[[], str]] = {
        "wrong": lambda: wrong,
        "overview": lambda: wrong.replace("1-1/", "?all"),
    }
    answer = client.get(addresses.get(path, lambda: path)())

    page = answer.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_results_are_kept_by_nobody(client: Client, wrong: str) -> None:
    for address in (
        wrong,
        wrong + "read.json",
        wrong.replace("1-1/", "?all"),
        wrong.replace("1-1/", "findings.json"),
    ):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_single_report_is_shown_at_once_and_several_in_a_table(client: Client) -> None:
    one = started(client, "street-2021")
    assert client.get(f"/checkups/{one.public_id}/")["Location"].endswith("/1-1/")

    three = started(client, "all")
    page = client.get(f"/checkups/{three.public_id}/")
    assert page.status_code == 200
    assert page.content.decode().count('<th scope="row">') == 3


def test_the_overview_is_sorted_as_asked(client: Client) -> None:
    address = f"/checkups/{started(client, 'all').public_id}/"

    def years(sort: str) -> list[str]:
        page = client.get(f"{address}?all&sort={sort}").content.decode()
        return re.findall(r'</th>\s*<td class="number">(\d{4})</td>', page)

    assert years("year") == ["2021", "2022", "2023"]
    assert years("-year") == ["2023", "2022", "2021"]
    assert years("-errors")[0] == "2023"
    assert len(years("nonsense")) == 3


def test_neighbouring_years_of_one_agency_are_compared(client: Client) -> None:
    changed = json.loads(a_report("street_2022"))
    changed["cells"]["t3.carried_in.person"] = 4
    changed["cells"]["t3.carried_in.total"] = 4
    checkup = send(client, a_file("今年.json", json.dumps(changed).encode()), a_file("去年.json", a_report()))

    finish()

    page = client.get(f"/checkups/{checkup.public_id}/1-1/").content.decode()
    assert "已与 2021年报告核对" in page
    assert "X-01" in page


def test_progress_is_told_and_the_end_loads_the_result(client: Client) -> None:
    checkup = send(client, a_file("甲.json", a_report()), a_file("乙.json", a_report()))
    address = f"/checkups/{checkup.public_id}/"

    waiting = client.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert 'hx-trigger="every 1s"' in waiting
    finish()
    ended = client.get(address + "progress", headers={"HX-Request": "true"})

    assert ended["HX-Redirect"] == address


def test_progress_of_what_was_deleted_leads_to_the_page_that_says_so(client: Client) -> None:
    checkup = send(client, a_file())
    client.post(f"/checkups/{checkup.public_id}/delete")

    answer = client.get(f"/checkups/{checkup.public_id}/progress", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == f"/checkups/{checkup.public_id}/"


def test_other_readings_of_glued_digits_are_offered(client: Client) -> None:
    changed = json.loads(a_report())
    changed["alternatives"] = [{"t2.normative.made": 11, "t2.normative.repealed": 0}]
    checkup = send(client, a_file("粘连.json", json.dumps(changed).encode()))
    finish()

    page = client.get(f"/checkups/{checkup.public_id}/1-1/").content.decode()

    assert "读法不止一种" in page
    assert "<td>1</td><td>11</td>" in page


def test_what_a_reader_left_out_is_said(client: Client) -> None:
    framed = examples.written("street_2021", "html").replace(b"</body>", b'<iframe src="x"></iframe></body>')
    checkup = send(client, a_file("框架.html", framed))
    finish()

    assert "没有读取" in client.get(f"/checkups/{checkup.public_id}/1-1/").content.decode()


def test_all_results_are_one_download(client: Client) -> None:
    checkup = send(client, a_file("甲.json", a_report()), a_file("坏.exe", b"MZ" + bytes(99)))
    early = client.get(f"/checkups/{checkup.public_id}/findings.json")
    finish()

    answer = client.get(f"/checkups/{checkup.public_id}/findings.json")

    assert early.status_code == 409
    data = answer.json()
    assert data["reports"][0]["report"]["schema"] == "gongkai.report/1"
    assert [(r["file"], r["code"][:4]) for r in data["refused"]] == [("坏.exe", "RDR-")]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx", "json", "svg", "png"])
def test_every_format_is_downloaded_as_a_file(client: Client, wrong: str, kind: str) -> None:
    for name in ("read", "repaired"):
        answer = client.get(f"{wrong}{name}.{kind}")

        assert answer.status_code == 200, answer.content.decode()
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert len(answer.content) > 500


def test_the_repaired_report_has_no_error_left_in_its_tables(client: Client, wrong: str) -> None:
    repaired = json.loads(client.get(wrong + "repaired.json").content)

    assert repaired["cells"]["t3.result.disclosed.total"] == 10
    assert repaired["cells"]["t4.reconsideration.total"] == 4
    assert [
        f["code"] for f in repaired["findings"] if f["level"] == "error" and f["cells"] and f["code"][0] == "T"
    ] == []


def test_tied_repairs_are_offered_and_the_chosen_one_is_downloaded(client: Client) -> None:
    changed = json.loads(a_report())
    changed["cells"]["t4.reconsideration.upheld"] = 3
    checkup = send(client, a_file("并列.json", json.dumps(changed).encode()))
    finish()
    address = f"/checkups/{checkup.public_id}/1-1/"

    page = client.get(address).content.decode()
    assert 'type="radio" name="group1" value="2"' in page
    first = client.get(address + "repaired.json").json()["cells"]
    second = client.get(address + "repaired.json?group1=2").json()["cells"]
    assert first != second


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("read.exe", 404, "UPL-1011"),
        ("repaired.json?group1=99", 404, "UPL-1018"),
        ("repaired.json?group1=x", 404, "UPL-1018"),
        ("../1-2/", 404, "UPL-1010"),
        ("../9-1/", 404, "UPL-1010"),
    ],
)
def test_what_is_not_there_is_said_with_its_code(
    client: Client, wrong: str, path: str, status: int, code: str
) -> None:
    address = wrong.replace("1-1/", path[3:]) if path.startswith("../") else wrong + path

    answer = client.get(address)

    assert answer.status_code == status
    assert code in answer.content.decode()


def test_a_sound_report_has_nothing_to_repair(client: Client) -> None:
    checkup = started(client, "street-2021")

    answer = client.get(f"/checkups/{checkup.public_id}/1-1/repaired.docx")

    assert answer.status_code == 404
    assert "UPL-1012" in answer.content.decode()


def test_an_unknown_example_is_said(client: Client) -> None:
    answer = client.post("/checkups/example/nothing/")

    assert answer.status_code == 404
    assert "UPL-1016" in answer.content.decode()


def test_text_of_a_report_is_never_markup(client: Client) -> None:
    changed = json.loads(a_report())
    changed["sections"]["1"] = ["<script>alert(1)</script>主动公开信息 5 条"]
    changed["title"] = "<b>题名</b>"
    changed["agency"]["name"] = '"><img src=x>'
    checkup = send(client, a_file("注入.json", json.dumps(changed).encode()))
    finish()

    page = client.get(f"/checkups/{checkup.public_id}/1-1/").content.decode()

    assert "<script>alert" not in page
    assert "<b>题名" not in page
    assert "<img src=x" not in page
