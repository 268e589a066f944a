"""What happens to a request, as far as its deadline depends on it. Dates are legal dates, stated by a clerk."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gongkai.statute.vocab import ServiceChannel


@dataclass(frozen=True, slots=True)
class Received:
    """收到申请（条例第三十一条）."""

    on: date


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """一次性告知补正（第三十条）; `until` is the day set for the applicant."""

    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Supplemented:
    """收到补正的申请：答复期限重新计算."""

    on: date


@dataclass(frozen=True, slots=True)
class Consulted:
    """征求第三方或其他机关意见（第三十二、三十三、三十四条）.

    `served` is the day the other side received the letter, `heard` the day its opinion reached the agency; an
    opinion not in writing does not end the consultation.
    """

    on: date
    served: date | None = None
    heard: date | None = None
    in_writing: bool = True


@dataclass(frozen=True, slots=True)
class Extended:
    """延长答复期限（第三十三条）; `on` is the day of approval and notice, None where it is not known."""

    days: int = 20
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Deferred:
    """确定延迟答复的合理期限（第三十五条）."""

    until: date
    on: date


@dataclass(frozen=True, slots=True)
class FeeNotified:
    """发出收费通知; `served` is the day the applicant received it."""

    on: date
    served: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """缴清信息处理费."""

    on: date


@dataclass(frozen=True, slots=True)
class Replied:
    """作出答复; `on` is the day that counts by the channel (`service_day`)."""

    on: date
    channel: ServiceChannel = ServiceChannel.DIRECT


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """申请人撤回，书面到达之日."""

    on: date


Event: TypeAlias = (
    Received
    | SupplementAsked
    | Supplemented
    | Consulted
    | Extended
    | Deferred
    | FeeNotified
    | Paid
    | Replied
    | Withdrawn
)
