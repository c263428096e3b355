"""What the checker knows while it reads one page."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..diagnostic import ERROR, Diagnostic, Fix, identity
from ..element import Element, Maker
from ..expression import Const, Expr, Num, Var, evaluate, variables_of
from ..figure import Claim, Figure, Frame, Variable
from ..formula import Span2
from ..grammar.record import replace
from ..grammar.tree import Span
from ..plane import Point
from ..quantity import AREA, Dimension, Value
from .scope import Scope
from .structure import Structures

__all__ = ["MAX_APPLIED", "MAX_STATEMENTS", "Page", "PageMaker", "Span2", "mend", "nearest"]

MAX_STATEMENTS = 20_000
MAX_APPLIED = 50_000
"""uses of formulas on one page, each counted wherever it comes again through others"""
PAPER = 90.0
"""mm: sizes of the drawing up to this are drawn as they are written, where the problem has no lengths"""
LONG, SHORT, SQUARE = 55.0, 6.0, 24.0
"""mm: of the largest length of a drawing, of the smallest that is seen at ease, and of the side of a square with the largest given area."""


class Page:
    """figure under construction, findings, and the counters that keep names and starts apart."""

    has_lengths: bool = True
    """False: no length, area or volume is written with a unit anywhere in the text"""
    quiet: bool = False
    """True while it is only tried whether something is known: what is wrong with it will not be said"""

    granted: set[Any]
    """spans of the facts that are given where their object is made"""

    asked: tuple[Any, ...] = ()
    """measures that are asked: value, meaning, span, scope"""

    def __init__(self, figure: Figure, choices: dict[str, int] | None = None) -> None:
        self.figure, self.choices, self.granted = figure, choices or {}, set()
        self.found: list[Diagnostic] = []
        self.said: set[tuple[str, int, int, str]] = set()
        self.statements = self.applied = self.depth = self.waiting = 0
        self.ids: dict[str, int] = {}
        self.ids_in: dict[tuple[str, str], list[str]] = {}
        """(frame, wish) -> the ids made of it there, in order"""
        self.inner_states: list[Any] = []
        """(statements of the states, those they solve again, those that speak of them, scope) of each panel that has states"""
        self.claim_number = 0
        self.literals: dict[tuple[int, int], Value] = {}
        self.rounded: dict[Var, Value] = {}
        """of constant lengths that were typed with digits after the point: as they were typed"""
        self.made: dict[Any, Point] = {}
        """by the construction and the coordinates that it starts from"""
        self.lengths: dict[str, list[Var]] = {}
        """frame -> given lengths that stand in it"""
        self.drawing: dict[str, list[Var]] = {}
        """frame -> lengths of it that are the drawing's and not the problem's: `size=`, `gap=`"""
        self.reaches: dict[str, Num] = {}
        self.usual: dict[Var, float] = {}
        """page mm of given lengths that fill a slot of a usual size"""
        self.bare: dict[str, bool] = {}
        self.free_points: dict[str, int] = {}
        self.free_bodies: dict[str, int] = {}
        self.seated: dict[int, list[Any]] = {}
        self.typed: list[Any] = []
        self.late: list[Any] = []
        self.classes: dict[str, str] = {}
        self.again: dict[tuple[int, int], list[tuple[Any, Scope]]] = {}
        """(call of a leaf, its scope) -> the further calls that say more of it, with their scopes"""
        self.structures = Structures()
        self.declared: list[Any] = []
        self.poses: dict[tuple[str, str], tuple[float, float]] = {}
        """(frame, name) -> where a new vertex of a polygon starts, mm: the polygon's kind knows a good shape"""
        self.taken: dict[str, list[tuple[float, float]]] = {}
        """frame -> where new points started, mm: no two at one place"""
        self.state = ""
        self.state_elements: dict[str, Element] = {}
        self.by_name: dict[str, Var] = {}
        self.directions: dict[str, Any] = {}
        self.delayed: list[Any] = []
        self.after: list[Any] = []
        self.turns: list[int] = []
        self.placements: list[Any] = []
        self.stated: dict[int, Any] = {}
        self.unknowns: list[Any] = []
        self.givens: list[Any] = []
        self.sides: set[tuple[str, str]] = set()
        """(left, right): names of things of which comparisons of x say so"""

    def say(self, finding: Diagnostic) -> None:
        key = identity(finding)
        if key not in self.said:
            self.said.add(key)
            self.found.append(finding)

    def say_of(self, finding: Diagnostic) -> None:
        """The same, if no error is said already of some part of it."""
        start, end = finding.span.start, finding.span.end
        if not any(d.severity == ERROR and start <= d.span.start and d.span.end <= end for d in self.found):
            self.say(finding)

    def id(self, wish: str, frame: Frame) -> str:
        """A unique id that starts with this wish; in a state, the same id as in the figure behind the state's name."""
        if self.state:
            return self._id_in_state(wish, frame)
        n = self.ids.get(wish, 0)
        self.ids[wish] = n + 1
        made = wish if n == 0 else f"{wish}.{n + 1}"
        self.ids_in.setdefault((frame.id, wish), []).append(made)
        return made

    def _id_in_state(self, wish: str, frame: Frame) -> str:
        """The k-th of a wish is the k-th of this wish in the frame of the state; after these come ids that nothing else has."""
        key = f"{self.state}.{wish}"
        k = self.ids.get(key, 0)
        self.ids[key] = k + 1
        known = self.ids_in.get((frame.id, wish), ())
        if k < len(known):
            return f"{self.state}.{known[k]}"
        n = max(k, self.ids.get(wish, 0))
        return key if n == 0 else f"{key}.{n + 1}"

    def keep(self, made: Element, scope: Scope) -> None:
        """Into the figure; what belongs to a state is kept apart, since it is drawn only where it differs."""
        if self.state:
            made.again_of = made.id.removeprefix(self.state + ".")
            self.state_elements[made.again_of] = made
            scope.frame.later.append(made)
            return
        self.figure.elements.append(made)
        scope.frame.elements.append(made)

    def kept(self) -> list[Element]:
        """What is there so far: of the figure, or of the state that is under way."""
        return list(self.state_elements.values()) if self.state else self.figure.elements

    def is_bare(self, frame: Frame) -> bool:
        """True if no length of this frame is written with a unit."""
        f: Frame | None = frame
        while f is not None:
            if f.id in self.bare:
                return self.bare[f.id]
            f = f.parent
        return True

    def reach(self, frame: Frame) -> Num:
        """How far things of a frame move, as a rule: 20 mm of the page."""
        if frame.kind != "plane":
            return 1.0
        known = self.reaches.get(frame.id)
        if known is None:
            known = self.reaches[frame.id] = frame.mm * 20
        return known

    def constant_length(self, value: Num, frame: Frame, name: str, typed: Value | None = None) -> Num:
        """A given length of a plane frame as a late constant, so that a schematic drawing may replace it. typed: what it was typed as."""
        if frame.kind != "plane":
            return value
        var = Var(name)
        self.figure.constants[var] = value
        self.figure.literals[var] = "length"
        if typed is not None and typed.decimals is not None and typed.decimals > 0:
            self.rounded[var] = typed
        self.lengths.setdefault(frame.id, []).append(var)
        return var

    def not_of_drawing(self, n: Num) -> None:
        """A given length that the drawing has not got: no scale looks at it."""
        for v in variables_of(n):
            if self.figure.literals.pop(v, None):
                for known in self.lengths.values():
                    known[:] = [x for x in known if x is not v]

    def of_the_drawing(self, v: Value, frame: Frame) -> None:
        """A length that is written for the drawing alone: the lengths of the problem decide the scale; without them it counts on the page."""
        known = self.lengths.get(frame.id, [])
        if isinstance(v.n, Var) and not v.symbol and any(x is v.n for x in known):
            known[:] = [x for x in known if x is not v.n]
            self.drawing.setdefault(frame.id, []).append(v.n)

    def first_scale(self, frame: Frame) -> float:
        """A guess of frame units a millimetre: the largest length is as large as such lengths are drawn, and the smallest can be seen."""
        sizes = self._sizes(frame, LONG)
        if not sizes:
            return self._written_size(frame) / LONG or self._on_paper(frame)[0] or self._side_of_areas() / SQUARE or 1.0
        (least, _), (most, usual) = min(sizes), max(sizes)
        return max(most / max(LONG, usual), min(most / usual, least / SHORT))

    def _sizes(self, frame: Frame, usual: float) -> list[tuple[float, float]]:
        """The lengths given in a frame, each with the page mm of such a length."""
        out = []
        for v in self.lengths.get(frame.id, ()):
            n = self.figure.constants[v]
            if n and not isinstance(n, Expr):
                out.append((abs(float(n)), self.usual.get(v, usual)))
        return out

    def least_scale(self, frame: Frame) -> float:
        """The scale below which the largest length would be drawn much larger than such lengths are."""
        if frame.id in self.drawing and not self._sizes(frame, LONG) and not self._written_size(frame):
            return self._on_paper(frame)[1]
        if not self.usual:
            return 0.0
        most, usual = max(self._sizes(frame, 0.0), default=(0.0, 0.0))
        return most / (1.3 * usual) if usual else 0.0

    def _on_paper(self, frame: Frame) -> tuple[float, float]:
        """Of a frame all of whose lengths are the drawing's: its scale and the least one. They are as large on the page as written, if they fit there;
        (0, 0) if there is none."""
        most = max([abs(float(n)) for n in (self.figure.constants[v] for v in self.drawing.get(frame.id, ())) if not isinstance(n, Expr)], default=0.0)
        life = 1.0 if self.is_bare(frame) else 0.001
        return (most / LONG, 0.0) if most > PAPER * life else (life, life) if most else (0.0, 0.0)

    def _side_of_areas(self) -> float:
        """The side of the largest square of an area that is written; 0 if there is none."""
        return max([math.sqrt(float(v.n)) for v in self.literals.values() if v.dim == AREA and isinstance(v.n, Const) and v.n > 0], default=0.0)

    def _written_size(self, frame: Frame) -> float:
        """The extent of the places that are written as coordinates; 0 if there is none."""
        xs: list[float] = []
        ys: list[float] = []
        for e in frame.elements:
            own = e.__dict__
            curve = own.get("curve")
            ends = (own.get("start"), own.get("end")) if curve is None else (getattr(curve, "start", None), getattr(curve, "end", None))
            for p in (own.get("at"), own.get("placed"), *ends, *(own.get("outline") or own.get("vertices") or own.get("points") or ())):
                if isinstance(p, Point) and isinstance(p.x, Const) and isinstance(p.y, Const):
                    xs.append(float(p.x))
                    ys.append(float(p.y))
        return max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0.0

    def pose(self, frame: Any, names: Any, places: Any) -> None:
        """New vertices start in the shape of their polygon, each polygon to the right of those before it."""
        taken = self.taken.setdefault(frame.id, [])
        shift = max((x + 15.0 for (f, _), (x, _) in self.poses.items() if f == frame.id), default=0.0)
        if any(_close(p, q) for p in places for q in taken):
            shift = max(shift, *(x + 15.0 for x, _ in taken))
        for name, (x, y) in zip(names, places, strict=False):
            self.poses[frame.id, name] = (x + shift, y)
            taken.append((x + shift, y))

    def claim(
        self,
        relation: Any,
        role: str,
        span: Span,
        scope: Scope | None,
        text: str = "",
        negated: bool = False,
        digits: int | None = None,
        tolerance: Num | None = None,
        as_stated: bool = False,
        frame: Frame | None = None,
        owner: str = "",
        alternatives: tuple[Any, ...] = (),
    ) -> Claim:
        self.claim_number += 1
        if frame is None and scope is not None:
            frame = scope.frame
        made = Claim(relation, role, span, text, self.claim_number, negated, digits, tolerance, as_stated, frame, owner, alternatives)
        self.figure.claims.append(made)
        return made


# Where the k-th free point of a plane starts, in page millimetres: a good general position, the first left, the second right, the rest above.
_STARTS = ((0.0, 0.0), (52.0, 0.0), (19.0, 37.0), (63.0, 31.0), (38.0, 55.0), (-9.0, 29.0), (71.0, 8.0), (27.0, 16.0), (48.0, 22.0), (7.0, 51.0))


class PageMaker(Maker):
    """`Maker` for one element."""

    def __init__(self, page: Page, element: Element, scope: Scope) -> None:
        self.page, self.element, self.scope = page, element, scope
        self.frame = scope.frame
        self.mm = self.frame.mm

    def free(self, name: str, start: Num, *, low: Num | None = None, high: Num | None = None, scale: Num | None = None, soft: float = 0.0) -> Var:
        wish = f"{self.element.id}.{name}" if name else self.element.id
        base = self.page.by_name.get(wish.removeprefix(self.page.state + ".")) if self.page.state else None
        if base is not None and self.element.support:
            return base
        var = Var(wish)
        self.page.by_name[wish] = var
        if scale is None:
            scale = self.page.reach(self.frame)
        self.page.figure.variables.append(Variable(var, start, low, high, scale, soft, base, self.frame, self.element.id))
        return var

    def constant(self, name: str, value: float) -> Num:
        var = Var(f"{self.element.id}.{name}")
        self.page.figure.constants[var] = value
        return var

    def once(self, made: Callable[..., Point], *of: Point) -> Point:
        key = (made, *[n for p in of for n in (p.x, p.y)])
        if not all([isinstance(n, Expr) for n in key[1:]]):
            return made(*of)
        found = self.page.made.get(key)
        if found is None:
            found = self.page.made[key] = made(*of)
        return Point(found.x, found.y)

    def change(self, constant: Num, value: float) -> None:
        self.page.figure.constants[constant] = value

    def later(self, name: str) -> Point:
        return Point(self.constant(f"{name}.x", 0.0), self.constant(f"{name}.y", 0.0), owner=self.element)

    def move(self, place: Point, x: float, y: float) -> None:
        self.change(place.x, x)
        self.change(place.y, y)

    def given(self, name: str, dim: Dimension) -> Value | None:
        from .natural import force

        b = self.scope.find(name)
        thing = force(self.page, b) if b is not None and b.kind in ("given", "value") and b.turn != 1 else None
        return thing if isinstance(thing, Value) and thing.dim == dim else None

    def usual(self, x: Value | None, mm: float) -> None:
        if x is not None and isinstance(x.n, Var):
            self.page.usual[x.n] = mm
            variables = self.page.figure.variables
            for k, v in enumerate(variables if x.symbol else ()):
                if v.var is x.n and v.soft > 0:  # a size without a value: it begins there
                    variables[k] = replace(v, start=self.mm * mm, low=self.mm * (mm / 2))

    def seen(self, x: Num, mm: float) -> None:
        if isinstance(x, Var) and x in self.page.figure.literals:
            self.page.figure.seen[x] = mm

    def across(self, x: Num) -> None:
        self.page.figure.across.update(v for v in variables_of(x) if v in self.page.figure.literals)

    def follows(self, name: str, value: Num, mm: float) -> Num:
        made = self.page.constant_length(value, self.frame, name)
        self.seen(made, mm)
        return made

    def adopt(self, x: Value, start: Num, *, low: Num | None = None) -> None:
        figure = self.page.figure
        for v in variables_of(x.n):
            if v not in figure.constants and not any(u.var is v for u in figure.variables):
                figure.variables.append(Variable(v, start, low, None, 1.0, -1.0, None, frame=self.frame, owner=x.symbol))

    def beside(self, x: Any, y: Any) -> int:
        names = getattr(x, "name", ""), getattr(y, "name", "")
        return 1 if names in self.page.sides else -1 if names[::-1] in self.page.sides else 0

    def share(self, a: Num, b: Num) -> Num:
        first, second = factors(a), factors(b)
        if first is not None and second is not None and first[1] == second[1] and second[0]:
            return first[0] / second[0]
        figure = self.page.figure
        free = [v.var for v in figure.variables]
        for v in variables_of(a, b):
            if v not in figure.constants and v not in free:
                k = sum(x.owner == "share" for x in figure.variables)
                figure.variables.append(Variable(v, _SHARES[k % len(_SHARES)], 0, None, 1.0, -1.0, None, frame=self.frame, owner="share"))
        return a / b

    def kin(self) -> list[Any]:
        own = self.element
        return [e for e in self.page.kept() if type(e) is type(own) and e is not own and e.frame is own.frame]

    @property
    def width(self) -> float:
        wished = self.page.figure.options.get("width")
        return (float(wished) - 24.0) * 25.4 / 72 if isinstance(wished, (int, float)) and wished > 48 else 151.5

    def sketch(self, thing: Any) -> Any:
        figure = self.page.figure
        values: dict[Any, Any] = {v.var: v.start for v in figure.variables}
        values |= figure.constants
        return thing.evaluated({k: evaluate(n, values) for k, n in values.items()}, {})

    def guess(self, x: Num) -> float:
        figure = self.page.figure
        values: dict[Any, Any] = {v.var: v.start for v in figure.variables}
        values |= figure.constants
        values[self.frame.mm] = self.page.first_scale(self.frame)
        return evaluate(x, values)

    def point(self, name: str, start: Point | None = None) -> Point:
        pose = self.page.poses.get((self.frame.id, self.element.name)) if start is None and not name else None
        if pose is not None:
            start = self.frame_point(*pose)
        if start is None and name in ("", "center"):
            start = self.element.__dict__.get("begins_at")
        if start is None:
            start = self.frame_point(*self._next_place())
        suffix = f"{name}." if name else ""
        return Point(self.free(suffix + "x", start.x), self.free(suffix + "y", start.y))

    def _next_place(self) -> tuple[float, float]:
        """The next good place of a free point, mm, that no other took and that is not in line with two others."""
        taken = self.page.taken.setdefault(self.frame.id, [])
        for _ in range(20):
            k = self.page.free_points.get(self.frame.id, 0)
            self.page.free_points[self.frame.id] = k + 1
            if k < len(_STARTS):  # noqa: SIM108  (two lines, since the second needs its reason)
                place = _STARTS[k]
            else:  # the plastic number spreads any further ones evenly
                place = 80 * ((k * 0.7548776662466927) % 1), 60 * ((k * 0.5698402909980532) % 1)
            if not any(_close(place, p) for p in taken) and not _in_line(place, taken):
                break
        taken.append(place)
        return place

    def frame_point(self, x: float, y: float) -> Point:
        owner = self.frame.owner
        if owner is not None and hasattr(owner, "from_mm"):
            return owner.from_mm(x, y)  # type: ignore[no-any-return]
        return Point(self.mm * x, self.mm * y)


_SHARES = (1.0, 1.3, 0.75, 1.6)
"""Values that symbols without one take in turn where only their proportions are drawn."""


def factors(x: Num) -> tuple[Num, dict[Var, int]] | None:
    """A product of powers of symbols: its number, and the power of each symbol; None if it is no such product."""
    if not isinstance(x, Expr):
        return x, {}
    if isinstance(x, Var):
        return 1, {x: 1}
    parts = [factors(a) for a in x.args]
    if x.op == "neg" and parts[0] is not None:
        return -parts[0][0], parts[0][1]
    if x.op not in ("*", "/") or parts[0] is None or parts[1] is None or (x.op == "/" and parts[1][0] == 0):
        return None
    (m, one), (n, other) = parts[0], parts[1]
    sign = 1 if x.op == "*" else -1
    powers = {v: one.get(v, 0) + sign * other.get(v, 0) for v in (*one, *other)}
    return (m * n if sign > 0 else Fraction(m) / n if isinstance(m, int) and isinstance(n, int) else m / n), {v: p for v, p in powers.items() if p}


def _close(p: tuple[float, float], q: tuple[float, float]) -> bool:
    return abs(p[0] - q[0]) < 2 and abs(p[1] - q[1]) < 2


def _in_line(p: tuple[float, float], taken: list[tuple[float, float]]) -> bool:
    """Does it lie (within 4 mm) on a line through two of the first places taken?"""
    for i, (ax, ay) in enumerate(taken[:8]):
        for bx, by in taken[:i]:
            dx, dy = bx - ax, by - ay
            if abs(dx * (p[1] - ay) - dy * (p[0] - ax)) < 4 * (dx * dx + dy * dy) ** 0.5:
                return True
    return False


def mend(span: Span, near: Sequence[str]) -> Fix | None:
    """The fix of a slip that can only have meant one thing."""
    return Fix(span, near[0]) if len(near) == 1 and span.end > span.start else None


MOST_NAMES = 2000
"""more are not searched for one that was meant"""


@lru_cache(8192)
def _letters(name: str) -> int:
    """The set of its letters as bits."""
    bits = 0
    for c in name:
        bits |= 1 << ord(c) % 61
    return bits


def _may_be_close(typed: str, x: str, mine: int, other: int, most: int, cutoff: float) -> bool:
    """Whether two words can be as much alike as `cutoff` asks, by their letters alone: those that only one of them has match nothing."""
    alike = min(len(typed) - (mine & ~other).bit_count(), len(x) - (other & ~mine).bit_count())
    return (mine ^ other).bit_count() <= most and 2 * alike > cutoff * (len(typed) + len(x)) - 1e-9


def nearest(name: str, names: Collection[str], n: int = 3) -> tuple[str, ...]:
    """Names that a slip of the fingers may have meant, or the one that begins with it."""
    if len(names) > MOST_NAMES:
        return ()
    low = {x.lower(): x for x in names}
    typed, most = name.lower(), max(3, len(name) // 2)
    mine, cutoff = _letters(typed), 0.7 if len(typed) > 3 else 0.6
    some = [x for x in low if (own := _letters(x)) & mine and abs(len(x) - len(typed)) <= most and _may_be_close(typed, x, mine, own, most, cutoff)]
    close: list[str] = []
    if some:
        import difflib

        close = difflib.get_close_matches(typed, some, n=n, cutoff=cutoff)
    if not close and len(typed) > 3:
        longer = sorted(x for x in low if x.startswith(typed))
        close = longer if len(longer) <= n else []
    return tuple(dict.fromkeys(low[m] for m in close))
