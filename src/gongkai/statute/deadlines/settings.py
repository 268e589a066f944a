"""What the law or its published reading leaves open: settings with a stated default (DOMAIN 2, 10)."""

from dataclasses import dataclass, fields
from enum import StrEnum

from gongkai.statute.deadlines.errors import SettingOutOfRange
from gongkai.statute.law.cite import Standing

TO_CONFIRM = "口径待主管部门确认"


class SuspendMode(StrEnum):
    """Which days of a consultation are not counted."""

    HALF_OPEN = "half_open"  # (sent, heard]
    STRICT = "strict"  # one working day fewer


@dataclass(frozen=True, slots=True)
class Settings:
    """Readings on which the authorities have not published a rule that we could verify.

    Each field is explained in `EXPLAINED`, and every deadline names those it used.
    """

    suspend_mode: SuspendMode = SuspendMode.HALF_OPEN
    auto_ack_counts: bool = True
    payment_restarts: bool = True
    extension_survives_restart: bool = True
    supplement_days: int = 15
    remake_days: int = 20
    online_service_on_arrival: bool = True

    def __post_init__(self) -> None:
        for name in ("supplement_days", "remake_days"):
            value = getattr(self, name)
            if not 1 <= value <= 250:
                raise SettingOutOfRange(label=EXPLAINED[name].label, value=value, allowed="应为1至250个工作日。")


@dataclass(frozen=True, slots=True)
class Explained:
    """What a setting decides, in words; `values` says what each value means."""

    label: str
    standing: Standing
    values: dict[object, str]


EXPLAINED: dict[str, Explained] = {
    "suspend_mode": Explained(
        "征求意见期间的扣除",
        Standing.DERIVED,
        {
            SuspendMode.HALF_OPEN: "扣除发出次日至收到意见当日",
            SuspendMode.STRICT: "比“发出次日至收到意见当日”少扣一个工作日",
        },
    ),
    "auto_ack_counts": Explained(
        "平台自动回执是否算确认",
        Standing.DERIVED,
        {True: "算，以自动回执之日为收到日", False: "不算，以双方确认之日为收到日"},
    ),
    "payment_restarts": Explained(
        "缴费后答复期限是否重新计算", Standing.UNVERIFIED, {True: "自缴清次日起重新计算", False: "不重新计算"}
    ),
    "extension_survives_restart": Explained(
        "重新计算前批准的延长是否继续有效", Standing.DERIVED, {True: "继续有效", False: "不再有效"}
    ),
    "supplement_days": Explained("告知补正时未写明期限的，补正期限", Standing.UNVERIFIED, {}),
    "remake_days": Explained("复议撤销后未载明重作期限的，重作期限", Standing.UNVERIFIED, {}),
    "online_service_on_arrival": Explained(
        "网络送达的时点", Standing.UNVERIFIED, {True: "系统发出并可证明到达之日", False: "申请人确认收到之日"}
    ),
}


@dataclass(frozen=True, slots=True)
class Used:
    """A setting that decided something in one result."""

    name: str
    value: object

    def __str__(self) -> str:
        what = EXPLAINED[self.name]
        meaning = what.values.get(self.value, f"{self.value}个工作日")
        return f"{what.label}：{meaning}（{TO_CONFIRM}）"


def used(settings: Settings, *names: str) -> tuple[Used, ...]:
    """The named settings as they stand."""
    known = {field.name for field in fields(Settings)}
    if not known.issuperset(names):
        raise ValueError(names)
    return tuple(Used(name, getattr(settings, name)) for name in names)
