"""Our own page as other programs and sites would publish it: the same report in heavier markup, agency invented."""

import re

_MAIN = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_CELL = re.compile(r"<t[dh]([^>]*)>(.*?)</t[dh]>")
_LINE = re.compile(r"<(p|h[1-3])\b[^>]*>(.*?)</\1>", re.DOTALL)
_DRESSED = re.compile(r"<(table|caption|tr|div|colgroup|col|tbody|thead)\b[^>]*>")


def word_export(page: str) -> str:
    """As a word processor saves it: a style on every paragraph, span and cell, `o:p`, conditional comments."""
    font = "font-size:10.5pt;font-family:仿宋_GB2312"

    def line(match: "re.Match[str]") -> str:
        return (
            '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly">'
            f'<span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体">{_bare(match[2])}'
            '<span lang="EN-US"><o:p></o:p></span></span></p>'
        )

    def cell(match: "re.Match[str]") -> str:
        return (
            f'<td{_spans(match[1])} style="width:36.6pt;border:solid 1.0pt;border-top:none;padding:0cm 5.4pt">'
            '<p class="MsoNormal" align="center">'
            f'<span lang="EN-US" style="{font}">{_bare(match[2])}<o:p></o:p></span></p></td>'
        )

    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<meta name="Generator" content="W">\n'
        "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]-->\n"
        "<style>p.MsoNormal, li.MsoNormal {margin:0cm; text-align:justify;}</style>\n</head>\n"
        '<body lang="ZH-CN" style="tab-interval:21.0pt"><div class="WordSection1" style="layout-grid:15.6pt">\n'
        f"{_LINE.sub(line, _CELL.sub(cell, _report(page, 'table', 'MsoNormalTable')))}</div></body></html>"
    )


def site_page(page: str) -> str:
    """As a government site shows it: menus, a path, buttons, a hidden box, nested boxes, styled spans, a footer."""
    menu = "".join(f'<li class="nav-item"><a href="/col/{n}/index.html">栏目{n}</a></li>' for n in range(30))

    def line(match: "re.Match[str]") -> str:
        return (
            '<p style="text-indent: 2em; text-align: justify; margin-top: 0px; line-height: 2em;">'
            f'<span style="font-family: 仿宋, FangSong; font-size: 16px;"><span>{_bare(match[2])}</span></span></p>'
        )

    def cell(match: "re.Match[str]") -> str:
        return (
            f'<td{_spans(match[1])} style="border: 1px solid rgb(0, 0, 0); word-break: break-all; padding: 0 7px;">'
            f'<span style="font-family: 宋体; font-size: 14px;">{_bare(match[2])}</span></td>'
        )

    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>政府信息公开</title>\n'
        '<link rel="stylesheet" href="/css/site.css">\n<script src="/js/site.js"></script>\n</head>\n<body>\n'
        f'<div class="top"><div class="wrap"><ul class="menu">{menu}</ul></div></div>\n'
        '<div class="pop" style="display: none;"><div class="box"><p>正在跳转到其他网站</p></div></div>\n'
        '<div class="main"><div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">公开</a></div>\n'
        '<div class="article"><div class="tools"><span>字号：</span><a href="#">大</a><a href="#">小</a></div>\n'
        f'<div class="content" id="zoom">{_LINE.sub(line, _CELL.sub(cell, _report(page, "table", "grid")))}</div>\n'
        '<div class="share"><input type="hidden" value="1"><button>打印</button></div></div></div>\n'
        '<footer><div class="wrap"><p>主办：办公室</p><p>网站标识码</p></div></footer>\n'
        "<script>var page = {left: 1 < 2};</script>\n</body>\n</html>"
    )


def _report(page: str, tag: str, name: str) -> str:
    """What stands in the page's article, its elements without our own attributes."""
    found = _MAIN.search(page)
    assert found is not None
    return _DRESSED.sub(lambda m: f'<{m[1]} class="{name}">' if m[1] == tag else f"<{m[1]}>", found[1])


def _spans(attributes: str) -> str:
    return "".join(re.findall(r' (?:row|col)span="\d+"', attributes))


def _bare(text: str) -> str:
    return re.sub(r"</?(?:span|wbr|p|h\d)\b[^>]*>", "", text)
