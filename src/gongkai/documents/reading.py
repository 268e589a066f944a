"""The one way in: bytes of any published form to reports."""

from gongkai.documents.interchange import is_interchange, reports_from_json
from gongkai.documents.readers import open_source
from gongkai.documents.readers.limits import DEFAULT, Limits
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report


def read_reports(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[Report, ...]:
    """Every report in a file; at least one.

    `name` is used in messages only: the type is found by content. Raises a `GongkaiError` with code RDR-… that names
    what is wrong when the file cannot be read or holds no report.
    """
    if is_interchange(data):
        return reports_from_json(data)
    return recognise(open_source(data, name, limits))
