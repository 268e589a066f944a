"""Refusals about columns, activities, and the review of what is withheld."""

from gongkai.statute.errors import GongkaiError


class ColumnStale(GongkaiError):
    """Someone else changed it since the page was opened."""

    code = "DSC-3401"
    text = "“{name}”在您打开之后，{person}已于{at}修改过，您的修改没有保存。"
    hint = "您填写的内容仍保留在页面上；请看清现在的内容后再保存。"


class ColumnNameTwice(GongkaiError):
    """Two open columns of one name under one parent."""

    code = "DSC-3402"
    text = "这一级已经有栏目“{name}”。"
    hint = "请换一个名称，或者使用已有的栏目。"


class ColumnTooDeep(GongkaiError):
    """More than three levels."""

    code = "DSC-3403"
    text = "栏目最多三级，“{name}”放在“{parent}”下面就超过了。"
    hint = "请选择上一级的栏目。"


class ColumnInItself(GongkaiError):
    """A column under one of its own."""

    code = "DSC-3404"
    text = "“{name}”不能放在它自己或者它的下级栏目“{parent}”下面。"
    hint = "请另选一个上级栏目。"


class ColumnNotEmpty(GongkaiError):
    """Closing a column would hide what is published in it."""

    code = "DSC-3405"
    text = "栏目“{name}”里还有{items}条已发布的信息。"
    hint = "请选择把它们移到哪个栏目，再停用。"


class ColumnInUse(GongkaiError):
    """Items under way, or open columns below it."""

    code = "DSC-3406"
    text = "栏目“{name}”{why}，现在不能停用。"
    hint = "请先办完，或者移走。"


class ColumnHasItems(GongkaiError):
    """暂无 is said of an empty column only."""

    code = "DSC-3407"
    text = "栏目“{name}”已有{items}条信息，不是空白栏目。"
    hint = "暂无的原因只在没有内容时填写。"


class StandardThere(GongkaiError):
    """The whole standard set is open already."""

    code = "DSC-3408"
    text = "标准栏目都已经建立。"
    hint = "需要别的栏目，请逐个新建。"


class PostElsewhere(GongkaiError):
    """The owner is a post of the agency."""

    code = "DSC-3409"
    text = "选择的岗位不是本机关的有效岗位。"
    hint = "请在列出的岗位中选择。"


class ColumnElsewhere(GongkaiError):
    """Closed, or another agency's."""

    code = "DSC-3410"
    text = "选择的栏目不是本机关在用的栏目。"
    hint = "请在列出的栏目中选择。"


class ActivityCancelled(GongkaiError):
    """What was cancelled is no longer changed."""

    code = "DSC-3501"
    text = "“{title}”已于{on}取消。"
    hint = "需要恢复的，请重新登记一次活动。"


class PictureType(GongkaiError):
    """Typed by content."""

    code = "DSC-3502"
    text = "“{name}”不是可以使用的图片。"
    hint = "请上传 JPEG、PNG 或 WebP 图片，每张不超过 {limit} MB。"


class PictureTooMany(GongkaiError):
    """Beyond the limit."""

    code = "DSC-3503"
    text = "一次活动最多{limit}张图片。"
    hint = "请先撤下不需要的图片。"


class AlternativeNeeded(GongkaiError):
    """A picture is said in words too."""

    code = "DSC-3504"
    text = "图片“{name}”没有替代文字。"
    hint = "请用一句话说明图片内容，读屏软件的使用者才能知道。"


class PointClosed(GongkaiError):
    """A reading point that was closed stays as it was."""

    code = "DSC-3505"
    text = "“{name}”已于{on}停用。"
    hint = "重新启用的，请另外登记一处。"


class ActivityDates(GongkaiError):
    """Ends before it begins."""

    code = "DSC-3506"
    text = "结束日期{end}早于开始日期{begin}。"
    hint = "请核对日期。"


class NotWithheld(GongkaiError):
    """Only what is registered as not published is looked at again."""

    code = "DSC-3601"
    text = "“{title}”当前为“{state}”，没有定期评估的事项。"
    hint = "定期评估的对象是登记为不予公开的信息（条例第十八条）。"


class ReviewAhead(GongkaiError):
    """A conclusion for a day to come."""

    code = "DSC-3602"
    text = "评估日期{on}还没有到。"
    hint = "请填写实际评估的日期。"


class ReasonNeeded(GongkaiError):
    """A conclusion has its reason."""

    code = "DSC-3603"
    text = "没有写明理由。"
    hint = "请写明继续不予公开或者可以公开的理由，以后查阅的人会看到。"
