"""The one reader of the environment: every setting is declared here once, typed, with its default and its meaning.

What is malformed is not guessed: it is collected as a problem, the default stands in for it so that the refusal can
be shown, and the system check of `checks.py` refuses to start.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import environ

from gongkai.statute.errors import GongkaiError


class SettingMalformed(GongkaiError):
    """A variable of the environment does not say what it should."""

    code = "CLI-3001"
    text = "环境变量 {name} 的值“{value}”不对：{why}。"
    hint = "请改正后重新启动；不设置这个变量时使用默认值“{default}”。"


class SettingUnknown(GongkaiError):
    """A variable begins with GONGKAI_ but no setting has that name: most likely a slip of the pen."""

    code = "CLI-3002"
    text = "环境变量 {name} 不是本系统的设置。"
    hint = "请对照 docs/reference/settings.md 核对名称，或者删去这个变量。"


def setting(name: str, default: Any, says: str, *, least: int | None = None, secret: bool = False) -> Any:  # noqa: ANN401
    """Declare a setting: the variable's name, the default, what it means, the least number allowed.

    A reader of docs/reference/settings.md sees exactly this. Typed Any because dataclass fields are.
    """
    return field(default=default, metadata={"name": name, "says": says, "least": least, "secret": secret})


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything the platform takes from outside. Sizes are in MB (2²⁰ bytes), times as the names say."""

    home: Path = setting("GONGKAI_HOME", Path("var"), "数据、文件、密钥和日志所在的文件夹")
    database: str = setting("DATABASE_URL", "", "数据库地址；不设置时使用 GONGKAI_HOME 里的 SQLite", secret=True)
    secret_key: str = setting(
        "GONGKAI_SECRET_KEY", "", "签名密钥；不设置时在 GONGKAI_HOME/keys 里生成一个，只有本用户可读", secret=True
    )
    debug: bool = setting("GONGKAI_DEBUG", False, "开发模式，页面显示错误详情；对外服务时必须关闭")
    bind: str = setting("GONGKAI_BIND", "127.0.0.1:8000", "监听的地址和端口")
    processes: int = setting("GONGKAI_PROCESSES", 1, "网页服务的进程数", least=1)
    threads: int = setting("GONGKAI_THREADS", 8, "每个进程的线程数", least=1)
    hosts: tuple[str, ...] = setting(
        "GONGKAI_HOSTS", ("127.0.0.1", "localhost", "[::1]"), "允许的域名，用半角逗号分开"
    )
    https: bool = setting(
        "GONGKAI_HTTPS", False, "前面有 HTTPS 反向代理：只发安全 Cookie，并要求浏览器始终用 HTTPS"
    )
    log_level: str = setting("GONGKAI_LOG_LEVEL", "INFO", "日志级别：DEBUG、INFO、WARNING 或 ERROR")
    audit_hash: str = setting("GONGKAI_AUDIT_HASH", "sha256", "审计链的摘要算法：sha256 或 sm3")
    demonstration: bool = setting(
        "GONGKAI_DEMONSTRATION", False, "演示：登录页列出演示账号；对外服务时必须关闭，./run 首次启动时打开"
    )
    site_name: str = setting("GONGKAI_SITE_NAME", "政府信息公开平台", "公开平台的名称，显示在页面上方和标题里")
    site_code: str = setting("GONGKAI_SITE_CODE", "", "政府网站标识码（SiteIDCode），10 位数字")
    site_address: str = setting(
        "GONGKAI_SITE_ADDRESS",
        "",
        "公开平台的网址，订阅和网站地图用它写完整链接；带路径（如 https://www.example.gov.cn/zwgk）时，"
        "全部页面都在这个路径之下",
    )
    site_root: str = setting(
        "GONGKAI_SITE_ROOT", "", "公开平台从哪个机关开始（填它的网址短名）；不设置时列出全部机关"
    )
    session_idle_minutes: int = setting(
        "GONGKAI_SESSION_IDLE_MINUTES", 30, "登录后多久没有操作就自动退出（分钟）", least=1
    )
    session_hours: int = setting("GONGKAI_SESSION_HOURS", 12, "一次登录最长多久（小时），到时须重新登录", least=1)
    sessions: int = setting("GONGKAI_SESSIONS", 3, "同一账号最多同时在几处登录，再登录时最早的一处退出", least=1)
    mfa_required: bool = setting(
        "GONGKAI_MFA_REQUIRED", False, "系统管理员、安全管理员、安全审计员必须使用两步验证；对外服务时应当打开"
    )
    oidc_server: str = setting(
        "GONGKAI_OIDC_SERVER", "", "单点登录（OIDC）服务器的地址；不设置时只用登录名和口令登录"
    )
    oidc_client: str = setting("GONGKAI_OIDC_CLIENT", "", "在单点登录服务器上登记的客户端编号")
    oidc_secret: str = setting("GONGKAI_OIDC_SECRET", "", "在单点登录服务器上登记的客户端密钥", secret=True)
    oidc_name: str = setting("GONGKAI_OIDC_NAME", "统一身份认证", "登录页上单点登录的名称")
    oidc_claim: str = setting("GONGKAI_OIDC_CLAIM", "preferred_username", "单点登录返回的哪一项等于本系统的登录名")
    review_months: int = setting(
        "GONGKAI_REVIEW_MONTHS", 12, "不予公开的信息每隔几个月评估一次（条例第十八条没有规定周期）", least=1
    )
    wechat_address: str = setting(
        "GONGKAI_WECHAT_ADDRESS",
        "https://api.weixin.qq.com",
        "微信公众号接口的地址；服务器经代理访问时改为代理的地址",
    )
    link_check: bool = setting(
        "GONGKAI_LINK_CHECK", True, "后台检查正文中的外部链接能不能打开；服务器不能访问外部网络时可以关闭"
    )
    link_days: int = setting("GONGKAI_LINK_DAYS", 30, "已公开的正文中的外部链接每隔几天再检查一次", least=1)
    link_seconds: int = setting("GONGKAI_LINK_SECONDS", 15, "检查一个链接最多用多少秒，包括转址", least=1)
    link_per_host: int = setting("GONGKAI_LINK_PER_HOST", 2, "同一个网站最多同时检查几个链接", least=1)
    link_ports: tuple[str, ...] = setting(
        "GONGKAI_LINK_PORTS", ("80", "443"), "检查链接时可以访问的端口，用半角逗号分开"
    )
    link_inside: tuple[str, ...] = setting(
        "GONGKAI_LINK_INTERNAL_HOSTS",
        (),
        "域名解析到内部网络、仍可以检查的网站，用半角逗号分开；“.example.gov.cn”表示它下面的全部域名。"
        "其他解析到内部网络的网址一律不访问",
    )
    upload_file_mb: int = setting("GONGKAI_UPLOAD_FILE_MB", 30, "体检时每个文件的上限（MB）", least=1)
    upload_files: int = setting("GONGKAI_UPLOAD_FILES", 200, "体检时一次最多的文件数", least=1)
    upload_pages: int = setting("GONGKAI_UPLOAD_PAGES", 300, "体检时每个文件的页数上限", least=1)
    upload_seconds: int = setting("GONGKAI_UPLOAD_SECONDS", 60, "体检时每个文件的时间上限（秒）", least=1)
    upload_memory_mb: int = setting("GONGKAI_UPLOAD_MEMORY_MB", 1024, "体检时每个文件的内存上限（MB）", least=256)
    upload_keep_minutes: int = setting(
        "GONGKAI_UPLOAD_KEEP_MINUTES", 60, "上传的文件和结果保留多久（分钟）", least=1
    )
    upload_jobs: int = setting("GONGKAI_UPLOAD_JOBS", 2, "每个后台进程同时检查的文件数", least=1)
    embedded_worker: bool = setting(
        "GONGKAI_EMBEDDED_WORKER",
        True,
        "网页进程里带一个后台线程检查上传的文件；另外运行 gongkai worker 时可以关闭",
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the environment, and what was wrong with it."""

    environment: Environment
    problems: tuple[GongkaiError, ...] = ()


TRUE = frozenset({"true", "1", "yes", "on"})
FALSE = frozenset({"false", "0", "no", "off"})
HASHES = frozenset({"sha256", "sm3"})
LEVELS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR"})
ELSEWHERE = MappingProxyType({"GONGKAI_FONTS": "本机关持有授权的字体所在的文件夹，优先于自带字体"})
"""Settings of the library, read where they are used because it runs without the platform."""
NOT_SETTINGS = frozenset(
    {"GONGKAI_FULL", "GONGKAI_CORPUS", "GONGKAI_BROWSER", "GONGKAI_TEST_HOME", "GONGKAI_SANDBOXED"}
)
"""What tests and our own child processes are told."""


def read(variables: Mapping[str, str]) -> Reading:
    """Read every declared setting; an empty variable counts as not set."""
    values: dict[str, object] = {}
    problems: list[GongkaiError] = []
    for declared in fields(Environment):
        name, raw = declared.metadata["name"], variables.get(declared.metadata["name"], "").strip()
        if not raw:
            continue
        try:
            values[declared.name] = _parse(raw, declared.default, declared.metadata["least"])
            _judge(name, raw)
        except ValueError as why:
            values.pop(declared.name, None)
            shown = "（不显示）" if declared.metadata["secret"] else raw
            problems.append(SettingMalformed(name=name, value=shown, why=why, default=in_words(declared.default)))
    known = {f.metadata["name"] for f in fields(Environment)} | set(ELSEWHERE) | NOT_SETTINGS
    problems += (
        SettingUnknown(name=name) for name in sorted(variables) if name.startswith("GONGKAI_") and name not in known
    )
    return Reading(Environment(**values), tuple(problems))  # type: ignore[arg-type]  # each value has its default's type


def in_words(default: object) -> str:
    """A default as one would write it in the environment."""
    if isinstance(default, tuple):
        return ",".join(default)
    return str(default).lower() if isinstance(default, bool) else str(default)


def _parse(raw: str, like: object, least: int | None) -> object:
    if isinstance(like, bool):
        if raw.lower() not in TRUE | FALSE:
            raise ValueError("应为 true 或 false")
        return raw.lower() in TRUE
    if isinstance(like, int):
        if not raw.isascii() or not raw.isdigit():
            raise ValueError("应为整数")
        if least is not None and int(raw) < least:
            raise ValueError(f"不能小于 {least}")
        return int(raw)
    if isinstance(like, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return Path(raw).expanduser() if isinstance(like, Path) else raw


def _judge(name: str, raw: str) -> None:
    """Refuse what has the right type and still cannot be used."""
    if name == "GONGKAI_LOG_LEVEL" and raw not in LEVELS:
        raise ValueError("应为 DEBUG、INFO、WARNING 或 ERROR")
    if name == "GONGKAI_AUDIT_HASH" and raw not in HASHES:
        raise ValueError("应为 sha256 或 sm3")
    if name == "GONGKAI_SECRET_KEY" and len(raw) < 50:
        raise ValueError("至少要有 50 个字符")
    if name == "GONGKAI_SITE_CODE" and not (len(raw) == 10 and raw.isascii() and raw.isdigit()):
        raise ValueError("应为 10 位数字")
    if name == "GONGKAI_SITE_ADDRESS" and not re.fullmatch(r"https?://[\w.:\[\]-]+(?:/[\w.~-]+)*/?", raw, re.ASCII):
        raise ValueError("应写成“https://域名/路径”，不带问号和井号")
    if name == "GONGKAI_OIDC_SERVER" and not raw.startswith(("https://", "http://")):
        raise ValueError("应以 https:// 开头")
    if name == "GONGKAI_WECHAT_ADDRESS" and not raw.startswith(("https://", "http://")):
        raise ValueError("应以 https:// 开头")
    if name == "GONGKAI_LINK_PORTS" and not all(
        port.strip().isdigit() and 0 < int(port) < 65536 for port in raw.split(",") if port.strip()
    ):
        raise ValueError("应为端口号，例如 80,443")
    if name == "GONGKAI_BIND":
        _, separator, port = raw.rpartition(":")
        if not separator or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError("应写成“地址:端口”，例如 127.0.0.1:8000")
    if name == "DATABASE_URL" and not raw.startswith(("sqlite:", "postgres:", "postgresql:")):
        raise ValueError("只支持 sqlite:///文件 和 postgres://用户@主机/库名")
    if name == "DATABASE_URL":
        try:
            environ.Env.db_url_config(raw)
        except (ValueError, environ.ImproperlyConfigured):
            raise ValueError("不是完整的数据库地址") from None
