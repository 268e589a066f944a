"""A fontconfig file for the tests' LibreOffice: our fonts under the names that an office's documents use."""

from pathlib import Path

from assets import FONTS
from environment import VENV

STAND_INS = {
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Noto Serif SC",
    "SimSun": "Noto Serif SC",
    "仿宋_GB2312": "FandolFang R",
    "仿宋": "FandolFang R",
    "FangSong": "FandolFang R",
    "黑体": "Noto Sans SC",
    "SimHei": "Noto Sans SC",
    "楷体_GB2312": "LXGW WenKai",
    "楷体": "LXGW WenKai",
    "KaiTi": "LXGW WenKai",
    "Times New Roman": "Noto Serif SC",
}


def write() -> Path:
    """Write it into the environment and give its path, for FONTCONFIG_FILE."""
    aliases = "".join(
        f"<alias binding='same'><family>{asked}</family><prefer><family>{given}</family></prefer></alias>\n"
        for asked, given in STAND_INS.items()
    )
    path = VENV / "fonts.conf"
    path.write_text(
        "<?xml version='1.0'?>\n<!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>\n<fontconfig>\n"
        "<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>\n"
        f"<dir>{FONTS}</dir>\n{aliases}</fontconfig>\n",
        "utf-8",
    )
    return path
