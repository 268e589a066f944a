"""Old Word files (DOC, WPS, RTF, ODT, Word 2003 XML) through LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai.documents.layout import Source
from gongkai.documents.readers import docx
from gongkai.documents.readers.errors import OfficeFailed, OfficeMissing, TooSlow
from gongkai.documents.readers.limits import Limits

PROGRAMS = ("soffice", "libreoffice")
# A fresh profile for each file: no macros, no updating of links, nothing fetched for the document.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read(data: bytes, name: str, limits: Limits) -> Source:
    """An old document's blocks, as its conversion to DOCX has them; about one second.

    Refusals: RDR-1011 LibreOffice is not installed, RDR-1012 it could not convert, RDR-1013 it took too long, and
    those of `docx.read`.
    """
    converted = convert(data, name, limits)
    return replace(docx.read(converted, name, limits), kind="doc")


def office() -> str | None:
    """The LibreOffice command; None where it is not installed."""
    return next((found for program in PROGRAMS if (found := shutil.which(program))), None)


def _kind(data: bytes) -> tuple[str, str]:
    """The file suffix LibreOffice needs and the type's name for messages."""
    start = data[:4096].lstrip()
    if start.startswith(b"{\\rtf"):
        return ".rtf", " RTF 文件"
    if data.startswith(b"PK"):
        return ".odt", " ODT 文件"
    if start.startswith(b"<"):
        return ".xml", " Word 2003 XML 文件"
    return ".doc", "旧版 DOC 文件"


def convert(data: bytes, name: str, limits: Limits) -> bytes:
    """The document as DOCX bytes."""
    suffix, kind = _kind(data)
    program = office()
    if program is None:
        raise OfficeMissing(name=name, kind=kind)
    with tempfile.TemporaryDirectory(prefix="gongkai-doc-") as folder:
        place = Path(folder)
        source = place / f"source{suffix}"
        source.write_bytes(data)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        _run(
            [
                program,
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(place / "out"),
                str(source),
            ],
            place,
            name,
            limits.seconds,
        )
        result = place / "out" / "source.docx"
        if not result.is_file():
            raise OfficeFailed(name=name, detail="文件内容可能已损坏")
        return result.read_bytes()


def _run(command: list[str], place: Path, name: str, seconds: float) -> None:
    """Run LibreOffice; at the deadline kill it with the processes it started."""
    # Inside the sandbox the group is the sandbox's, whose kill must reach LibreOffice too.
    own_group = "GONGKAI_SANDBOXED" not in os.environ
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; the document is only an argument
            command,
            cwd=place,
            env={**os.environ, "HOME": str(place), "TMPDIR": str(place)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=own_group,
        )
    except OSError as error:
        raise OfficeFailed(name=name, detail="无法启动") from error
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TooSlow(subject=f"“{name}”", limit=round(seconds, 1)) from error
    finally:
        _end(process, own_group)


def _end(process: subprocess.Popen[bytes], own_group: bool) -> None:
    if own_group:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of it has ended already
        finally:
            process.wait()
    elif process.poll() is None:
        process.kill()
        process.wait()
