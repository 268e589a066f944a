"""Every page that the slices declare, on the demonstration, as whoever may use it, on a desk and on a phone.

What is declared is enumerated: an address without an example cannot be declared (`tests/world.py`), and one that
answers something else than a page says so by its type. Forms sent empty are pages too.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from gongkai.accounts.demonstration import PASSWORD
from gongkai.kit.access import TOKEN
from tests.journeys.examples import Example
from tests.journeys.office import SIZES, STANDARD
from tests.platform_process import Platform
from tests.world import declared_addresses

pytestmark = pytest.mark.browser
OPENED = [address for address in declared_addresses() if address.access != TOKEN]
FRAGMENTS = {"disclosures:ledger_progress", "reports:progress"}
"""Parts of a page that its script asks for again and again; they are seen in their page."""
SIGN_OUT = "account_logout"
"""An empty form is all it asks for."""
HANDLER, NEWCOMER = "经办人甲", "江北经办人甲"
RULES = {"runOnly": {"type": "tag", "values": [*STANDARD["runOnly"]["values"], "best-practice"]}}  # type: ignore[misc]
FRAME = """() => ({
  headings: document.querySelectorAll("h1").length,
  title: document.title.trim(),
  language: document.documentElement.lang,
})"""
FOCUS = """() => {
  const first = document.activeElement, box = first.getBoundingClientRect();
  const found = first.matches(".skip-link") && box.bottom > 0 ? [] : ["no skip link"];
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  for (const one of document.querySelectorAll(all)) {
    one.focus();
    if (document.activeElement === one && getComputedStyle(one).outlineStyle === "none")
      found.push("the focus is not marked: " + one.outerHTML.slice(0, 90));
  }
  return found;
}"""
SEND_EMPTY = """(address) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: address});
  const value = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  form.append(Object.assign(document.createElement("input"), {name: "csrfmiddlewaretoken", value}));
  document.body.append(form);
  form.submit();
}"""


@dataclass
class Office:
    """The running demonstration: an example of each address, and a browser for each of its people."""

    url: str
    examples: dict[str, Example]
    chromium: Browser
    pages: dict[str, Page] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def page(self, who: str) -> Page:
        """The browser of somebody, signed in; of a visitor for nobody's name. What its console says is kept."""
        if who not in self.pages:
            context = self.chromium.new_context(base_url=self.url, locale="zh-CN")
            context.set_default_timeout(30_000)
            page = self.pages[who] = context.new_page()
            page.on("console", self._keep)
            page.on("pageerror", lambda error: self.said.append(str(error)))
            if who:
                page.goto("/accounts/login/")
                page.get_by_role("button", name=re.compile(f"^{who}")).click()
                page.wait_for_url("**/work/**")
        self.said.clear()
        return self.pages[who]

    def _keep(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.said.append(message.text)


@pytest.fixture(scope="module")
def office(root: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Office]:
    """The demonstration with what the slices declare made on it, then the server."""
    platform = Platform(root, tmp_path_factory.mktemp("pages"))
    made = platform.command("demonstrate")
    assert made.returncode == 0, made.stderr
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.examples"],
        cwd=root, env=platform.environment | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    platform.start()
    office = Office(platform.url, {one["name"]: Example(**one) for one in json.loads(told.stdout)}, chromium)
    yield office
    for page in office.pages.values():
        page.context.close()
    platform.kill()


def open_page(office: Office, who: str, path: str) -> Page | None:
    """Open it; None for what is no page. The password is given again where it is asked for."""
    page = office.page(who)
    answer = page.request.get(path)
    assert answer.status < 500, f"{path}: {answer.status}"
    if "text/html" not in answer.headers.get("content-type", ""):
        return None
    if not answer.text().lstrip().lower().startswith("<!doctype html"):
        return None
    page.goto(path)
    if "/accounts/again/" in page.url and "/accounts/again/" not in path:
        page.get_by_label("当前口令").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="继续").click()
    return page


def faults(office: Office, page: Page, sizes: tuple[dict[str, int], ...] = SIZES) -> list[str]:
    """What is wrong with the page that is open."""
    found = [f"console: {line}" for line in office.said]
    frame = page.evaluate(FRAME)
    found += [f"{frame['headings']} h1"] * (frame["headings"] != 1)
    found += ["no title"] * (not frame["title"])
    found += [f"language {frame['language']}"] * (not frame["language"].startswith("zh"))
    for size in sizes:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {size['width']}: {wide} wide"] * (wide > size["width"])
        broken = Axe().run(page, options=RULES).response["violations"]
        found += [f"at {size['width']}: {v['id']} {node['html'][:120]}" for v in broken for node in v["nodes"]]
    return found


def focus_faults(page: Page) -> list[str]:
    """The first Tab shows the way to the content; whatever can have the focus shows it."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    found: list[str] = page.evaluate(FOCUS)
    return found


@pytest.mark.parametrize("name", [one.name for one in OPENED if "GET" in one.methods])
def test_a_page_is_whole_for_everyone(office: Office, name: str) -> None:
    example = office.examples[name]

    page = open_page(office, example.who, example.path)

    if page is None:
        answer = office.page(example.who).request.get(example.path)
        assert name in FRAGMENTS or "text/html" not in answer.headers.get("content-type", ""), "half a page"
        return
    assert faults(office, page) == []
    assert focus_faults(page) == []


@pytest.mark.parametrize("name", [one.name for one in OPENED if "GET" in one.methods])
def test_a_page_without_content_says_what_to_do(office: Office, name: str) -> None:
    """The same pages in an office that has just begun: whatever needs no example, on a phone."""
    example = office.examples[name]
    if example.made or example.who != HANDLER:
        return

    page = open_page(office, NEWCOMER, example.path)

    assert page is None or faults(office, page, SIZES[1:]) == []


@pytest.mark.parametrize("name", [one.name for one in OPENED if "POST" in one.methods and one.name != SIGN_OUT])
def test_a_form_sent_empty_is_a_page_too(office: Office, name: str) -> None:
    example = office.examples[name]
    page = open_page(office, example.who, "/work/" if example.who else "/checkup/")
    assert page

    with page.expect_navigation() as navigation:
        page.evaluate(SEND_EMPTY, example.path)
    answer = navigation.value

    assert answer.status < 500
    if answer.request.redirected_from:  # nothing was missing: what follows is looked at above
        return
    assert faults(office, page) == []
    if answer.status == 422 and page.locator(".error-summary li a").count():
        page.locator(".error-summary li a").first.click()
        assert page.locator(":target").count() == 1, "the summary leads nowhere"


def dark_desk(office: Office, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.reload()


def dark_reader(office: Office, page: Page) -> None:
    page.goto(_choice(office, "theme=dark"))


def large_reader(office: Office, page: Page) -> None:
    page.goto(_choice(office, "text=large"))


def _choice(office: Office, what: str) -> str:
    return f"{office.examples['portal:choose'].path}?{what}"


LOOKS: list[tuple[Callable[[Office, Page], None], list[str]]] = [
    (dark_desk, ["disclosures:desk", "disclosures:item", "disclosures:item_new", "accounts:people"]),
    (dark_reader, ["portal:front", "portal:item", "portal:catalogue", "portal:search"]),
    (large_reader, ["portal:front", "portal:item", "portal:column", "portal:request"]),
]


@pytest.mark.parametrize(("look", "names"), LOOKS, ids=[look.__name__ for look, _ in LOOKS])
def test_other_ways_of_display_are_legible(
    office: Office, look: Callable[[Office, Page], None], names: list[str]
) -> None:
    wrong = []
    for name in names:
        example = office.examples[name]
        page = office.page(example.who)
        page.goto(example.path)
        look(office, page)
        page.goto(example.path)
        wrong += [f"{name}: {line}" for line in faults(office, page)]
        page.emulate_media(color_scheme="light")

    assert wrong == []
