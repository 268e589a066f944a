"""Refusals of remedies."""

from gongkai.statute.errors import GongkaiError


class ReviewerUnknown(GongkaiError):
    """The directory does not say what the law asks for."""

    code = "RMD-1001"
    text = "确定不了“{agency}”的行政复议机关：机构目录中没有登记它的{missing}。"
    hint = "请在机构目录中补充后再试；复议机关依{cite}确定。"


class NoReconsideration(GongkaiError):
    """The law names no reconsideration authority for this kind of body."""

    code = "RMD-1002"
    text = "“{agency}”是{kind}，依{cite}，对其信息公开行为有异议的，向有关主管部门申诉，不由本表确定复议机关。"
    hint = "如法律、法规授权它履行行政管理职能，请在机构目录中把性质改为“法律法规授权的组织”。"
