"""Refusals of the directory of agencies, its import and the leading groups."""

from http import HTTPStatus
from typing import ClassVar

from gongkai.statute.errors import GongkaiError


class CreditCodeTaken(GongkaiError):
    """Another agency bears the code."""

    code = "AGY-1011"
    text = "统一社会信用代码“{value}”已登记在“{agency}”名下。"
    hint = "同一代码只能登记一个机关，请对照登记证书核对。"


class SlugTaken(GongkaiError):
    """Another agency's public pages stand there."""

    code = "AGY-1012"
    text = "网址短名“{value}”已由“{agency}”使用。"
    hint = "请换一个短名，或留空由系统生成。"


class SlugForm(GongkaiError):
    """Not a name for an address."""

    code = "AGY-1013"
    text = "网址短名“{value}”不能用作网址。"
    hint = "只能用小写字母、数字和连字符，以字母或数字开头，不超过64个字符。"


class NotActive(GongkaiError):
    """The agency has ended."""

    code = "AGY-1015"
    text = "“{agency}”已于{day}{state}，不能再办理这一事项。"
    hint = "请改在承继它的机关办理。"


class DateInFuture(GongkaiError):
    """What has not yet happened is not registered."""

    code = "AGY-1016"
    text = "日期{day}晚于今天。"
    hint = "请在生效当日或之后登记。"


class DateBeforeHistory(GongkaiError):
    """The register's history is not rewritten."""

    code = "AGY-1017"
    text = "日期{day}早于“{agency}”已登记的{what}（{earlier}）。"
    hint = "沿革只能按时间先后续写，请核对文件上的日期。"


class BelowItself(GongkaiError):
    """The tree would have a circle."""

    code = "AGY-1018"
    text = "“{target}”是“{agency}”自己或它的下级，不能作为它的上级机关。"
    hint = "请先调整“{target}”的隶属关系，或另选上级机关。"


class AlreadyThere(GongkaiError):
    """Nothing would change."""

    code = "AGY-1019"
    text = "“{agency}”现在的上级机关就是{target}。"
    hint = "如只需登记调整的依据，请在资料的变更中说明；无需再次调整隶属关系。"


class SameName(GongkaiError):
    """Nothing would change."""

    code = "AGY-1020"
    text = "新名称与现名称“{name}”相同。"
    hint = "请填写更名后的全称。"


class SubordinatesRemain(GongkaiError):
    """Somebody below would be left without a superior."""

    code = "AGY-1021"
    text = "“{agency}”还有{count}个在设的下级机关，例如“{example}”。"
    hint = "请指定承继机关，下级机关将一并划入；或者先逐个调整它们的隶属关系。"


class SuccessorInside(GongkaiError):
    """The successor would end with it."""

    code = "AGY-1022"
    text = "“{successor}”是“{agency}”自己或它的下级，不能作为承继机关。"
    hint = "请先把它调整到别的上级机关之下，或另选承继机关。"


class Stale(GongkaiError):
    """Somebody else changed it meanwhile."""

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT
    title: ClassVar[str] = "资料已有更新"
    code = "AGY-1023"
    text = "您打开这一页之后，{who}于{when}修改了“{agency}”的资料，您的修改还没有保存。"
    hint = "下面是您填写的内容；请对照现在的资料核对后再次提交。"


class NotAGovernment(GongkaiError):
    """Only a people's government can be somebody's government."""

    code = "AGY-1024"
    text = "“{agency}”是{kind}，不能登记为{role}。"
    hint = "请选择一级人民政府；派出机关请登记设立它的人民政府。"


class BasisMissing(GongkaiError):
    """A reviewer other than the law's table needs its provision."""

    code = "AGY-1026"
    text = "另行指定复议机关须写明依据。"
    hint = "请写明法律、行政法规的条款或者文件的文号；没有特别规定的，请留空，由系统按行政复议法确定。"


class NameMissing(GongkaiError):
    """An agency has a name."""

    code = "AGY-1027"
    text = "没有填写机关名称。"
    hint = "请填写印章上的全称。"


class AgencyNotFound(GongkaiError):
    """No agency is called so."""

    code = "AGY-1028"
    text = "名录中没有“{value}”。{like}"
    hint = "请填写全称、统一社会信用代码、网址短名或公开编号。"


class AgencyAmbiguous(GongkaiError):
    """Several agencies are called so."""

    code = "AGY-1029"
    text = "名录中有{count}个机关名为“{value}”。"
    hint = "请改填它的统一社会信用代码、网址短名或公开编号。"


class GroupTooEarly(GongkaiError):
    """The new group would begin before the former has done its part."""

    code = "AGY-1031"
    text = "成立或调整日期{day}不晚于现任小组已登记的日期（{earlier}）。"
    hint = "新的小组应在{earlier}之后成立，请核对文件日期。"


class GroupEnded(GongkaiError):
    """The group has been replaced."""

    code = "AGY-1032"
    text = "“{group}”已于{day}由新的小组接替，不能再改动。"
    hint = "请在现任小组办理。"


class MemberEnded(GongkaiError):
    """The membership is over."""

    code = "AGY-1033"
    text = "{person}的任职已于{day}结束。"
    hint = "如需再次任职，请另行增补。"


class MemberOutside(GongkaiError):
    """A membership lies within the group's time."""

    code = "AGY-1034"
    text = "{person}的日期{day}不在可以登记的期间（{since}至今）内。"
    hint = "请核对任免文件上的日期。"


class NoHead(GongkaiError):
    """Nobody would lead the group."""

    code = "AGY-1035"
    text = "领导小组须有组长。"
    hint = "请至少填写一名组长。"


class MemberTwice(GongkaiError):
    """One person, one part at a time."""

    code = "AGY-1036"
    text = "{person}已经是“{part}”。"
    hint = "请先结束原任职，或核对姓名。"


class TableUnreadable(GongkaiError):
    """Neither a workbook nor our JSON."""

    code = "AGY-1041"
    text = "文件“{name}”读不出机关名录：{why}。"
    hint = "请使用本页下载的模板（XLSX）或者导出的 JSON 文件。"


class ColumnUnknown(GongkaiError):
    """A heading that says nothing to us."""

    code = "AGY-1042"
    text = "不认识的列“{column}”。"
    hint = "请使用模板中的列名，或删去这一列。"


class ColumnMissing(GongkaiError):
    """Without these columns a row is not an agency."""

    code = "AGY-1043"
    text = "缺少“{column}”列。"
    hint = "请从模板复制表头。"


class ValueMissing(GongkaiError):
    """A cell that has to be filled."""

    code = "AGY-1044"
    text = "“{column}”没有填写。"
    hint = "请补充后重新上传。"


class ValueTooLong(GongkaiError):
    """More than the register holds."""

    code = "AGY-1045"
    text = "“{column}”有{length}个字，最多{limit}个。"
    hint = "请缩短后重新上传。"


class ValueForm(GongkaiError):
    """Not a value of this column."""

    code = "AGY-1046"
    text = "“{column}”的值“{value}”不能识别。"
    hint = "应为：{expected}。"


class ReferenceUnknown(GongkaiError):
    """A row points to an agency that is neither in the file nor in the directory."""

    code = "AGY-1047"
    text = "“{column}”填写的“{value}”在文件和名录中都没有。"
    hint = "请核对全称，或改填统一社会信用代码、公开编号。"


class ReferenceAmbiguous(GongkaiError):
    """A row points to a name that several bear."""

    code = "AGY-1048"
    text = "名为“{value}”的机关有{count}个，“{column}”不知道指哪一个。"
    hint = "请改填统一社会信用代码或公开编号。"


class RowTwice(GongkaiError):
    """Two rows are the same agency."""

    code = "AGY-1049"
    text = "与第{other}行是同一个机关。"
    hint = "请删去其中一行。"


class Circle(GongkaiError):
    """The rows together would close a circle."""

    code = "AGY-1050"
    text = "上级机关绕成了圈：{names}。"
    hint = "请核对这几行的“上级机关”。"


class EndByAct(GongkaiError):
    """Merging and abolishing have consequences that a table does not show."""

    code = "AGY-1051"
    text = "“{column}”与名录不同：现为“{old}”，文件为“{new}”。"
    hint = "撤销、并入须在机关页面办理，导入不改变已登记机关的存续状态。"


class TooManyRows(GongkaiError):
    """More rows than one import takes."""

    code = "AGY-1052"
    text = "文件有{count}行，一次最多导入{limit}行。"
    hint = "请分几次导入。"


class PlanChanged(GongkaiError):
    """Between the preview and the confirmation the directory changed."""

    code = "AGY-1054"
    text = "预览之后名录有了变化，导入没有进行。"
    hint = "下面是按现在的名录重新比对的结果，请核对后再次确认。"


class RowsRefused(GongkaiError):
    """One wrong row leaves nothing behind."""

    code = "AGY-1055"
    text = "文件有{count}处不能导入，整个文件都没有导入。"
    hint = "请按列出的行和列改正后重新上传。"


class NothingToImport(GongkaiError):
    """The file says what the directory says."""

    code = "AGY-1056"
    text = "文件与名录一致，没有可以导入的变化。"
    hint = "无需办理。"


class EndIncomplete(GongkaiError):
    """An agency that has ended has a day, and if merged, a successor."""

    code = "AGY-1057"
    text = "状态为“{state}”的机关没有填写“{column}”。"
    hint = "已撤销的须有终止日期，已并入的还须有承继机关；在设的机关这两项留空。"


class SuperiorEnded(GongkaiError):
    """Nobody is placed below an agency that has ended."""

    code = "AGY-1058"
    text = "上级机关“{superior}”已经撤并。"
    hint = "请填写在设的上级机关。"


class UploadMissing(GongkaiError):
    """No file was chosen, or none arrived."""

    code = "AGY-1059"
    text = "没有收到文件。"
    hint = "请选择 XLSX 或 JSON 文件后再提交。"


class AlreadyFounded(GongkaiError):
    """The first agency is entered once; the others by the system administrator."""

    code = "AGY-1060"
    text = "机关名录里已经有机关，不能再登记首个机关。"
    hint = "其他机关请由系统管理员在“机关名录”中设立或导入。"
