"""Kinds of applicant: the columns of table three (DOMAIN 3.3)."""

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.vocab.term import Term


class ApplicantKind(Term):
    """Who applied; the code is the column's code of table three."""

    PERSON = "person", "自然人", REPORT_FORMAT_2021()
    BUSINESS = "business", "商业企业", REPORT_FORMAT_2021()
    RESEARCH = "research", "科研机构", REPORT_FORMAT_2021()
    PUBLIC_INTEREST = "public_interest", "社会公益组织", REPORT_FORMAT_2021()
    LEGAL_SERVICE = "legal_service", "法律服务机构", REPORT_FORMAT_2021()
    OTHER = "other", "其他", REPORT_FORMAT_2021()
