"""Refusals about channels and deliveries, and what the worker reports of a channel that did not take an item."""

from gongkai.statute.errors import GongkaiError


class ChannelStale(GongkaiError):
    """Someone else changed it since the page was opened."""

    code = "DSC-3701"
    text = "渠道“{name}”在您打开之后，{person}已于{at}修改过，您的修改没有保存。"
    hint = "您填写的内容仍保留在页面上；请看清现在的内容后再保存。"


class ChannelTwice(GongkaiError):
    """Two channels of one name in an agency."""

    code = "DSC-3702"
    text = "本机关已经有渠道“{name}”。"
    hint = "请换一个名称，或者修改已有的渠道；停用的渠道可以重新启用。"


class ChannelClosed(GongkaiError):
    """Closed already, or not closed."""

    code = "DSC-3703"
    text = "渠道“{name}”当前{state}，不能办理“{verb}”。"
    hint = "请刷新页面，按现在的状态办理。"


class SiteStays(GongkaiError):
    """The agency's own place on this platform is no matter of choice."""

    code = "DSC-3704"
    text = "“{name}”是本机关在公开平台上的位置，不能修改推送方式，也不能停用。"
    hint = "其他渠道可以在本页增加、修改和停用。"


class AccountTaken(GongkaiError):
    """One account is one channel: else an item would be there twice."""

    code = "DSC-3705"
    text = "{what}“{value}”已经用于渠道“{name}”。"
    hint = "同一个账号或者文件夹只设一个渠道，以免同一条信息推送两次。"


class SettingNeeded(GongkaiError):
    """The way of serving a channel needs something that is not there, or is not well formed."""

    code = "DSC-3706"
    text = "推送方式“{adapter}”需要填写{what}。"
    hint = "{how}。"


class NothingToTest(GongkaiError):
    """A channel by hand has no connection."""

    code = "DSC-3707"
    text = "渠道“{name}”由人工登记，没有连接可以测试。"
    hint = "发布以后，请在“渠道推送”中登记地址和日期。"


class DeliveryMoved(GongkaiError):
    """What is asked for does not fit the state."""

    code = "DSC-3801"
    text = "“{item}”在“{channel}”上当前为“{state}”，不能办理“{verb}”。"
    hint = "请刷新页面，按现在的状态办理。"


class DeliveryUnderWay(GongkaiError):
    """A worker is at it right now."""

    code = "DSC-3802"
    text = "“{item}”此刻正在向“{channel}”推送。"
    hint = "请过几分钟刷新页面，看到结果后再办理。"


class ReleaseDay(GongkaiError):
    """A day that cannot be the day of release."""

    code = "DSC-3803"
    text = "发布日期{on}{problem}。"
    hint = "请填写实际发布的日期。"


class EvidenceUnfit(GongkaiError):
    """Typed by content, bounded."""

    code = "DSC-3804"
    text = "佐证文件“{name}”{problem}。"
    hint = "请上传 PDF、JPEG 或 PNG 文件，不超过 {limit} MB；也可以不上传。"


class WhereNeeded(GongkaiError):
    """What was published can be found again."""

    code = "DSC-3805"
    text = "登记“{item}”已在“{channel}”发布，须填写地址或版次。"
    hint = "请填写网页链接，或者公报的期号页码、公示栏的位置。"


class ChannelSilent(GongkaiError):
    """No answer, or a broken one. Tried again later."""

    code = "DSC-3901"
    text = "没有得到“{channel}”的答复（{what}）。"
    hint = "系统会自动重试；持续出现时请检查服务器能否访问该渠道。"


class ChannelBusy(GongkaiError):
    """The channel limits how often it may be called."""

    code = "DSC-3902"
    text = "“{channel}”限制了调用次数（{what}）。"
    hint = "系统会在限制解除后自动重试，不需要办理。"


class KeyMissing(GongkaiError):
    """The secret is not where it should be, or others can read it."""

    code = "DSC-3903"
    text = "公众号 {account} 的密钥文件 {file} {problem}。"
    hint = "请系统管理员把 AppSecret 写入这个文件，权限设为只有运行本系统的用户可读（600），然后点“立即重试”。"


class ChannelRefuses(GongkaiError):
    """The channel understood and said no."""

    code = "DSC-3904"
    text = "“{channel}”没有接受：{what}。"
    hint = "{how}。"


class CannotReplace(GongkaiError):
    """What stands there cannot be changed through its interface."""

    code = "DSC-3905"
    text = "这条信息已经在“{channel}”发布，该渠道不能通过接口{verb}已发布的内容。"
    hint = "请到该渠道的后台办理，然后在这里“登记已办理”；不需要办理的，选择“不再推送”。"


class OutcomeUnknown(GongkaiError):
    """Sent, and nobody knows whether it arrived. Never sent again without a person."""

    code = "DSC-3906"
    text = "推送在得到“{channel}”的答复之前中断，查询后仍不能确定是否已经发布。"
    hint = "请到该渠道查看：已经发布的，在这里登记地址；确实没有发布的，点“立即重试”。"


class NotShownYet(GongkaiError):
    """Submitted, and the channel is still at it after a day."""

    code = "DSC-3907"
    text = "“{channel}”收到已超过{hours}小时，仍没有发布结果。"
    hint = "请到该渠道的后台查看审核情况；点“立即重试”会再次查询，不会重复提交。"


class AddressNeeded(GongkaiError):
    """The channel links back to the public page and by that link it is found again."""

    code = "DSC-3908"
    text = "没有设置公开平台的网址（GONGKAI_SITE_ADDRESS），文章无法链接到原文。"
    hint = "请系统管理员设置后重新启动，再点“立即重试”。"


class TooOften(GongkaiError):
    """Eight tries."""

    code = "DSC-3909"
    text = "已经尝试{times}次，最近一次的问题：{problem}"
    hint = "问题解决后请点“立即重试”。"


class FolderFault(GongkaiError):
    """The folder cannot be written."""

    code = "DSC-3910"
    text = "不能写入导出文件夹 {folder}：{problem}。"
    hint = "请系统管理员检查磁盘空间和权限；系统会自动重试。"


class AdapterFault(GongkaiError):
    """A fault of ours; the log has the detail."""

    code = "DSC-3911"
    text = "推送时系统出错，已写入日志（编号 {incident}）。"
    hint = "系统会自动重试；仍出现时请把编号告诉系统管理员。"
