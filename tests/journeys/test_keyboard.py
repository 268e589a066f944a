"""From the front page to publication with nothing but Tab, Enter and typing; once more without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.accounts.demonstration import PASSWORD
from tests.platform_process import Platform

pytestmark = pytest.mark.browser
SIGNERS = ("keshi", "baomi", "fenguan", "zhuyao")
FOCUSED = """() => {
  const on = document.activeElement, named = document.getElementById(on.getAttribute("aria-labelledby"));
  return {
    name: on.name || "", text: (on.innerText || "").trim(), label: named ? named.innerText.trim() : "",
    marked: getComputedStyle(on).outlineStyle !== "none" || on.type === "date" || on === document.body,
  };
}"""
"""What has the focus. A date's own parts show their focus themselves."""


@pytest.fixture(scope="module")
def office(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The platform with its demonstration."""
    platform = Platform(root, tmp_path_factory.mktemp("keyboard"))
    made = platform.command("demonstrate")
    assert made.returncode == 0, made.stderr
    platform.start()
    yield platform.url
    platform.kill()


@contextmanager
def at_keys(chromium: Browser, url: str, login: str, *, scripts: bool) -> Iterator[Page]:
    """A browser of one's own, signed in by typing."""
    context = chromium.new_context(base_url=url, locale="zh-CN", java_script_enabled=scripts)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/")
    enter(page, "工作台")
    tab_to(page, "login")
    page.keyboard.type(login)
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/work/**")
    yield page
    context.close()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on the field of that name, or on what begins with these words."""
    for _ in range(200):
        page.keyboard.press("Tab")
        on = page.evaluate(FOCUSED)
        assert on["marked"], f"the focus on {on} is not to be seen"
        if wanted in (on["name"], on["label"]) or on["text"].startswith(wanted):
            return
    pytest.fail(f"no way by Tab to {wanted}")


def enter(page: Page, words: str) -> None:
    """Go to what begins with these words and press Enter; another page opens."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def drafted(page: Page, title: str, *, scripts: bool) -> None:
    """A draft with all that review asks for, submitted."""
    enter(page, "起草信息")
    type_into(page, "title", title)
    tab_to(page, "column")
    chosen = page.locator("[name=column] option:checked")
    for _ in range(60):
        if "通知公告" in chosen.inner_text():
            break
        page.keyboard.press("ArrowDown")
    type_into(page, "正文" if scripts else "body", "社区图书室每天九点开放。")
    type_into(page, "summary", "图书室的开放时间。")
    type_into(page, "formed_on", "11202026")  # month, day, year, as this Chromium asks
    type_into(page, "source", "党政办公室")
    enter(page, "保存")
    expect(page.get_by_role("status")).to_contain_text("草稿已保存")
    enter(page, "提交审查")
    enter(page, "提交审查")
    expect(page.get_by_role("status")).to_contain_text("已提交审查")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_item_is_published_without_a_mouse(chromium: Browser, office: str, scripts: bool) -> None:
    title = f"社区图书室开放{'时间' if scripts else '安排'}"
    with at_keys(chromium, office, "jingban-jia", scripts=scripts) as page:
        drafted(page, title, scripts=scripts)

    for login in SIGNERS:
        with at_keys(chromium, office, login, scripts=scripts) as page:
            enter(page, title)
            enter(page, "审查")
            step = page.locator("h1").inner_text().partition("：")[0]
            enter(page, f"{step}通过")
            expect(page.get_by_role("status")).to_contain_text(f"已办理“{step}”")

    with at_keys(chromium, office, "gongkaiban", scripts=scripts) as page:
        enter(page, title)
        enter(page, "发布")
        enter(page, "发布")
        expect(page.get_by_role("status")).to_contain_text("已发布")
        enter(page, "在公开平台查看")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
