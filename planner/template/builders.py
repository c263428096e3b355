"""Figures that are read off formulas, measures and lists: triangles by their parts, graphs, bell curves, data, intervals, points. A builder returns
the lines of a spec, or the reason why it has none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ..understand import Formula, Understanding
from .builders_circuit import circuit
from .builders_region import Built, plain_equations, region, stretch
from .builders_triangle import triangle
from .family import Family

__all__ = ["BUILDERS", "Built"]


# ---------------------------------------------------------------- axes


def graph(_: Family, u: Understanding) -> Built:
    """One curve, with its interval, a Riemann sum, a tangent, a point."""
    found = plain_equations(u)
    if isinstance(found, str):
        return found
    text = u.plain.text
    curves = [f for f in found if f.kind == "equation" and len(f.parts) == 2 and (f.parts[0] == "y" or f.name.endswith("(x)")) and "y" not in f.parts[1]]
    ends = [f for f in found if f not in curves]
    if len(curves) != 1:
        return "the text does not give one function of x"
    low_high = _interval(u, ends)
    if isinstance(low_high, str):
        return low_high
    span = f", x={low_high[0]}..{low_high[1]}" if low_high else ""
    right = curves[0].parts[1]
    n = [q for q in u.givens if q.symbol == "n" or re.search(r"sub-?interval|rectangle|term|part", " ".join(q.after[:2]))]
    if [q for q in u.givens if q not in n and not re.search(r"decimal|place|digit|significant", " ".join(q.after[:2]))]:
        return f"{next(q for q in u.givens if q not in n).text} has no place in this figure"
    points = [f for f in u.formulas if f.kind == "point"]
    if re.search(r"riemann|rectangles|midpoint rule|left[- ]?(?:hand )?(?:sum|end)|right[- ]?(?:hand )?(?:sum|end)", text, re.IGNORECASE):
        rule = re.search(r"\b(left|right|mid)", text, re.IGNORECASE)
        if len(n) != 1 or low_high is None or rule is None or points:
            return "the text does not give the parts, the interval and the rule of the sum"
        parts = n[0].symbol or n[0].number
        given = f"given n = {n[0].number}" if n[0].symbol else f'given {n[0].number} "parts"'
        return (given, "axes {", f"  riemann(y={right}{span}, n={parts}, rule={rule.group(1).lower()})", "}")
    if n:
        return f"{n[0].text} has no place in this figure"
    lines = [f"  c = curve(y={right}{span})"]
    tangent = re.search(r"tangent", text, re.IGNORECASE)
    if tangent and len(points) == 1 and low_high is None:
        return ("axes {", *lines, f"  P = point{points[0].code}", "  tangent_line(c, at=P)", "}")
    if tangent:
        return "the text does not give the place of one tangent"
    lines += [f"  {'PQRS'[i]} = point{f.code}" for i, f in enumerate(points[:4])]
    return (f"axes{'' if points or low_high else stretch(right)} {{", *lines, "}")


def _interval(u: Understanding, ends: list[Formula]) -> tuple[str, str] | str | None:
    intervals = [f for f in u.formulas if f.kind == "interval"]
    if len(intervals) > 1:
        return "the text gives two intervals"
    if intervals:
        low, high = intervals[0].parts
        return "the interval has no end" if "inf" in low + high else (low, high)
    if len(ends) == 1 and ends[0].kind == "inequality" and len(ends[0].parts) == 3 and ends[0].parts[1] == "x":
        return ends[0].parts[0], ends[0].parts[2]
    if len(ends) == 2 and all(f.kind == "equation" and f.parts[0] == "x" for f in ends):
        return ends[0].parts[1], ends[1].parts[1]
    return f"{ends[0].text} has no place in this figure" if ends else None


def normal(_: Family, u: Understanding) -> Built:
    """A bell curve with its mean and deviation, and the stretch that is asked for."""
    mean = [q for q in u.givens if q.symbol in ("mu", "mean") or re.search(r"mean|average|平均", " ".join([*q.before[-4:], q.noun]))]
    sd = [q for q in u.givens if q.symbol in ("sigma", "sd") or re.search(r"deviation|标准差", " ".join([*q.before[-4:], q.noun]))]
    mean = [q for q in mean if q not in sd]
    if len(mean) != 1 or len(sd) != 1 or mean[0].unit != sd[0].unit:
        return "the text does not give one mean and one standard deviation"
    rest = [q for q in u.givens if q not in (mean[0], sd[0])]
    if any(q.unit != mean[0].unit for q in rest):
        return f"{rest[0].text} has no place in this figure"
    text = u.plain.text
    if len(rest) == 2 and re.search(r"between|from .* to|from .* through", text):
        low, high = sorted(rest, key=lambda q: q.value)
        part = f", shade={low.number}..{high.number}"
    elif len(rest) == 1 and re.search(r"\b(?:less|below|under|shorter|fewer|at most|smaller|lighter|worse|lower|no more)\b", text):
        part = f", below={rest[0].number}"
    elif len(rest) == 1 and re.search(r"\b(?:more|above|over|greater|taller|exceed\w*|at least|larger|heavier|better|higher|longer)\b", text):
        part = f", above={rest[0].number}"
    elif not rest:
        part = ""
    else:
        return "the text does not say which part of the curve is meant"
    unit = f'x_title="{mean[0].unit}", ' if mean[0].unit else ""
    apart = 10 ** math.ceil(math.log10(max(100 * sd[0].value, abs(mean[0].value), 1)) + 1)  # numbers of the problem alone stand on the axis
    return (f"axes({unit}x_step={apart}) {{ normal_curve(mean={mean[0].number}, sd={sd[0].number}{part}) }}",)


def data(_: Family, u: Understanding) -> Built:
    """A histogram or a box plot of a list."""
    lists = [f for f in u.formulas if f.kind == "list"]
    if len(lists) != 1 or len(u.formulas) != 1:
        return "the text does not give one list of data"
    text = u.plain.text
    n = [q for q in u.givens if re.search(r"class|bin|interval|bar", " ".join(q.after[:2]))]
    if len(n) != len(u.givens) or len(n) > 1:
        return f"{next(q for q in u.givens if q not in n).text if len(n) != len(u.givens) else n[1].text} has no place in this figure"
    items = f"[{', '.join(lists[0].parts)}]"
    if re.search(r"box|箱", text, re.IGNORECASE):
        return "a box plot has no classes" if n else (f"axes {{ box_plot({items}) }}",)
    if re.search(r"histogram|直方图", text, re.IGNORECASE):
        classes = (f'given {n[0].number} "classes"',) if n else ()
        return (*classes, f"axes {{ histogram({items}{f', bins={n[0].number}' if n else ''}) }}")
    return "the text does not say which chart it wants"


def interval(_: Family, u: Understanding) -> Built:
    """An inequality of one letter, or an interval, on a number line."""
    found = [f for f in u.formulas if f.kind in ("inequality", "interval")]
    if len(found) != 1 or len(u.formulas) != 1 or u.givens:
        return "the text does not give one inequality or interval"
    f = found[0]
    if f.kind == "interval":
        low, high = f.parts
        if "inf" in low + high:
            code = (
                f"x {'<=' if f.text.rstrip().endswith(']') else '<'} {high}" if "inf" in low else f"x {'>=' if f.text.lstrip().startswith('[') else '>'} {low}"
            )
        else:
            code = f"{low} {'<=' if f.text.lstrip().startswith('[') else '<'} x, x {'<=' if f.text.rstrip().endswith(']') else '<'} {high}"
    else:
        if len(f.letters) != 1:
            return "the inequality has more than one letter"
        letter = next(iter(f.letters))
        number = r"-?\d+(?:\.\d+)?(?:/\d+)?"
        if not re.fullmatch(rf"{letter} [<>]=? {number}|{number} <=? {letter} <=? {number}", f.code):
            return "the inequality has to be solved first, and that is the answer"
        parts = f.code.split(" ")
        code = f.code.replace(letter, "x") if len(parts) == 3 else f"{parts[0]} {parts[1]} x, x {parts[3]} {parts[4]}"
    ends = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", code)]
    low_end, high_end = int(min(ends)) - 4, int(max(ends)) + 4
    return (f"number_line(x={low_end}..{high_end}) {{ interval({code}) }}",)


def points(_: Family, u: Understanding) -> Built:
    """Two to six points in the plane: a segment or a polygon."""
    found = [f for f in u.formulas if f.kind == "point"]
    if len(found) != len(u.formulas) or u.givens or not 2 <= len(found) <= 6 or any(len(f.parts) != 2 or f.letters for f in found):
        return "the text does not give two to six points of the plane and nothing else"
    text = u.plain.text
    shape = re.search(r"triangle|quadrilateral|parallelogram|rectangle|square|polygon|trapezoid|rhombus|segment|distance|midpoint", text, re.IGNORECASE)
    sides = {"triangle": 3, "segment": 2, "distance": 2, "midpoint": 2, "polygon": 0}.get(shape.group().lower() if shape else "", 4)
    if shape is None or (sides and sides != len(found)):
        return "the number of points is not that of the figure"
    names = [f.name.replace("_", "") or "ABCDEF"[i] for i, f in enumerate(found)]
    if len(set(names)) != len(names) or any(f.name for f in found) != all(f.name for f in found):
        return "some points have names and some have none"
    label = "" if found[0].name else ', label=""'
    lines = [f"  {n} = point({', '.join(f.parts)}{label})" for n, f in zip(names, found, strict=True)]
    lines.append(f"  {'segment' if len(names) == 2 else 'polygon'}({', '.join(names)})")
    return ("axes(equal=true) {", *lines, "}")


BUILDERS: dict[str, Callable[[Family, Understanding], Built]] = {
    "circuit": circuit,
    "triangle": triangle,
    "region": region,
    "graph": graph,
    "normal": normal,
    "data": data,
    "interval": interval,
    "points": points,
}
