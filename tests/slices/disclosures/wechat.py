"""A stand-in for the interface of WeChat official accounts, on localhost, built from the documentation's examples.

Its answers have the shape of the documented examples. It can be told to refuse, to be slow to publish, and to drop
the connection after it has acted.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
ERRORS = {
    40001: "invalid credential, access_token is invalid or not latest",
    42001: "access_token expired",
    40007: "invalid media_id",
    40125: "invalid appsecret",
    45009: "reach max api daily quota limit",
    48001: "api unauthorized",
    53600: "Article ID invalid",
}


class Wechat:
    """What the account holds, and how it misbehaves next."""

    def __init__(self) -> None:
        self.lock, self.numbers = threading.Lock(), count(100000001)
        self.drafts: dict[str, dict[str, Any]] = {}
        self.tasks: dict[str, dict[str, Any]] = {}
        self.articles: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.refuse: dict[str, list[int]] = {}  # path's end → error numbers of the next calls
        self.drop: dict[str, int] = {}  # path's end → how many answers are lost after the act
        self.looks, self.status = 0, 0  # how often a task is still under way, and what becomes of it
        self.token = "TOKEN-1"

    def do(self, path: str, query: dict[str, list[str]], body: bytes) -> dict[str, Any] | None:
        """The answer to a call; None when the connection is dropped."""
        name = path.removeprefix("/cgi-bin/")
        with self.lock:
            self.calls.append(name)
            if self.refuse.get(name):
                return self._error(self.refuse[name].pop(0))
            if name != "stable_token" and query.get("access_token") != [self.token]:
                return self._error(40001)
            answer: dict[str, Any] = getattr(self, "_" + re.sub(r"\W", "_", name))(body)
            if self.drop.get(name, 0) > 0:
                self.drop[name] -= 1
                return None
            return answer

    def _error(self, number: int) -> dict[str, Any]:
        return {"errcode": number, "errmsg": ERRORS.get(number, "error")}

    def _stable_token(self, body: bytes) -> dict[str, Any]:
        asked = json.loads(body)
        if (asked["appid"], asked["secret"]) != (APPID, SECRET):
            return self._error(40125)
        return {"access_token": self.token, "expires_in": 7200}

    def _media_uploadimg(self, body: bytes) -> dict[str, Any]:
        return {"url": f"http://mmbiz.qpic.cn/mmbiz/{next(self.numbers)}/0", "errcode": 0, "errmsg": "ok"}

    def _material_add_material(self, body: bytes) -> dict[str, Any]:
        return {"media_id": f"MEDIA_{next(self.numbers)}", "url": "http://mmbiz.qpic.cn/mmbiz/cover/0", "item": []}

    def _draft_add(self, body: bytes) -> dict[str, Any]:
        key = f"DRAFT_{next(self.numbers)}"
        self.drafts[key] = json.loads(body)["articles"][0]
        return {"media_id": key}

    def _draft_delete(self, body: bytes) -> dict[str, Any]:
        found = self.drafts.pop(json.loads(body)["media_id"], None)
        return {"errcode": 0, "errmsg": "ok"} if found else self._error(40007)

    def _draft_batchget(self, body: bytes) -> dict[str, Any]:
        return self._page(body, [{"media_id": k, **self._news(a)} for k, a in reversed(self.drafts.items())])

    def _freepublish_submit(self, body: bytes) -> dict[str, Any]:
        draft = json.loads(body)["media_id"]
        if draft not in self.drafts:
            return self._error(40007)
        key, article = str(next(self.numbers)), f"ARTICLE_{next(self.numbers)}"
        self.tasks[key] = {"article": article, "looks": self.looks, "status": self.status}
        if self.status == 0:
            made = self.drafts.pop(draft)
            self.articles[article] = made | {"url": f"http://mp.weixin.qq.com/s/{article}"}
        return {"errcode": 0, "errmsg": "ok", "publish_id": key}

    def _freepublish_get(self, body: bytes) -> dict[str, Any]:
        key = json.loads(body)["publish_id"]
        task = self.tasks[key]
        if task["looks"] > 0:
            task["looks"] -= 1
            return {"publish_id": key, "publish_status": 1, "fail_idx": []}
        if task["status"]:
            return {"publish_id": key, "publish_status": task["status"], "fail_idx": [1]}
        article = task["article"]
        item = [{"idx": 1, "article_url": self.articles[article]["url"]}]
        detail = {"count": 1, "item": item}
        return {
            "publish_id": key,
            "publish_status": 0,
            "article_id": article,
            "article_detail": detail,
            "fail_idx": [],
        }

    def _freepublish_batchget(self, body: bytes) -> dict[str, Any]:
        return self._page(body, [{"article_id": k, **self._news(a)} for k, a in reversed(self.articles.items())])

    def _freepublish_delete(self, body: bytes) -> dict[str, Any]:
        found = self.articles.pop(json.loads(body)["article_id"], None)
        return {"errcode": 0, "errmsg": "ok"} if found else self._error(53600)

    def _news(self, article: dict[str, Any]) -> dict[str, Any]:
        shown = {name: article[name] for name in ("title", "content_source_url", "url") if name in article}
        return {"content": {"news_item": [shown]}, "update_time": 1700000000}

    def _page(self, body: bytes, entries: list[dict[str, Any]]) -> dict[str, Any]:
        asked = json.loads(body)
        shown = entries[asked["offset"] : asked["offset"] + asked["count"]]
        return {"total_count": len(entries), "item_count": len(shown), "item": shown}

    def marks(self) -> list[str]:
        """The links back of everything that was ever shown or still is; an item twice is a fault."""
        return [article["content_source_url"] for article in self.articles.values()]


@contextmanager
def serving(wechat: Wechat) -> Iterator[str]:
    """Its address while it serves."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = wechat.do(asked.path, parse_qs(asked.query), body)
            if answer is None:
                self.connection.close()
                return
            data = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json; encoding=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
