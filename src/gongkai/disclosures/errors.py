"""Refusals of items, reviews, attachments and the register that need more than the law: state and people."""

from gongkai.statute.errors import GongkaiError


class StaleVersion(GongkaiError):
    """Someone else did something with the item since the page was opened."""

    code = "DSC-2001"
    text = "这条信息在您打开之后，{person}已于{at}办理过，现在是“{state}”，您的操作没有生效。"
    hint = "请先看清现在的内容，再决定是否重新办理；您填写的内容仍保留在页面上。"


class MissingFacts(GongkaiError):
    """What a review needs is not there yet."""

    code = "DSC-2002"
    text = "提交审查前还需要填写：{fields}。"
    hint = "请在“修改”中补充后再提交。"


class UndecidedRemarks(GongkaiError):
    """The automatic check said something that nobody has looked at."""

    code = "DSC-2003"
    text = "自动检查还有{count}处提示没有处理：{codes}。"
    hint = "请逐处修改正文，或者写明理由后确认可以公开。"


class ReasonMissing(GongkaiError):
    """An act that is explained to others needs its reason."""

    code = "DSC-2004"
    text = "办理“{verb}”需要写明理由或者说明。"
    hint = "请用一两句话写清楚，起草人和以后查阅的人都会看到。"


class WrongOpenness(GongkaiError):
    """Published is what is open, filed is what is not."""

    code = "DSC-2005"
    text = "本条信息的公开属性是“{publicity}”，不能“{verb}”。"
    hint = "主动公开的信息办理发布，其他的办理登记；属性有误的请退回修改。"


class PublicationTime(GongkaiError):
    """A date of publication that cannot be."""

    code = "DSC-2006"
    text = "发布的{what}“{given}”{problem}。"
    hint = "请核对日期和时间。"


class NothingChanged(GongkaiError):
    """Saved as it was: signatures given so far stay valid."""

    code = "DSC-2007"
    text = "内容没有改动，没有生成新的一稿，已有的审查意见仍然有效。"
    hint = "需要提交审查的，请直接办理“提交审查”。"


class RemarkGone(GongkaiError):
    """The remark that was decided is no longer there."""

    code = "DSC-2008"
    text = "这处提示在最新一稿中已经没有了，或者已经处理过。"
    hint = "请刷新页面，按现在的提示处理。"


class ColumnClosed(GongkaiError):
    """The column takes nothing new."""

    code = "DSC-2009"
    text = "栏目“{column}”不是本机关的或者已经停用。"
    hint = "请另选一个在用的栏目。"


class LinkedItem(GongkaiError):
    """The item explained is not there, or is the item itself."""

    code = "DSC-2010"
    text = "解读或者回应的信息没有找到，或者就是本条信息。"
    hint = "请填写本机关已登记的另一条信息的索引号。"


class DraftedAlready(GongkaiError):
    """The same form was sent twice."""

    code = "DSC-2011"
    text = "草稿“{title}”已经保存过，没有再存一份。"
    hint = "请在“信息”中打开它继续办理。"


class WithdrawalDay(GongkaiError):
    """A day set for a withdrawal lies ahead."""

    code = "DSC-2012"
    text = "停止公开的日期{on}不在今天之后。"
    hint = "请填写明天或者以后的日期，到那一天的零时停止公开；现在就要撤下的，请办理“撤回”。"


class NoPlannedWithdrawal(GongkaiError):
    """Nothing to call off."""

    code = "DSC-2013"
    text = "本条信息没有设定停止公开的日期。"
    hint = "它会继续公开，不需要取消。"


class WrongReviewer(GongkaiError):
    """The step belongs to another role."""

    code = "DSC-2101"
    text = "“{step}”由{role}办理，您当前的岗位是“{post}”。"
    hint = "如您还有相应岗位，请在页面右上角切换后办理。"


class NotTheDrafter(GongkaiError):
    """Only who drafted takes a text back; reviewers send it back."""

    code = "DSC-2102"
    text = "取回送审稿只能由起草人办理。"
    hint = "需要修改的，请由正在审查的人退回，或者由经办人直接修改后重新送审。"


class TextChanged(GongkaiError):
    """What was shown is not what would be signed."""

    code = "DSC-2103"
    text = "您打开的稿件之后又有改动，刚才的签署没有生效。"
    hint = "请看过最新一稿后再签署。"


class StepTaken(GongkaiError):
    """Somebody else signed the step, before or at the same moment: the database let one through."""

    code = "DSC-2104"
    text = "“{step}”已由“{post}”于{at}办理。"
    hint = "请刷新页面，查看现在应当办理的环节。"


class UnknownStep(GongkaiError):
    """A chain's step or role that does not exist or may not sign."""

    code = "DSC-2105"
    text = "审查流程第{number}步“{step}”的办理角色“{role}”没有审查权限。"
    hint = "请在科室负责人、保密审查员、分管领导、主要领导等有审查权限的角色中选择。"


class NoChain(GongkaiError):
    """Nothing to clear."""

    code = "DSC-2106"
    text = "栏目“{column}”没有单独的审查流程。"
    hint = "它已经按机关的流程审查，不需要再取消。"


class AttachmentType(GongkaiError):
    """Typed by content, not by name."""

    code = "DSC-2301"
    text = "文件“{name}”的内容是“{found}”，不在可以公开的附件类型之内，或者与文件名不符。"
    hint = "可以上传：{allowed}。"


class AttachmentTooLarge(GongkaiError):
    """Beyond the limit."""

    code = "DSC-2302"
    text = "文件“{name}”有{size}，超过每个附件{limit}的上限。"
    hint = "请压缩图片、拆分文件后再上传。"


class TooManyAttachments(GongkaiError):
    """Beyond the limit."""

    code = "DSC-2303"
    text = "一条信息最多{limit}个附件。"
    hint = "请合并文件，或者移除不再需要的附件。"


class AttachmentEmpty(GongkaiError):
    """No bytes."""

    code = "DSC-2304"
    text = "文件“{name}”是空的。"
    hint = "请检查文件后重新上传。"


class AlternativeMissing(GongkaiError):
    """A picture in the text is said in words too."""

    code = "DSC-2305"
    text = "图片“{name}”没有替代文字。"
    hint = "请用一句话说明图片的内容，读屏软件的使用者才能知道。"


class WordUnreadable(GongkaiError):
    """Not a Word document that can be taken over."""

    code = "DSC-2306"
    text = "文件“{name}”不能作为 Word 文档读取：{problem}。"
    hint = "请用 Word 或 WPS 另存为 .docx 后再导入。"


class PictureLost(GongkaiError):
    """A picture of the text that was read from a document and is not to be found."""

    code = "DSC-2307"
    text = "正文中有一张从 Word 文档读入的图片已经失效。"
    hint = "请重新导入这个文档，或者删去这张图片。"


class NotInRegister(GongkaiError):
    """Only published 规章 and 规范性文件 have a validity."""

    code = "DSC-2401"
    text = "“{title}”不是已发布的规章或者行政规范性文件，没有效力状态可以登记。"
    hint = "请先按相应类型发布，再登记效力变动。"


class DocumentEnded(GongkaiError):
    """Nothing follows a repeal."""

    code = "DSC-2402"
    text = "“{title}”已于{on}{verb}，不能再登记“{wanted}”。"
    hint = "恢复施行的，请作为新文件制发。"


class EventOutOfOrder(GongkaiError):
    """Before the document was made, or a term that ends before it begins."""

    code = "DSC-2403"
    text = "登记“{verb}”的日期 {on} {problem}。"
    hint = "请核对文件和依据上的日期。"


class SuccessorUnknown(GongkaiError):
    """The document that takes its place is not in the register."""

    code = "DSC-2404"
    text = "替代文件“{number}”没有在本机关的登记簿中找到，或者就是本文件。"
    hint = "请填写本机关已登记文件的索引号或发文字号；没有替代文件的请留空。"


class WordingTwice(GongkaiError):
    """An entry for the same wording exists."""

    code = "DSC-2501"
    text = "用语表里已经有“{wrong}”。"
    hint = "请在列表中修改或者启用已有的这一条。"
