"""Load the demonstration into an empty installation. A second time nothing happens."""

from collections.abc import Callable

from django.conf import settings

from gongkai.accounts.demonstration import PASSWORD
from gongkai.accounts.errors import DemonstrationOff
from gongkai.accounts.selectors import clerks_of_role
from gongkai.accounts.services import Founder, install_officers
from gongkai.agencies.selectors.directory import is_empty
from gongkai.agencies.services.founding import found
from gongkai.agencies.services.tree import NewAgency
from gongkai.kit import clock
from gongkai.site.demonstration import agencies, harbour, setting
from gongkai.site.demonstration.people import ACCOUNTS
from gongkai.statute.vocab.roles import ROLE


def load(progress: Callable[[str], None] = lambda line: None) -> bool:
    """Agencies, people, ledgers. False when there is something in the installation already. Raises ACC-1017."""
    if not is_empty():
        return False
    if not settings.GONGKAI.demonstration:
        raise DemonstrationOff()
    today, district = clock.today(), agencies.DISTRICT
    progress("机关和人员")
    new = NewAgency(
        name=district.name, kind=district.kind, uscc=setting.credit_code_of(district), region=setting.REGION,
        slug=district.slug,
    )  # fmt: skip
    root = found(new, on=setting.SINCE)
    officers = [account for account in ACCOUNTS if ROLE[account.role].officer]
    founders = [Founder(one.role, one.login, one.name, PASSWORD, demonstration=True) for one in officers]
    install_officers(root.pk, founders, on=setting.SINCE)
    setting.enter_agencies(clerks_of_role(root.pk, "system_administrator", today)[0])
    teams = setting.enter_people(clerks_of_role(root.pk, "security_administrator", today)[0], today)
    setting.write_guides(teams)
    team = teams[agencies.HARBOUR.slug]
    progress("栏目、领导小组和活动")
    harbour.furnish(team, today)
    progress("上年台账")
    harbour.take_in_past(team["handler"])
    harbour.bring_to_life(team, today, progress)
    return True
