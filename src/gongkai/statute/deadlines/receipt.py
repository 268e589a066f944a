"""The day a request counts as received, and the day an answer counts as given (DOMAIN 2.3, DL-10)."""

from dataclasses import dataclass
from datetime import date

from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines.settings import Settings, Used, used
from gongkai.statute.law.cite import Cite
from gongkai.statute.law.instruments import OGI, PERIODS_2015
from gongkai.statute.vocab import ReceiptChannel, ServiceChannel
from gongkai.statute.written import written

LATE_CONFIRMATION = 1  # working days; confirming later than this must not move the period unseen


@dataclass(frozen=True, slots=True)
class Arrival:
    """How and when a request came.

    `arrived`: handed in, signed for, delivered, sent or filled in; `confirmed`: both sides confirmed;
    `acknowledged`: the platform answered by itself; `agreed`: the day by the agency's published rule.
    """

    channel: ReceiptChannel
    arrived: date
    confirmed: date | None = None
    acknowledged: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day of receipt, None while the confirmation is still missing; why, and what to look at."""

    day: date | None
    why: str
    cites: tuple[Cite, ...]
    warnings: tuple[str, ...] = ()
    settings: tuple[Used, ...] = ()


def receipt_day(arrival: Arrival, calendar: Calendar, settings: Settings | None = None) -> Receipt:
    """The day of receipt by the channel (条例第三十一条、国办公开办函〔2015〕207号第一部分)."""
    settings = settings or Settings()
    channel = arrival.channel
    cites = tuple(c for c in (channel.cite, _also(channel)) if c is not None)
    if channel is ReceiptChannel.IN_PERSON:
        return Receipt(arrival.arrived, "当面提交的，提交之日为收到日。", cites)
    if channel is ReceiptChannel.SIGNED_MAIL:
        return Receipt(arrival.arrived, "邮寄需签收的，行政机关签收之日为收到日。", cites)
    if channel is ReceiptChannel.PUBLISHED and arrival.agreed is not None:
        return Receipt(arrival.agreed, "以机关事先公布的时间为收到日。", cites)
    decided = used(settings, "auto_ack_counts") if channel is ReceiptChannel.ONLINE and arrival.acknowledged else ()
    if decided and settings.auto_ack_counts:
        return Receipt(arrival.acknowledged, "平台自动回执之日为收到日。", cites, settings=decided)
    if arrival.confirmed is None:
        return Receipt(None, "须与申请人确认，确认之日为收到日；请尽快联系并登记。", cites, settings=decided)
    warnings = []
    if calendar.count(arrival.arrived, arrival.confirmed) > LATE_CONFIRMATION:
        warnings.append(
            f"{written(arrival.arrived)}已到达，{written(arrival.confirmed)}才确认，"
            "间隔超过1个工作日，请说明原因并留存联系记录。"
        )
    words = "代为填写并经申请人确认之日为收到日。" if channel is ReceiptChannel.ORAL else "双方确认之日为收到日。"
    return Receipt(arrival.confirmed, words, cites, tuple(warnings), decided)


def service_day(
    channel: ServiceChannel,
    *,
    sent: date,
    received: date | None = None,
    settings: Settings | None = None,
) -> date | None:
    """The day on which the agency has answered: posted, for mail; signed for, else (国办公开办函〔2016〕235号).

    `sent` is the day of posting, handing over or sending; `received` of signature, or for online service of the
    applicant's confirmation. None while the signature is missing. Returned mail keeps the day of the first posting.
    """
    if channel is ServiceChannel.MAIL:
        return sent
    if channel is ServiceChannel.ONLINE:
        return sent if (settings or Settings()).online_service_on_arrival else received
    return received


def _also(channel: ReceiptChannel) -> Cite | None:
    if channel is ReceiptChannel.PUBLISHED:
        return OGI(31)
    return PERIODS_2015() if channel in (ReceiptChannel.ORDINARY_MAIL, ReceiptChannel.FAX) else None
