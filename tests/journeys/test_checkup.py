"""年报体检 as people use it: with the mouse, by keyboard, without scripts, on a phone, by ear."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from gongkai.documents.writers import write
from tests.journeys.samples import a_sound_report, with_errors

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a busy machine takes more than the five seconds of the default
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1366, "height": 900}


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Path]:
    """Files to upload: a sound report in three formats, one with errors, one that is no report."""
    made = {kind: tmp_path / f"南湖.{kind}" for kind in ("docx", "html", "pdf")}
    for kind, path in made.items():
        path.write_bytes(write(a_sound_report(), kind))
    made["wrong"] = tmp_path / "有错.html"
    made["wrong"].write_bytes(write(with_errors(a_sound_report()), "html"))
    made["no report"] = tmp_path / "程序.exe"
    made["no report"].write_bytes(b"MZ\x90\x00" + bytes(500))
    return made


@pytest.fixture
def plain(chromium: Browser, site_url: str) -> Iterator[Page]:
    """A page without scripts."""
    context = chromium.new_context(base_url=site_url, locale="zh-CN", java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def example_with_errors(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="临江县民政局 2023年").click()
    expect(page.get_by_role("heading", name="示例市临江县民政局 2023年")).to_be_visible()


def test_the_example_with_errors_shows_them_and_gives_a_repaired_file(page: Page) -> None:
    example_with_errors(page)

    expect(page.locator(".conclusion")).to_contain_text("处错误")
    page.locator("#cell-t4-reconsideration-total a").click()
    expect(page.locator(".finding:target")).to_contain_text("T4-01")
    with page.expect_download() as download:
        page.get_by_role("button", name="数据（JSON）").click()
    repaired = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert repaired["cells"]["t4.reconsideration.total"] == 4


def test_the_reason_appears_beside_the_cell_that_has_the_focus(page: Page) -> None:
    example_with_errors(page)

    page.locator("#cell-t4-reconsideration-total a").focus()
    expect(page.locator(".reason")).to_contain_text("表四")
    page.keyboard.press("Escape")
    expect(page.locator(".reason")).to_have_count(0)


def test_several_files_are_chosen_watched_and_listed(page: Page, sheets: dict[str, Path]) -> None:
    page.goto("/checkup/")
    page.locator("#reports").set_input_files([sheets["docx"], sheets["wrong"], sheets["no report"]])
    expect(page.locator("#reports-list li")).to_have_count(3)
    page.get_by_role("button", name="开始体检").click()

    expect(page.get_by_role("heading", name="体检结果")).to_be_visible()
    expect(page.locator("table.reports tbody tr")).to_have_count(2)
    expect(page.locator(".unread")).to_contain_text("程序.exe")
    page.get_by_role("link", name="错误").click()
    expect(page.locator("table.reports tbody tr").first).to_contain_text("有错.html")
    page.locator("table.reports tbody tr").first.get_by_role("link").click()
    expect(page.locator(".conclusion.is-error")).to_be_visible()


def test_dropped_files_join_the_chosen_ones(page: Page, sheets: dict[str, Path]) -> None:
    page.goto("/checkup/")
    page.locator("#reports").set_input_files(sheets["docx"])
    transfer = page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['x'], '拖来.txt')); return t; }"
    )
    page.locator("#reports").locator("xpath=..").dispatch_event("drop", {"dataTransfer": transfer})

    expect(page.locator("#reports-list li span:first-child")).to_have_text(["南湖.docx", "拖来.txt"])


def test_deletion_removes_the_result_for_good(page: Page) -> None:
    example_with_errors(page)
    address = page.url

    page.get_by_text("立即删除").click()
    page.get_by_role("button", name="确认删除").click()

    expect(page.get_by_role("status").first).to_contain_text("已经删除")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("UPL-1008")


def test_everything_can_be_done_by_keyboard(page: Page, sheets: dict[str, Path]) -> None:
    page.goto("/checkup/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#reports")).to_be_focused()
    page.locator("#reports:focus").set_input_files(sheets["wrong"])  # the dialog itself is the browser's, not ours
    tab_to(page, "button[type=submit].btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator(".conclusion.is-error")).to_be_visible()

    tab_to(page, ".value.is-error a")
    page.keyboard.press("Enter")
    expect(page.locator(".finding:target")).to_be_visible()
    tab_to(page, ".confirm summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("已经删除")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way by Tab to {selector}")


def test_everything_can_be_done_without_scripts(plain: Page, sheets: dict[str, Path]) -> None:
    plain.goto("/checkup/")
    plain.locator("#reports").set_input_files(sheets["wrong"])
    plain.get_by_role("button", name="开始体检").click()

    expect(plain.locator(".conclusion.is-error")).to_be_visible()  # the page reloads itself until then
    plain.locator("#cell-t4-reconsideration-total a").click()
    expect(plain.locator(".finding:target")).to_contain_text("T4-01")
    with plain.expect_download() as download:
        plain.get_by_role("button", name="数据（JSON）").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["cells"]["t4.reconsideration.total"] == 2


def test_nothing_chosen_is_told_in_place_and_takes_the_focus(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="开始体检").click()

    expect(page.locator("#refusals")).to_be_focused()
    expect(page.locator("#refusals")).to_contain_text("UPL-1004")
    expect(page.get_by_role("button", name="开始体检")).to_be_enabled()


def home(page: Page) -> None:
    page.goto("/checkup/")


def refused(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="开始体检").click()
    expect(page.locator("#refusals")).to_be_visible()


def several(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="三份一起").click()
    expect(page.locator("table.reports")).to_be_visible()
    expect(page.get_by_role("heading", name="体检结果")).to_be_visible()


def opened(page: Page) -> None:
    example_with_errors(page)
    for summary in page.locator("details > summary").all():
        summary.click()


def sound(page: Page) -> None:
    page.goto("/checkup/")
    page.get_by_role("button", name="南湖街道 2021年").click()
    expect(page.locator(".conclusion.is-clean, .conclusion.is-warning")).to_be_visible()


def gone(page: Page) -> None:
    page.goto("/checkups/" + "0" * 32 + "/")


STATES = [home, refused, several, example_with_errors, opened, sound, gone]


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone, dark"])
@pytest.mark.parametrize("reach", STATES)
def test_every_state_is_accessible_and_fits(
    page: Page, reach: Callable[[Page], None], size: dict[str, int], scheme: str
) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    reach(page)

    assert violations(page) == []
    assert no_sideways_scroll(page)


def test_tables_wider_than_a_phone_scroll_by_themselves_and_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    example_with_errors(page)
    region = page.get_by_role("region", name="三、收到和处理政府信息公开申请情况").last

    region.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    page.wait_for_function("element => element.scrollLeft > 0", arg=region.element_handle())
    assert no_sideways_scroll(page)


def test_the_printed_page_keeps_marks_and_loses_buttons(page: Page) -> None:
    example_with_errors(page)
    page.emulate_media(media="print")

    expect(page.locator("#download")).to_be_hidden()
    expect(page.locator(".jump")).to_be_hidden()
    expect(page.locator("#cell-t4-reconsideration-total .sign")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
