"""All checks of a text before publication: beside the reviewers, never instead of them (DOMAIN 1.3, 6.6)."""

from collections.abc import Sequence

from gongkai.statute.wording.links import NOTHING_KNOWN, Known, link_remarks, picture_remarks
from gongkai.statute.wording.markup import PageText, page_text
from gongkai.statute.wording.model import Remark, Where
from gongkai.statute.wording.personal import personal
from gongkai.statute.wording.secrecy import secrecy
from gongkai.statute.wording.structure import structure
from gongkai.statute.wording.terms import Terms, shipped_terms, wording


def precheck(
    title: str,
    body: str | PageText,
    attachments: Sequence[str] = (),
    terms: Terms | None = None,
    known: Known = NOTHING_KNOWN,
) -> tuple[Remark, ...]:
    """Remarks on the title, then on the text in the order of their places.

    `body` is HTML, plain text, or a page already read; places are those of `page_text(body).text`. `attachments`
    are the names of the files attached; `terms` the agency's list, the shipped one where it has none; `known` is
    what was found out about its addresses.
    """
    page = page_text(body) if isinstance(body, str) else body
    chosen = shipped_terms() if terms is None else terms
    found: list[Remark] = []
    for where, text in ((Where.TITLE, title), (Where.TEXT, page.text)):
        found += personal(text, where)
        found += secrecy(text, where)
        found += wording(text, chosen, where)
    found += link_remarks(page, known.links)
    found += picture_remarks(page, known.pictures)
    found += structure(page, attachments)
    return tuple(sorted(found, key=lambda r: (r.where is Where.TEXT, r.start, r.code)))
