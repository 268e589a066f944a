"""The schema as people read it: every operation and every name in Chinese, who may use it, and an example."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.audit.services import ACTS
from gongkai.kit.api import Operation
from gongkai.site.api.examples import Examples
from gongkai.site.api.once import HEADER
from gongkai.site.api.words import PARAMETERS, STATUSES, TAGS, WORDS
from gongkai.statute.vocab.roles import ROLES, Perm, label_of

HAN = re.compile(r"[\u3400-\u9fff]")
TOKEN = "token"  # noqa: S105  the name of the scheme
Schema = dict[str, Any]
ONCE: Schema = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "由客户端编的一次性标记。24 小时内带同样的标记再发，只办一次，答复与第一次相同。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]{1,128}$"},
    "example": "7d1f4c1e-0c58-4f0a-9d6c-3f2b8f1d2a10",
}


def completed(schema: Schema, operations: Mapping[str, Operation]) -> Schema:
    """The schema that ninja made, with all that it cannot know."""
    schema["tags"] = [{"name": name, "description": says} for name, says in TAGS.items()]
    parts = schema.setdefault("components", {})
    parts["securitySchemes"] = {TOKEN: {"type": "http", "scheme": "bearer", "description": _scopes()}}
    parts["responses"] = {f"refused-{status}": _refusal(status) for status in sorted(STATUSES) if status >= 400}
    parts["parameters"] = {"once": ONCE}
    for part in parts["schemas"].values():
        _name_properties(part)
    examples = Examples(parts["schemas"])
    for stated in _stated(schema):
        operation = operations[stated["operationId"]]
        stated["description"] = told(operation)
        if operation.may:
            stated["security"] = [{TOKEN: [code]} for code in sorted(operation.may)]
        elif not operation.public:
            stated["security"] = [{TOKEN: []}]
        _parameters(stated, operation, examples)
        _body(stated, examples)
        _answers(stated, operation, examples)
    parts["schemas"] = {name: parts["schemas"][name] for name in sorted(_used(schema))}
    return schema


def summary(operation: Operation) -> str:
    """What an operation is called: as the act is, where it does one."""
    return ACTS[operation.id].label if operation.id in ACTS else operation.label


def told(operation: Operation) -> str:
    """Who may use it, what more there is to know, and which refusals are its own."""
    parts = [operation.says] if operation.says else []
    if operation.public:
        parts.append("不需要令牌；答复可以缓存一分钟，之后用 ETag 再问。")
    elif operation.may:
        named = "；".join(f"{label_of(code)}（{code}）" for code in sorted(operation.may))
        parts.append(f"需要的权限{'（任一项）' if len(operation.may) > 1 else ''}：{named}。")
    else:
        parts.append("需要有效的令牌，不限权限。")
    if operation.refuses:
        parts.append(f"可能的拒绝：{'、'.join(operation.refuses)}，含义见“错误编号”。")
    return "\n\n".join(parts)


def _scopes() -> str:
    lines = [f"- `{perm.value}` {perm.label}（{'、'.join(_holders(perm))}）" for perm in Perm]
    return "\n".join(["接口令牌：`Authorization: Bearer gk_…`。令牌的权限范围：", *lines])


def _holders(perm: Perm) -> list[str]:
    return [role.label for role in ROLES if perm in role.may]


def _refusal(status: int) -> Schema:
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {"code": f"API-1{status}", "message": f"〔API-1{status}〕{STATUSES[status]}"},
    }
    return {"description": STATUSES[status], "content": {"application/json": content}}


def _used(schema: Schema) -> set[str]:
    """The parts that something refers to; ninja also lists what is only the query of an operation."""
    parts = schema["components"]["schemas"]
    found: set[str] = set()
    waiting = [json.dumps([schema["paths"], schema["components"]["responses"]])]
    while waiting:
        named = set(re.findall(r"#/components/schemas/([^\"]+)", waiting.pop())) - found
        found |= named
        waiting += [json.dumps(parts[name]) for name in named]
    return found


def _stated(schema: Schema) -> Iterator[Schema]:
    for path in schema["paths"].values():
        yield from path.values()


def _name_properties(part: Schema) -> None:
    """A property whose own title is no Chinese is called by the word for its name."""
    for name, value in part.get("properties", {}).items():
        said, title = value.get("description", ""), value.pop("title", "")
        if not HAN.search(said):
            value["description"] = title if HAN.search(title) else WORDS.get(name, "")
    part.pop("title", None)
    part.pop("description", None)


def _parameters(stated: Schema, operation: Operation, examples: Examples) -> None:
    for parameter in stated.get("parameters", []):
        name = parameter["name"]
        parameter["schema"].pop("title", None)
        parameter["description"] = PARAMETERS.get(name) or WORDS.get(name, "")
        if parameter["in"] == "path":
            parameter["example"] = examples.of(name, parameter["schema"])
    if operation.method != "GET":
        stated.setdefault("parameters", []).append({"$ref": "#/components/parameters/once"})


def _body(stated: Schema, examples: Examples) -> None:
    for content in stated.get("requestBody", {}).get("content", {}).values():
        _name_properties(content["schema"])
        content["example"] = examples.of("", content["schema"])


def _answers(stated: Schema, operation: Operation, examples: Examples) -> None:
    statuses = sorted(int(status) for status in stated["responses"])
    done = next(answer for status, answer in stated["responses"].items() if int(status) == 200)
    done["description"] = STATUSES[200]
    for content in done.get("content", {}).values():
        content["schema"].pop("title", None)
        content["example"] = examples.of("", content["schema"], whole=True)
    if operation.media:
        shape = (
            {"type": "object"} if operation.media == "application/json" else {"type": "string", "format": "binary"}
        )
        done["content"] = {operation.media: {"schema": shape}}
    refused = {str(status): {"$ref": f"#/components/responses/refused-{status}"} for status in statuses[1:]}
    stated["responses"] = {"200": done, **refused}
    if operation.public:
        done["headers"] = {
            "ETag": {"description": "内容的标记。", "schema": {"type": "string"}},
            "Cache-Control": {"description": "可以缓存多久。", "schema": {"type": "string"}},
        }
        stated["responses"]["304"] = {"description": STATUSES[304]}
