"""What a function of ours reaches: its permissions, provisions and verbs, read from the code and not run.

A name that stands in the function is followed where it means one of our functions or a table of them. What a call
decides at run time is not seen: a page made from this says what may be asked of an act, not in which case.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import FunctionType, ModuleType
from typing import Any

OURS = "gongkai."
HANDED_OVER = "gongkai.kit.worker"
"""What is rung for is done later, by the worker and not by who rings."""


def reached(
    start: Callable[..., Any], stop: Callable[[FunctionType], bool] = lambda function: False
) -> list[object]:
    """Every value and function that is named from `start` on; what `stop` says is named and not entered."""
    found: list[object] = []
    waiting, seen = [_plain(start)], set()
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        for value in named(function):
            found.append(value)
            for below in _functions(value):
                found.append(below)
                if not stop(below):
                    waiting.append(below)
    return found


def _plain(function: Callable[..., Any]) -> FunctionType:
    """The function under its decorators."""
    plain: Any = inspect.unwrap(function)
    return plain


def named(function: FunctionType) -> Iterator[object]:
    """The values of the names and dotted names in its source, and of the calls that cite a provision."""
    from gongkai.statute.law.cite import Instrument

    code = function.__code__
    known = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    known = {name: value for name, value in known.items() if name not in code.co_varnames + code.co_cellvars}
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call) and isinstance(_value(node.func, known), Instrument):
            arguments = [_value(argument, known) for argument in node.args]
            yield known[ast.unparse(node.func)](*arguments)
        elif isinstance(node, ast.Name | ast.Attribute):
            yield _value(node, known)


def _value(node: ast.expr, known: Mapping[str, object]) -> object:
    """What a constant, a name or a dotted name means; None where only a run would tell."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        whole = _value(node.value, known)
        return getattr(whole, node.attr, None) if isinstance(whole, ModuleType | type) else None
    return None


def _functions(value: object) -> Iterator[FunctionType]:
    """Functions of ours that a value is or holds."""
    if isinstance(value, FunctionType):
        plain = _plain(value)
        if plain.__module__.startswith(OURS) and plain.__module__ != HANDED_OVER and plain.__name__ != "<lambda>":
            yield plain
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _functions(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _functions(one)
    elif is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith(OURS):
        for field in fields(value):
            yield from _functions(getattr(value, field.name))
