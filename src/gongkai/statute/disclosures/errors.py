"""Refusals about items of disclosure."""

from gongkai.statute.errors import GongkaiError


class MoveNotAllowed(GongkaiError):
    """The item is not in a state in which this may be done. `last` says who acted before, where that is known."""

    code = "DSC-1001"
    text = "本条信息当前为“{state}”，不能“{verb}”。{last}"
    hint = "当前可以办理的是：{allowed}。"

    def __init__(self, *, last: object = "", **fields: object) -> None:
        super().__init__(last=last, **fields)


class RegisteredStays(GongkaiError):
    """A draft that has been registered is closed, not cancelled."""

    code = "DSC-1002"
    text = "本条信息已经登记（{number}），登记过的信息保留编号和记录，不能取消。"
    hint = "不再发布的，请办理“不再发布”并写明理由。"


class PublishedBeforeFormed(GongkaiError):
    """Published before it existed."""

    code = "DSC-1003"
    text = "发布日期 {published} 早于信息形成或者变更的日期 {formed}。"
    hint = "请核对这两个日期。"


class SignatureRefused(GongkaiError):
    """This person may not put this signature here; the subclasses say why."""


class DrafterSigns(SignatureRefused):
    """Drafting and approval are never one person's."""

    code = "DSC-1101"
    text = "本条信息由您起草，起草人不能办理“{step}”。"
    hint = "请交由其他有权限的人员办理。"


class SignsTwice(SignatureRefused):
    """One person, one signature."""

    code = "DSC-1102"
    text = "您已经办理过本条信息的“{earlier}”，同一人不能再办理“{step}”。"
    hint = "请交由其他有权限的人员办理。"


class OutOfOrder(SignatureRefused):
    """Another step comes first, or all are done."""

    code = "DSC-1103"
    text = "现在还不能办理“{step}”。"
    hint = "本条信息当前应办理的是：{expected}。"


class StepNotInChain(SignatureRefused):
    """The chain has no such step."""

    code = "DSC-1104"
    text = "本条信息的审查流程中没有“{step}”这一步。"
    hint = "审查流程为：{chain}。"


class PrincipalSigns(SignatureRefused):
    """A deputy cannot sign for someone who could not sign in person."""

    code = "DSC-1105"
    text = "委托您办理的人{why}，不能再由您代为办理“{step}”。"
    hint = "请交由与本条信息的起草和此前各步都无关的人员办理。"


class ChainWithoutSecrecy(GongkaiError):
    """Every chain holds the secrecy review."""

    code = "DSC-1201"
    text = "审查流程“{chain}”中没有保密审查。"
    hint = "拟公开的政府信息都应当经过保密审查（条例第十七条），请加入这一步。"


class ChainWithoutApproval(GongkaiError):
    """The last signature is a leader's."""

    code = "DSC-1202"
    text = "审查流程“{chain}”的最后一步不是负责人签批。"
    hint = "请把“{approvals}”放在最后。"


class StepTwice(GongkaiError):
    """A step stands twice in a chain."""

    code = "DSC-1203"
    text = "审查流程“{chain}”中“{step}”出现了不止一次。"
    hint = "每一步只设一次；需要多人审查的，请使用不同的步骤。"


class EmptyChain(GongkaiError):
    """A chain has at least one step."""

    code = "DSC-1204"
    text = "审查流程没有任何步骤。"
    hint = "至少应有保密审查和负责人签批。"
