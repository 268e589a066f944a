"""By when an item has to be published, and whether it was (条例第二十六条; DL-09)."""

from dataclasses import dataclass
from datetime import date

from gongkai.statute.calendar import Calendar, CalendarMissing
from gongkai.statute.deadlines import Alert, deadline, time_left
from gongkai.statute.deadlines.clocks import CLOCK_OF
from gongkai.statute.disclosures.errors import PublishedBeforeFormed
from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import OGI


@dataclass(frozen=True, slots=True)
class PublishRule:
    """A period within which something is published: article 26, or a shorter one that another provision sets."""

    code: str
    label: str
    working_days: int
    cite: Cite


ARTICLE_26 = PublishRule("article_26", "形成或者变更之日起", CLOCK_OF["publish"].length, OGI(26))
# 行政许可、行政处罚“双公示”: the length is not verified and is each agency's to confirm.
DOUBLE_PUBLICITY = PublishRule(
    "double_publicity", "行政决定作出之日起", 7, Cite(OGI, 26, standing=Standing.UNVERIFIED)
)
PUBLISH_RULES = (ARTICLE_26, DOUBLE_PUBLICITY)


def publish_by(formed_on: date, calendar: Calendar) -> date | None:
    """The last day of article 26; where it runs into a year without a notice, the earliest it can be."""
    try:
        return deadline("publish", formed_on, calendar).due
    except CalendarMissing as missing:
        return missing.not_before


@dataclass(frozen=True, slots=True)
class PublicationDuty:
    """`used` are the working days from formation to publication, or to today where it is not out yet.

    `late` is about what has happened: published after `due`, or not published and `due` has passed.
    """

    rule: PublishRule
    formed_on: date
    published_on: date | None
    due: date
    used: int
    late: bool
    left: int
    alert: Alert
    provisional: bool
    calendar_version: str


def publication_duty(
    formed_on: date,
    published_on: date | None,
    today: date,
    calendar: Calendar,
    rule: PublishRule = ARTICLE_26,
) -> PublicationDuty:
    """The duty of one item, as it stands on a day the caller states.

    Raises DSC-1003 for an item published before it was formed, and CAL-1001 where a year without a notice would
    have to be counted.
    """
    if published_on is not None and published_on < formed_on:
        raise PublishedBeforeFormed(published=published_on, formed=formed_on)
    due = _due(formed_on, calendar, rule)
    until = published_on or max(today, formed_on)
    left = time_left(due, until, calendar)
    return PublicationDuty(
        rule=rule,
        formed_on=formed_on,
        published_on=published_on,
        due=due,
        used=calendar.count(formed_on, until),
        late=until > due,
        left=left.left if published_on is None else 0,
        alert=left.alert if published_on is None else Alert.NONE,
        provisional=calendar.is_open(due),
        calendar_version=calendar.version,
    )


def _due(formed_on: date, calendar: Calendar, rule: PublishRule) -> date:
    if rule is ARTICLE_26:
        return deadline("publish", formed_on, calendar).due
    return calendar.add_working_days(formed_on, rule.working_days)
