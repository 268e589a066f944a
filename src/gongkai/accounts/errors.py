"""Refusals about signing in, people, posts and terms."""

from http import HTTPStatus
from typing import ClassVar

from gongkai.statute.errors import GongkaiError


class OfficersAreSeparate(GongkaiError):
    """三员分立: an officer holds that role and no other."""

    code = "ACC-1001"
    text = "{person} 在 {since} 至 {until} 期间担任“{held}”，同一时间不能再担任“{wanted}”。"
    hint = (
        "系统管理员、安全管理员、安全审计员须由三个人分别担任，且不兼任其他岗位；请另选人员，或者先终止原来的任期。"
    )


class NotOneself(GongkaiError):
    """Nobody decides on his own powers."""

    code = "ACC-1002"
    text = "不能为本人办理“{act}”。"
    hint = "请由另一位安全管理员办理。"


class LastSecurityAdministrator(GongkaiError):
    """Somebody must be able to manage accounts on every day."""

    code = "ACC-1003"
    text = "{person} 是“{agency}”最后一位安全管理员，{day} 之后将没有人能够管理账号。"
    hint = "请先任命另一位安全管理员，再办理本次操作。"


class PostClosed(GongkaiError):
    """The post has been abolished."""

    code = "ACC-1004"
    text = "岗位“{post}”已于 {day} 撤销。"
    hint = "请选择其他岗位，或者新设一个岗位。"


class TermOverlaps(GongkaiError):
    """The same person in the same post twice."""

    code = "ACC-1005"
    text = "{person} 在 {since} 至 {until} 期间已经担任“{post}”。"
    hint = "请核对起止日期；需要调整的，先终止原任期。"


class NotTheHolder(GongkaiError):
    """Only what one holds can be delegated."""

    code = "ACC-1006"
    text = "{person} 在 {since} 至 {until} 期间并非始终担任“{post}”，不能委托。"
    hint = "委托人须在整个委托期间担任该岗位，且担任的不是代理或者受托的岗位；请核对日期。"


class LoginTaken(GongkaiError):
    """Logins are unique and never used again."""

    code = "ACC-1007"
    text = "登录名“{login}”已经有人使用。"
    hint = "请换一个登录名；离职人员的登录名保留，不再分配。"


class AccountClosed(GongkaiError):
    """The account is closed already, or must be open for this."""

    code = "ACC-1008"
    text = "{person} 的账号已经停用，不能“{act}”。"
    hint = "需要时请先恢复账号。"


class AccountOpen(GongkaiError):
    """The account is open already."""

    code = "ACC-1009"
    text = "{person} 的账号没有停用，不需要恢复。"


class EndsBeforeStart(GongkaiError):
    """The dates of a term stand in order."""

    code = "ACC-1010"
    text = "终止日期 {until} 早于任期开始的 {since}。"
    hint = "请核对日期。"


class TermEnded(GongkaiError):
    """The term has an earlier end already."""

    code = "ACC-1011"
    text = "{person} 担任“{post}”的任期已于 {until} 终止。"
    hint = "终止日期只能提前，不能推后；需要延长的，请重新任命。"


class PostHeld(GongkaiError):
    """A post is closed when nobody holds it."""

    code = "ACC-1012"
    text = "“{post}”在 {day} 之后仍有人担任：{people}。"
    hint = "请先终止这些任期，再撤销岗位。"


class PostTitleTaken(GongkaiError):
    """Two open posts of an agency do not have one title."""

    code = "ACC-1013"
    text = "“{agency}”已经设有岗位“{post}”。"
    hint = "请使用已有的岗位，或者换一个名称。"


class ChangedMeanwhile(GongkaiError):
    """Somebody else was faster."""

    code = "ACC-1014"
    text = "您打开本页之后，{who} 已于 {when} 修改了 {person} 的资料，您的修改没有保存。"
    hint = "下面保留着您填写的内容，请对照最新资料后再提交一次。"


class DelegateToOneself(GongkaiError):
    """A delegation has two people."""

    code = "ACC-1015"
    text = "不能把岗位委托给本人。"
    hint = "请选择另一位人员。"


class OfficerDelegates(GongkaiError):
    """The powers of the three officers go with an appointment, never with a delegation."""

    code = "ACC-1016"
    text = "“{role}”的职责不能由本人委托他人。"
    hint = "需要有人代理的，请由安全管理员任命代理。"


class DemonstrationOff(GongkaiError):
    """The demonstration's accounts may act only where it is switched on."""

    code = "ACC-1017"
    text = "演示没有打开，不能装入演示数据：演示账号的口令是公开的。"
    hint = "只在演示用的系统里设置 GONGKAI_DEMONSTRATION=true 后重试。"


class SignInRefused(GongkaiError):
    """The login or the password is not right; which of them is not said."""

    code = "ACC-1101"
    text = "登录名或者口令不对。"
    hint = "请核对后重试；连续 5 次不对，账号将锁定 15 分钟。忘记口令请联系安全管理员重置。"


class LockedOut(GongkaiError):
    """Too many failures."""

    status: ClassVar[HTTPStatus] = HTTPStatus.TOO_MANY_REQUESTS
    title: ClassVar[str] = "账号暂时锁定"
    code = "ACC-1102"
    text = "连续 {times} 次登录失败，这个账号已暂时锁定。"
    hint = "请在 {minutes} 分钟后重试，或者联系安全管理员解除锁定。"


class TooManyAttempts(GongkaiError):
    """One address tries many accounts."""

    status: ClassVar[HTTPStatus] = HTTPStatus.TOO_MANY_REQUESTS
    title: ClassVar[str] = "登录过于频繁"
    code = "ACC-1103"
    text = "这个网络地址的登录尝试过多。"
    hint = "请在 {minutes} 分钟后重试。"


class CodeRefused(GongkaiError):
    """The second step's code is not right."""

    code = "ACC-1104"
    text = "验证码不对或者已经过期。"
    hint = "请输入验证器上现在显示的 6 位数字，并核对手机的时间；手机不在身边时可以使用恢复码。"


class PasswordRefused(GongkaiError):
    """The current password is not right."""

    code = "ACC-1105"
    text = "当前口令不对。"
    hint = "请重新输入您现在登录用的口令。"


class SamePassword(GongkaiError):
    """The new password is the old one."""

    code = "ACC-1106"
    text = "新口令与当前口令相同。"
    hint = "请设置一个不同的口令。"


class NotKnownHere(GongkaiError):
    """Single sign-on knows the visitor, this system does not."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN
    title: ClassVar[str] = "没有对应的账号"
    code = "ACC-1107"
    text = "“{service}”确认了您的身份，但本系统没有与“{login}”对应的启用账号。"
    hint = "请联系本机关的安全管理员开立账号。"


class SignInLapsed(GongkaiError):
    """The second step came too late, or the first was not done."""

    code = "ACC-1108"
    text = "没有等待验证的登录，或者等待的时间过长。"
    hint = "请从登录页重新登录。"


class TwoStepRequired(GongkaiError):
    """The role asks for two steps."""

    code = "ACC-1109"
    text = "您担任的岗位必须使用两步验证。"
    hint = "请先按本页的步骤设置，设置完成后即可办理业务。"


class PasswordMustChange(GongkaiError):
    """A password that somebody else knows is changed first."""

    code = "ACC-1110"
    text = "这是首次登录或者口令已被重置，请先设置自己的口令。"
    hint = "设置完成后即可办理业务。"


class SessionEnded(GongkaiError):
    """Idle for too long, or signed in for too long."""

    code = "ACC-1111"
    text = "{why}，系统已自动退出。"
    hint = "请重新登录；没有保存的内容请重新填写。"


class PasswordHabit(GongkaiError):
    """A password made of what everybody uses."""

    code = "ACC-1112"
    text = "口令的大部分是常见的词、键盘顺序或者数字（{parts}）。"
    hint = "请换成几个互不相干的词语，例如用一句只有自己知道的话的拼音。"


class PasswordTooLong(GongkaiError):
    """Longer than any person types."""

    code = "ACC-1113"
    text = "口令超过 {most} 个字符。"
    hint = "请缩短到 {most} 个字符以内。"


class NotYourPost(GongkaiError):
    """The post to switch to is not the visitor's today."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "ACC-1114"
    text = "您今天没有担任所选的岗位。"
    hint = "请在页面右上角选择自己的岗位。"


class SlipShown(GongkaiError):
    """A temporary password is shown once."""

    code = "ACC-1115"
    text = "临时口令只在开立账号或者重置口令之后显示一次，现在没有可以显示的。"
    hint = "没有记下的，请重置口令，得到一个新的。"


class SingleSignOnFailed(GongkaiError):
    """The server of single sign-on did not vouch for the visitor."""

    code = "ACC-1116"
    text = "单点登录没有完成。"
    hint = "请回到登录页重试；多次不成功时，请用登录名和口令登录，并告诉系统管理员。"


class TokenScope(GongkaiError):
    """A token may do what its post may do, or less."""

    code = "ACC-1117"
    text = "所选的权限有的不属于岗位“{post}”，或者一项也没有选。"
    hint = "请在该岗位的权限中至少选择一项。"


class TokenExpiry(GongkaiError):
    """A token ends within a year."""

    code = "ACC-1118"
    text = "令牌的最后一日“{day}”早于今天，或者在一年以后。"
    hint = "请选择今天起一年之内的日期；到期前可以另外生成一个。"


class TokenRevoked(GongkaiError):
    """It was revoked before."""

    code = "ACC-1119"
    text = "令牌“{name}”已经吊销。"


class TokenTermOver(GongkaiError):
    """The post is not the person's own today."""

    code = "ACC-1120"
    text = "您今天没有担任所选的岗位，不能为它生成令牌。"
    hint = "请选择现在担任的岗位。"
