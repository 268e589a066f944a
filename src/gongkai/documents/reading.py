"""The one way in: bytes of any published form to reports."""

from gongkai.documents.interchange import reports_from_json
from gongkai.documents.readers import check_size, kind_of, open_source
from gongkai.documents.readers.limits import DEFAULT, Limits
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report


def read_reports(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[Report, ...]:
    """Every report in a file; at least one.

    `name` is for messages: the type is found by content. Raises a `GongkaiError` with code RDR-… that names what is
    wrong when the file cannot be read or holds no report. Time and memory are the caller's to bound (`sandbox`).
    """
    return read_with_notices(data, name, limits)[0]


def read_with_notices(
    data: bytes, name: str, limits: Limits = DEFAULT
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """The same, and what whoever looks at the result should know: pictures not read, hidden sheets left out."""
    check_size(data, name, limits)
    kind = kind_of(data, name)
    if kind == "json":
        return reports_from_json(data), ()
    source = open_source(data, name, limits, kind)
    return recognise(source), source.notices
