"""What a post may do: permissions, and the roles that grant them (DOMAIN 9.2, 条例第四条、第十七条；三员分立)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Perm(StrEnum):
    """One thing a post may do. The code is permanent."""

    # 主动公开
    DISCLOSURE_READ = "disclosure.read"
    DISCLOSURE_DRAFT = "disclosure.draft"
    DISCLOSURE_IMPORT = "disclosure.import"
    DISCLOSURE_SIGN = "disclosure.sign"
    DISCLOSURE_PUBLISH = "disclosure.publish"
    COLUMN_MANAGE = "column.manage"
    CHANNEL_MANAGE = "channel.manage"
    CHAIN_CONFIGURE = "chain.configure"
    ACTIVITY_RECORD = "activity.record"
    # 机关
    GUIDE_EDIT = "agency.guide"
    LEADING_GROUP_EDIT = "agency.leading_group"
    AGENCY_MANAGE = "agency.manage"
    # 监督
    SUBORDINATES_READ = "subordinates.read"
    # 账号与审计
    PEOPLE_MANAGE = "people.manage"
    SYSTEM_MANAGE = "system.manage"
    AUDIT_READ = "audit.read"


CASE_CONTENT = frozenset(
    {
        Perm.DISCLOSURE_READ,
        Perm.DISCLOSURE_DRAFT,
        Perm.DISCLOSURE_IMPORT,
        Perm.DISCLOSURE_SIGN,
        Perm.DISCLOSURE_PUBLISH,
        Perm.SUBORDINATES_READ,
    }
)
"""Permissions under which unpublished matter is seen; none of the three officers has one."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a post is for. `officer` marks one of 三员, who are three different people."""

    code: str
    label: str
    duty: str
    may: frozenset[Perm]
    officer: bool = False


def _role(code: str, label: str, duty: str, *may: Perm, officer: bool = False) -> Role:
    return Role(code, label, duty, frozenset(may), officer)


# fmt: off
ROLES: tuple[Role, ...] = (
    _role("handler", "经办人", "起草、登记、导入信息，维护栏目和活动记录",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_IMPORT, Perm.ACTIVITY_RECORD),
    _role("section_head", "科室负责人", "初审本科室拟公开的信息",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_SIGN),
    _role("secrecy_reviewer", "保密审查员", "对拟公开的信息作保密审查",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_SIGN),
    _role("deputy_leader", "分管领导", "复审拟公开的信息",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_SIGN),
    _role("leader", "主要领导", "终审拟公开的信息",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_SIGN),
    _role("disclosure_officer", "公开工作机构负责人", "发布、更正、撤回信息，管理栏目、渠道、审查流程和公开指南",
          Perm.DISCLOSURE_READ, Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_IMPORT, Perm.DISCLOSURE_PUBLISH,
          Perm.COLUMN_MANAGE, Perm.CHANNEL_MANAGE, Perm.CHAIN_CONFIGURE, Perm.ACTIVITY_RECORD,
          Perm.GUIDE_EDIT, Perm.LEADING_GROUP_EDIT),
    _role("supervisor", "主管部门监督员", "查看下级机关的公开情况和栏目更新",
          Perm.DISCLOSURE_READ, Perm.SUBORDINATES_READ),
    _role("system_administrator", "系统管理员", "管理机关名录和系统设置",
          Perm.AGENCY_MANAGE, Perm.SYSTEM_MANAGE, officer=True),
    _role("security_administrator", "安全管理员", "管理账号、岗位和授权",
          Perm.PEOPLE_MANAGE, officer=True),
    _role("auditor", "安全审计员", "查看、导出和核验审计记录",
          Perm.AUDIT_READ, officer=True),
)
# fmt: on
ROLE = {role.code: role for role in ROLES}


def are_separate(codes: Iterable[str]) -> bool:
    """Whether one person may hold these roles together: an officer of 三员分立 holds that role and no other."""
    held = set(codes)
    return len(held) <= 1 or not any(ROLE[code].officer for code in held)
