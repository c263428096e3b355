"""Triangles by their parts: sides, angles, equal sides, a right angle, midpoints; and why no one triangle has the parts that a text gives."""

from __future__ import annotations

import math
import re

from ..readings import base_value
from ..understand import Quantity, Understanding
from .builders_region import Built
from .family import Family

__all__ = ["impossible", "triangle"]


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
    square = _square(corners, u) if "right_angle" in shapes and not any(a.endswith("=90 deg") for a in angles) else ""
    middles = _middles(corners, u)
    wrong = next((x for x in (square, middles) if isinstance(x, str) and x.startswith(("the text", "no "))), "")
    if wrong:
        return wrong
    lines += [square] if square else []
    lines += middles[0]
    return (*lines, *_asked_parts(corners, corners + middles[1], u, facts, angles))


def _square(corners: str, u: Understanding) -> str:
    """The right angle that the text names, or the reason why it stands nowhere."""
    place = re.search(r"right[- ]angle(?:d)? (?:is )?at ([A-Z])|(?:∠|angle )([A-Z]{1,3}) is (?:a )?right|∠([A-Z]{1,3})[为是]直角", u.plain.text)
    vertex = next(x for x in place.groups() if x) if place else ""
    vertex = vertex[1] if len(vertex) == 3 else vertex
    if not vertex or vertex not in corners:
        return "the text does not say where the right angle is"
    return f"right_angle({_at(corners, vertex)})"


def _middles(corners: str, u: Understanding) -> tuple[list[str], str] | str:
    """`M = midpoint(BC)` and the segments from corners to it that the text names; the names of the midpoints."""
    middles = re.findall(r"([A-Z]) (?:is|be|as) (?:the )?midpoint of (?:side )?([A-Z]{2})(?![A-Z])|([A-Z])[为是]([A-Z]{2})的?中点", u.plain.text)
    if len(middles) != len(re.findall(r"midpoint|中点", u.plain.text)):
        return "the text does not name the midpoint of a side"
    lines: list[str] = []
    for middle, side in ((a or c, b or d) for a, b, c, d in middles):
        if not set(side) <= set(corners) or middle in corners:
            return f"no side of triangle {corners} is {side}"
        lines.append(f"{middle} = midpoint({side})")
        named = re.findall(rf"(?<![A-Z])([{corners}]{middle}|{middle}[{corners}])(?![A-Z])", u.plain.text)
        lines += [f"segment({x})" for x in dict.fromkeys(named) if not set(x) <= {*side, middle}]
    return lines, "".join(a or c for a, _, c, _ in middles)


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
        ((vertex, angle),) = turned.items()
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
