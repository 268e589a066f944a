"""A ledger of 100,000 rows from the file to the public list and the search, on both databases.

`python -m benchmarks ledger --rows 100000 --rounds 5`. Each round has a new database in a process of its own, which
is removed at the end. Beside the seconds by the clock stand those on a processor, of the process and all that it
started, the database server included: on a busy machine only they can be compared.
"""

import argparse
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from benchmarks.timing import processor

ROOT = Path(__file__).resolve().parent.parent
ROWS = 100_000
_SUBJECTS = (
    "防汛",
    "养老服务",
    "老旧小区改造",
    "预算公开",
    "垃圾分类",
    "安全生产",
    "社会救助",
    "政务公开",
    "招考录用",
    "绿化养护",
)
_FORMS = ("关于开展{}工作的通知", "{}工作情况公示", "{}实施方案", "{}政策问答", "关于{}专项检查的公告")
HEADINGS = (
    "序号",
    "信息名称",
    "公开栏目",
    "索引号",
    "文号",
    "成文日期",
    "发布日期",
    "公开属性",
    "内容概述",
    "正文",
    "公开渠道",
    "链接",
    "责任科室",
)
COUNTED = ("上传", "检查", "导入")
COLUMNS = ("通知公告", "政策文件", "工作动态", "预决算", "监督检查")


def run() -> None:
    """Importing a ledger of 100,000 rows, with index numbers, register, channels and search."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_known_args()[0]
    for engine in ("sqlite", "postgres"):
        command = [sys.executable, "-m", "benchmarks.ledger", engine, str(asked.rows)]
        rounds = []
        for _ in range(asked.rounds):
            print(f"  {engine} {asked.rows} 行：", end="", flush=True)
            told = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
            steps, _, total = told.rpartition("\n")
            print(steps)
            rounds.append(float(total))
        print(f"  {engine} 上传、检查、导入合计：中位 {statistics.median(rounds):.1f} s（{asked.rounds} 次）")


def main(engine: str, rows: int) -> None:
    """Measure one database."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-bench-"))
        os.environ |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/ledger.sqlite3"
        if engine == "postgres":
            sys.path.insert(0, str(ROOT / "scripts"))
            import postgres

            os.environ["DATABASE_URL"] = stack.enter_context(postgres.server())
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0, skip_checks=True)
        took = measure(rows)
        steps = "，".join(f"{name} {lap.clock:.1f} s（处理器 {lap.processor:.1f} s）" for name, lap in took.items())
        print(f"{steps}\n{sum(lap.clock for name, lap in took.items() if name in COUNTED)}", end="")
        for connection in connections.all(initialized_only=True):
            connection.close()
            if close_pool := getattr(connection, "close_pool", None):
                close_pool()


def ledger(rows: int = ROWS, wrong: dict[int, tuple[int, str]] | None = None) -> bytes:
    """An XLSX as an office keeps it; `wrong` puts a text into a column of a row (both counted from 0)."""
    rng = random.Random(rows)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(rows):
            cells = _cells(rng, row)
            if wrong and row in wrong:
                column, text = wrong[row]
                cells[column] = text
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row + 1, column, value)
                else:
                    sheet.write(row + 1, column, value)
    return buffer.getvalue()


def _cells(rng: random.Random, row: int) -> list[object]:
    formed = date(2019, 1, 1) + timedelta(rng.randrange(2_500))
    subject = rng.choice(_SUBJECTS)
    title = f"{rng.choice(_FORMS).format(subject)}（第{row + 1}号）"
    lines = (
        f"为做好{subject}工作，现将有关事项通知如下。",
        "一、加强组织领导，明确责任。",
        f"二、按时报送材料，编号{row}。",
    )
    body = "\n".join(lines)
    published = formed + timedelta(rng.randrange(30))
    return [
        row + 1, title, rng.choice(COLUMNS), "", f"港街办〔{formed.year}〕{row % 900 + 1}号", formed,
        f"{published.year}.{published.month}.{published.day}", "主动公开", f"{subject}工作安排", body,
        rng.choice(("网站", "网站、微信", "微信")), "", "党政办公室",
    ]  # fmt: skip


class Lap(NamedTuple):
    """Seconds of a step by the clock, and on a processor."""

    clock: float
    processor: float


def measure(rows: int = ROWS) -> dict[str, Lap]:
    """What each step took; the database is that of the settings, which is emptied of nothing and should be new.

    “写入” is the part of the import for which SQLite's one place to write is taken.
    """
    from gongkai.disclosures.ledgers.fields import guess
    from gongkai.disclosures.models import Item, LedgerImport
    from gongkai.disclosures.selectors.ledgers import CHECKED, IMPORTED
    from gongkai.disclosures.services import ledger_work as work
    from gongkai.disclosures.services import ledgers as services
    from gongkai.disclosures.tasks import ledgers as tasks
    from tests.builders import a_clerk, a_column, an_agency

    agency = an_agency("港湾街道办事处", uscc="11370812004339255B")
    for name in COLUMNS:
        a_column(agency, name)
    by = a_clerk(agency, "handler")
    took: dict[str, Lap] = {}
    server = _server()

    def now() -> Lap:
        return Lap(time.perf_counter(), processor(os.getpid()) + (processor(server) if server else 0.0))

    start = now()

    def lap(name: str, since: Lap | None = None) -> None:
        nonlocal start
        end = now()
        began = since or start
        took[name] = Lap(end.clock - began.clock, end.processor - began.processor)
        start = start if since else end

    take_in = work.take_in

    def timed(*given: Any, **more: Any) -> LedgerImport:  # noqa: ANN401  whatever it takes
        began = now()
        taken = take_in(*given, **more)
        lap("其中写入", began)
        return taken

    work.take_in = timed

    data = ledger(rows)
    lap("造表")
    sheets = services.look_into(data, "台账.xlsx")
    row = services.upload(data, "台账.xlsx", sheets, by=by)
    lap("上传")
    services.choose(row.key, services.Chosen("台账", 1, guess(HEADINGS)), by=by)
    tasks.work_once()
    lap("检查")
    row = LedgerImport.objects.get(pk=row.pk)
    if row.state != CHECKED:
        raise RuntimeError(row.problem or row.refusals.first())
    services.begin(row.key, by=by)
    tasks.work_once()
    lap("导入")
    row = LedgerImport.objects.get(pk=row.pk)
    if row.state != IMPORTED or Item.objects.filter(agency=agency).count() != rows:
        raise RuntimeError(row.problem)
    return took


def _server() -> int | None:
    """The process that started the one that serves this connection; None where the database is a file."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
