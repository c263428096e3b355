"""An expression as TeX, the way a book prints it: `3*C` -> 3C, `11*pi/90` -> \\frac{11\\pi}{90}, `sqrt(x^2 + 1)` -> \\sqrt{x^{2}+1}."""

from __future__ import annotations

from functools import reduce

from ..grammar import tree as t
from ..grammar.record import Record
from ..quantity import find_unit
from ..typeset import identifier

__all__ = ["AsItStands", "equation", "mathematics", "number_tex"]

_SIGNS = {"==": "=", "!=": r"\ne ", "<=": r"\le ", ">=": r"\ge ", "<": "<", ">": ">"}
_FUNCTIONS = {"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln", "exp", "min", "max"}
_RENAMED = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan"}
_SUM, _PRODUCT, _UNARY, _POWER, _ATOM = 1, 2, 3, 4, 5


class AsItStands(Record):
    """What is set already, in the place of an expression."""

    tex: str


def number_tex(text: str) -> str:
    """A number as written: digit groups kept, an exponent as a power of ten."""
    body, _, power = text.replace("_", r"\,").lower().partition("e")
    if power:
        return rf"{body}\times 10^{{{int(power)}}}"
    return body.replace("*10^", r"\times 10^{") + "}" if "*10^" in body else body


def mathematics(expr: t.Expr) -> str:
    return _tex(expr)[0]


def equation(ops: tuple[str, ...], operands: tuple[t.Expr, ...]) -> str:
    out = mathematics(operands[0])
    for op, e in zip(ops, operands[1:], strict=True):
        out += _SIGNS[op] + mathematics(e)
    return out


def _exponent(e: t.Expr) -> str:
    """A fraction in an exponent lies: 2^{-t/T}."""
    match e:
        case t.Negative(t.Binary("/", left, right)):
            return "-" + _wrap(left, _PRODUCT) + "/" + _wrap(right, _UNARY)
        case t.Binary("/", left, right):
            sums = isinstance(left, t.Binary) and left.op in "+-"
            return (_wrap(left, _PRODUCT) if sums else mathematics(left)) + "/" + _wrap(right, _UNARY)
        case t.Binary("+", left, right):
            return _exponent(left) + "+" + _exponent(right)
    return mathematics(e)


def _wrap(expr: t.Expr, level: int) -> str:
    tex, own = _tex(expr)
    return tex if own >= level else _round(tex)


def _round(tex: str) -> str:
    """In round brackets, which grow only where what they hold is high (growing ones keep a distance)."""
    return rf"\left({tex}\right)" if any(high in tex for high in (r"\frac", r"\sqrt", r"\left", r"\text{ ")) else f"({tex})"


def _tex(e: t.Expr) -> tuple[str, int]:
    match e:
        case t.Name(name):
            run = identifier(name)
            return run.text if run.math else rf"\text{{{name}}}", _ATOM
        case t.Number(text):
            return number_tex(text), _ATOM if "e" not in text.lower() else _PRODUCT
        case t.Quantity(number, unit):
            return _quantity(number, unit)
        case t.Negative(value):
            return "-" + _wrap(value, _PRODUCT), _SUM
        case t.Binary(op, left, right):
            return _binary(op, left, right)
        case t.Compare(ops, operands):
            return equation(ops, operands), 0
        case t.Logic(op, operands):
            return rf"\text{{ {op} }}".join(mathematics(x) for x in operands), 0
        case t.Not(value):
            return r"\text{not }" + _wrap(value, _ATOM), 0
        case t.Call(func, args):
            return _call(func, args)
        case t.Attribute(value, name):
            return rf"{_wrap(value, _ATOM)}_{{\text{{{name}}}}}", _ATOM
        case t.Index(value, indices):
            return rf"{_wrap(value, _ATOM)}_{{{','.join(mathematics(i) for i in indices)}}}", _ATOM
        case t.Tuple(items):
            return _round(r",\,".join(mathematics(i) for i in items)), _ATOM
        case t.List(items):
            return r"\left[" + r",\,".join(mathematics(i) for i in items) + r"\right]", _ATOM
        case t.Range(low, high):
            return rf"{mathematics(low)}\ldots {mathematics(high)}", 0
        case t.Text(raw):
            return rf"\text{{{raw}}}", _ATOM
        case AsItStands(tex):
            return tex, _ATOM
    return "", _ATOM


def _quantity(number: str, unit: str) -> tuple[str, int]:
    if unit in ("pi", "π"):
        return number_tex(number) + r"\pi ", _PRODUCT
    if unit in ("deg", "°"):
        return number_tex(number) + r"^{\circ}", _ATOM
    found = find_unit(unit)
    if found is None:  # a product with a name, as in 2x or 2x^3
        head, _, power = unit.partition("^")
        tex = identifier(head).text + (rf"^{{{power}}}" if power else "")
        return number_tex(number) + tex, _PRODUCT
    return rf"{number_tex(number)}\,\text{{{found.printed}}}", _PRODUCT


def _binary(op: str, left: t.Expr, right: t.Expr) -> tuple[str, int]:
    if op in "+-":
        return _wrap(left, _SUM) + op + _wrap(right, _PRODUCT if op == "-" else _SUM), _SUM
    if op == "/":
        if isinstance(left, t.Negative):
            return "-" + _binary(op, left.value, right)[0], _SUM
        over, under = _chain(left)
        if under:
            return _one_fraction(over, [*under, *_factors(right)]), _PRODUCT
        return rf"\frac{{{mathematics(left)}}}{{{mathematics(right)}}}", _PRODUCT
    if op == "^":
        base = _wrap(left, _ATOM)
        if isinstance(left, t.Call) and isinstance(left.func, t.Name) and left.func.id in _FUNCTIONS:
            head = rf"\{left.func.id}^{{{_exponent(right)}}}"
            inner = mathematics(left.args[0].value)
            return (rf"{head} {inner}", _UNARY) if _bare_call(left) else (rf"{head}\left({inner}\right)", _POWER)
        return rf"{{{base}}}^{{{_exponent(right)}}}", _POWER
    if isinstance(left, t.Negative):
        return "-" + _binary(op, left.value, right)[0], _SUM
    a, b = _wrap(left, _PRODUCT), _wrap(right, _UNARY)
    if isinstance(left, t.Quantity) and a.endswith("}"):  # a blank after a unit
        return a + r"\," + b, _PRODUCT
    if _ends_bare(left) and not _calls(right):
        a = _round(a)
    dot = b.lstrip("{")[:1].isdigit() or (a[-1:].isdigit() and b[:1] == "-")
    sign = r"\times " if dot and a[-1:].isdigit() and b[:1].isdigit() else r"\cdot "  # between two numbers a dot is a decimal point
    return a + (sign if dot else "\\," if a[-1:].isalpha() and b[:1] == "\\" and not _calls(right) else "") + b, _PRODUCT


def _chain(e: t.Expr) -> tuple[list[t.Expr], list[t.Expr]]:
    """What is multiplied and what is divided by, of a product read from the left."""
    if isinstance(e, t.Binary) and e.op in "*/":
        over, under = _chain(e.left)
        return ([*over, e.right], under) if e.op == "*" else (over, [*under, *_factors(e.right)])
    return [e], []


def _factors(e: t.Expr) -> list[t.Expr]:
    """The factors of a product in which nothing is divided."""
    over, under = _chain(e)
    return [e] if under else over


def _one_fraction(over: list[t.Expr], under: list[t.Expr]) -> str:
    r"""`sqrt(3)/2*m/q` is \frac{\sqrt{3}m}{2q}: no fraction stands in a fraction."""
    over = [x for x in over if not (isinstance(x, t.Number) and x.text == "1")] or over[:1]
    under.sort(key=lambda x: not isinstance(x, t.Number))
    top, bottom = (reduce(lambda a, b: t.Binary("*", a, b), factors) for factors in (over, under))
    return rf"\frac{{{mathematics(top)}}}{{{mathematics(bottom)}}}"


def _calls(e: t.Expr) -> bool:
    """Does it begin with the name of a function that TeX sets upright?"""
    if isinstance(e, t.Binary) and e.op in "*^":
        return _calls(e.left)
    return isinstance(e, t.Call) and isinstance(e.func, t.Name) and (e.func.id in _FUNCTIONS or e.func.id in _RENAMED) and e.func.id != "exp"


def _bare_call(e: t.Expr) -> bool:
    """`sin x`, `sin^2 x`: a function whose argument stands without parentheses."""
    if isinstance(e, t.Binary) and e.op == "^":
        return _bare_call(e.left)
    return isinstance(e, t.Call) and _calls(e) and len(e.args) == 1 and isinstance(e.args[0].value, (t.Name, t.Number, t.Quantity))


def _ends_bare(e: t.Expr) -> bool:
    return _bare_call(e) or (isinstance(e, t.Binary) and e.op == "*" and _ends_bare(e.right))


def _call(func: t.Expr, args: tuple[t.Arg, ...]) -> tuple[str, int]:
    values = [mathematics(a.value) for a in args]
    name = func.id if isinstance(func, t.Name) else ""
    if name == "sqrt" and len(values) == 1:
        return rf"\sqrt{{{values[0]}}}", _ATOM
    if name == "abs" and len(values) == 1:
        return rf"\left|{values[0]}\right|", _ATOM
    if name == "exp" and len(values) == 1:
        return rf"e^{{{_exponent(args[0].value)}}}", _POWER
    if name == "angle":
        return r"\angle " + "".join(values), _ATOM
    if name == "distance" and len(values) == 2:
        return "".join(values), _ATOM
    if name in _FUNCTIONS or name in _RENAMED:
        head = _RENAMED.get(name, "\\" + name)
        simple = len(args) == 1 and isinstance(args[0].value, (t.Name, t.Number, t.Quantity))
        return (rf"{head} {values[0]}", _UNARY) if simple else (head + _round(", ".join(values)), _POWER)
    head = mathematics(func) if not name else identifier(name).text
    return head + _round(", ".join(values)), _ATOM
