"""Figures that are read off formulas, measures and lists: triangles by their parts, graphs, bell curves, data, intervals, points. A builder returns
the lines of a spec, or the reason why it has none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ..readings import base_value
from ..understand import Formula, Quantity, Understanding
from .builders_circuit import circuit
from .builders_region import Built, plain_equations, region
from .family import Family

__all__ = ["BUILDERS", "Built"]


def triangle(_: Family, u: Understanding) -> Built:
    """A triangle by sides `AB`, `a` and angles `angle(A)`, `angle(ABC)`, `A`."""
    names = list(dict.fromkeys(re.findall(r"(?:[Tt]riangle|△|三角形)\s*([A-Z]{3})(?![A-Za-z])", u.plain.text)))
    if len(names) != 1 or len(set(names[0])) != 3:
        return "the text does not name the corners of one triangle"
    corners = names[0]
    facts: list[str] = []
    angles: list[str] = []
    for q in u.givens:
        made = _part(corners, q)
        if made is None:
            return f"{q.text} is no side and no angle of triangle {corners}"
        (angles if made[1] else facts).append(made[0])
    shapes = {r.kind for r in u.relations}
    sides = _equal_sides(corners, u, facts)
    if isinstance(sides, str):
        return sides
    facts, equal = sides
    if len(facts) + len(angles) < 2 and not equal:
        return "the text gives too little of the triangle"
    wrong = impossible(corners, facts, angles)
    if wrong:
        return wrong
    order = "".join(c for c in corners if c != _apex(equal)) + _apex(equal) if equal else corners
    lines = [f"triangle({', '.join([order, *facts, *[a for a in angles if not a.endswith('=90 deg')]])})"]
    if equal and not {f.split("=")[0] for f in facts} >= {equal[:2], equal[2:]}:
        lines.append(f"require {equal[:2]} == {equal[2:]}")
    lines += [f"right_angle({_at(corners, a[6])})" for a in angles if a.endswith("=90 deg")]
    if "right_angle" in shapes and not any(a.endswith("=90 deg") for a in angles):
        place = re.search(r"right[- ]angle(?:d)? (?:is )?at ([A-Z])|(?:∠|angle )([A-Z]{1,3}) is (?:a )?right|∠([A-Z]{1,3})[为是]直角", u.plain.text)
        vertex = next(x for x in place.groups() if x) if place else ""
        vertex = vertex[1] if len(vertex) == 3 else vertex
        if not vertex or vertex not in corners:
            return "the text does not say where the right angle is"
        lines.append(f"right_angle({_at(corners, vertex)})")
    middles = re.findall(r"([A-Z]) (?:is|be|as) (?:the )?midpoint of (?:side )?([A-Z]{2})(?![A-Z])|([A-Z])[为是]([A-Z]{2})的?中点", u.plain.text)
    if len(middles) != len(re.findall(r"midpoint|中点", u.plain.text)):
        return "the text does not name the midpoint of a side"
    for a, b, c, d in middles:
        if not set(b or d) <= set(corners) or (a or c) in corners:
            return f"{b or d} is no side of triangle {corners}"
        lines.append(f"{a or c} = midpoint({b or d})")
        lines += [f"segment({x})" for x in dict.fromkeys(re.findall(rf"(?<![A-Z])([{corners}]{a or c}|{a or c}[{corners}])(?![A-Z])", u.plain.text)) if not set(x) <= set(b or d) | {a or c}]
    names = corners + "".join(a or c for a, _, c, _ in middles)
    return (*lines, *_asked_parts(corners, names, u, facts, angles))


def _apex(equal: str) -> str:
    return next(c for c in equal[:2] if c in equal[2:])


def _equal_sides(corners: str, u: Understanding, facts: list[str]) -> tuple[list[str], str] | str:
    """The facts with `AB = AC = 10 cm` for both sides, and which two are equal (`ABAC`) or "". A reason where an isosceles triangle has no equal pair."""
    shapes = {r.kind for r in u.relations}
    if "equilateral" in shapes:
        return "the text speaks of an equilateral triangle with other givens"
    found = re.search(r"(?<![A-Z])([A-Z]{2})\s*=\s*([A-Z]{2})(?![A-Z])", u.plain.text)
    pair = found.group(1) + found.group(2) if found else ""
    if pair and (not set(pair) <= set(corners) or len(set(pair)) != 3 or len({frozenset(pair[:2]), frozenset(pair[2:])}) != 2):
        return f"the text says that {found.group() if found else ''}, which are not two sides of triangle {corners}"
    if not pair:
        if "isosceles" in shapes and len({f.split("=")[1] for f in facts}) == len(facts):
            return "the text does not say which sides are equal"
        return facts, ""
    known = {frozenset(f.split("=")[0]): f.split("=")[1] for f in facts}
    for one, two in ((pair[:2], pair[2:]), (pair[2:], pair[:2])):
        value = known.get(frozenset(one))
        if value is not None and frozenset(two) not in known:
            facts = [*facts, f"{two}={value}"]
            break
    return facts, pair


def impossible(corners: str, facts: list[str], angles: list[str]) -> str:
    """Why no one triangle has these parts; "" if one has, or if that cannot be told here."""
    try:
        sides = {frozenset(f.split("=")[0]): base_value(*_number_unit(f.split("=")[1])) for f in facts}
        turned = {a[6]: base_value(*_number_unit(a.split("=")[1]))[0] for a in angles}
    except ValueError:
        return ""
    said = ", ".join([f.replace("=", " = ") for f in facts] + [f"angle {a[6:].replace('=', ' = ')}" for a in angles])
    length = {c: sides[k][0] for c in corners if (k := frozenset(set(corners) - {c})) in sides}
    if len(length) == 3 and 2 * max(length.values()) >= sum(length.values()):
        return f"no triangle has sides {', '.join(f.split('=')[1] for f in facts)}: two of them together have to be longer than the third"
    if sum(turned.values()) > math.pi - 1e-9 and len(turned) == 2:
        return f"no triangle has {said}: its angles would be more than 180 degrees"
    if len(turned) == 3 and abs(sum(turned.values()) - math.pi) > 0.02:
        return f"no triangle has {said}: its angles do not make 180 degrees"
    if len(length) == 2 and len(turned) == 1:
        (vertex, angle), = turned.items()
        if vertex in length:
            across, beside = length[vertex], next(x for c, x in length.items() if c != vertex)
            if across < beside * math.sin(angle) * (1 - 1e-9) or (angle >= math.pi / 2 and across <= beside):
                return f"no triangle has {said}"
            if across < beside * (1 - 1e-9) and across > beside * math.sin(angle) * (1 + 1e-9):
                return f"two different triangles have {said}, and the text does not say which is meant"
    return ""


def _number_unit(literal: str) -> tuple[str, str]:
    number, _, unit = literal.partition(" ")
    return number, unit


def _at(corners: str, vertex: str) -> str:
    a, b = (c for c in corners if c != vertex)
    return f"{a}{vertex}{b}"


def _part(corners: str, q: Quantity) -> tuple[str, bool] | None:
    """`AB=5 cm` or `angle_A=40 deg`; whether it is an angle."""
    s = q.symbol
    angle = re.fullmatch(r"angle\(([A-Z]{1,3})\)", s)
    if angle:
        vertex = angle.group(1) if len(angle.group(1)) == 1 else angle.group(1)[1] if len(angle.group(1)) == 3 and set(angle.group(1)) == set(corners) else ""
    elif len(s) == 1 and s in corners and q.unit in ("deg", "rad"):
        vertex = s
    elif len(s) == 2 and set(s) <= set(corners) and len(set(s)) == 2 and q.unit not in ("deg", "rad") and q.value > 0:
        return f"{s}={q.literal}", False
    elif len(s) == 1 and s.upper() in corners and s.islower() and q.value > 0 and q.unit not in ("deg", "rad"):
        a, b = (c for c in corners if c != s.upper())
        return f"{a}{b}={q.literal}", False
    else:
        return None
    return (f"angle_{vertex}={q.literal}", True) if vertex in corners and vertex and q.unit in ("deg", "rad") and 0 < q.value < 180 else None


def _asked_parts(corners: str, names: str, u: Understanding, facts: list[str], angles: list[str]) -> list[str]:
    """`unknown AC`, `unknown angle(ABC)`; of "solve the triangle" all that is not given."""
    out: list[str] = []
    known = {frozenset(f.split("=")[0]) for f in facts}
    vertices = {a[6] for a in angles}
    for k in u.unknowns:
        if k.verb == "solve" and "triangle" in k.text:
            out += [f"unknown {x}" for x in (corners[:2], corners[1:], corners[2] + corners[0]) if frozenset(x) not in known]
            out += [f"unknown angle({_at(corners, c)})" for c in corners if c not in vertices]
        for m in re.finditer(r"(?<![A-Za-z∠])([A-Z]{2})(?![A-Za-z])|(?:∠|angle )([A-Z]{3}|[A-Z])(?![A-Za-z])", k.text):
            if m.group(1) and set(m.group(1)) <= set(names):
                out.append(f"unknown {m.group(1)}")
            elif m.group(2):
                out.append(f"unknown angle({m.group(2) if len(m.group(2)) == 3 else _at(corners, m.group(2))})")
        out += [f'unknown "{m.group()}"' for m in re.finditer(r"(?:sin|cos|tan) (?:angle |∠)?[A-Z]{1,3}\b", k.text)]
    return list(dict.fromkeys(out))


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
    return ("axes {", *lines, "}")


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
