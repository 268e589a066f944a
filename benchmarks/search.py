"""Search over many documents on both engines: how long a build and a search take, and whether phrases are exact.

`python -m benchmarks search --items 1000000`. Each engine runs in a process of its own with a database of its own,
which is removed at the end.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
Ask = tuple[str, str, dict[str, Any]]

# Phrases whose every occurrence is known from the raw texts, by a search that shares nothing with the index.
PROVEN = (
    "公示", "献血", "政府信息公开", "既有住宅加装电梯", "农村集体产权", "公共租赁住房", "行政处罚决定书",
    "的批复", "学校食堂管理办法", "户外广告工作的意见", "航道养护情况公示", "结合我县实际", "青山县",
    "望溪镇林业局", "海域使用和献血领域", "云川", "市场监督管理局关于海域使用", "白岭区人民政府办公室",
    "烟花爆竹暂行规定", "盐业", "优化营商环境条例", "行政处罚", "法人",
    "为进一步规范优化营商环境工作，保障公民、法人和其他组织的合法权益，根据有关法律法规",
    "切实加强组织领导，明确责任分工，确保各项任务落到实处", "养老服务和", "云人发〔2020〕12号",
)  # fmt: skip
DEEP = 20_000  # of the newest matches of each that are compared


def search() -> None:
    """Searching many documents, FTS5 and PostgreSQL; --items says how many."""
    items = os.environ.get("GONGKAI_BENCH_ITEMS", "20000")
    for engine in ("sqlite", "postgres"):
        subprocess.run([sys.executable, "-m", "benchmarks.search", engine, items], check=True, cwd=ROOT)


def main(engine: str, items: int) -> None:
    """Build and measure one engine."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-bench-"))
        os.environ |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/search.sqlite3"
        if engine == "postgres":
            sys.path.insert(0, str(ROOT / "scripts"))
            import postgres

            os.environ["DATABASE_URL"] = stack.enter_context(postgres.server())
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", "search", verbosity=0)
        known = _build(engine, items)
        _prove(items, known)
        _time(items)
        connection.close()


def _say(*parts: object) -> None:
    print(" ", *parts, flush=True)


def _build(engine: str, items: int) -> dict[str, list[int]]:
    """Build; the numbers of the documents that hold each proven phrase, newest first."""
    from benchmarks.search_documents import documents
    from gongkai.kit.search.api import rebuild
    from gongkai.kit.search.documents import Document, number_of

    known: dict[str, list[int]] = {phrase: [] for phrase in PROVEN}
    spent = characters = 0.0

    def noted() -> Iterator[Document]:
        nonlocal spent, characters
        source = documents(items)
        while True:
            start = time.perf_counter()
            document = next(source, None)
            if document is None:
                return
            characters += len(document.body)
            for phrase, numbers in known.items():
                if phrase in document.title or phrase in document.body:
                    numbers.append(number_of(document.date, document.key))
            spent += time.perf_counter() - start
            yield document

    start = time.perf_counter()
    last = start

    def told(stage: str, done: int) -> None:
        nonlocal last
        if time.perf_counter() - last > 60:
            last = time.perf_counter()
            _say(f"{stage} {done}，{last - start:.0f} s")

    rebuild(noted(), told)
    seconds = time.perf_counter() - start - spent
    _say(f"{engine}：{items} 件，平均 {characters / items:.0f} 字，建成 {seconds:.0f} s，{_size()}")
    for numbers in known.values():
        numbers.sort(reverse=True)
    return known


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_database_size(current_database()), pg_total_relation_size('search_shown'),"
                " pg_relation_size('search_entry_tokens'), pg_total_relation_size('search_folded'),"
                " pg_relation_size('search_entry')"
            )
            names = ("共", "正文", "GIN", "折叠文本", "条目")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(
                "SELECT (SELECT sum(pgsize) FROM dbstat), " + ", ".join(
                    f"(SELECT sum(pgsize) FROM dbstat WHERE name LIKE '{name}%')"
                    for name in ("search_shown", "search_tokens", "search_folded", "search_entry")
                )
            )  # fmt: skip
            names = ("共", "正文", "全文索引", "折叠文本", "条目")
        sizes = cursor.fetchone()
    return "，".join(f"{name} {(size or 0) / 2**20:.0f} MB" for name, size in zip(names, sizes, strict=True))


def _prove(items: int, known: dict[str, list[int]]) -> None:
    from benchmarks.search_documents import document
    from gongkai.kit.search.api import search as look
    from gongkai.kit.search.documents import Plan
    from gongkai.kit.search.engines import engine
    from gongkai.kit.search.folding import fold

    exact = 0
    for phrase, numbers in known.items():
        found = engine().found(Plan((fold(phrase),), ()), DEEP).numbers
        if found == numbers[:DEEP]:
            exact += 1
        else:
            _say(f"不一致：{phrase}，应有 {len(numbers)}，得到 {len(found)}")
    first = 0
    titles = [document(1 + items * i // 100).title for i in range(100)]
    for title in titles:
        hits = look(title, size=1).hits
        first += bool(hits) and document(hits[0].key).title == title
    _say(f"{len(titles)} 个完整标题：{first} 个查到的第一件就是这个标题")
    counts = sorted(map(len, known.values()))
    _say(f"逐字比对 {len(known)} 个短语（各 {counts[0]}–{counts[-1]} 件）：{exact} 个查全率、查准率都是 1")


def _words(listed: str) -> list[str]:
    return listed.split()


def asks(items: int) -> list[Ask]:
    """At least two hundred searches by name; those of single documents are drawn from all of them."""
    from benchmarks.search_documents import TOPICS, document

    some = [document(1 + items * i // 40) for i in range(40)]
    companies = [d.body[at - 4 : at + 4] for d in some if (at := d.body.find("有限公司")) > 4]
    rare, frequent = TOPICS[-12:], TOPICS[:12]
    found: list[Ask] = []

    def ask(group: str, queries: Sequence[str], **options: object) -> None:
        found.extend((group, query, options) for query in queries)

    ask("罕见", [f"“{name}”" for name in companies[:20]])
    ask("题名", [d.title for d in some[:20]])
    ask("长句", [max(d.body.split("\n"), key=len).strip("。")[:40] for d in some[20:40]])
    ask("一个字", list("税的镇水药火林盐政机船鑫"))
    ask("两个字（常见）", _words("通知 公示 管理 工作 人民 政府 有关 规定 申请 单位 公司 项目"))
    ask("两个字", _words("献血 盐业 林地 燃气 疫苗 电梯 食堂 宅基 航道 殡葬 文物 渔业 地名 测绘"))
    ask("主题", TOPICS[::5])
    ask(
        "常见短语",
        _words("人民政府 有限公司 工作日内 切实加强组织领导 合法权益 行政区域内 申请人应当 规范性 2021年 5个"),
    )
    ask("两个词", [f"{a} {b}" for a, b in zip(frequent, rare, strict=True)])
    ask("两个常见词", [f"{a} {b}" for a, b in pairwise(frequent)])
    ask(
        "三个词",
        ["人民政府 实施方案 水务", "公示 公司 罚款", "云川 教育局 2020年", "通知 养老服务 资金", "的 了 和"],
    )
    ask("排除", ["献血 -公示", "行政处罚 -有限公司", "通知 -印发 -人民政府", "-通知", "政府 -“人民政府办公室”"])
    ask(
        "法规和事项名",
        _words(
            "《中华人民共和国政府信息公开条例》 《优化营商环境条例》 中华人民共和国行政处罚法 公共租赁住房管理办法 "
            "《国有土地上房屋征收与补偿条例》 重大行政决策程序暂行条例 城乡居民基本医疗保险实施细则 "
            "政府信息公开工作年度报告"
        ),
    )
    ask("地名和机关", _words("青山县 云川市教育局 南溪镇人民政府 松江区市场监督管理局 北岭 柳湖县水务局"))
    ask("问句", _words("怎样申请公共租赁住房 最低生活保障标准是多少 企业退休职工医疗救助 学校食堂食品安全由谁监管"))
    ask(
        "文号",
        [
            f"{short}发〔{year}〕{n}号"
            for short in ("云人", "国办")
            for year, n in ((2019, 5), (2020, 12), (2021, 33), (2022, 7))
        ],
    )
    for year in (2010, 2020, 2024):
        ask("按年份", ["安全生产", "通知", "献血", "行政处罚决定书"], facets={"year": year})
    for agency in (1, 50, 1500, 2900):
        ask("按机关", ["管理", "人民政府", "食品安全", ""], facets={"agency": agency})
    ask(
        "多个筛选",
        ["通知", "乡村振兴", "公示"],
        facets={"kind": "规范性文件", "validity": "现行有效", "year": [2021, 2022]},
    )
    ask("机关及下级", ["通知", "献血", "财政预算"], facets={"agency": list(range(1, 400, 3))})
    ask("按日期", ["通知", "医疗救助", ""], since=date(2019, 3, 1), until=date(2019, 6, 20))
    ask("按时间排序", ["人民政府", "老旧小区改造", "档案管理"], sort="date")
    ask("浏览", [""])
    ask("深页", ["通知", "安全生产 资金", "人民政府"], page=50)
    return found


def _time(items: int) -> None:
    from django.db import connection

    from gongkai.kit.search.api import search as look

    queries = asks(items)
    times: dict[str, list[float]] = {}
    first: list[float] = []
    busy: dict[str, list[float]] = {}
    slowest: list[tuple[float, str]] = []
    for turn in range(ROUNDS + 1):
        for group, query, options in queries:
            start, worked = time.perf_counter(), _worked()
            look(query, **options)
            seconds, worked = time.perf_counter() - start, _worked() - worked
            if turn:
                busy.setdefault(group, []).append(worked)
                times.setdefault(group, []).append(seconds)
                slowest.append((seconds, f"{query[:20]} {str(options)[:40]}"))
            else:
                first.append(seconds)
    everything = [seconds for group in times.values() for seconds in group]
    _say(f"{len(queries)} 个查询，各 {ROUNDS} 次：{_shares(everything)}；第一遍 {_shares(first)}")
    _say(f"其中占用处理器（含数据库进程）：{_shares([seconds for group in busy.values() for seconds in group])}")
    for group, samples in times.items():
        _say(f"  {group}（{len(samples) // ROUNDS}）：{_shares(samples)}；处理器 {_shares(busy[group])}")
    for seconds, query in sorted(slowest, reverse=True)[: 3 * ROUNDS : ROUNDS]:
        _say(f"  最慢：{seconds * 1000:.0f} ms {query}")

    keys = ", ".join(map(str, range(1, 21)))

    def rows_by_key() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT title, body FROM search_shown WHERE key IN ({keys})")
            cursor.fetchall()

    def titles_read() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_shown WHERE title LIKE '%%献血%%'")
            cursor.fetchall()

    _say(f"对照：按主键取 20 行 {_once(rows_by_key)}；没有索引，只在标题里 LIKE {_once(titles_read)}")
    _bare()


def _bare() -> None:
    """A page as large as the results of a search, through the whole platform, that asks nothing."""
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    from gongkai.kit.search.api import search as look
    from gongkai.site import urls

    shown = "".join(hit.title_highlighted + hit.excerpt_highlighted for hit in look("人民政府").hits).encode()
    urls.urlpatterns.append(path("bare", lambda request: HttpResponse(shown)))
    client = Client(headers={"host": "localhost"})
    assert client.get("/bare").content == shown
    _say(f"对照：同样大小（{len(shown)} 字节）的空页 {_once(lambda: client.get('/bare'))}")


def _worked() -> float:
    """Seconds of processor time of this process and of the server process that serves it (Linux)."""
    from django.db import connection

    seconds = time.process_time()
    if connection.vendor == "postgresql":
        pid = connection.connection.info.backend_pid
        seconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return seconds


def _once(call: Callable[[], None]) -> str:
    from benchmarks.timing import measure

    return str(measure(call))


def _shares(samples: list[float]) -> str:
    cuts = statistics.quantiles(samples, n=20) if len(samples) > 1 else [samples[0]] * 19
    return f"p50 {cuts[9] * 1000:.1f} ms，p95 {cuts[18] * 1000:.1f} ms，最慢 {max(samples) * 1000:.0f} ms"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
