"""Why a file cannot be read: codes RDR-1001 to RDR-1099. Each says what is wrong and what to do about it."""

from gongkai.statute.errors import GongkaiError


class UnreadableFile(GongkaiError):
    """The base of the readers' refusals."""

    code = "RDR-1000"
    text = "“{name}”无法读取。"


class EmptyFile(UnreadableFile):
    """No bytes, or nothing but blanks."""

    code = "RDR-1001"
    text = "“{name}”是空文件，没有内容。"
    hint = "请确认文件已下载或复制完整，再重新选择。"


class FileTooLarge(UnreadableFile):
    """More bytes than the limit."""

    code = "RDR-1002"
    text = "“{name}”大小为 {size} MB，超过 {limit} MB 的上限。"
    hint = "请压缩其中的图片，或者只保留年度报告正文后再试。"


class UnsupportedType(UnreadableFile):
    """A type recognised by content that is not a report."""

    code = "RDR-1003"
    text = "“{name}”的内容是{kind}，不是可以读取的年度报告文件。"
    hint = "请改用 DOCX、PDF、HTML、XLSX、TXT 或 Markdown 文件。"


class PasswordProtected(UnreadableFile):
    """Encrypted DOCX, XLSX, DOC, XLS or PDF."""

    code = "RDR-1004"
    text = "“{name}”设有打开密码，无法读取内容。"
    hint = "请在原软件中取消密码后另存，再重新选择。"


class DamagedFile(UnreadableFile):
    """The type is known but the bytes do not follow it."""

    code = "RDR-1005"
    text = "“{name}”是{kind}文件，但内容已损坏或不完整（{detail}）。"
    hint = "请重新下载，或者用原软件打开后另存一份再试。"


class TooManyPages(UnreadableFile):
    """More pages than the limit."""

    code = "RDR-1006"
    text = "“{name}”有 {pages} 页，超过 {limit} 页的上限。"
    hint = "请只保留年度报告所在的页。"


class ExpandsTooMuch(UnreadableFile):
    """A zip bomb, or a document that behaves like one."""

    code = "RDR-1007"
    text = "“{name}”解压后过大（{detail}），为安全起见不再展开。"
    hint = "请用原软件打开，删去多余内容后另存再试。"


class TooManyParts(UnreadableFile):
    """More paragraphs or table cells than the limit."""

    code = "RDR-1008"
    text = "“{name}”的{what}超过 {limit} 个的上限。"
    hint = "年度报告没有这么多内容，请只保留报告正文和表格。"


class NestedTooDeeply(UnreadableFile):
    """Elements or tables inside each other beyond the limit."""

    code = "RDR-1009"
    text = "“{name}”的内容层层嵌套超过 {limit} 层。"
    hint = "请用浏览器或原软件打开，把报告正文复制到新文件后再试。"


class NotText(UnreadableFile):
    """Neither a known type nor text in a known encoding."""

    code = "RDR-1010"
    text = "“{name}”不是已知类型的文件，也不是可辨认编码的文字。"
    hint = "请确认选对了文件；纯文本请以 UTF-8 或 GB18030 编码保存。"


class OfficeMissing(UnreadableFile):
    """An old DOC where LibreOffice is not installed."""

    code = "RDR-1011"
    text = "“{name}”是{kind}，需要 LibreOffice 转换，而本机没有安装。"
    hint = "请用 Word 或 WPS 另存为 DOCX 再试，或者请管理员安装 LibreOffice（命令 soffice）。"


class OfficeFailed(UnreadableFile):
    """LibreOffice ran and gave nothing."""

    code = "RDR-1012"
    text = "LibreOffice 未能转换“{name}”（{detail}）。"
    hint = "请用 Word 或 WPS 打开，另存为 DOCX 再试。"


class TooSlow(UnreadableFile):
    """The time limit was reached; the work was stopped."""

    code = "RDR-1013"
    text = "{subject}处理超过 {limit} 秒，已停止。"
    hint = "请确认文件是年度报告；内容很多时，请只保留报告正文和表格。"


class TooMuchMemory(UnreadableFile):
    """The memory limit was reached; the work was stopped."""

    code = "RDR-1014"
    text = "{subject}处理需要的内存超过 {limit} MB，已停止。"
    hint = "请确认文件是年度报告；内容很多时，请只保留报告正文和表格。"


class ReaderCrashed(UnreadableFile):
    """The child process died of something else."""

    code = "RDR-1015"
    text = "{subject}处理中断（{detail}），没有得到结果。"
    hint = "文件可能已损坏，请用原软件打开后另存一份再试。"


class ArchiveFile(UnreadableFile):
    """A ZIP, RAR, 7Z … that is not an Office document."""

    code = "RDR-1016"
    text = "“{name}”是{kind}压缩包。"
    hint = "请先解压，再选择其中的年度报告文件。"


class NothingInside(UnreadableFile):
    """The file opens and holds no text and no picture."""

    code = "RDR-1017"
    text = "“{name}”可以打开，但里面没有文字。"
    hint = "{advice}"


class DataFile(UnreadableFile):
    """JSON given where a document is read."""

    code = "RDR-1018"
    text = "“{name}”是 JSON 数据，不是文档。"
    hint = "请使用 gongkai.report/1 结构的数据，或者选择报告文档。"


class SystemBusy(UnreadableFile):
    """No child process could be started."""

    code = "RDR-1019"
    text = "系统繁忙，暂时无法处理{subject}。"
    hint = "请稍后再试。"
