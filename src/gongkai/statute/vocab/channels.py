"""Channels by which a request arrives and an answer leaves (条例第三十一条、国办公开办函〔2016〕235号)."""

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import OGI, PERIODS_2015, SERVICE_2016
from gongkai.statute.vocab.term import Term


class ReceiptChannel(Term):
    """How a request came in; it decides the day of receipt."""

    IN_PERSON = "in_person", "当面提交", OGI(31, None, 1)
    SIGNED_MAIL = "signed_mail", "邮寄（需签收）", OGI(31, None, 2)
    ORDINARY_MAIL = "ordinary_mail", "平信等无需签收的邮寄", OGI(31, None, 2)
    MISDIRECTED = "misdirected", "寄交公开机构以外的部门或个人", PERIODS_2015()
    ONLINE = "online", "互联网平台、电子邮箱", OGI(31, None, 3)
    FAX = "fax", "传真", OGI(31, None, 3)
    PUBLISHED = "published", "其他公布的渠道", PERIODS_2015()
    ORAL = "oral", "口头（代为填写）", OGI(29, 1)


class ServiceChannel(Term):
    """How an answer went out; it decides the day on which the agency has answered (DL-10)."""

    DIRECT = "direct", "直接送达", SERVICE_2016()
    ENTRUSTED = "entrusted", "委托其他行政机关送达", SERVICE_2016()
    MAIL = "mail", "邮寄送达", SERVICE_2016()
    ONLINE = "online", "网络送达", Cite(SERVICE_2016, standing=Standing.UNVERIFIED)
