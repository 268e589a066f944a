"""Programs that come from Debian's packages. Installed where we may; else says what to install."""

import os
import shutil
import subprocess

from environment import fail, say


def need(why: str, *packages: str) -> None:
    """Install these packages, or end with what to install and what for."""
    if os.geteuid() or not shutil.which("apt-get"):
        fail(f"{why}需要先安装：{' '.join(packages)}（例如 sudo apt-get install {' '.join(packages)}）。")
    say(f"正在安装 {' '.join(packages)} ……")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "-qq", "-y", "install", "--no-install-recommends", *packages]
    if subprocess.run(install, env=quietly, check=False, stdout=subprocess.DEVNULL).returncode:
        subprocess.run(["apt-get", "-qq", "update"], env=quietly, check=False)
        if subprocess.run(install, env=quietly, check=False, stdout=subprocess.DEVNULL).returncode:
            fail(f"没有装上 {' '.join(packages)}，请手工安装后再试。")
