"""Ledgers for tests: small workbooks, and one brought as far as a test needs."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from gongkai.disclosures.ledgers.fields import guess
from gongkai.disclosures.models import LedgerImport
from gongkai.disclosures.services import ledgers as services
from gongkai.disclosures.services.ledgers import Chosen
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit.access import Clerk

HEADINGS = ("标题", "栏目", "发布日期", "内容概述", "渠道")
ROW = ("防汛通知", "通知公告", "2023-05-06", "防汛安排", "微信")


def xlsx(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A workbook of one sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def uploaded(
    by: Clerk, rows: Sequence[Sequence[object]] = (ROW,), headings: Sequence[str] = HEADINGS
) -> LedgerImport:
    """A ledger that was uploaded."""
    data = xlsx(rows, headings)
    return services.upload(data, "台账.xlsx", services.look_into(data, "台账.xlsx"), by=by)


def ordered(
    by: Clerk, rows: Sequence[Sequence[object]] = (ROW,), headings: Sequence[str] = HEADINGS, **more: Any
) -> LedgerImport:
    """A ledger mapped, whose check is ordered."""
    ledger = uploaded(by, rows, headings)
    return services.choose(ledger.key, Chosen("台账", 1, guess(headings), **more), by=by)


def checked(
    by: Clerk, rows: Sequence[Sequence[object]] = (ROW,), headings: Sequence[str] = HEADINGS, **more: Any
) -> LedgerImport:
    """A ledger whose rows were judged."""
    ledger = ordered(by, rows, headings, **more)
    tasks.work_once()
    return LedgerImport.objects.get(pk=ledger.pk)


def imported(
    by: Clerk, rows: Sequence[Sequence[object]] = (ROW,), headings: Sequence[str] = HEADINGS, **more: Any
) -> LedgerImport:
    """A ledger taken in, or refused at the last moment."""
    ledger = checked(by, rows, headings, **more)
    services.begin(ledger.key, by=by)
    tasks.work_once()
    return LedgerImport.objects.get(pk=ledger.pk)
