"""Statutory periods and the reply clock: pure functions of events, law and calendar (DOMAIN 2)."""

from gongkai.statute.deadlines.alerts import Alert, TimeLeft, time_left
from gongkai.statute.deadlines.clocks import CLOCK_OF, CLOCKS, Clock, Unit
from gongkai.statute.deadlines.compute import add_months, deadline, report_due
from gongkai.statute.deadlines.events import (
    Consulted,
    Deferred,
    Event,
    Extended,
    FeeNotified,
    Paid,
    Received,
    Replied,
    SupplementAsked,
    Supplemented,
    Withdrawn,
)
from gongkai.statute.deadlines.model import CountedDay, Deadline, spell
from gongkai.statute.deadlines.receipt import Arrival, Receipt, receipt_day, service_day
from gongkai.statute.deadlines.reply import ClockState, ReplyClock, reply_clock
from gongkai.statute.deadlines.settings import EXPLAINED, Settings, SuspendMode

__all__ = [
    "CLOCKS",
    "CLOCK_OF",
    "EXPLAINED",
    "Alert",
    "Arrival",
    "Clock",
    "ClockState",
    "Consulted",
    "CountedDay",
    "Deadline",
    "Deferred",
    "Event",
    "Extended",
    "FeeNotified",
    "Paid",
    "Receipt",
    "Received",
    "Replied",
    "ReplyClock",
    "Settings",
    "SupplementAsked",
    "Supplemented",
    "SuspendMode",
    "TimeLeft",
    "Unit",
    "Withdrawn",
    "add_months",
    "deadline",
    "receipt_day",
    "reply_clock",
    "report_due",
    "service_day",
    "spell",
    "time_left",
]
