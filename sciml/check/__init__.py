"""Statements to pages: names bound, slots typed, dimensions right, what prints decided. No coordinate is known here."""

from __future__ import annotations

from typing import Any

from ..body import Body
from ..diagnostic import ERROR, Diagnostic, Outcome, merged
from ..element import Element, Slot
from ..expression import Expr, evaluate
from ..figure import Figure, Frame
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Point, Round, Straight, Vector
from ..quantity import AREA, LENGTH, VOLUME, Value, find_unit
from ..relation import CLASSES, Zero
from ..vocabulary import begin
from .asked import asked_not_drawn
from .bind import bind
from .chosen import between_bounds, stand_ins
from .claims import relation_of
from .facets import facets
from .lengths import length_unit
from .looks import untold_classes
from .messages import LonePoint
from .natural import READERS, run_names
from .page import Page, nearest
from .placing import delayed_claims, room_for_arrows, spread_guests
from .scope import Scope
from .signature import Signature
from .slips import NothingToChange, NotOfAPage
from .statements import register, run_block
from .states import parted, run_states
from .texts import late_unknowns, typed_quantities, words_of
from .unlike import apart_and_seen

__all__ = ["check"]


def _first_call(page: Page, e: t.Call, scope: Scope) -> Any:
    """Many texts call nothing but kinds: what reads other calls is loaded with the first of them."""
    from .calls import call

    READERS[t.Call] = call
    return call(page, e, scope)


READERS.update({t.Text: words_of, t.Call: _first_call, t.Compare: relation_of, t.Logic: relation_of, t.Not: relation_of})

_OPTIONS = Signature(
    (
        Slot("title", "text"),
        Slot("width", "number", dim=LENGTH, positional=False),
        Slot("scale", "word", words=("auto", "true", "schematic"), positional=False),
        Slot("theme", "word", words=("textbook", "color", "slide", "dark", "exam", "scan"), positional=False),
        Slot("north", "direction", positional=False),
        Slot("view", "word", words=("side", "top"), positional=False),
    )
)


def check(tree: t.Tree, choices: dict[str, int] | None = None) -> Outcome[tuple[Figure, ...]]:
    """One Figure for each page; a broken page does not stop the others."""
    begin()
    figures: list[Figure] = []
    found: list[Diagnostic] = []
    shared, pages = _pages(tree, found)
    has_lengths = tree.units is None or any(unit is not None and unit.dim in _SIZES for unit in map(find_unit, tree.units))
    for statements in pages:
        page = Page(Figure(""), choices)
        page.has_lengths = has_lengths
        _check_page(page, shared, statements)
        page.figure.broken = any(d.severity == ERROR for d in page.found)
        page.figure.span = t.Span(min((s.span.start for s in statements), default=0), max((s.span.end for s in statements), default=0))
        figures.append(page.figure)
        found.extend(page.found)
    return Outcome(tuple(figures), merged(found))


_SIZES = (LENGTH, AREA, VOLUME)


def _is_figure(s: t.Statement) -> bool:
    if not isinstance(s, t.Object) or s.targets:
        return False
    head = s.value.func if isinstance(s.value, t.Call) else s.value
    return isinstance(head, t.Name) and head.id == "figure"


def _pages(tree: t.Tree, found: list[Diagnostic]) -> tuple[tuple[t.Statement, ...], list[tuple[t.Statement, ...]]]:
    """What all pages share (definitions, vary, formulas before the first), and the statements of each page, its `figure` line first."""
    starts = [i for i, s in enumerate(tree.statements) if _is_figure(s)]
    if not starts:
        return (), [tree.statements]
    head = tree.statements[: starts[0]]
    shared = tuple(s for s in head if _shared(s))
    own = tuple(s for s in head if not _shared(s))
    if len(starts) > 1:  # of a single page it is plain whose they are
        found.extend(NotOfAPage(s.span) for s in own if not isinstance(s, t.Broken))
    pages: list[tuple[t.Statement, ...]] = []
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else len(tree.statements)
        statements = tree.statements[start:end]
        pages.append((statements[0], *own, *statements[1:]) if i == 0 else statements)
    return shared, pages


def _shared(s: t.Statement) -> bool:
    return isinstance(s, (t.Define, t.Vary)) or (isinstance(s, t.Object) and len(s.targets) == 1 and isinstance(s.targets[0], t.Call))


def _check_page(page: Page, shared: tuple[t.Statement, ...], statements: tuple[t.Statement, ...]) -> None:
    figure = page.figure
    figure.root = Frame("page", "plane")
    figure.frames.append(figure.root)
    top = Scope(None, figure.root)
    body = list(statements)
    if body and _is_figure(body[0]):
        head = body.pop(0)
        assert isinstance(head, t.Object)
        _options(page, head.value, top)
        if head.block is not None:
            body = [*head.block.statements, *body]
    figure.root.unit = length_unit(page, tuple(s for s in body if not _opens_own_lengths(s)), body)
    page.bare["page"] = figure.root.unit is None
    register(page, shared, top, [])
    scope = Scope(top, figure.root)
    states, now, later = parted(body)
    run_block(page, now, scope)
    _finish(page)
    _unchanged(page)
    for inner in page.inner_states:
        run_states(page, *inner)
    run_states(page, states, now, later, scope)
    _lone_points(page, body)
    _data(page)
    _drawn_once(page)
    spread_guests(page)
    delayed_claims(page)
    room_for_arrows(page)
    _wishes(page)
    _scale(page)
    between_bounds(page)
    if page.figure.symbols:
        stand_ins(page)
    facets(page)
    typed_quantities(page)
    late_unknowns(page)
    asked_not_drawn(page)


def _unchanged(page: Page) -> None:
    """`b.at = 0.8` outside of a state says nothing."""
    for target, _, _ in page.placements:
        page.say(NothingToChange(target.span, print_expr(target)))
    page.placements.clear()


def _finish(page: Page) -> None:
    """Claims are read when all things stand."""
    after, page.after = page.after, []
    for job in after:
        job()


def _opens_own_lengths(s: t.Statement) -> bool:
    return isinstance(s, t.Object) and s.block is not None


def _options(page: Page, e: t.Expr, scope: Scope) -> None:
    if not isinstance(e, t.Call):
        return
    page.bare.setdefault("page", False)
    values = bind(page, _OPTIONS, e.args, scope, "figure") or {}
    page.bare.pop("page")
    figure = page.figure
    figure.title = values.get("title") or ()
    width = values.get("width")
    if isinstance(width, Value):
        n = figure.constants.get(width.n, width.n)
        if width.n in figure.literals:
            figure.literals.pop(width.n)
            page.lengths.pop(scope.frame.id, None)
        figure.options["width"] = float(n) / 0.0254 * 72 if width.dim == LENGTH else float(n)  # type: ignore[arg-type]
    for key in ("theme", "view"):
        if values.get(key):
            figure.options[key] = values[key]
    figure.root.scale = values.get("scale") or "auto"
    figure.root.view = values.get("view") or "side"
    north = values.get("north")
    if isinstance(north, Vector):
        page.directions["north"] = north
        figure.options["north"] = north


def _lone_points(page: Page, statements: list[t.Statement]) -> None:
    """Points that occur once: near another name, or at the end of a line from a point that occurs elsewhere."""
    if len(page.declared) < 2:
        return
    joined = _joined(page)
    letters = "".join([b.name for b in page.declared]).lower()
    unlike = len(set(letters)) == len(letters)  # no two names share a letter
    counted: dict[str, int] = {}
    for b in page.declared:
        ends = [e - {b.name} for e in joined if b.name in e]
        close = () if unlike else nearest(b.name, [x.name for x in page.declared if x is not b])
        if not ends and not close:
            continue
        if not counted:
            counted = _counted(statements)
        near = tuple(n for n in close if counted.get(n, 0) > 1)
        if counted.get(b.name) == 1 and (near or any(counted.get(n, 0) > 1 for e in ends for n in e)):
            page.say(LonePoint(b.span, b.name, near))


def _counted(statements: list[t.Statement]) -> dict[str, int]:
    """How often each name, alone or in a run, is written."""
    counted: dict[str, int] = {}
    waiting: list[Any] = [*statements]
    while waiting:
        x = waiting.pop()
        kind = x.__class__
        if kind is t.Name:
            for name in run_names(x.id) or (x.id,):
                counted[name] = counted.get(name, 0) + 1
        elif kind is t.Arg:
            waiting.append(x.value)
        elif kind is t.Call:
            waiting.append(x.func)
            waiting.extend(x.args)
        elif kind is tuple:
            waiting.extend(x)
        elif kind not in _WITHOUT_NAMES:
            waiting.extend([getattr(x, k) for k in kind.__match_args__])
    return counted


_WITHOUT_NAMES = frozenset((t.Number, t.Quantity, t.Plain, t.Span, str, bool, type(None)))


def _joined(page: Page) -> list[set[str]]:
    """The names of the two ends of each segment and line."""
    curves = (e.__dict__.get("curve") for e in page.figure.elements)
    return [{c.start.name, c.end.name} for c in curves if isinstance(c, Straight) and isinstance(c.start, Point) and isinstance(c.end, Point)]


def _data(page: Page) -> None:
    for e in page.figure.elements:
        e.tell(page.figure, page.classes)
    if not any(e.tells_classes for e in page.figure.elements):
        page.figure.legend = untold_classes(page)


def _drawn_once(page: Page) -> None:
    """The same segment twice is one line, in the later style."""
    alike: dict[Any, list[Any]] = {}
    for e in page.figure.elements:
        if e.once and e.drawn:
            curve = e.__dict__.get("curve")
            if isinstance(curve, Straight):
                alike.setdefault((id(e.frame), frozenset((_look(curve.start), _look(curve.end)))), []).append(e)
    for elements in alike.values():
        if len(elements) > 1:
            _cover(page, elements)


def _look(p: Point) -> tuple[Any, Any]:
    """Equal for places that are built alike; of others it may be equal too."""
    x, y = p.x, p.y
    return x.op if x.__class__ is Expr else x, y.op if y.__class__ is Expr else y


def _cover(page: Page, elements: list[Any]) -> None:
    seen: dict[Any, Any] = {}
    for e in sorted(elements, key=lambda e: e.span.start):
        curve = e.__dict__["curve"]
        key = tuple(sorted((page.structures.number(p.x), page.structures.number(p.y)) for p in (curve.start, curve.end)))
        if key in seen:
            seen[key].covered = True
        seen[key] = e


def _wishes(page: Page) -> None:
    """What things want where the facts allow it, asked when all of them stand."""
    _said_inside(page)
    _wishes_of(page, page.figure.elements)
    apart_and_seen(page)
    for state in page.figure.states:  # its things have nothing to do with those of the figure; those that are there again move as little as they can
        whole, state.frame.elements = state.frame.elements, list(state.elements.values())
        _wishes_of(page, state.frame.elements, frozenset(e.id for k, e in state.elements.items() if k not in state.added))
        state.frame.elements = whole


GAPS = 1.0, 5.0
"""mm between a round thing and the border in which (or outside of which) it is said to lie: as much as goes"""


def _said_inside(page: Page) -> None:
    """`arrange inside(b, k)` says as much of the room about b as `inside=k` where b is made; a circle in a circle does not touch it, nor one outside."""
    for c in [c for c in page.figure.claims if c.role in ("arrange", "fact") and not c.negated and type(c.relation).__name__ in ("Inside", "Outside")]:
        thing, host, word = c.relation.__dict__["thing"], c.relation.__dict__["host"], c.relation.words[0]
        owner: Any = thing.owner if isinstance(thing, Round) else thing
        gaps: tuple[float, ...] = ()
        if isinstance(owner, Body):
            if word == "inside" and isinstance(host, Element):
                owner.orders, gaps = (*owner.orders, ("inside", host)), (1.5,)
        elif isinstance(owner, Element) and isinstance(owner.__dict__.get("curve"), Round) and owner.frame.kind == "plane":
            gaps = GAPS
        for mm in gaps:
            well = CLASSES[f"Well{word.title()}"](thing, host, mm * owner.frame.mm)
            page.claim(well, "wish", c.span, None, frame=owner.frame, text=c.text, owner=owner.id)


def _wishes_of(page: Page, elements: list[Element], again: frozenset[str] = frozenset()) -> None:
    met: set[frozenset[str]] | None = None
    for e in elements:
        for relation in e.wishes():
            if e.id in again and any(isinstance(z, Zero) for z in relation.residuals()):
                continue
            pair = getattr(relation, "parts", ())
            if pair:
                met = _met(page) if met is None else met
                if frozenset(x.id for x in pair) in met:
                    continue
            page.claim(relation, "wish", e.span, None, frame=e.frame, text=relation.phrase(), owner=e.id)
            if relation.begins and e.id not in again:
                _begin(page, relation.begins, e)


def _begin(page: Page, place: tuple[Point, Point], e: Element) -> None:
    """A free place begins where a wish would have it."""
    free, there = place
    variables, mm = page.figure.variables, page.first_scale(e.frame)
    values: dict[Any, Any] = {v.var: v.start for v in variables} | page.figure.constants | {e.frame.mm: mm}
    for var, n in ((free.x, there.x), (free.y, there.y)):
        k = next((k for k, v in enumerate(variables) if v.var is var), None)
        if k is not None:
            variables[k] = replace(variables[k], start=evaluate(n, values) / mm * e.frame.mm)


def _met(page: Page) -> set[frozenset[str]]:
    """Pairs of things that the author lets touch: nothing is wished about the room between them."""
    out: set[frozenset[str]] = set()
    for c in page.figure.claims:
        if type(c.relation).__name__ in ("InContact", "Tangent"):
            things = [getattr(x, "owner", None) or x for x in c.relation.__dict__.values()]
            out.add(frozenset(x.id for x in things if hasattr(x, "id")))
    return out


def _scale(page: Page) -> None:
    """A first guess of frame units a millimetre, from the lengths given; the solver fits it."""
    figure = page.figure
    for frame in figure.frames:
        if frame.kind != "plane":
            continue
        figure.constants[frame.mm] = page.first_scale(frame)
        frame.least = page.least_scale(frame)
