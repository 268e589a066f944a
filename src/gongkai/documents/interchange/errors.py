"""Refusals of JSON that is not a `gongkai.report/1`; each names the place as a JSON pointer."""

from gongkai.statute.errors import GongkaiError


class InterchangeError(GongkaiError):
    """Any refusal of this package."""

    code = "RDR-1300"
    text = "这份 JSON 不能作为年度报告数据读入。"


class NotJson(InterchangeError):
    """The bytes are not JSON at all."""

    code = "RDR-1301"
    text = "文件不是完整的 JSON：{where}附近无法解读。"
    hint = "请确认文件没有被截断，并以 UTF-8 编码保存。"


class NotAReport(InterchangeError):
    """JSON of something else, or of a version not known here."""

    code = "RDR-1302"
    text = "{pointer} 处的“schema”应为“gongkai.report/1”，现为{found}。"
    hint = "请使用本系统导出的年度报告 JSON。"


class Missing(InterchangeError):
    """A field that every report has is not there."""

    code = "RDR-1303"
    text = "缺少 {pointer}（{meaning}）。"
    hint = "请补上这一项；不知道的内容写 null。"


class WrongType(InterchangeError):
    """A value of another type than the contract says."""

    code = "RDR-1304"
    text = "{pointer} 应为{expected}，现为{found}。"
    hint = "请按 gongkai.report/1 的约定改正。"


class UnknownCell(InterchangeError):
    """A cell code that no report format has."""

    code = "RDR-1305"
    text = "{pointer} 不是任何一种年度报告格式的单元格代码。"
    hint = "请核对代码拼写，例如 t3.new.person。"


class BadCell(InterchangeError):
    """A cell value that is neither a whole number, a decimal string nor null."""

    code = "RDR-1306"
    text = "{pointer} 的值{found}不能读作数。"
    hint = '件数写整数，金额写带引号的十进制数（如 "12.5"），空白写 null。'


class BadValue(InterchangeError):
    """A value of the right type outside what it may be."""

    code = "RDR-1307"
    text = "{pointer} 的值{found}不可用，应为{expected}。"
    hint = "请改正后重试。"
