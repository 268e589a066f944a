"""Clerks at work over HTTP: they draft, submit, sign and publish, and keep a list of what was acknowledged."""

import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from gongkai.accounts.demonstration import PASSWORD

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_KEY = re.compile(r"/work/items/([0-9a-f-]{36})/")
_STEP = re.compile(r'name="(step|digest)"[^>]*value="([^"]*)"')
_COLUMN = re.compile(r'<option value="(\d+)">\s*[^<]*通知公告')


@dataclass
class Acknowledged:
    """What the server said was done: pairs of item and act, in the order of the answers."""

    done: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, key: str, act: str) -> None:
        """The server has answered that it is done."""
        with self.lock:
            self.done.append((key, act))


class Browser:
    """One person's browser: signs in once, keeps the session over the server's restarts."""

    def __init__(self, url: str, login: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=20)
        answer = self.post("/accounts/login/", {"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.text[-2000:]

    def post(self, path: str, data: dict[str, str], page: str | None = None) -> httpx.Response:
        """Fill in the form of a page and send it."""
        form = self.client.get(page or path)
        token = _TOKEN.search(form.text)
        fields = {"csrfmiddlewaretoken": token[1] if token else ""} | data
        return self.client.post(path, data=fields, headers={"Referer": str(self.client.base_url)})


class Office:
    """The people of 港湾街道 at their desks."""

    SIGNERS = ("keshi", "baomi", "fenguan", "zhuyao")

    def __init__(self, url: str, acknowledged: Acknowledged) -> None:
        self.acknowledged = acknowledged
        self.handler, self.officer = Browser(url, "jingban-jia"), Browser(url, "gongkaiban")
        self.signers = [Browser(url, login) for login in self.SIGNERS]
        found = _COLUMN.search(self.handler.client.get("/work/items/new/").text)
        assert found, "the form offers no column"
        self.column = found[1]

    def work(self, number: int, rng: random.Random) -> None:
        """Take one item as far as luck has it; a server that is gone ends the attempt."""
        title = f"第{number}号便民事项安排"
        facts = {
            "title": title, "column": self.column, "kind": "notice", "publicity": "proactive",
            "formed_on": "2026-01-05", "summary": f"{title}的时间和地点。", "source": "党政办公室",
            "body": f"<p>{title}见便民服务大厅公告栏。</p>",
        }  # fmt: skip
        answer = self.handler.post("/work/items/new/", facts)
        if answer.status_code != 302:
            return
        found = _KEY.search(answer.headers["Location"])
        assert found
        key = found[1]
        self.acknowledged.add(key, "item.draft")
        for act, do in self._rest(key)[: rng.randrange(7)]:
            if do().status_code != 302:
                return
            self.acknowledged.add(key, act)

    def _rest(self, key: str) -> list[tuple[str, Callable[[], httpx.Response]]]:
        page = f"/work/items/{key}/"
        signing = [("item.sign", lambda signer=signer: self._sign(signer, page)) for signer in self.signers]
        submit = ("item.submit", lambda: self.handler.post(f"{page}draft/submit/", {}))
        publish = ("item.publish", lambda: self.officer.post(f"{page}publish/publish/", {"on": "2026-01-06"}))
        return [submit, *signing, publish]

    def _sign(self, signer: Browser, page: str) -> httpx.Response:
        shown = signer.client.get(f"{page}sign/").text
        return signer.post(f"{page}sign/", {**dict(_STEP.findall(shown)), "opinion": "同意"})
