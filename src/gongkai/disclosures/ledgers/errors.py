"""Why a ledger or one of its rows is not taken in: DSC-30nn speak of the ledger, DSC-31nn of one place in it."""

from gongkai.statute.errors import GongkaiError


class LedgerRefused(GongkaiError):
    """The base of what is said about a whole ledger."""


class NoLedger(LedgerRefused):
    """The form came without a file."""

    code = "DSC-3001"
    text = "没有收到台账文件。"
    hint = "请选择 XLSX、XLS、ODS 或 CSV 文件后再上传。"


class NotALedger(LedgerRefused):
    """A file that is no table, by its content."""

    code = "DSC-3002"
    text = "“{name}”的内容不是表格。"
    hint = "请用 Excel 或 WPS 把台账另存为 XLSX，再上传。"


class LedgerTooLong(LedgerRefused):
    """More rows than are taken in at once."""

    code = "DSC-3003"
    text = "“{name}”有 {rows} 行，超过一次导入 {limit} 行的上限。"
    hint = "请按年份或者栏目分成几份，分别导入。"


class SheetUnknown(LedgerRefused):
    """The sheet asked for is not in the workbook."""

    code = "DSC-3004"
    text = "台账里没有工作表“{sheet}”。"
    hint = "可以选择的工作表是：{known}。"


class HeadingBlank(LedgerRefused):
    """The row named as heading holds nothing."""

    code = "DSC-3005"
    text = "工作表“{sheet}”的第 {row} 行没有内容，不能作为标题行。"
    hint = "请填写写着“标题”“栏目”“发布日期”等列名的那一行的行号。"


class LedgerTwice(LedgerRefused):
    """The same file was imported before."""

    code = "DSC-3006"
    text = "同一份台账已于 {day} 导入过（{count} 条）。"
    hint = "如需补充，请在台账里只保留新增的行后再上传。"


class FieldUnmapped(LedgerRefused):
    """A field that every item needs has no column."""

    code = "DSC-3007"
    text = "还没有指明哪一列是“{fields}”。"
    hint = "请在列对应中选择；没有“栏目”列时，也可以为整份台账指定一个栏目。"


class FieldTwice(LedgerRefused):
    """Two columns are said to be one field."""

    code = "DSC-3008"
    text = "“{field}”对应了不止一列（{headings}）。"
    hint = "每个项目只对应一列，其余的列请选“不导入”。"


class LedgerStep(LedgerRefused):
    """The ledger is not where this can be done."""

    code = "DSC-3009"
    text = "这份台账当前为“{state}”，不能“{verb}”。"
    hint = "请刷新页面，按页面上的步骤办理。"


class RowsRefused(LedgerRefused):
    """A ledger with a refused row is not taken in, not even in part."""

    code = "DSC-3010"
    text = "台账有 {count} 行需要改正，一行也没有导入。"
    hint = "请按清单改正原表后重新上传。"


class NothingInLedger(LedgerRefused):
    """No row below the heading."""

    code = "DSC-3011"
    text = "标题行下面没有内容。"
    hint = "请核对工作表和标题行。"


class ImportInterrupted(LedgerRefused):
    """The process that imported ended before it was done."""

    code = "DSC-3012"
    text = "处理时程序中断，没有导入任何一行。"
    hint = "请重新检查，再导入。"


class ImportCancelled(LedgerRefused):
    """Someone cancelled while it ran."""

    code = "DSC-3013"
    text = "已按要求取消，没有导入任何一行。"
    hint = "需要时请重新检查，再导入。"


class ImportFailed(LedgerRefused):
    """A fault of ours, logged under a number."""

    code = "DSC-3014"
    text = "处理时出现没有预料到的问题（编号 {incident}），没有导入任何一行。"
    hint = "请稍后重试；如仍出现，请把编号告诉管理员。"


class ChangedSinceCheck(LedgerRefused):
    """Between check and import something was published or closed that the ledger meets."""

    code = "DSC-3015"
    text = "检查之后情况有变化，有 {count} 处现在不能导入，一行也没有导入。"
    hint = "请看清单，改正后重新检查。"


class ImporterLeft(LedgerRefused):
    """The one who began it no longer holds the post."""

    code = "DSC-3016"
    text = "提交导入的人已不在原岗位，没有导入任何一行。"
    hint = "请由现在的经办人重新导入。"


class CellRefused(GongkaiError):
    """The base of what is said about one place of a row."""


class Missing(CellRefused):
    """A field that must be filled is blank."""

    code = "DSC-3101"
    text = "“{field}”没有填写。"
    hint = "请补上。"


class TooLong(CellRefused):
    """More characters than the field takes."""

    code = "DSC-3102"
    text = "“{field}”有 {length} 个字，最多 {most} 个字。"
    hint = "请精简。"


class DateUnclear(CellRefused):
    """Not a date, or one that can be read in two ways."""

    code = "DSC-3103"
    text = "“{field}”看不出是哪一天。"
    hint = "请写成 2023-05-06 或 2023年5月6日。"


class NoSuchDay(CellRefused):
    """The calendar has no such day."""

    code = "DSC-3104"
    text = "“{field}”写的这一天不存在。"
    hint = "请核对月份和日期。"


class DateTooEarly(CellRefused):
    """Before there could be such an item."""

    code = "DSC-3105"
    text = "“{field}”早于 1949 年 10 月 1 日。"
    hint = "请核对年份。"


class DateAhead(CellRefused):
    """The day has not come yet."""

    code = "DSC-3106"
    text = "“{field}”晚于今天（{today}）。"
    hint = "台账只导入已经公开的信息，请核对日期；尚未公开的请在系统里登记、送审。"


class PublishedFirst(CellRefused):
    """Published before it existed."""

    code = "DSC-3107"
    text = "“{field}”早于成文日期（{formed}）。"
    hint = "请核对这两个日期。"


class ColumnUnknown(CellRefused):
    """No column of the agency has the name."""

    code = "DSC-3108"
    text = "本机关没有栏目“{value}”。"
    hint = "请在检查结果页为它选择对应的栏目，或者先建立这个栏目。"


class ColumnAmbiguous(CellRefused):
    """Several columns have the name."""

    code = "DSC-3109"
    text = "叫“{value}”的栏目不止一个。"
    hint = "请写成“上级栏目/栏目”，或者在检查结果页选择对应的栏目。"


class NumberTwice(CellRefused):
    """One index number, two rows."""

    code = "DSC-3110"
    text = "索引号与第 {other} 行相同。"
    hint = "一个索引号只用于一条信息，请改正其中一行；留空时由系统编号。"


class NumberTaken(CellRefused):
    """The number belongs to another item, and is never used again."""

    code = "DSC-3111"
    text = "索引号已经用于另一条信息。"
    hint = "索引号不重复使用，请改正；留空时由系统编号。"


class NumberMalformed(CellRefused):
    """Blanks or signs within a number."""

    code = "DSC-3112"
    text = "“索引号”里有空格或者不能使用的符号。"
    hint = "索引号由文字、数字和 / - _ . 组成，请改正。"


class NotPublished(CellRefused):
    """On request or withheld: not for the list of what is published."""

    code = "DSC-3113"
    text = "公开属性是“{value}”，台账只导入已经主动公开的信息。"
    hint = "请从台账中移出这一行，在系统里登记。"


class WordUnknown(CellRefused):
    """A word that is none of those known for the field."""

    code = "DSC-3114"
    text = "“{field}”里的“{value}”不是可以辨认的写法。"
    hint = "可以填写：{known}。"


class ChannelUnknown(CellRefused):
    """A channel nobody knows."""

    code = "DSC-3115"
    text = "本机关没有渠道“{value}”。"
    hint = "请在检查结果页为它选择对应的渠道；几个渠道用顿号分开。"


class AddressMalformed(CellRefused):
    """Neither http nor https, or not an address."""

    code = "DSC-3116"
    text = "“{field}”里的“{value}”不是完整的网址。"
    hint = "请写以 http:// 或 https:// 开头的完整网址。"


class AddressesDiffer(CellRefused):
    """Several addresses, and not one for each channel."""

    code = "DSC-3117"
    text = "有 {channels} 个渠道，却有 {addresses} 个渠道地址。"
    hint = "请按渠道的顺序一一对应，用换行分开。"


class RowTwice(CellRefused):
    """The same item stands in two rows."""

    code = "DSC-3118"
    text = "与第 {other} 行是同一条信息（标题、栏目和发布日期相同）。"
    hint = "请合并为一行，几个渠道写在一起，例如“网站、微信”。"


class AlreadyThere(CellRefused):
    """The platform has it."""

    code = "DSC-3119"
    text = "本机关在 {day} 已经发布过同一栏目的同名信息。"
    hint = "请从台账中删去这一行。"


class FormulaFailed(CellRefused):
    """A cell that shows #REF! and the like."""

    code = "DSC-3120"
    text = "“{field}”是计算出错的公式（{value}）。"
    hint = "请改成文字后重新上传。"


class EndUndated(CellRefused):
    """Repealed, but since when?"""

    code = "DSC-3121"
    text = "有效性是“{value}”，但没有写明哪一天起失效。"
    hint = "请在“废止日期”列填写。"


class TermBackwards(CellRefused):
    """The last day lies before the first."""

    code = "DSC-3122"
    text = "“{field}”早于施行（{since}）。"
    hint = "请核对这两个日期。"


class BodyMissing(CellRefused):
    """Nothing to show: no text, no link, no summary."""

    code = "DSC-3123"
    text = "正文、链接和内容概述都没有填写。"
    hint = "至少填写其中一项，公众才能看到内容。"
