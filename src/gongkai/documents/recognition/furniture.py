"""Lines of the page around a report: navigation, counters, font sizes, dates of publication, the page's foot."""

import re

_FURNITURE = re.compile(
    r"^(?:(?:发布|发文|发表|添加|公布|成文|生成|更新|来源|信息来源|作者|编辑|责任编辑|浏览|访问|点击|阅读|字号|字体|文号|索引号|栏目|标题|"
    r"发布机构|发布单位|原文链接|本地目录|稿件来源|分享|打印|页面链接)\S{0,12}\s*[:：\[【].*|首页.*|您?(?:现在|当前)?(?:所在)?的?位置\s*[:：].*|当前位置.*|"
    r"【?字[体号].*|打印.*|分享到.*|正文|上一篇.*|下一篇.*|无障碍.*|长者版.*|关怀版.*|适老化?.*|扫一扫.*|.*?(?:浏览次数|访问量|点击数)\S*[:：].*)$"
)

_FOOT = re.compile(
    r"^[\s|【\[（(]*(?:上一[篇条]|下一[篇条]|关闭(?:窗口|本页)|打印(?:本页|本文)|返回(?:顶部|首页)|分享(?:到|至)?[:：]|扫一扫|版权所有|"
    r"(?i:copyright)|©|(?:主办|主管|承办)(?:单位)?[:：]|技术支持|网站标识码|网站地图|友情链接|相关(?:链接|文档|阅读|新闻|信息)[:：]?$|"
    r"(?:责任)?编辑[:：]|.{0,20}(?:ICP备|公网安备))"
)
_FIRST_OF_FOOT = frozenset("上下关打返分扫版Cc©主承技网友相责编【[（(| ")
_LONGEST_FOOT = 150


def is_furniture(line: str) -> bool:
    """A line of the page rather than of the report: date of publication, font size, counters, navigation."""
    return len(line) < 200 and _FURNITURE.match(line) is not None


def begins_foot(line: str) -> bool:
    """Whether the foot of the page begins here: links, counters, who runs the site."""
    if len(line) >= _LONGEST_FOOT or not (line[:1] in _FIRST_OF_FOOT or "备" in line):
        return False
    return _FOOT.match(line) is not None
