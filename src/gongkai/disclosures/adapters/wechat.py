"""WeChat official accounts: a draft is made, submitted, and looked at until it is shown; never twice.

Every article links back to its public page with the number of the request (`?v=3`). By that link a draft or an
article is found again when a worker died, or a connection broke, between the call and our note of it. A submission
of which nothing is found is never repeated by the platform itself: a person looks and decides.
"""

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters.base import (
    PUBLISH,
    UPDATE,
    WITHDRAW,
    Account,
    Done,
    Job,
    Keep,
    NeedsPerson,
    Pending,
    Progress,
    pictures_of,
)
from gongkai.disclosures.adapters.wechat_api import NAME, Rejected, Unsent, WechatApi
from gongkai.disclosures.adapters.wechat_text import article, banner, cover_of, fitted
from gongkai.kit import clock

LOOK = timedelta(seconds=15)
SETTLE = timedelta(minutes=10)
"""How long a submission without an answer is looked for before a person is asked."""
LONGEST = timedelta(hours=24)
PAGES, PAGE = 10, 20
GONE = frozenset({40007, 53600})
"""No such media, no such article: what is to be taken away is not there."""
SHOWN, AT_IT = 0, 1
STATUS = {
    2: "原创声明失败",
    3: "发布失败",
    4: "平台审核不通过",
    5: "发布后已被全部删除",
    6: "发布后被平台封禁",
}


class WechatAdapter:
    """Publishing through the published interface; the account has to be a certified one."""

    code, label, repeats = "wechat", "微信公众号接口", True

    def push(self, job: Job, keep: Keep) -> Done | Pending:
        """One step forward. Raises TryLater, NeedsPerson, ClaimLost."""
        api, progress = _api(job.account), dict(job.progress)
        if progress.get("publish") or progress.get("submitted_at"):
            return _settle(api, job, progress, keep)
        if job.action == WITHDRAW:
            return _withdraw(api, job, progress)
        if job.remote_id or (job.action == UPDATE and job.released):
            raise NeedsPerson(errors.CannotReplace(channel=job.account.name, verb="修改"))
        return _publish(api, job, progress, keep)

    def test(self, account: Account) -> str:
        """Fetch a token and count the drafts: key, white list and permission are as they should be."""
        drafts = _api(account).call("/cgi-bin/draft/batchget", {"offset": 0, "count": 1, "no_content": 1})
        return f"已连接公众号，草稿箱有 {drafts.get('total_count', 0)} 份草稿。"


def key_file(account: Account) -> Path:
    """Where the AppSecret of an account lies: below the agency's own folder, so that no agency uses another's."""
    name = str(account.settings.get("appid", ""))
    return Path(settings.GONGKAI_HOME) / "keys" / "wechat" / account.agency_slug / name


def _api(account: Account) -> WechatApi:
    appid, file = str(account.settings.get("appid", "")), key_file(account)
    shown = str(file.relative_to(settings.GONGKAI_HOME))
    try:
        with file.open(encoding="ascii") as opened:
            if stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                raise NeedsPerson(errors.KeyMissing(account=appid, file=shown, problem="可以被其他用户读取"))
            secret = opened.read().strip()
    except (OSError, ValueError) as fault:
        raise NeedsPerson(errors.KeyMissing(account=appid, file=shown, problem="没有找到或者不能读取")) from fault
    return WechatApi(settings.GONGKAI.wechat_address, appid, secret)


def _publish(api: WechatApi, job: Job, progress: Progress, keep: Keep) -> Done | Pending:
    if not job.address.startswith("http"):
        raise NeedsPerson(errors.AddressNeeded())
    if progress.get("asked") != job.version:
        progress = {"asked": job.version}
    if "draft" not in progress:
        found = _find(api, "/cgi-bin/draft/batchget", _mark(job, job.version)) if job.interrupted else None
        progress["draft"] = found["media_id"] if found else _add_draft(api, job, progress, keep)
        keep(progress)
    keep(progress | {"submitted_at": _now(job).isoformat()})
    try:
        answer = api.call("/cgi-bin/freepublish/submit", {"media_id": progress["draft"]})
    except (Rejected, Unsent):  # certainly not accepted
        keep(progress)
        raise
    progress |= {"publish": str(answer.get("publish_id", "")), "submitted_at": _now(job).isoformat()}
    keep(progress)
    return Pending(LOOK, "已提交，等候微信发布")


def _add_draft(api: WechatApi, job: Job, progress: Progress, keep: Keep) -> str:
    """Pictures first, then the draft. What an interrupted try uploaded is not uploaded again."""
    pictures: dict[str, str] = progress.setdefault("pictures", {})
    for source, file in pictures_of(job):
        if source not in pictures:
            answer = api.upload("/cgi-bin/media/uploadimg", fitted(file.read()))
            pictures[source] = str(answer["url"])
            keep(progress)
    if "cover" not in progress:
        progress |= _cover(api, job)
        keep(progress)
    made = article(job, _mark(job, job.version), pictures, progress["cover"])
    answer = api.call("/cgi-bin/draft/add", {"articles": [made]})
    return str(answer["media_id"])


def _cover(api: WechatApi, job: Job) -> Progress:
    """The item's own first picture, or the account's plain banner, which is uploaded once for all."""
    picture = cover_of(job)
    if picture is None and job.account.remote.get("banner"):
        return {"cover": job.account.remote["banner"]}
    answer = api.upload("/cgi-bin/material/add_material", picture or banner(), type="image")
    return {"cover": str(answer["media_id"]), "banner": picture is None}


def _settle(api: WechatApi, job: Job, progress: Progress, keep: Keep) -> Done | Pending:
    """What has become of a submission, whichever request it was for."""
    age = _now(job) - datetime.fromisoformat(progress["submitted_at"])
    if not progress.get("publish"):
        found = _find(api, "/cgi-bin/freepublish/batchget", _mark(job, progress["asked"]))
        if found:
            return _shown(progress, found["article_id"], found["content"]["news_item"][0].get("url", ""))
        if age < SETTLE:
            return Pending(min(SETTLE, timedelta(minutes=1)), "提交时连接中断，正在向微信查询是否已经发布")
        raise NeedsPerson(errors.OutcomeUnknown(channel=job.account.name))
    answer = api.call("/cgi-bin/freepublish/get", {"publish_id": progress["publish"]})
    status = answer.get("publish_status")
    if status == SHOWN:
        item = (answer.get("article_detail", {}).get("item") or [{}])[0]
        return _shown(progress, str(answer.get("article_id", "")), item.get("article_url", ""))
    if status == AT_IT:
        if age < LONGEST:
            return Pending(max(LOOK, age / 4), "已提交，等候微信发布")
        raise NeedsPerson(errors.NotShownYet(channel=job.account.name, hours=int(LONGEST.total_seconds() // 3600)))
    keep({"asked": progress["asked"], "draft": progress["draft"]} if status in (2, 3, 4) else {})
    what = STATUS.get(status, f"发布状态 {status}") if isinstance(status, int) else "没有发布状态"
    raise NeedsPerson(
        errors.ChannelRefuses(channel=NAME, what=what, how="请到公众平台查看原因，改正后点“立即重试”")
    )


def _shown(progress: Progress, article_id: str, address: str) -> Done:
    remote = {"banner": progress["cover"]} if progress.get("banner") else {}
    return Done(PUBLISH, progress["asked"], address=address, remote_id=article_id, remote=remote)


def _withdraw(api: WechatApi, job: Job, progress: Progress) -> Done:
    if not job.remote_id and job.released:
        raise NeedsPerson(errors.CannotReplace(channel=job.account.name, verb="撤下"))
    calls = [("/cgi-bin/freepublish/delete", {"article_id": job.remote_id, "index": 0})] if job.remote_id else []
    if progress.get("draft"):
        calls.append(("/cgi-bin/draft/delete", {"media_id": progress["draft"]}))
    for path, body in calls:
        try:
            api.call(path, body)
        except Rejected as rejected:
            if rejected.number not in GONE:
                raise
    return Done(WITHDRAW, job.version)


def _find(api: WechatApi, path: str, mark: str) -> dict[str, Any] | None:
    """The draft or article that links back with this mark, among the latest."""
    for page in range(PAGES):
        answer = api.call(path, {"offset": page * PAGE, "count": PAGE, "no_content": 1})
        listed = answer.get("item", [])
        for entry in listed:
            if any(
                item.get("content_source_url") == mark for item in entry.get("content", {}).get("news_item", [])
            ):
                found: dict[str, Any] = entry
                return found
        if len(listed) < PAGE:
            return None
    return None


def _mark(job: Job, version: int) -> str:
    return f"{job.address}?v={version}"


def _now(job: Job) -> datetime:
    return job.now or clock.now()


__all__ = ["WechatAdapter", "key_file"]
