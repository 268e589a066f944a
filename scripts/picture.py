"""docs/images/checkup.png, the picture of the README, from the running site: scripts/picture.py http://127.0.0.1:8000."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "checkup.png"


def main(url: str) -> None:
    """Check the example that has errors, and take table three with the list beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="zh-CN")
        page.goto(url)
        page.get_by_role("button", name="有错").first.click()
        page.wait_for_selector("table.statutory", timeout=60_000)
        page.locator("#title-t3").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
