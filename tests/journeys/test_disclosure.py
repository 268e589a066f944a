"""From a draft to the public and back: registered, signed by all, published, found, corrected, withdrawn."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.kit import clock
from gongkai.statute.written import written
from tests.journeys.office import at_desk, check, follow, press
from tests.platform_process import Platform

pytestmark = pytest.mark.browser
SIGNERS = ("科室负责人甲", "保密审查员甲", "分管领导甲", "主要领导甲")
TITLE = "港湾街道社区食堂开放时间调整"


@pytest.fixture(scope="module")
def office(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The platform with its demonstration, as ./run starts it the first time."""
    platform = Platform(root, tmp_path_factory.mktemp("office"))
    made = platform.command("demonstrate")
    assert made.returncode == 0, made.stderr
    platform.start()
    yield platform.url
    platform.kill()


def test_an_item_goes_from_draft_to_the_public_and_back(chromium: Browser, office: str) -> None:
    address = _draft(chromium, office)
    _signed_by_all(chromium, office, address)
    with at_desk(chromium, office, "公开办负责人甲") as officer:
        officer.goto(address)
        press(officer, "发布")
        expect(officer.get_by_role("status")).to_contain_text("已发布")

    public = _found(chromium, office)
    _correct(chromium, office, address)
    with at_desk(chromium, office) as visitor:
        visitor.goto(public)
        expect(visitor.locator("main")).to_contain_text("开放时间写错，予以更正。")
        expect(visitor.locator("main")).to_contain_text("每天11点半开放")

    with at_desk(chromium, office, "公开办负责人甲") as officer:
        officer.goto(address)
        _set_a_day(officer, public)
        officer.goto(address)
        press(officer, "取消定时撤回")
        expect(officer.get_by_role("status")).to_contain_text("信息继续公开")
        follow(officer, officer.get_by_role("link", name="撤回", exact=True))
        officer.locator("main form textarea, main form input[type=text]").first.fill("食堂停止运营，信息撤回。")
        follow(officer, officer.locator("main form").get_by_role("button", name="撤回", exact=True))
        expect(officer.get_by_role("status")).to_contain_text("已撤回")
    _gone(chromium, office, public)


def _draft(chromium: Browser, office: str) -> str:
    """The handler registers the item, attends to the remarks, and submits it."""
    with at_desk(chromium, office, "经办人甲") as page:
        check(page)
        follow(page, page.get_by_role("link", name="起草信息"))
        check(page)
        page.get_by_label("标题", exact=False).first.fill(TITLE)
        page.locator("[name=column]").select_option(label=_option(page, "通知公告"))
        page.locator("[contenteditable=true]").fill("社区食堂每天11点开放。")
        page.locator("[name=summary]").fill("公布社区食堂的开放时间和地点。")
        page.locator("[name=formed_on]").fill("2026-01-05")
        page.locator("[name=source]").fill("党政办公室")
        follow(page, page.get_by_role("button", name="保存", exact=True))
        expect(page.get_by_role("status")).to_contain_text("草稿已保存")
        check(page)
        address = page.url
        press(page, "提交审查")
        expect(page.get_by_role("status")).to_contain_text("已提交审查")
        return address


def _option(page: Page, name: str) -> str:
    options = page.locator("[name=column] option").all_inner_texts()
    return next(option for option in options if name in option)


def _signed_by_all(chromium: Browser, office: str, address: str) -> None:
    """Each finds it on the own desk, in order, and signs what is shown."""
    for signer in SIGNERS:
        with at_desk(chromium, office, signer) as page:
            follow(page, page.get_by_role("link", name=TITLE))
            follow(page, page.get_by_role("link", name="审查", exact=True))
            check(page)
            follow(page, page.get_by_role("button", name=re.compile("通过$")))
            expect(page.get_by_role("status")).to_contain_text("已办理")
            assert page.url == address


def _found(chromium: Browser, office: str) -> str:
    """A visitor finds it by a phrase of its text, on its page, and in the feed."""
    with at_desk(chromium, office) as visitor:
        visitor.goto("/")
        check(visitor)
        visitor.get_by_role("searchbox").first.fill("社区食堂每天11点开放")
        with visitor.expect_navigation():
            visitor.keyboard.press("Enter")
        check(visitor)
        follow(visitor, visitor.get_by_role("link", name=TITLE))
        expect(visitor.locator("main")).to_contain_text("社区食堂每天11点开放。")
        check(visitor)
        assert TITLE in visitor.request.get("/feed/rss.xml").text()
        return visitor.url


def _correct(chromium: Browser, office: str, address: str) -> None:
    """What is public stands until the corrected text is signed and published, with its notice."""
    with at_desk(chromium, office, "经办人甲") as page:
        page.goto(address)
        follow(page, page.get_by_role("link", name="更正", exact=True))
        page.locator("[contenteditable=true]").fill("社区食堂每天11点半开放。")
        page.locator("[name=notice]").fill("开放时间写错，予以更正。")
        follow(page, page.get_by_role("button", name="保存", exact=True))
        press(page, "提交审查")
    _signed_by_all(chromium, office, address)
    with at_desk(chromium, office, "公开办负责人甲") as officer:
        officer.goto(address)
        press(officer, "发布更正")


def _set_a_day(officer: Page, public: str) -> None:
    """A day on which it stops being public: seen on its page, and by the public where that is wanted."""
    day = clock.today() + timedelta(days=8)
    follow(officer, officer.get_by_role("link", name="定时撤回", exact=True))
    follow(officer, officer.locator("main form").get_by_role("button", name="定时撤回"))
    expect(officer.get_by_role("alert")).to_contain_text("请填写“停止公开的日期”。")
    check(officer)
    officer.locator("[name=notice]").fill("公示期满")
    officer.locator("[name=on]").fill(day.isoformat())
    officer.locator("[name=is_shown]").check()
    follow(officer, officer.locator("main form").get_by_role("button", name="定时撤回"))
    expect(officer.get_by_role("status")).to_contain_text("到时自动撤回")
    expect(officer.locator("main")).to_contain_text(f"{written(day)}零时起不再公开")
    check(officer)
    officer.goto(public)
    expect(officer.locator("main")).to_contain_text(f"{written(day - timedelta(days=1))}（含当日）")
    check(officer)


def _gone(chromium: Browser, office: str, public: str) -> None:
    """Its address says why; neither search nor feed has it."""
    with at_desk(chromium, office) as visitor:
        answer = visitor.goto(public)
        assert answer
        assert answer.status == 410
        expect(visitor.locator("main")).to_contain_text("食堂停止运营，信息撤回。")
        check(visitor)
        assert TITLE not in visitor.request.get("/feed/rss.xml").text()
        visitor.goto("/search/?q=社区食堂每天11点半开放")
        expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)
