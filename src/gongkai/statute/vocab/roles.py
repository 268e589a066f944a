"""What a post may do: permissions, and the roles that grant them (DOMAIN 9.2, 条例第四条、第十七条；三员分立)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Perm(StrEnum):
    """One thing a post may do. The code is permanent; the label is what pages, tokens and the API's schema say."""

    label: str

    def __new__(cls, code: str, label: str) -> "Perm":
        """A member whose value is the code alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    # 主动公开
    DISCLOSURE_READ = "disclosure.read", "查看本机关的信息，包括没有公开的"
    DISCLOSURE_DRAFT = "disclosure.draft", "起草和登记信息"
    DISCLOSURE_IMPORT = "disclosure.import", "从台账导入信息"
    DISCLOSURE_SIGN = "disclosure.sign", "审查签批"
    DISCLOSURE_PUBLISH = "disclosure.publish", "发布、更正、撤回信息"
    COLUMN_MANAGE = "column.manage", "管理栏目"
    CHANNEL_MANAGE = "channel.manage", "管理发布渠道"
    CHAIN_CONFIGURE = "chain.configure", "设置审查流程"
    ACTIVITY_RECORD = "activity.record", "登记活动和培训"
    # 机关
    GUIDE_EDIT = "agency.guide", "编写公开指南"
    LEADING_GROUP_EDIT = "agency.leading_group", "管理领导小组"
    AGENCY_MANAGE = "agency.manage", "管理机关名录"
    # 监督
    SUBORDINATES_READ = "subordinates.read", "查看下级机关的信息"
    # 账号与审计
    PEOPLE_MANAGE = "people.manage", "管理账号、岗位和任期"
    SYSTEM_MANAGE = "system.manage", "管理系统设置"
    AUDIT_READ = "audit.read", "查看、导出和核验审计记录"


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


_LABELS: dict[str, str] = {perm.value: perm.label for perm in Perm}


def label_of(code: str) -> str:
    """A permission in words; one that is no more is shown as it was written."""
    return _LABELS.get(code, code)


def are_separate(codes: Iterable[str]) -> bool:
    """Whether one person may hold these roles together: an officer of 三员分立 holds that role and no other."""
    held = set(codes)
    return len(held) <= 1 or not any(ROLE[code].officer for code in held)
