"""Read, check and repair one file, in a child process under limits; plain JSON comes back.

Nothing here knows Django: the child imports this module and no more.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from gongkai.checking.pipeline import check
from gongkai.checking.repair import Change, propose
from gongkai.documents.interchange import report_from_json, report_to_json
from gongkai.documents.readers.limits import DEFAULT
from gongkai.documents.reading import read_with_notices
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Finding, Level, Passage

Document: TypeAlias = dict[str, Any]
SURE = 0.9  # below this a reading is shown as uncertain


def examine(path: str, name: str, pages: int, file_bytes: int) -> list[Document]:
    """Every report of the file with its findings and its repair."""
    limits = replace(DEFAULT, pages=pages, file_bytes=file_bytes)
    reports, notices = read_with_notices(Path(path).read_bytes(), name, limits)
    return [_document(report, notices) for report in reports]


def examine_pair(document: str, previous: str) -> Document:
    """The report once more, now with last year's beside it. Both are documents as JSON text."""
    earlier = report_from_json(json.loads(previous)["report"])
    parsed = json.loads(document)
    return _document(report_from_json(parsed["report"]), parsed["notices"], earlier)


def render(document: str, kind: str, choices: Sequence[int] | None = None) -> bytes:
    """The report as a file of this kind: as read, or repaired by one of the `choices` of each group."""
    parsed = json.loads(document)
    report = report_from_json(parsed["report"])
    if choices is None:
        return write(report, kind, findings=findings_of(parsed))
    groups = parsed["repair"]["groups"]
    changes = [change for group, pick in zip(groups, choices, strict=True) for change in group["choices"][pick]]
    mended = report.with_cells({change["cell"]: change["new"] for change in changes})
    return write(mended, kind, findings=check(mended))


def _document(report: Report, notices: Sequence[str], previous: Report | None = None) -> Document:
    findings = check(report, previous=previous)
    repair = propose(report, previous=previous)
    return {
        "report": report_to_json(report, findings),
        "notices": list(notices),
        "repair": {
            "groups": [
                {
                    "choices": [[_change(change) for change in choice] for choice in group.choices],
                    "complete": group.complete,
                }
                for group in repair.groups
            ]
        },
        "counts": counts(report, findings, len(repair.changes)),
    }


def counts(report: Report, findings: tuple[Finding, ...], changes: int) -> dict[str, int]:
    """The figures of the overview."""
    levels = [finding.level for finding in findings]
    read = [code for code in report.kinds if code in report.cells]
    return {
        "cells_total": len(report.kinds),
        "cells_read": len(read),
        "uncertain": sum(report.confidence(code) < SURE for code in read),
        "errors": levels.count(Level.ERROR),
        "warnings": levels.count(Level.WARNING),
        "hints": levels.count(Level.HINT),
        "changes": changes,
    }


def findings_of(document: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of a stored document as values."""
    return tuple(
        Finding(
            code=item["code"],
            level=Level(item["level"]),
            message=item["message"],
            cite=item["cite"],
            cells=tuple(item["cells"]),
            passage=Passage(**item["passage"]) if item.get("passage") else None,
        )
        for item in document["report"]["findings"]
    )


def _change(change: Change) -> Document:
    return {"cell": change.cell, "old": change.old, "new": change.new, "sentence": change.sentence}
