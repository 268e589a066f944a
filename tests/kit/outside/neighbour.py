"""A web server on this machine, for tests of visits: a page for each behaviour."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Pages(BaseHTTPRequestHandler):
    """`/200` answers 200, `/404` 404 …; `/get-only` serves HEAD badly; `/to?…` leads on; `/drip` never ends."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._do("HEAD")

    def do_GET(self) -> None:
        self._do("GET")

    def _do(self, method: str) -> None:
        self.asked.append((method, self.path))
        word, _, rest = self.path.lstrip("/").partition("?")
        if word == "to":
            self._answer(302, Location=rest)
        elif word == "round":
            self._answer(302, Location=f"/round?{int(rest or 0) + 1}")
        elif word == "get-only":
            self._answer(405 if method == "HEAD" else 206)
        elif word == "host":
            self._answer(200 if self.headers["Host"].startswith("www.example.test") else 400)
        elif word == "drip":
            self._drip()
        else:
            self._answer(int(word))

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(200):
                self.wfile.write(b"X-%d: y\r\n" % number)
                time.sleep(0.05)
        except OSError:
            pass  # the visitor has left, which is what the test waits for

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


@contextmanager
def a_neighbour() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The port, and what was asked of it."""
    pages = type("OwnPages", (Pages,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port, pages.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
