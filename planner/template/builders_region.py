"""Regions between curves: which curve is above, where the region begins and ends, what it turns about."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from functools import lru_cache

from ..understand import Formula, Understanding
from .family import Family

__all__ = ["Built", "plain_equations", "region", "stretch"]

Built = tuple[str, ...] | str
_ABOUT = re.compile(r"(?:about|around|along|over|round|绕)\s+(?:the\s+)?(?:(?:horizontal|vertical)\s+)?(?:line\s+|axis\s+)?$", re.IGNORECASE)
_XY = frozenset("xy")
_SUMS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "exp": math.exp, "ln": math.log, "log": math.log10, "sqrt": math.sqrt, "abs": abs,
    "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x), "arctan": math.atan, "arcsin": math.asin, "arccos": math.acos,
}  # fmt: skip


def plain_equations(u: Understanding) -> list[Formula] | str:
    """Equations and inequalities of x and y only."""
    found = []
    for f in u.formulas:
        if f.kind not in ("equation", "inequality"):
            continue
        if not f.letters <= _XY | {"e"} | ({f.name[0]} if f.name else set()):
            return f"{f.text} has letters other than x and y"
        found.append(f)
    return found


@lru_cache(maxsize=64)
def _read(code: str) -> ast.expr | None:
    try:
        return ast.parse(code.replace("^", "**"), mode="eval").body
    except SyntaxError:
        return None


def _value(code: str, x: float) -> float | None:
    """A formula of x at a place; None where it has no value."""
    node = _read(code)
    if node is None:
        return None
    try:
        made = _node(node, x)
        return float(made) if not isinstance(made, complex) and math.isfinite(made) else None
    except (ValueError, ZeroDivisionError, OverflowError, KeyError, TypeError):
        return None


def _node(node: ast.expr, x: float) -> float:
    if isinstance(node, ast.BinOp):
        made: float = _SUMS[type(node.op)](_node(node.left, x), _node(node.right, x))
        return made
    if isinstance(node, ast.UnaryOp):
        return -_node(node.operand, x)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _FUNCTIONS[node.func.id](_node(node.args[0], x))
    if isinstance(node, ast.Name):
        return {"x": x, "e": math.e, "pi": math.pi}[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    raise ValueError


def region(_: Family, u: Understanding) -> Built:
    """The region that curves enclose; `about y = 2` is the axis it turns about."""
    found = plain_equations(u)
    if isinstance(found, str):
        return found
    if u.givens:
        return f"{u.givens[0].text} has no place in this figure"
    text = u.plain.text
    turn = _turn(found, text)
    if turn is not None and turn.startswith("the text"):
        return turn
    bounds = [f for f in found if not _ABOUT.search(text[: f.at[0]])]
    codes = [_curve(f) for f in bounds]
    for m in re.finditer(r"([xy])(?:[- ]axis|轴)", text):
        line = "y == 0" if m.group(1) == "x" else "x == 0"
        if line not in codes and not _ABOUT.search(text[: m.start()]):
            codes.append(line)
    if not 2 <= len(codes) <= 4 or any(c is None for c in codes):
        return "the region is not bounded by two to four curves of x and y"
    made = _lines([c for c in codes if c], re.search(r"first quadrant|第一象限", text) is not None, turn or "")
    if isinstance(made, str):
        return made
    if turn:
        axis, _eq, value = turn.partition(" == ")
        made = (*made, f"  rotation_axis({axis}={value})")
    return (*made, "}")


def _turn(found: list[Formula], text: str) -> str | None:
    """The line that a solid turns about: `y == 10`; None for a flat region; a reason beginning with "the text" if it is not said."""
    turns = [f.code for f in found if _ABOUT.search(text[: f.at[0]])]
    turns += ["y == 0" if m.group(1) == "x" else "x == 0" for m in re.finditer(r"([xy])(?:[- ]axis|轴)", text) if _ABOUT.search(text[: m.start()])]
    turns = list(dict.fromkeys(turns))
    if len(turns) > 1 or (not turns and re.search(r"rotat|revolv|旋转", text)):
        return "the text does not say about which one line the region turns"
    if turns and not re.fullmatch(r"[xy] == -?[\d./]+", turns[0]):
        return f"the text turns the region about {turns[0]}"
    return turns[0] if turns else None


def _curve(f: Formula) -> str | None:
    """`y == f(x)`, `x == f(y)`, an equation of both, `0 <= x <= 2`."""
    if f.kind == "inequality":
        return f.code if re.fullmatch(r"-?[\d./pi*]+ <=? [xy] <=? -?[\d./pi*]+|[xy] [<>]=? -?[\d./]+", f.code) else None
    if len(f.parts) != 2:
        return None
    left, right = f.parts
    if f.name:
        return f"y == {right}" if f.name.endswith("(x)") else None
    if re.fullmatch(r"-?[\d.]+", left) or (right in ("x", "y") and left not in ("x", "y")):
        left, right = right, left
    return f"{left} == {right}"


def _lines(codes: list[str], first: bool, turn: str) -> Built:
    """The axes with the curves, and the region by inequalities where two curves y = f(x) bound it, else by the curves themselves."""
    curves, tops, walls, bounds, names = [], [], [], [], []
    for i, code in enumerate(codes):
        if " == " not in code:
            bounds.append(code)
            continue
        left, right = code.split(" == ")
        explicit = left in ("x", "y") and left not in re.findall(r"[a-z]+", right)
        curves.append(f"  c{i + 1} = " + (f"curve({left}={right})" if explicit else f"implicit({code})"))
        names.append(f"c{i + 1}")
        if explicit and left == "y":
            tops.append(right)
        elif explicit and re.fullmatch(r"-?[\d./pi*e]+", right):
            walls.append(right)
    if len(tops) == 2 and len(tops) + len(walls) == len(names) and not bounds:
        made = _between(tops, walls, first, turn)
        return made if isinstance(made, str) else (f"axes(x={made[1]}) {{", *curves, f"  region({', '.join(made[0])}, hatch=true)")
    if len(names) < 2 or bounds:
        return "the region is not bounded by two to four curves of x and y"
    quarter = ["x >= 0", "y >= 0"] if first else []
    return ("axes {", *curves, f"  region({', '.join([*names, *quarter])}, hatch=true)")


def _between(tops: list[str], walls: list[str], first: bool, turn: str) -> tuple[list[str], str] | str:
    """Inequalities of the region between two curves of x, from wall to wall or from meeting to meeting; and what is shown of the x-axis."""
    meets = _meets(tops)
    sides = sorted((v, w) for w in walls if (v := _value(w, 0)) is not None)
    if first:
        meets = [x for x in meets if x > -1e-6]
    if len(sides) == 2:
        low, high = sides[0][0], sides[1][0]
    elif len(sides) == 1:
        near = [x for x in meets if abs(x - sides[0][0]) > 1e-6]
        left, right = [x for x in near if x < sides[0][0]], [x for x in near if x > sides[0][0]]
        if bool(left) == bool(right):
            return "the text does not say on which side of the line the region lies"
        low, high = (max(left), sides[0][0]) if left else (sides[0][0], min(right))
    else:
        if len(meets) != 2:
            return "the two curves do not enclose one region"
        low, high = meets
    if not low < high or any(low + 1e-6 < x < high - 1e-6 for x in meets):
        return "the two curves cross within the region"
    middle = [_value(t, (low + high) / 2) for t in tops]
    if middle[0] is None or middle[1] is None or abs(middle[0] - middle[1]) < 1e-9:
        return "the curves have no region between them"
    under, over = (tops[0], tops[1]) if middle[0] < middle[1] else (tops[1], tops[0])
    out = [f"y >= {under}", f"y <= {over}"]
    for edge, sign in ((low, ">="), (high, "<=")):
        wall = next((w for v, w in sides if abs(v - edge) < 1e-9), None)
        if wall is not None:
            out.append(f"x {sign} {wall}")
        elif sides or first or _goes_on(under, over, edge, -0.05 if sign == ">=" else 0.05):
            if abs(edge - round(edge)) > 1e-6:
                return "the region ends where its curves meet, at no whole number"
            out.append(f"x {sign} {round(edge)}")
    return out, _shown(low, high, turn)


def _shown(low: float, high: float, turn: str) -> str:
    """The stretch of the x-axis that is drawn: the region with a margin, the line that it turns about, the y-axis if that is near."""
    if turn.startswith("x == "):
        at = _value(turn[5:], 0) or 0.0
        low, high = min(low, at), max(high, at)
    margin = 0.3 * (high - low)
    if -2 * margin <= low or high <= 2 * margin:
        low, high = min(low, 0.0), max(high, 0.0)
    digits = 1 if high - low > 1 else 2
    return f"{round(low - margin, digits):g}..{round(high + margin, digits):g}"


def stretch(code: str) -> str:
    """`(x=-2.5..2.5)`: where a curve has its zeros and turns, with a margin; "" if it has fewer than two, or very many."""
    steps = [(i - 100) / 10 + 0.000_37 for i in range(201)]
    values = [_value(code, x) for x in steps]
    marked = []
    for i in range(1, 200):
        a, b, c = values[i - 1 : i + 2]
        if a is not None and b is not None and c is not None and (a * b < 0 or (b - a) * (c - b) < 0):
            marked.append(steps[i])
    if not 2 <= len(marked) <= 12:
        return ""
    margin = max(0.25 * (marked[-1] - marked[0]), 0.5)
    return f"(x={round(marked[0] - margin, 1):g}..{round(marked[-1] + margin, 1):g})"


def _goes_on(under: str, over: str, edge: float, step: float) -> bool:
    """Beyond where they meet the same curve is above: the curves only touch there."""
    low, high = _value(under, edge + step), _value(over, edge + step)
    return low is not None and high is not None and low < high


def _meets(tops: list[str]) -> list[float]:
    """Where two curves meet or touch, from -20 to 20, by looking and halving."""
    steps = [(i - 400) / 20 + 0.000_37 for i in range(801)]
    gaps = [(x, a - b) for x in steps if (a := _value(tops[0], x)) is not None and (b := _value(tops[1], x)) is not None]

    def gap(x: float) -> float:
        a, b = _value(tops[0], x), _value(tops[1], x)
        return math.nan if a is None or b is None else a - b

    out: list[float] = []
    for i in range(1, len(gaps)):
        (x, p), (y, q) = gaps[i - 1], gaps[i]
        if y - x > 0.06 or abs(p) + abs(q) > 1e3:
            continue
        if p * q < 0:
            out.append(_halved(gap, x, y))
        elif i + 1 < len(gaps) and abs(q) < abs(p) and abs(q) <= abs(gaps[i + 1][1]) and abs(q) < 1e-2 and p * gaps[i + 1][1] > 0:
            near = round(y, 2)
            if abs(gap(near)) < 1e-12:
                out.append(near)
    edge = gaps[0][0] if gaps else 0
    if abs(edge - round(edge, 1)) < 0.06 and abs(gap(round(edge, 1))) < 1e-12:
        out.append(round(edge, 1))  # sqrt(x) and 0 meet where the root begins
    return sorted(dict.fromkeys(round(x, 9) for x in out))


def _halved(gap: Callable[[float], float], low: float, high: float) -> float:
    at = gap(low)
    for _ in range(60):
        middle = (low + high) / 2
        if gap(middle) * at > 0:
            low = middle
        else:
            high = middle
    near = round((low + high) / 2, 6)
    return near if abs(gap(near)) < 1e-9 else (low + high) / 2
