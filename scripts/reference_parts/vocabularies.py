"""The vocabularies: every word with its permanent code and its provision, and the roles with their permissions."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reference_parts.acts import roles_with
from reference_parts.markdown import table

if TYPE_CHECKING:
    from gongkai.statute.law.cite import Cite

STANDINGS = {"verified": "", "derived": "（推导）", "unverified": "（未核实）"}


def page() -> str:
    """Roles and permissions, then every vocabulary."""
    from gongkai.statute import vocab
    from gongkai.statute.disclosures import ReviewStep

    titles = _titles()
    listed = [word for word in (getattr(vocab, name) for name in vocab.__all__) if _is_vocabulary(word)]
    parts = ["# 词表\n\n编号永久不变，用于数据库、接口和文件；文字是法定或者通行的用语。\n\n", _roles()]
    for words in sorted([*listed, ReviewStep], key=list(titles).index):  # ValueError for one without a title
        title, head, more = titles[words]
        rows = (
            (f"`{one.code}`", one.label, *(column(one) for column in more), _provision(one.cite)) for one in words
        )
        parts.append(f"\n## {title}\n\n" + table("编号", "用语", *head, "依据", rows=rows))
    return "".join(parts)


def _provision(cite: "Cite | None") -> str:
    """The provision, and how sure it is."""
    return f"{cite}{STANDINGS[cite.standing.value]}" if cite else ""


def _is_vocabulary(value: object) -> bool:
    """Those of documents stand with the life cycle."""
    from gongkai.statute import vocab

    return (
        isinstance(value, type)
        and issubclass(value, vocab.Term)
        and value not in (vocab.Term, vocab.Validity, vocab.DocumentVerb)
    )


def _roles() -> str:
    from gongkai.statute.vocab.roles import ROLES, Perm

    roles = (
        (
            f"`{r.code}`",
            r.label,
            r.duty,
            "<br>".join(f"`{p}`" for p in Perm if p in r.may),
            "是" if r.officer else "",
        )
        for r in ROLES
    )
    perms = ((f"`{perm}`", perm.label, roles_with({perm})) for perm in Perm)
    return (
        "## 角色\n\n三员（系统管理员、安全管理员、安全审计员）必须是三个人，不兼其他角色。\n\n"
        + table("编号", "角色", "职责", "权限", "三员", rows=roles)
        + "\n## 权限\n\n"
        + table("编号", "权限", "角色", rows=perms)
    )


_Columns = tuple[str, tuple[str, ...], tuple[Callable[[Any], object], ...]]


def _titles() -> Mapping[object, _Columns]:
    """The vocabularies in their order: title, and columns of their own."""
    from gongkai.statute import vocab
    from gongkai.statute.disclosures import SIGNER_OF_STEP, ReviewStep

    def limit(kind: vocab.ColumnKind) -> object:
        found = vocab.LIMIT_OF_COLUMN[kind]
        return f"{found.max_idle_days} 日" if found else "不设"

    def ground(outcome: vocab.Outcome) -> object:
        found = vocab.GROUND_OF_OUTCOME.get(outcome)
        return f"`{found.code}`" if found else ""

    def reason(openness: vocab.Openness) -> object:
        return "是" if openness in vocab.NEEDS_REASON else ""

    def registered(kind: vocab.ItemKind) -> object:
        return "是" if kind in vocab.REGISTERED_DOCUMENTS else ""

    return {
        vocab.ItemKind: ("信息类型", ("登记效力",), (registered,)),
        vocab.Openness: ("公开属性", ("须写明理由",), (reason,)),
        vocab.ExemptionGround: ("不予公开事由", ("性质",), (vocab.NATURE_OF_GROUND.__getitem__,)),
        vocab.Nature: ("事由的性质", (), ()),
        ReviewStep: ("审查环节", ("通常由谁",), (SIGNER_OF_STEP.__getitem__,)),
        vocab.PublicationChannel: ("发布渠道", (), ()),
        vocab.ColumnKind: ("栏目类别", ("更新时限",), (limit,)),
        vocab.Art20Item: (
            "条例第二十条所列事项",
            ("通常的栏目",),
            (vocab.COLUMN_OF_ITEM.__getitem__,),
        ),
        vocab.Art21Item: ("条例第二十一条所列事项", (), ()),
        vocab.AgencyKind: ("机关类别", (), ()),
        vocab.Tier: ("人民政府的层级", (), ()),
        vocab.ApplicantKind: ("申请人类型", (), ()),
        vocab.ReceiptChannel: ("收到申请的渠道", (), ()),
        vocab.ServiceChannel: ("送达方式", (), ()),
        vocab.Outcome: (
            "办理结果",
            ("事由", "表三的行"),
            (ground, lambda outcome: f"`{vocab.ROW_OF_OUTCOME[outcome]}`"),
        ),
        vocab.Remedy: ("救济途径", (), ()),
    }
