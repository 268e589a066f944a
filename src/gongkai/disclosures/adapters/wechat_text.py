"""An item as WeChat takes it: what is linked is said in words, pictures are its own, the cover is a picture."""

import io
from collections.abc import Mapping
from html import escape, unescape

from PIL import Image, ImageOps

from gongkai.disclosures.adapters.base import SOURCE, Job, NeedsPerson, pictures_of
from gongkai.disclosures.channel_errors import ChannelRefuses

LONGEST_TEXT, LONGEST_DIGEST, LONGEST_AUTHOR = 20_000, 120, 8  # characters; draft/add
LARGEST_PICTURE, WIDEST = 1_000_000, 1440  # bytes (media/uploadimg takes JPEG and PNG under 1 MB), pixels
COVER, COVER_COLOUR = (900, 383), (23, 78, 120)


def article(job: Job, mark: str, pictures: Mapping[str, str], cover: str) -> dict[str, object]:
    """The body of draft/add. Raises NeedsPerson for a text that is longer than WeChat takes."""
    text = SOURCE.sub(
        lambda found: found[1] + escape(pictures.get(found[2], unescape(found[2]))) + found[3], job.body
    )
    lines = [
        f"发布机构：{job.account.agency}",
        *([f"索引号：{job.index_number}"] if job.index_number else []),
        *([f"发文字号：{job.document_number}"] if job.document_number else []),
        *job.notices,
        *(["附件请点击“阅读原文”查看。"] if any(not file.is_inline for file in job.files) else []),
    ]
    content = text + "".join(f"<p>{escape(line)}</p>" for line in lines)
    if len(content) >= LONGEST_TEXT:
        how = "请到公众平台发布摘要并链接原文，然后在这里登记地址"
        raise NeedsPerson(ChannelRefuses(channel="微信公众号", what="正文超过 2 万字符", how=how))
    return {
        "article_type": "news",
        "title": job.title,
        "author": job.account.agency if len(job.account.agency) <= LONGEST_AUTHOR else "",
        "digest": job.summary[:LONGEST_DIGEST],
        "content": content,
        "content_source_url": mark,
        "thumb_media_id": cover,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }


def fitted(data: bytes) -> tuple[str, bytes, str]:
    """A picture as WeChat takes it: JPEG or PNG, small enough."""
    if len(data) < LARGEST_PICTURE and data.startswith(b"\x89PNG"):
        return "picture.png", data, "image/png"
    if len(data) < LARGEST_PICTURE and data.startswith(b"\xff\xd8"):
        return "picture.jpg", data, "image/jpeg"
    with Image.open(io.BytesIO(data)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((WIDEST, WIDEST * 4))
    for quality in (88, 75, 60, 40):
        smaller = _jpeg(picture, quality)
        if len(smaller) < LARGEST_PICTURE:
            break
    return "picture.jpg", smaller, "image/jpeg"


def cover_of(job: Job) -> tuple[str, bytes, str] | None:
    """The first picture of the text."""
    first = next((file for _, file in pictures_of(job)), None)
    return fitted(first.read()) if first else None


def banner() -> tuple[str, bytes, str]:
    """A plain cover for texts without a picture: WeChat takes no article without one."""
    return "cover.jpg", _jpeg(Image.new("RGB", COVER, COVER_COLOUR), 88), "image/jpeg"


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
