"""Refusals of the list of terms."""

from gongkai.statute.errors import GongkaiError


class TermForm(GongkaiError):
    """An entry of the list of terms cannot be used."""

    code = "DSC-1301"
    text = "用语表{place}{problem}。"
    hint = "每条应有“wrong”（不用的写法，至少两个字）和“right”（建议写法），可以有“reason”“level”“except”。"


class TermsUnreadable(GongkaiError):
    """The list is not JSON of our form."""

    code = "DSC-1302"
    text = "用语表读不出来：{problem}。"
    hint = "文件应为 UTF-8 编码的 JSON，格式与软件自带的用语表相同。"
