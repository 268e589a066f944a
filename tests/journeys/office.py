"""People of the demonstration in their browsers: each signs in with one click and works by what the page says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

SIZES = ({"width": 1280, "height": 900}, {"width": 320, "height": 700})
STANDARD = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@contextmanager
def at_desk(chromium: Browser, url: str, name: str = "") -> Iterator[Page]:
    """A browser of one's own; signed in as somebody of the demonstration, or a visitor."""
    context = chromium.new_context(base_url=url, locale="zh-CN", viewport=SIZES[0])  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    page = context.new_page()
    if name:
        page.goto("/accounts/login/")
        page.get_by_role("button", name=re.compile(f"^{name}")).click()
        page.wait_for_url("**/work/**")
    yield page
    context.close()


def check(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and nothing beside the page, on a desk and on a phone."""
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found = Axe().run(page, options=STANDARD)
        assert found.violations_count == 0, f"{page.url} at {size['width']}:\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"{page.url} is too wide"
    page.set_viewport_size(SIZES[0])  # type: ignore[arg-type]


def follow(page: Page, what: Locator) -> None:
    """Click what leads to another page, and wait until it is there."""
    with page.expect_navigation():
        what.click()


def press(page: Page, label: str) -> None:
    """Press what leads to an act, and confirm it where the page asks."""
    follow(page, page.locator(".work-actions, main").get_by_role("link", name=label, exact=True).first)
    check(page)
    follow(page, page.locator("main form").get_by_role("button", name=label, exact=True))
