"""Rays: a half line, or a path of light that is computed through everything it meets.

```sciml
s = interface(n1=1.00, n2=1.33, media=["air", "water"])
r = ray(s, incidence=45 deg)
surface_normal(r.hit(1))
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    NUMBER,
    AngleArc,
    Beside,
    Diagnostic,
    Ink,
    Look,
    Maker,
    Num,
    OnPath,
    Point,
    Relation,
    Run,
    Straight,
    Track,
    Vector,
    Words,
    atan2,
    cos,
    data,
    is_constant,
    part,
    parts,
    path_shape,
    quantities,
    quantity,
    sin,
    styled,
    truth,
    word,
)
from .draw import OneEndOnly, TooManyEnds, TwoPoints, leads_nowhere, way_from
from .optics import Screen
from .optics_angles import TotallyReflected, against_law
from .optics_blocks import SurfaceNormal
from .optics_laws import Reaches, SnellStated
from .optics_light import Path, Stop, bends, called, catches, face_in, is_place, middle_of, place_in, traced, under

__all__ = ["Ray"]

SHORT = 24.0
"""page millimetres of a last part that runs nowhere"""


class NowhereToBegin(Diagnostic):
    """A ray of light begins at a place, or meets its first surface at a stated angle.

    ```wrong
    p = prism_block(n=1.5)
    q = prism_block(n=1.6)
    ray(p, q)
    ```
    ```right
    p = prism_block(n=1.5)
    ray(p, incidence=40 deg)
    ```
    """

    code = "OPT205"
    says = "nothing says where {ray} begins: a place, or incidence= at its first surface"
    help = "ray(A, {first}), or ray({first}, incidence=30 deg)"
    ray: str
    first: str


class NoWay(Diagnostic):
    """Light passes places, surfaces, blocks, lenses, mirrors and slits, and ends at places, screens, walls and lines.

    ```wrong
    k = polyline((0, 0), (1, 2), (3, 1))
    ray((-3, 0), k, until=(5, 0))
    ```
    ```right
    k = slab(n=1.5)
    ray(k, incidence=30 deg)
    ```
    """

    code = "OPT207"
    says = "{ray} knows no way through {thing}"
    help = "say a surface, a lens, a mirror, a slab, a prism or a slit; or the places between which the ray runs"
    ray: str
    thing: str


class RayMisses(Diagnostic):
    """A ray ends at a thing that it does not meet: it passes beyond its end, or runs the other way.

    ```wrong
    A = point(0, 0)
    k = segment((3, 1), (3, 4))
    ray(A, direction=right, until=k)
    ```
    ```right
    A = point(0, 0)
    k = segment((3, -1), (3, 4))
    ray(A, direction=right, until=k)
    ```
    """

    code = "OPT405"
    says = "{ray} does not meet {thing}: it {how}"
    ray: str
    thing: str
    how: str

    def advice(self) -> str:
        if self.how.startswith("runs"):
            return "place the thing where the ray goes, turn the ray, or leave out until="
        return "make the thing longer, bring it nearer, or leave out until="


class Ray(TwoPoints):
    """A half line from a point, or a path of light: from a place through surfaces, lenses, mirrors and blocks, refracted and reflected as the laws have it.

    ```figure
    ax = optical_axis()
    L = lens(on=ax, f=6 cm)
    A = point(-9 cm, 2 cm)
    ray(A, L, direction=right)
    ```
    """

    kind = "ray"
    after = True

    ends: Any = parts(
        "element|point", (), at_least=0, rest=True, declares=True, help="where it begins (`A, B` or `AB`: a half line), then in order what it meets, or ends at"
    )
    until: Any = part("element|point", None, positional=False, help="where it ends: a place that it has to reach, or a screen, wall or line")
    incidence: Any = quantity(ANGLE, help="with the normal of the first surface it meets")
    refraction: Any = quantity(ANGLE, help="with that normal, behind the surface")
    side: Any = word("above", "below", default="above", help="from which side of its first surface it comes, if it has no beginning")
    surfaces: Any = word("refract", "reflect", help="at surfaces between media; if not said, light is refracted, or reflected where it must be")
    n: Any = quantities(NUMBER, prints=False, help="refractive index for its light in what it passes; a list splits it into colours")
    colors: Any = data(help="of the parts into which `n` splits it")
    normals: Any = truth(help="the normals where it meets surfaces are drawn")
    back: Any = part("element|point", None, positional=False, help="its last part is prolonged backward, dashed, to this line or place")
    virtual: Any = truth(help="its last part is prolonged backward, dashed")
    signs: ClassVar[dict[str, str]] = {}

    anchors: ClassVar[tuple[str, ...]] = ("first", "last", "source")

    # ------------------------------------------------------------ what it is

    @property
    def carrier(self) -> Any:
        """What `at=` counts along: the face that it meets first, of a ray without a beginning."""
        thing: Any = self.ends[0] if self.ends else None
        return thing.meets()[0][0] if hasattr(thing, "meets") else getattr(thing, "surface", None)

    @property
    def light(self) -> tuple[Point, ...]:
        """Where it begins, turns and ends; empty for a half line."""
        return self.__dict__.get("track", ())  # type: ignore[no-any-return]

    @property
    def optical(self) -> bool:
        """Is it light, and not the half line of geometry?"""
        if self.until is not None or self.incidence is not None or self.surfaces is not None or self.n or self.virtual or self.back is not None:
            return True
        return any(not _plain(x) for x in self.ends) or (len(self.ends) > 2 and any(_of_optics(x) for x in self.ends))

    def misuse(self) -> Iterator[Diagnostic]:
        if not self.optical:
            yield from self._plain_misuse()
            return
        dark = next((x for x in (*self.ends, self.until) if x is not None and not (is_place(x) or bends(x) or catches(x))), None)
        if dark is not None:
            yield NoWay(self.span, self.name or "the ray", called(dark))
            return
        places = [x for x in self.ends if is_place(x)]
        if (not self.ends or not is_place(self.ends[0])) and (self.incidence is None or not self.ends):
            if not (self.ends and self.direction is not None):
                yield NowhereToBegin(self.span, self.name or "the ray", getattr(self.ends[0], "name", "") if self.ends else "s")
        elif len(self.ends) == 1 and places and self.direction is None and self.until is None:
            yield OneEndOnly(self.span, self.kind)
        else:
            yield from against_law(self)

    def _plain_misuse(self) -> Iterator[Diagnostic]:
        ends = self.ends
        if len(ends) > 2:
            yield TooManyEnds(self.span, self.kind, len(ends))
        if len(ends) == 1 and (self.direction is None or leads_nowhere(self.direction, place_in(ends[0]))):
            yield OneEndOnly(self.span, self.kind)

    # ------------------------------------------------------------ its way

    def setup(self, make: Maker) -> None:
        self.hits: tuple[Any, ...] = ()
        self.met: tuple[Any, ...] = ()
        self.branches: tuple[Any, ...] = ()
        if not self.optical:
            points = tuple(place_in(x) for x in self.ends)
            self.ends = points
            super().setup(make)
            return
        if self.refraction is not None:
            make.adopt(self.refraction, 0.4, low=0)
        start, way, rest = self._begin(make)
        for v in self.n:
            make.adopt(v, 1.5, low=1)
        paths = [self._follow(start, way, rest, make, v.n) for v in self.n] or [self._follow(start, way, rest, make, None)]
        self.paths = tuple(paths)
        path = paths[0]
        self.end_ways = tuple(p.way for p in paths)
        tracks = [(*p.points, self._ended(p, make)) for p in paths]
        self.track = tracks[0]
        self.branches = tuple(tracks[1:])
        self.hits = tuple((h.at, h.face) for h in path.hits)
        self.met = tuple((h.at, h.owner.id) for p in paths for h in p.hits if hasattr(h.owner, "id"))
        self.kinds = tuple(h.kind for h in path.hits)
        self.end_way = path.way
        self.after = False
        self.curve = Track(self.track, name=self.name or "the ray", owner=self)  # type: ignore[assignment]
        if len(self.track) == 2:
            self.curve = Straight(*self.track, name=self.name or "the ray", owner=self)
        self.apparent = self._back(path)
        if self.goal is not None and not is_place(self.goal) and not isinstance(self.goal, Straight):
            self.tied = (Point(self.track[-1].x, self.track[-1].y, owner=self.goal),)
            """where it ends on a support, which is drawn as far"""

    def _begin(self, make: Maker) -> tuple[Point, Vector | None, list[Any]]:
        """Where it begins, its first direction (None: toward the place that comes next), and what it meets."""
        items = list(self.ends)
        bending = next((x for x in items if bends(x)), None)
        if not is_place(items[0]):
            thing = items[0]
            if self.incidence is not None and hasattr(thing, "meets"):
                face = thing.meets()[0][0]
                hit = self.placed or face.at(0.5)
                way = self._incident(face, self.side == "below", make)
                return hit + way * (-SHORT * make.mm), way, items
            met = self.placed or middle_of(thing)
            way = way_from(self.direction, met) if self.direction is not None else Vector(1, 0)
            return met + way * (-30 * make.mm), way, items if thing is not self.until else []
        start = place_in(items[0])
        rest = items[1:]
        if self.direction is not None:
            return start, way_from(self.direction, start), rest
        if rest and is_place(rest[0]):
            return start, None, rest
        if self.incidence is not None and rest and hasattr(rest[0], "meets"):
            return start, self._incident_from(start, rest[0], make), rest
        goal = place_in(self.until) if self.until is not None and is_place(self.until) else None
        if not rest and goal is not None:
            return start, None, [*rest, goal]
        aim = make.free("aim", self._first_aim(start, rest[0] if rest else None, bending, goal, make), scale=0.2)
        return start, Vector(cos(aim), sin(aim)), rest

    def _first_aim(self, start: Point, first: Any, bending: Any, goal: Point | None, make: Maker) -> float:
        g = make.guess
        if first is None:
            return 0.0
        if hasattr(first, "focal") and not getattr(first, "flat", False) and not getattr(first, "between", False):
            u, v = g(first.axis.x), g(first.axis.y)
            x, y = g(first.center.x - start.x), g(first.center.y - start.y)
            if abs(u * y - v * x) > 1e-9 * (abs(x) + abs(y)):
                sense = 1 if u * x + v * y >= 0 else -1
                return float(atan2(v * sense, u * sense))
            return float(atan2(y, x)) + 0.25
        middle = middle_of(first)
        if goal is not None:
            middle = middle.toward(start.toward(goal, 0.5), 0.6)
        return float(atan2(g(middle.y - start.y), g(middle.x - start.x)))

    def _incident(self, face: Straight, below: bool, make: Maker) -> Vector:
        up = face.direction.left()
        onward = up if below else -up
        return onward.turned(-self.incidence.n if below else self.incidence.n)

    def _incident_from(self, start: Point, thing: Any, make: Maker) -> Vector:
        face = thing.meets()[0][0]
        below = make.guess(face.direction.cross(start - face.start)) < 0
        up = face.direction.left()
        onward = up if below else -up
        best: tuple[float, Vector] | None = None
        for turn in (-self.incidence.n if below else self.incidence.n, self.incidence.n if below else -self.incidence.n):
            way = onward.turned(turn)
            t = face.vector
            hit = start + way * ((face.start - start).cross(t) / way.cross(t))
            off = abs(make.guess((hit - face.start).dot(t) / t.dot(t)) - 0.5)
            if best is None or off < best[0] - 1e-6:
                best = off, way
        assert best is not None
        return best[1]

    def _follow(self, start: Point, way: Vector | None, rest: Sequence[Any], make: Maker, index: Num | None) -> Path:
        path = Path(start, way if way is not None else Vector(1, 0), make, self.surfaces, index)
        self.goal: Any = None
        for k, x in enumerate(rest):
            last = k == len(rest) - 1
            if is_place(x):
                p = place_in(x)
                if way is None or (k and is_place(rest[k - 1]) and not bends(under(x))):
                    path.way = p - path.last
                if last and self.until is None:
                    self.goal = p
                elif bends(under(x)):
                    path.through(under(x))
                else:
                    path.points.append(p)
                    path.hits.append(Stop(p))
                    if k + 1 < len(rest) and is_place(rest[k + 1]):
                        path.way = place_in(rest[k + 1]) - p
                way = path.way
                continue
            if last and self.until is None and not bends(x) and catches(x):
                self.goal = x
                continue
            path.through(x)
        if self.until is not None:
            self.goal = self.until
        return path

    def _ended(self, path: Path, make: Maker) -> Point:
        goal = self.goal
        if goal is None:
            way = path.way.unit()
            return path.last + way * (SHORT * make.mm)  # type: ignore[no-any-return]
        if is_place(goal):
            return place_in(goal)
        face = face_in(goal)
        return path.meeting(face) if face is not None else path.last + path.way.unit() * (SHORT * make.mm)

    def _back(self, path: Path) -> Point | None:
        """Where its prolongation backward ends."""
        if self.back is not None:
            face = face_in(self.back) if not isinstance(self.back, Point) else None
            if face is not None:
                return path.meeting(face)
            p = place_in(self.back)
            u = path.way.unit()
            return path.last + u * u.dot(p - path.last)  # type: ignore[no-any-return]
        if self.virtual:
            return path.last + path.way.unit() * (-SHORT * self.mm)  # type: ignore[no-any-return]
        return None

    # ------------------------------------------------------------ parts

    @property
    def start(self) -> Point:
        """Where it begins."""
        return self.track[0] if self.light else self.curve.start

    @property
    def end(self) -> Point:
        """Where it ends."""
        return self.track[-1] if self.light else self.curve.end

    @property
    def middle(self) -> Point:
        return self.first.at(0.5) if self.light else self.curve.at(0.5)

    @property
    def center(self) -> Point:
        return self.middle

    @property
    def source(self) -> Point | None:
        """Where its light seems to come from: the end of `back`."""
        return self.__dict__.get("apparent")

    def part(self, n: int) -> Straight | None:
        """Its n-th straight part, counted from 1."""
        if not self.light or not 1 <= n < len(self.track):
            return self.curve if n == 1 and not self.light else None
        return Straight(self.track[n - 1], self.track[n], name=f"{self.name or 'the ray'}.part({n})", owner=self)

    part.__takes__ = True  # type: ignore[attr-defined]

    def hit(self, n: int) -> Point | None:
        """Where it turns for the n-th time, counted from 1."""
        if not 1 <= n <= len(self.hits):
            return None
        p: Point = self.hits[n - 1][0]
        return p

    hit.__takes__ = True  # type: ignore[attr-defined]

    @property
    def first(self) -> Straight:
        """Its first straight part."""
        found = self.part(1)
        assert found is not None
        return found

    @property
    def last(self) -> Straight:
        """Its last straight part."""
        found = self.part(max(len(self.light) - 1, 1))
        assert found is not None
        return found

    # ------------------------------------------------------------ laws

    def rules(self) -> Iterator[Relation]:
        if not self.light:
            yield from super().rules()
            return
        goal = self.goal
        if goal is not None and is_place(goal) and self.paths[0].hits and not isinstance(self.paths[0].hits[-1], Stop):
            path = self.paths[0]
            yield Reaches(path.last, path.way, place_in(goal), self.name or "the ray")
        if self.refraction is not None and self.incidence is not None and self.refraction.key != "as_stated":
            hit = next((h for h in self.paths[0].hits if h.kind == "refracts"), None)
            if hit is not None and not all(is_constant(x) for x in (hit.n1, hit.n2, self.incidence.n, self.refraction.n)):
                yield SnellStated(hit.n1, self.incidence.n, hit.n2, self.refraction.n, called(hit.owner), None)

    def claims(self) -> Iterator[Relation]:
        for k, path in enumerate(self.__dict__.get("paths", ()) if self.light else ()):
            yield from path.claims(self.track[-1] if k == 0 else self.branches[k - 1][-1])

    @property
    def laws(self) -> tuple[str, ...]:
        """What its places obey, for messages about facts that it cannot satisfy."""
        return tuple(dict.fromkeys(c.phrase() for c in self.claims()))

    def _missed(self) -> Iterator[Diagnostic]:
        """Of each of its paths, whether the thing where it ends stands in its way."""
        goal = self.goal
        face = face_in(goal) if goal is not None and not is_place(goal) else None
        if face is None:
            return
        reaches = getattr(goal, "reaches", None)
        open_ended = face.before or face.after or getattr(goal, "support", False)
        for k, track in enumerate((self.track, *self.branches)):
            name = (self.name or "the ray") + (f" ({self._color_word(k)})" if self.branches and self._color_word(k) else "")
            end, way, t = track[-1], self.end_ways[k], face.vector
            along = (end - face.start).dot(t) / t.dot(t)
            if way.dot(end - track[-2]) < 0:
                yield RayMisses(self.span, name, called(goal), "runs the other way")
            elif not (reaches(end) if reaches is not None else open_ended or -1e-9 <= along <= 1 + 1e-9):
                yield RayMisses(self.span, name, called(goal), "passes beyond its end")

    def inspect(self) -> Iterator[Diagnostic]:
        if self.light:
            yield from self._missed()
        if self.light and (self.surfaces == "refract" or self.refraction is not None):
            for path in self.paths:
                bad = next((h for h in path.hits if h.kind == "total"), None)
                if bad is not None:
                    yield TotallyReflected(self.span, self.name or "the ray", called(bad.owner))
                    return

    # ------------------------------------------------------------ ink

    def equations(self) -> list[tuple[Words, str]]:
        """The colours into which it is split, with their indices."""
        out: list[tuple[Words, str]] = []
        for k, v in enumerate(self.n):
            word_ = self._color_word(k)
            name: Words = (Run(word_),) if word_ and len(self.n) > 1 else ()
            if v.symbol:
                out.append(((*name, *((Run(", "),) if name else ()), Run(v.symbol, math=True)), f"color{k}"))
            elif v.words:
                out.append(((*name, *((Run(", "),) if name else ()), Run("n", math=True), Run(" = "), *v.words), f"color{k}"))
        return out

    def _color_word(self, k: int) -> str:
        names = [x if isinstance(x, str) else "".join(r.text for r in x) for x in self.colors] if isinstance(self.colors, tuple) else []
        if k < len(names):
            return names[k]
        few = {1: (), 2: ("red", "violet"), 3: ("red", "green", "violet"), 4: ("red", "yellow", "green", "violet")}.get(len(self.n), SPECTRUM)
        return few[k] if k < len(few) else ""

    def spot(self, slot: str) -> Any:
        if not self.light:
            return super().spot(slot)
        if slot in ("incidence", "refraction") and self.hits:
            return self._arc(slot)
        if slot.startswith("color"):
            k = int(slot[5:])
            track = (self.track, *self.branches)[k]
            return Beside(track[-1], toward=track[-1] - track[-2])
        a, b = self.track[0], self.track[1]
        return OnPath(tuple(a.toward(b, k / 8) for k in range(9)), best=0.3)

    def _arc(self, slot: str) -> AngleArc:
        p, face = self.hits[0]
        came, goes = self.track[0] - p, self.track[2] - p
        up = face.direction.left()
        way = came if slot == "incidence" else goes
        normal = up if up.dot(way) > 0 else -up
        first, second = (way, normal) if way.cross(normal) > 0 else (normal, way)
        return AngleArc(p, first, second, room=way.length)

    def draw(self) -> Iterator[Ink]:
        if not self.light:
            yield from super().draw()
            return
        mm = float(self.mm)
        if self.normals or self.incidence is not None or self.refraction is not None:
            yield from self._normals(mm)
        shared = self._shared()
        track = self._seen()
        if self.branches:
            look = styled(self, weight="normal", layer="line")
            yield from traced(self.track[: shared + 1], look, mm)
            for k, track in enumerate((self.track, *self.branches)):
                yield from traced(track[shared:], Look(color=self._color_word(k) or "ink", weight="normal", layer="line"), mm)
        else:
            yield from traced(track, styled(self, weight="normal", layer="line", color=self._tint()), mm)
        if self.source is not None:
            yield path_shape((self.track[-2], self.source), Look(weight="thin", dash="dashed", layer="line", color=self.style.color or "ink"))

    def _seen(self) -> tuple[Point, ...]:
        """Its places as drawn: at a curved mirror on its face, not on the plane that the law speaks of."""
        glass = {e.id: e for e in self.frame.elements if hasattr(e, "on_face")}
        places = list(self.track)
        for k, (p, of) in enumerate(self.met[: len(self.hits)]):
            if of in glass:
                places[k + 1] = glass[of].on_face(p)
        lamp: Any = self.ends[0].owner if isinstance(self.ends[0], Point) else self.ends[0]
        lamp = next((e for e in self.frame.elements if e.id == getattr(lamp, "id", "")), None)  # the owner of a place is not evaluated with it
        rim, long = float(getattr(lamp, "rim", 0.0)), (places[1] - places[0]).length
        if long > 2 * rim > 0 and (places[0] - lamp.center).length < 1e-6 * long:
            places[0] = places[0].toward(places[1], rim / long)
        if hasattr(self.goal, "openings"):  # before the plate, not in it
            way = places[-1] - places[-2]
            deep = self.goal.thick * float(self.mm) / 2 / max(abs(float(self.goal.axis.dot(way))), 1e-300)
            places[-1] = places[-1] - way * min(deep, 0.5)
        return tuple(places)

    def _tint(self) -> str:
        """Its colour: its own, or else that of the fringe at which it ends."""
        goal = getattr(self.goal, "owner", None) if isinstance(self.goal, Point) else self.goal
        style = getattr(goal, "style", None) if hasattr(goal, "fringe") else None
        return self.style.color or (style.color if style is not None else None) or "ink"

    def _shared(self) -> int:
        """How many first parts all its colours share."""
        k = 1
        while (
            all(k < len(t) - 1 and (t[k] - self.track[k]).length < 1e-9 * (1 + (self.track[k] - self.track[0]).length) for t in self.branches)
            and k < len(self.track) - 2
        ):
            if all((t[k + 1] - self.track[k + 1]).length < 1e-9 * (1 + (self.track[k + 1] - self.track[0]).length) for t in self.branches):
                k += 1
            else:
                break
        return k

    def _normals(self, mm: float) -> Iterator[Ink]:
        """Where it meets surfaces; one that the author states is drawn once."""
        stated = [e.foot for e in self.frame.elements if isinstance(e, SurfaceNormal) and e.drawn]
        for k, (p, face) in enumerate(self.hits):
            if self.kinds[k] in ("lens", "stop") or (self.kinds[k] == "mirror" and not hasattr(face.owner, "plane")):
                continue
            if any((q - p).length < 0.01 * mm for q in stated):
                continue
            n = face.direction.left() * (13 * mm)
            yield path_shape((p + -n, p + n), Look(weight="thin", dash="dashed", layer="line"))

    def describe(self) -> str:
        return f"ray {self.name}".strip() if not self.light else f"ray of light {self.name}".strip()


SPECTRUM = ("red", "orange", "gold", "green", "blue", "indigo", "violet")


def _of_optics(x: Any) -> bool:
    """Does a place belong to something of optics?"""
    owner = x.owner if isinstance(x, Point) else x
    return type(owner).__module__.rpartition(".")[2].startswith("optics") and not isinstance(owner, Ray)


def _plain(x: Any) -> bool:
    """A place of geometry, beyond which a half line runs on."""
    owner = x.owner if isinstance(x, Point) else x
    if hasattr(owner, "fringe") or isinstance(getattr(owner, "host", None), Screen):
        return False
    return isinstance(x, Point) or getattr(x, "family", "") == "point"
