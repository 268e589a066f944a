"""Pages of the public site over many items on both engines, beside a bare page of the same size.

`GONGKAI_BENCH_ITEMS=1000000 python -m benchmarks.portal`. Each engine runs in a process of its own with a database
of its own, which is removed at the end. Rows are written straight into the tables.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
BATCH, COLUMNS, TIMES, DAYS = 5000, 20, 200, 3650
BODY = "<p>为进一步做好政府信息公开工作，现将有关事项通知如下。</p>" * 20


def portal() -> None:
    """Pages of the public site, SQLite and PostgreSQL; GONGKAI_BENCH_ITEMS says how many items."""
    items = os.environ.get("GONGKAI_BENCH_ITEMS", "20000")
    for engine in ("sqlite", "postgres"):
        subprocess.run([sys.executable, "-m", "benchmarks.portal", engine, items], check=True, cwd=ROOT)


def main(engine: str, items: int) -> None:
    """Fill and measure one engine."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-bench-"))
        os.environ |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "tests.settings", "GONGKAI_TEST_HOME": home}
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/portal.sqlite3"
        if engine == "postgres":
            sys.path.insert(0, str(ROOT / "scripts"))
            import postgres

            os.environ["DATABASE_URL"] = stack.enter_context(postgres.server())
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        slug, column = _fill(items)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{engine}，{items} 条")
        _time(slug, column)
        connection.close()


def _fill(items: int) -> tuple[str, str]:
    """An agency with its items in columns, a day each over ten years."""
    from gongkai.disclosures.models import Item, Revision
    from tests.builders import a_column, a_person, an_agency

    agency, author = an_agency(), a_person()
    columns = [a_column(agency) for _ in range(COLUMNS)]
    for start in range(0, items, BATCH):
        made = []
        for number in range(start + 1, min(start + BATCH, items) + 1):
            day = date(2016, 1, 1) + timedelta(days=number * DAYS // items)
            at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
            column = columns[number % COLUMNS]
            told: dict[str, Any] = {"title": f"关于第{number}项工作的通知", "summary": "工作安排", "formed_on": day}
            item = Item(
                id=number, key=UUID(int=number), agency=agency, column=column, drafter=author, created_at=at,
                state="published", index_number=f"B/{number}", published_on=day, published_at=at, public_id=number,
                latest_id=number, **told,
            )  # fmt: skip
            revision = Revision(
                id=number, item_id=number, number=1, column=column, author=author, made_at=at, digest="0" * 64,
                body=BODY, **told,
            )  # fmt: skip
            made.append((item, revision))
        _store(made)
    return agency.slug, columns[1].slug


def _store(made: list[tuple[Any, Any]]) -> None:
    """Both tables point at each other: in one transaction."""
    from django.db import transaction

    from gongkai.disclosures.models import Item, Revision

    with transaction.atomic():
        Item.objects.bulk_create([item for item, _ in made], batch_size=500)
        Revision.objects.bulk_create([revision for _, revision in made], batch_size=500)


def _time(slug: str, column: str) -> None:
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    from benchmarks.timing import calibration
    from gongkai.disclosures.models import Item
    from gongkai.site import urls

    total = Item.objects.count()
    rng, client = random.Random(1), Client()
    first = f"/a/{slug}/c/{column}/"
    bare: list[str] = []
    urls.urlpatterns.append(path("bare", lambda request: HttpResponse(bare[0])))
    size = len(client.get(first).content)
    bare.append("x" * size)
    print(f"  校准循环 {calibration()}")
    _shown(client, f"同样大小（{size} 字节）的空页", lambda: "/bare")
    _shown(client, "首页", lambda: "/")
    _shown(client, "机关首页", lambda: f"/a/{slug}/")
    _shown(client, "栏目第一页", lambda: first)
    _shown(client, "栏目深处", lambda: f"{first}?before={UUID(int=rng.randint(1, total))}")
    _shown(client, "目录深处", lambda: f"/a/{slug}/catalogue/?before={UUID(int=rng.randint(1, total))}")
    _shown(client, "正文", lambda: f"/i/{UUID(int=rng.randint(1, total))}/")


def _shown(client: "Client", name: str, address: Callable[[], str]) -> None:
    client.get(address())
    taken = []
    for _ in range(TIMES):
        asked = address()
        start = time.perf_counter()
        response = client.get(asked)
        taken.append(time.perf_counter() - start)
        assert response.status_code == 200, asked
    cuts = statistics.quantiles(taken, n=20)
    print(f"  {name}：中位 {statistics.median(taken) * 1000:.1f} ms，p95 {cuts[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], int(sys.argv[2]))
    else:
        portal()
