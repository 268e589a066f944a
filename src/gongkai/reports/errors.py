"""What the 体检 page refuses, each with its permanent code, the HTTP status it answers with, and what to do."""

from typing import ClassVar

from gongkai.statute.errors import GongkaiError


class UploadRefused(GongkaiError):
    """The base of the page's refusals; `status` is the HTTP status, `title` heads the page."""

    status: ClassVar[int] = 422
    title: ClassVar[str] = "不能接收"


class FileTooLarge(UploadRefused):
    """A file beyond the size limit; the rest of it was not received."""

    code = "UPL-1001"
    title = "文件太大"
    text = "文件“{name}”超过每个文件 {limit} MB 的上限，没有接收。"
    hint = "请压缩其中的图片，或者另存为 DOCX、带文字的 PDF 后再上传。"
    status = 413


class TooManyFiles(UploadRefused):
    """More files than one batch may have."""

    code = "UPL-1002"
    title = "文件太多"
    text = "一次最多检查 {limit} 个文件，这次选了 {count} 个，没有接收。"
    hint = "请分几批上传。"
    status = 413


class EmptyFile(UploadRefused):
    """A file without a byte."""

    code = "UPL-1003"
    title = "文件是空的"
    text = "文件“{name}”是空的。"
    hint = "请打开原文件确认内容，重新保存后再上传。"


class NoFile(UploadRefused):
    """Nothing was chosen."""

    code = "UPL-1004"
    title = "还没有选择文件"
    text = "还没有选择文件。"
    hint = "请选择至少一份年度报告，再点“开始体检”。"


class StorageFull(UploadRefused):
    """No room for the upload."""

    code = "UPL-1005"
    title = "空间不足"
    text = "服务器存放上传文件的空间不足，文件“{name}”没有接收。"
    hint = "请稍后再试；如果一直这样，请告诉管理员清理磁盘。"
    status = 507


class TooManyRequests(UploadRefused):
    """More uploads from one place than a person makes."""

    code = "UPL-1006"
    title = "提交太频繁"
    text = "短时间内提交得太多了。"
    hint = "请在 {minutes} 分钟后再试；多份报告可以一次选中，一起上传。"
    status = 429


class QueueFull(UploadRefused):
    """The work that waits is already more than an hour's."""

    code = "UPL-1007"
    title = "正忙"
    text = "正在等候体检的文件有 {waiting} 个，暂时不能再接收。"
    hint = "请过几分钟再试。"
    status = 503


class CheckupExpired(UploadRefused):
    """The batch was deleted: its time was over, or someone asked."""

    code = "UPL-1008"
    title = "已经删除"
    text = "这次体检的文件和结果已经删除。"
    hint = "上传的内容只保留 {keep}，需要的话请重新上传。"
    status = 410


class CheckupUnknown(UploadRefused):
    """No batch has this address."""

    code = "UPL-1009"
    title = "没有这次体检"
    text = "没有找到这次体检。"
    hint = "请核对网址是否完整，或者回到首页重新上传。"
    status = 404


class ReportUnknown(UploadRefused):
    """The batch has no such report."""

    code = "UPL-1010"
    title = "没有这份报告"
    text = "这次体检里没有这份报告。"
    hint = "请回到本次体检的总览重新选择。"
    status = 404


class FormatUnknown(UploadRefused):
    """No writer makes this format."""

    code = "UPL-1011"
    title = "没有这种格式"
    text = "不能生成“{kind}”格式。"
    hint = "可以下载的格式有：{kinds}。"
    status = 404


class NothingToRepair(UploadRefused):
    """A repaired report was asked for where no repair is proposed."""

    code = "UPL-1012"
    title = "没有要改的格"
    text = "这份报告没有需要改动的格，所以没有“改好的报告”。"
    hint = "请下载“读出的报告”。"
    status = 404


class ChecksInterrupted(UploadRefused):
    """The process that examined the file ended several times."""

    code = "UPL-1013"
    title = "检查中断"
    text = "检查文件“{name}”时程序连续 {attempts} 次中断，已停止。"
    hint = "请另存为 DOCX 或者带文字的 PDF 后再上传；如果仍然这样，请把编号告诉管理员。"


class ChecksFailed(UploadRefused):
    """A fault of ours while examining a file; the detail is in the log, without the file's content."""

    code = "UPL-1014"
    title = "检查出错"
    text = "检查文件“{name}”时程序出了问题，不是文件的错。"
    hint = "请把编号 {incident} 告诉管理员，也可以换一种格式再试。"
    status = 500


class DownloadFailed(UploadRefused):
    """A fault of ours while writing a download."""

    code = "UPL-1015"
    title = "生成文件出错"
    text = "生成 {kind} 文件时程序出了问题。"
    hint = "请把编号 {incident} 告诉管理员，也可以先下载其他格式。"
    status = 500


class ExampleUnknown(UploadRefused):
    """No example has this name."""

    code = "UPL-1016"
    title = "没有这份示例"
    text = "没有这份示例报告。"
    hint = "请回到首页，从列出的示例里选。"
    status = 404


class StillRunning(UploadRefused):
    """Results of the whole batch were asked for before it was finished."""

    code = "UPL-1017"
    title = "还没有做完"
    text = "这次体检还没有做完。"
    hint = "请等进度到 100% 以后再下载全部结果。"
    status = 409


class AlternativeUnknown(UploadRefused):
    """The repair has no such alternative."""

    code = "UPL-1018"
    title = "没有这种改法"
    text = "没有第 {number} 种改法。"
    hint = "请回到修改建议重新选择。"
    status = 404
