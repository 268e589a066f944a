"""A ledger of 100,000 rows from the file to the public list and the search, on both databases.

`python -m benchmarks ledger --rows 100000`. Each database is new, in a process of its own, and removed at the end.
"""

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

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
COLUMNS = ("通知公告", "政策文件", "工作动态", "预决算", "监督检查")


def run() -> None:
    """Importing a ledger of 100,000 rows, with index numbers, register, channels and search."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_known_args()[0].rows
    for engine in ("sqlite", "postgres"):
        subprocess.run([sys.executable, "-m", "benchmarks.ledger", engine, str(rows)], check=True, cwd=ROOT)


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
        steps = "，".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
        print(f"  {engine} {rows} 行：{steps}")
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


def measure(rows: int = ROWS) -> dict[str, float]:
    """Seconds of each step; the database is that of the settings, which is emptied of nothing and should be new."""
    from gongkai.disclosures.ledgers.fields import guess
    from gongkai.disclosures.models import Item, LedgerImport
    from gongkai.disclosures.selectors.ledgers import CHECKED, IMPORTED
    from gongkai.disclosures.services import ledgers as services
    from gongkai.disclosures.tasks import ledgers as tasks
    from tests.builders import a_clerk, a_column, an_agency

    agency = an_agency("港湾街道办事处", uscc="11370812004339255B")
    for name in COLUMNS:
        a_column(agency, name)
    by = a_clerk(agency, "handler")
    took: dict[str, float] = {}
    start = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal start
        took[name] = time.perf_counter() - start
        start = time.perf_counter()

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


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
