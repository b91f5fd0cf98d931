"""Evaluate arithmetic that authors write: a small whitelist of Python's syntax, in decimal numbers.

Nothing is looked up but the names that are given, and a result has at most 28 digits.
"""

import ast
import math
from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = Decimal | bool | str

_MOST_SIGNS = 400
_MOST_POWER = 64


class ExpressionError(ValueError):
    """Say which piece of an expression is not understood, or has no value."""


def evaluate(text: str, names: Mapping[str, Value]) -> Value:
    """Return what an expression comes to.

    Raises ExpressionError if it holds anything but arithmetic, or divides by zero.
    """
    tree = _parsed(text)
    with localcontext(Context(prec=28)):
        try:
            return _value(tree.body, names)
        except (DecimalException, OverflowError, ValueError, TypeError, RecursionError) as error:
            if isinstance(error, ExpressionError):
                raise
            raise ExpressionError(text) from None


@lru_cache(maxsize=1024)
def names_in(text: str) -> frozenset[str]:
    """Return the names of variables that an expression asks for.

    Raises ExpressionError if it is no expression.
    """
    called = {id(node.func) for node in ast.walk(_parsed(text)) if isinstance(node, ast.Call)}
    return frozenset(
        node.id
        for node in ast.walk(_parsed(text))
        if isinstance(node, ast.Name) and id(node) not in called
    )


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.Expression:
    if len(text) > _MOST_SIGNS:
        raise ExpressionError(text[:20])
    try:
        return ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(text) from None


def _value(node: ast.expr, names: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=bool() | str() as plain):
            return plain
        case ast.Constant(value=int() | float()):
            return Decimal(ast.unparse(node))
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id="pi"):
            return Decimal(repr(math.pi))
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            return -_number(inside, names)
        case ast.UnaryOp(op=ast.UAdd(), operand=inside):
            return _number(inside, names)
        case ast.UnaryOp(op=ast.Not(), operand=inside):
            return not _value(inside, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_number(left, names), _number(right, names))
        case ast.BoolOp(op=op, values=values):
            found = (bool(_value(each, names)) for each in values)
            return all(found) if isinstance(op, ast.And) else any(found)
        case ast.Compare():
            return _compared(node, names)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _value(body if _value(test, names) else other, names)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_number(each, names) for each in args))
        case _:
            raise ExpressionError(ast.unparse(node))


def _number(node: ast.expr, names: Mapping[str, Value]) -> Decimal:
    value = _value(node, names)
    if isinstance(value, Decimal):
        return value
    raise ExpressionError(ast.unparse(node))


def _compared(node: ast.Compare, names: Mapping[str, Value]) -> bool:
    values = [_value(each, names) for each in (node.left, *node.comparators)]
    for op, left, right in zip(node.ops, values, values[1:]):
        if type(op) not in _COMPARISONS:
            raise ExpressionError(ast.unparse(node))
        if not _COMPARISONS[type(op)](left, right):
            return False
    return True


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > _MOST_POWER:
        raise ExpressionError(f"… ** {exponent}")
    return base**exponent


def _rounded(value: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    """Round halves away from zero, as schools teach."""
    return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _of_floats(function: Callable[[float], float]) -> Callable[..., Decimal]:
    """Turn a function of floats into one of decimals, good to 12 figures."""
    return lambda value: Decimal(f"{function(float(value)):.12g}")


_OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: (a / b).to_integral_value(ROUND_FLOOR),
    ast.Mod: lambda a, b: a - b * (a / b).to_integral_value(ROUND_FLOOR),
    ast.Pow: _power,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}
_FUNCTIONS: Mapping[str, Callable[..., Decimal]] = {
    "abs": abs,
    "min": min,
    "max": max,
    "round": _rounded,
    "floor": lambda value: value.to_integral_value(ROUND_FLOOR),
    "sqrt": Decimal.sqrt,
    "sin": _of_floats(lambda degrees: math.sin(math.radians(degrees))),
    "cos": _of_floats(lambda degrees: math.cos(math.radians(degrees))),
    "tan": _of_floats(lambda degrees: math.tan(math.radians(degrees))),
    "log": _of_floats(math.log10),
    "ln": _of_floats(math.log),
}
