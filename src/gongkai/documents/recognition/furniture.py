"""Lines of the page around a report: navigation, counters, font sizes, dates of publication."""

import re

_FURNITURE = re.compile(
    r"^(?:(?:发布|发文|发表|添加|公布|成文|生成|更新|来源|信息来源|作者|编辑|责任编辑|浏览|访问|点击|阅读|字号|字体|文号|索引号|栏目|标题|"
    r"发布机构|发布单位|原文链接|本地目录|稿件来源|分享|打印|页面链接)\S{0,12}\s*[:：\[【].*|首页.*|您?(?:现在|当前)?(?:所在)?的?位置\s*[:：].*|当前位置.*|"
    r"【?字[体号].*|打印.*|分享到.*|正文|上一篇.*|下一篇.*|无障碍.*|长者版.*|关怀版.*|适老化?.*|扫一扫.*|.*?(?:浏览次数|访问量|点击数)\S*[:：].*)$"
)


def is_furniture(line: str) -> bool:
    """A line of the page rather than of the report: date of publication, font size, counters, navigation."""
    return len(line) < 200 and _FURNITURE.match(line) is not None
