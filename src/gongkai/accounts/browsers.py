"""What a browser calls itself, in words by which a person recognises the own computer or phone."""

_BROWSERS = (  # the first that is found: most also call themselves Chrome and Safari
    ("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ浏览器"), ("360", "360浏览器"),
    ("UCBrowser", "UC浏览器"), ("Firefox", "火狐"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def in_words(user_agent: str) -> str:
    """The browser and the system; what is not known is said as it is."""
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in user_agent), "")
    return "，".join(filter(None, (browser, system))) or user_agent[:80] or "没有说明"
