"""The typefaces of PDF and pictures: which are there, and which stands in for which.

They are installed into files/ by the set-up and are not part of the source. An agency puts the fonts it has a
licence for in a folder and names it in GONGKAI_FONTS; those come first.
"""

import logging
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import typst

from gongkai.statute.errors import GongkaiError

FOLDER = Path(__file__).parent / "files"
_LOG = logging.getLogger(__name__)

# For each style the families by preference: what GB/T 9704 documents use, then what is free.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "西文": ("Times New Roman", "Liberation Serif", "Noto Serif SC"),
    "小标宋": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "Noto Serif SC"),
    "宋体": ("SimSun", "宋体", "NSimSun", "Noto Serif SC"),
    "仿宋": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", "FandolFang"),
    "黑体": ("SimHei", "黑体", "STHeiti", "Noto Sans SC"),
    "楷体": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "LXGW WenKai"),
}
_STAND_INS = ("Noto Serif SC", "Noto Sans SC")  # for a style that is missing, and for single characters


class FontsMissing(GongkaiError):
    """No Chinese font is installed at all."""

    code = "RDR-1310"
    text = "没有找到中文字体，不能生成 PDF 和图片。"
    hint = "请运行一次 ./run 完成安装，或用 GONGKAI_FONTS 指定存放中文字体的文件夹。"


def folders() -> tuple[str, ...]:
    """Where fonts are looked for: the agency's own folder, then ours."""
    own = os.environ.get("GONGKAI_FONTS", "").strip()
    return tuple(folder for folder in (own, str(FOLDER)) if folder and Path(folder).is_dir())


@lru_cache(maxsize=4)
def load(places: tuple[str, ...]) -> typst.Fonts:
    """The fonts of these folders, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(places))


@lru_cache(maxsize=4)
def styles(places: tuple[str, ...]) -> dict[str, list[str]]:
    """For each style the installed families by preference, with those that lend single characters at the end.

    Raises FontsMissing where no Chinese font is there.
    """
    there = {name.casefold(): name for name in load(places).families()}
    stand_ins = [there[name.casefold()] for name in _STAND_INS if name.casefold() in there]
    found = {}
    for style, names in FAMILIES.items():
        own = [there[name.casefold()] for name in names if name.casefold() in there]
        if not own and stand_ins:
            _LOG.warning("没有找到%s字体，用 %s 代替", style, stand_ins[0])
        found[style] = list(dict.fromkeys([*own, *stand_ins]))
    anything = next((names for names in found.values() if names), None)
    if anything is None:
        raise FontsMissing
    return {style: names or anything for style, names in found.items()}
