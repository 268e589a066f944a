"""The accounts of the demonstration, named by post. The sign-in page lists them in the demonstration only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """One account: sign-in name, the name shown, the role, and where (the slug of the agency)."""

    login: str
    name: str
    role: str
    agency: str
    office: str = ""


# fmt: off
ACCOUNTS: tuple[Account, ...] = (
    Account("jingban-jia", "经办人甲", "handler", "gangwan", "党政办公室"),
    Account("jingban-yi", "经办人乙", "handler", "gangwan", "社会事务办"),
    Account("keshi", "科室负责人甲", "section_head", "gangwan", "党政办公室"),
    Account("baomi", "保密审查员甲", "secrecy_reviewer", "gangwan", "党政办公室"),
    Account("fenguan", "分管领导甲", "deputy_leader", "gangwan"),
    Account("zhuyao", "主要领导甲", "leader", "gangwan"),
    Account("gongkaiban", "公开办负责人甲", "disclosure_officer", "gangwan", "政务公开办公室"),
    Account("jiangbei-jingban", "江北经办人甲", "handler", "jiangbei", "党政办公室"),
    Account("qu-jiandu", "区监督员甲", "supervisor", "qianjin", "政务公开办公室"),
    Account("xitong", "系统管理员甲", "system_administrator", "qianjin", "信息中心"),
    Account("anquan", "安全管理员甲", "security_administrator", "qianjin", "信息中心"),
    Account("shenji", "安全审计员甲", "auditor", "qianjin", "审计科"),
)
# fmt: on
