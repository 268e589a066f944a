"""Examples of what is sent and answered, made from the schema itself, so that they never say what it does not."""

import re
from collections.abc import Mapping
from typing import Any

_DEEP = 6
_FORMATS = {
    "uuid": "0b0e7a52-5d8a-4c3e-9d0f-2f6a1c9b7e10",
    "date": "2026-03-02",
    "date-time": "2026-03-02T09:00:00+08:00",
    "binary": "（文件）",
}
_CHOICE = re.compile(r"\^\((?P<all>[^()]*)\)\$")

EXAMPLES: Mapping[str, object] = {
    "title": "关于便民服务时间的通知",
    "body": "<p>便民服务中心每个工作日开放。</p>",
    "reason": "内容有误",
    "basis": "前编办〔2026〕1号",
    "name": "港湾街道办事处",
    "short_name": "港湾街道",
    "opinion": "同意公开。",
    "text": "便民",
    "login": "zhang-san",
    "email": "zhangsan@example.gov.cn",
    "summary": "便民服务中心的开放时间。",
    "document_number": "前港办〔2026〕1号",
    "index_number": "11370000-2026-00001",
    "agency": "港湾街道办事处",
    "person": "张三",
    "position": "党政办公室主任",
    "wrong": "按步就班",
    "right": "按部就班",
    "template": "{agency}-{year}-{serial:5}",
    "address": "港湾路1号",
    "telephone": "0532-00000000",
    "hours": "工作日 8:30—17:30",
    "url": "https://www.example.gov.cn/",
    "code": "DSC-2001",
    "message": "说明原因和办法的一句话。",
    "slug": "gangwan",
    "q": "便民服务",
    "sheet": "台账",
    "says": "一句说明。",
    "label": "名称",
    "column_id": 12,
    "year": 2026,
    "region": "370202",
    "uscc": "11370202MB28448519",
    "notice": "更正：开放时间有误。",
}
"""Of names for which the schema alone would give nothing that reads well."""


class Examples:
    """Examples by the parts of one schema."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.parts = parts

    def of(self, name: str, schema: Mapping[str, Any], *, whole: bool = False, depth: int = 0) -> Any:  # noqa: ANN401
        """One value; of an object only what must be sent and what has an example of its own, unless `whole`."""
        if "$ref" in schema:
            return self.of(name, self.parts[schema["$ref"].rpartition("/")[2]], whole=whole, depth=depth)
        if "allOf" in schema:
            return self.of(name, schema["allOf"][0], whole=whole, depth=depth)
        if "anyOf" in schema:
            return self.of(name, schema["anyOf"][0], whole=whole, depth=depth)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema, whole=whole, depth=depth)
        if kind == "array":
            inner = schema.get("items", {})
            return [] if depth > _DEEP else [self.of(name, inner, whole=whole, depth=depth + 1)]
        return self._plain(name, schema)

    def _object(self, schema: Mapping[str, Any], *, whole: bool, depth: int) -> dict[str, Any]:
        required = set(schema.get("required", ()))
        return {
            name: value["default"]
            if "default" in value and name not in EXAMPLES
            else self.of(name, value, whole=whole, depth=depth + 1)
            for name, value in schema.get("properties", {}).items()
            if whole or name in required or name in EXAMPLES
        }

    def _plain(self, name: str, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401
        kind, known = schema.get("type"), EXAMPLES.get(name)
        if kind == "boolean":
            return bool(schema.get("default", False))
        if kind in {"integer", "number"}:
            return known if isinstance(known, int) else max(1, int(schema.get("minimum", 1)))
        if schema.get("format") in _FORMATS:
            return _FORMATS[schema["format"]]
        if choice := _CHOICE.search(schema.get("pattern", "")):
            return next((one for one in choice["all"].split("|") if one), "")
        if schema.get("pattern"):
            return ""
        return known if isinstance(known, str) else schema.get("default") or "文字"
