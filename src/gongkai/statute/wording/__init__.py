"""What a machine can say about a text before it is published: personal data, secrecy marks, misprints, links."""

from gongkai.statute.wording.links import Known, LinkVerdict, addresses, is_elsewhere
from gongkai.statute.wording.markup import Link, PageText, Picture, TableShape, html_text, page_text
from gongkai.statute.wording.model import CHECK_OF, CHECKS, Check, Remark, Where
from gongkai.statute.wording.personal import masked
from gongkai.statute.wording.precheck import precheck
from gongkai.statute.wording.terms import TermRule, Terms, shipped_terms, terms_from_text

__all__ = [
    "CHECKS",
    "CHECK_OF",
    "Check",
    "Known",
    "Link",
    "LinkVerdict",
    "PageText",
    "Picture",
    "Remark",
    "TableShape",
    "TermRule",
    "Terms",
    "Where",
    "addresses",
    "html_text",
    "is_elsewhere",
    "masked",
    "page_text",
    "precheck",
    "shipped_terms",
    "terms_from_text",
]
