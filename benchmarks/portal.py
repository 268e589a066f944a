"""Every public page over many items on both engines, each beside a bare page of the same size.

`python -m benchmarks portal --items 1000000`. Each engine runs in a process of its own with a database of its own,
which is removed at the end. `python -m benchmarks.portal ENGINE ITEMS ADDRESS` uses the database at an address and
leaves it: it is filled when it is empty.
"""

import io
import logging
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
TIMES, SEARCHED, LIMIT = 200, 5_000, 0.030
Address = Callable[[], str]


def portal() -> None:
    """Every page of the public site, SQLite and PostgreSQL; --items says how many items."""
    items = os.environ.get("GONGKAI_BENCH_ITEMS", "20000")
    for engine in ("sqlite", "postgres"):
        subprocess.run([sys.executable, "-m", "benchmarks.portal", engine, items], check=True, cwd=ROOT)


def main(engine: str, items: int, address: str = "") -> None:
    """Fill and measure one engine."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-bench-"))
        os.environ |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "tests.settings", "GONGKAI_TEST_HOME": home}
        if not address and engine == "postgres":
            sys.path.insert(0, str(ROOT / "scripts"))
            import postgres

            address = stack.enter_context(postgres.server())
        os.environ["DATABASE_URL"] = address or f"sqlite:///{home}/portal.sqlite3"
        import django

        django.setup()
        from django.db import connection

        _prepare(items)
        print(f"{engine}，{items} 条", flush=True)
        _measure()
        connection.close()


def _prepare(items: int) -> None:
    """Fill an empty database. The newest of the items are findable: search itself is measured elsewhere."""
    from django.core.management import call_command

    from benchmarks.portal_rows import fill
    from gongkai.disclosures.models import Item
    from gongkai.disclosures.services.publication import document
    from gongkai.kit.search.api import put

    call_command("migrate", verbosity=0)
    if Item.objects.exists():
        return
    start = time.perf_counter()
    fill(items)
    newest = Item.objects.filter(state="published").select_related("public").order_by("-id")[:SEARCHED]
    put(document(item) for item in newest)
    print(f"  填入 {time.perf_counter() - start:.0f} s", flush=True)


class _Site:
    """The site as a server runs it, without the network: every request opens and closes what it needs."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.http import HttpRequest, HttpResponse
        from django.urls import path

        from gongkai.portal.caching import public
        from gongkai.site import urls

        def bare(request: HttpRequest, size: int) -> HttpResponse:
            return HttpResponse("x" * size)

        urls.urlpatterns.append(path("bare/<int:size>", public(bare)))
        self.application = get_wsgi_application()

    def get(self, address: str) -> tuple[int, int]:
        """Status and size of an answer."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }  # fmt: skip
        told: list[int] = []
        answer: Any = self.application(environ, lambda status, headers: told.append(int(status[:3])))
        size = sum(map(len, answer))
        answer.close()
        return told[0], size


def _measure() -> None:
    from benchmarks.timing import calibration

    site, over = _Site(), []
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a page that is gone is no event here
    print(f"  校准循环 {calibration()}")
    print("  每页 p50、p95，毫秒；“不等”是按时钟减去排队等处理器的时间，机器空闲时两者相同；处理器含数据库进程")
    print("  页面｜不等｜按时钟｜处理器｜同样大小的空页：不等｜处理器｜大小｜查询次数")
    for name, address, status in _pages():
        if _shown(site, name, address, status) > LIMIT:
            over.append(name)
    print(f"  p95（不等）超过 {LIMIT * 1000:.0f} ms 的：{'、'.join(over) or '没有'}", flush=True)


class _Spent(NamedTuple):
    """Seconds by the clock, of processor time, and by the clock without those spent waiting for a processor."""

    clock: float
    worked: float
    unhindered: float


def _shown(site: _Site, name: str, address: Address, status: int) -> float:
    """Print a page beside a bare one, asked for in turn; the p95 of the page."""
    ours: list[_Spent] = []
    bare: list[_Spent] = []
    sizes = []
    backends = _backends()
    for turn in range(TIMES + 3):
        asked = address()
        code, size = 0, 0

        def ask(path: str = asked) -> None:
            nonlocal code, size
            code, size = site.get(path)

        taken = _timed(ask, backends)
        assert code == status, (asked, code)
        empty = _timed(lambda size=size: site.get(f"/bare/{size}"), backends)
        if turn > 2:
            ours.append(taken)
            bare.append(empty)
            sizes.append(size)
    page, blank = _Spent(*zip(*ours, strict=True)), _Spent(*zip(*bare, strict=True))
    print(
        f"  {name}｜{_shares(page.unhindered)}｜{_shares(page.clock)}｜{_shares(page.worked)}"
        f"｜{_shares(blank.unhindered)}｜{_shares(blank.worked)}"
        f"｜{statistics.median(sizes) / 1024:.0f} KB｜{_queries(site, address())}",
        flush=True,
    )
    return _p95(page.unhindered)


def _timed(call: Callable[[], object], backends: Sequence[str]) -> _Spent:
    start, before = time.perf_counter(), _scheduled(backends)
    call()
    taken, after = time.perf_counter() - start, _scheduled(backends)
    worked, waited = after[0] - before[0], after[1] - before[1]
    return _Spent(taken, worked, max(taken - waited, worked))  # two that wait at once waited but once


def _scheduled(backends: Sequence[str]) -> tuple[float, float]:
    """Seconds that this process and its backends had a processor, and that they waited for one (Linux)."""
    own, *theirs = (Path(f"/proc/{pid}/schedstat").read_text().split() for pid in ("self", *backends))
    worked = (
        time.process_time() + sum(int(one[0]) for one in theirs) / 1e9
    )  # of one that runs the kernel counts late
    return worked, sum(int(one[1]) for one in (own, *theirs)) / 1e9


def _backends() -> list[str]:
    """The server processes that serve this one: those of its pool."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        found = [str(row[0]) for row in cursor.fetchall()]
    connection.close()
    return found


def _queries(site: _Site, asked: str) -> int:
    from django.db import connection

    count = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        site.get(asked)
    return count


def _p95(samples: Any) -> float:  # noqa: ANN401  numbers
    return statistics.quantiles(samples, n=20)[18]


def _shares(samples: Any) -> str:  # noqa: ANN401  numbers
    return f"{statistics.median(samples) * 1000:.1f}，{_p95(samples) * 1000:.1f}"


def _pages() -> Iterator[tuple[str, Address, int]]:
    """Every page with an address drawn anew each time: as visitors come, the busy agencies more often."""
    from benchmarks.portal_rows import DAYS
    from gongkai.disclosures.models import Attachment, Item
    from gongkai.kit import clock
    from gongkai.portal.sitemaps import BLOCK

    middle = clock.today() - timedelta(days=DAYS // 2)  # there are pages on both sides of it
    rng, highest = random.Random(1), Item.objects.order_by("-id").values_list("id", flat=True)[0]

    def drawn(**narrowed: Any) -> list[Any]:  # noqa: ANN401  filters
        """Items by chance."""
        found: list[Any] = []
        while len(found) < 300:
            some = Item.objects.filter(pk__in=rng.sample(range(1, highest + 1), min(highest, 400)), **narrowed)
            found += some.select_related("agency", "column")
        return found

    public, older = drawn(state="published"), drawn(state="published", published_on__lt=middle, agency__depth=1)
    later = drawn(state="published", published_on__gt=middle, column__items__gte=50)
    documents, gone = drawn(kind="normative_document", state="published"), drawn(state="withdrawn")
    with_files = [item for item in public if Attachment.objects.filter(item=item).exists()]
    explained = list(Item.objects.filter(state="published", explained_by__isnull=False).distinct()[:100])

    def of(form: str, items: list[Any] = public) -> Address:
        def address() -> str:
            item = rng.choice(items)
            agency, column = f"/a/{item.agency.slug}", f"/a/{item.agency.slug}/c/{item.column.slug}"
            return form.format(agency=agency, column=column, key=item.key, year=item.published_on.year)

        return address

    def api(form: str) -> Address:
        def address() -> str:
            item = rng.choice(public)
            return "/api/v1/" + form.format(
                slug=item.agency.slug, column=item.column.key, key=item.key, year=item.published_on.year
            )

        return address

    word = rng.choice
    words = ("通知", "管理办法", "公示", "养老服务", "实施方案", "行政处罚")
    yield "首页", lambda: "/", 200
    yield "全部机关", lambda: "/agencies/", 200
    yield "机关首页", of("{agency}/"), 200
    for name, part in (("指南", "guide"), ("制度", "institutions"), ("法定主动公开内容", "statutory"),
                       ("年报", "reports"), ("依申请公开", "request"), ("活动", "activities")):  # fmt: skip
        yield name, of(f"{{agency}}/{part}/"), 200
    yield "栏目第一页", of("{column}/"), 200
    yield "栏目深处", of("{column}/?before={key}", later), 200
    yield "栏目一年", of("{column}/{year}/"), 200
    yield "目录第一页", of("{agency}/catalogue/"), 200
    yield "目录深处", of("{agency}/catalogue/?before={key}", later), 200
    yield "目录倒翻", of("{agency}/catalogue/?after={key}", older), 200
    yield "目录一年", of("{agency}/catalogue/{year}/"), 200
    yield "正文", of("/i/{key}/"), 200
    yield "正文：规范性文件", of("/i/{key}/", documents), 200
    yield "正文：有附件", of("/i/{key}/", with_files), 200
    yield "正文：有解读", lambda: f"/i/{rng.choice(explained).key}/", 200
    yield "正文：打印版", of("/i/{key}/print/"), 200
    yield "正文：已撤回", of("/i/{key}/", gone), 410
    yield "检索", lambda: f"/search/?q={quote(word(words))}", 200
    yield "检索一个机关", lambda: f"/search/?q={quote(word(words))}&agency={word(public).agency.slug}", 200
    yield "检索，查找本身除外", _remembered(lambda: f"/search/?q={quote(word(words))}"), 200
    yield "RSS", lambda: "/feed/rss.xml", 200
    yield "Atom", lambda: "/feed/atom.xml", 200
    yield "机关 Atom", of("{agency}/feed/atom.xml"), 200
    yield "栏目 RSS", of("{column}/feed/rss.xml"), 200
    yield "网站地图索引", lambda: "/sitemap.xml", 200
    yield "网站地图：页面", lambda: f"/sitemap-pages-{rng.randrange(10)}.xml", 200
    yield "网站地图：信息", lambda: f"/sitemap-items-{rng.randrange(highest // BLOCK + 1)}.xml", 200
    yield "接口：机关", lambda: "/api/v1/public/agencies", 200
    yield "接口：栏目", api("public/agencies/{slug}/columns"), 200
    yield "接口：信息", lambda: "/api/v1/public/items", 200
    yield "接口：信息深处", api("public/items?before={key}"), 200
    yield "接口：机关一年", api("public/items?agency={slug}&year={year}"), 200
    yield "接口：栏目深处", api("public/items?column={column}&before={key}"), 200
    yield "接口：一条", api("public/items/{key}"), 200


def _remembered(address: Address) -> Address:
    """From the first use on, what was found once is known: only the page itself is left to be measured."""
    from gongkai.portal.views import search

    known: dict[str, Any] = {}
    find = search.find

    def found(typed: str, **options: Any) -> Any:  # noqa: ANN401  what the search answers
        if typed not in known:
            known[typed] = find(typed, **options)
        return known[typed]

    def asked() -> str:
        search.find = found
        return address()

    return asked


if __name__ == "__main__":
    if len(sys.argv) in {3, 4}:
        main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
    else:
        portal()
