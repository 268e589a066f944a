"""The pictures of the README, from a demonstration that runs: scripts/picture.py http://127.0.0.1:8000."""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "images"


def main(url: str) -> None:
    """Take each picture on a page of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, take in (("checkup", checkup), ("sign", sign)):
            page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="zh-CN", base_url=url)
            take(page)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def checkup(page: Page) -> None:
    """The example that has errors: table three with the list beside it."""
    page.goto("/checkup/")
    page.get_by_role("button", name="有错").first.click()
    page.wait_for_selector("table.statutory", timeout=60_000)
    page.locator("#title-t3").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")


def sign(page: Page) -> None:
    """What waits for the head of the section, as it is signed."""
    page.goto("/accounts/login/")
    page.get_by_role("button", name=re.compile("^科室负责人甲")).click()
    page.wait_for_url("**/work/**")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="审查", exact=True).click()
    page.wait_for_url("**/sign/")


if __name__ == "__main__":
    main(sys.argv[1])
