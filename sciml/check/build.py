"""A call of a kind becomes an element: slots filled, placed, set up, its claims written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..diagnostic import ERROR, Diagnostic, Fix
from ..element import Element, Slot, Style
from ..expression import Const, Num
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..plane import Point, Straight
from ..quantity import LENGTH, NUMBER, Origin, Value
from ..vocabulary import kind as kind_named
from .bind import MissingArgument, TooManyArguments, UnknownParameter, bind, spelled, unknown_parameter
from .borrowed import borrow_nodes
from .claims import corner_names, measure_fact
from .coordinates import coordinates_fit
from .counted import counted
from .directions import direction_word
from .fit import MISSING, fit, wanted
from .formulas import prepared
from .leaves import Said, joined, misplaced
from .looks import STYLE, look_word
from .messages import Cycle, Degenerate, TooDeep
from .natural import natural, place_of, run_names, value_words
from .page import Page, PageMaker
from .placing import PLACEMENT, place_element
from .required import required_of
from .rounded import rounding
from .scope import Binding, Scope
from .signature import Signature, signature
from .sizes import SIZE, quiet, sized
from .slips import GivenTwice, NoLength
from .unheeded import named_between, unheeded

__all__ = ["argument", "default_of", "element", "instance", "style_of", "write_claims"]

_WORDS = frozenset((*STYLE, *PLACEMENT))
_CLASSES = ("accent", "accent2", "accent3", "accent4", "accent5", "muted")
"""colours of classes, in the order in which they are named"""


def element(
    page: Page,
    cls: type[Element],
    e: t.Call,
    scope: Scope,
    *,
    name: str,
    drawn: bool,
    block: t.Block | None = None,
    span: t.Span | None = None,
    results: int = 1,
    inner: Scope | None = None,
) -> Any:
    """The element of a call, or None after saying what is wrong."""
    own = signature(cls)
    stated = replace(e, args=required_of(page, own, e.args, name, scope)) if name in scope.required else e
    told = _arguments(page, cls, own, stated, scope)
    if told is None:
        return None
    style_args, place_args, rest, drawing = told
    ready = (rest, scope, None) if own.plain else prepared(page, cls, own, rest, scope, e.span)
    if ready is None:
        return None
    rest, inside, parameter = ready
    extra: dict[str, t.Arg] = {}
    title = cls.kind or cls.__name__.lower()
    values = bind(page, own, rest, inside, title, extra) if rest else {}
    if drawing or (values and SIZE in values):
        quiet(page, values or {}, drawing, scope.frame)
    style, places = style_of(page, style_args, scope) if style_args else PLAIN, scope
    if page.again and (id(e), id(scope)) in page.again:
        said = Said(values, style, style_args, place_args, scope)
        if not joined(page, cls, e, said, scope, style_of):
            return None
        style, places = said.style, said.scope
    if place_args and misplaced(page, own, cls, place_args, scope):
        return None
    if style.box or style.hide:
        _known_slots(page, cls, style, style_args, title)
    made = _blank(page, cls, e, name, name or title, style, scope, span or e.span)
    made.drawn = drawn and not ("show" in style_args and _is_false(style_args["show"].value))
    made.__dict__["hidden"] = drawn and not made.drawn
    if drawing:
        made.__dict__["sized"] = drawing
    if values is None:
        return None
    if parameter is not None:
        made.parameter = parameter  # type: ignore[attr-defined]
    if cls.family == "point" and not coordinates_fit(page, own, e, values, place_args, scope):
        return None
    maker = PageMaker(page, made, scope)
    if not _fill(page, made, own, values, maker, scope, e, title):
        if not cls.measures_of and not own.axes:  # what it has too much may be what it has too little
            _extra_keywords(page, made, extra, rest, inside, title)
        return None
    measures = _extra_keywords(page, made, extra, rest, inside, title) if extra or own.axes else []
    if measures is None:
        return None
    if made.frame.kind != "plane" and made.frame.owner is None:
        return None  # in a container that came to nothing, which has been said
    try:
        if not place_element(page, made, place_args, maker, places) or any(_error(page, d) for d in made.misuse()):
            return None
        made.setup(maker)
    except (ZeroDivisionError, OverflowError, ValueError):
        page.say_of(Degenerate(e.span, title))
        return None
    _without_effect(page, made, e, title, values, place_args)
    if inner is not None:
        _opened(made, inner, scope)
    page.keep(made, scope)
    _name_places(made)
    if made.opens_frame != "sheet":
        write_claims(page, made, measures, scope)
    return made


def _blank(page: Page, cls: type[Element], e: t.Call, name: str, wish: str, style: Style, scope: Scope, span: t.Span) -> Element:
    """An element with nothing but what every one has."""
    made: Element = object.__new__(cls)
    made.id, made.name, made.span, made.style, made.frame, made.children = page.id(wish, scope.frame), name, span, style, scope.frame, ()
    if isinstance(e.func, t.Name) and e.func.id in cls.aliases:
        made.spoken = e.func.id
    if name in scope.carries:
        made.__dict__["loaded"] = True
    return made


_ENDS = ("ends", "start", "end", "a", "b", "to")


def _without_effect(page: Page, made: Element, e: t.Call, title: str, values: dict[str, Any], places: dict[str, t.Arg]) -> None:
    """Say so where a placement word places nothing, and where it goes from a place to this very place: it is drawn as nothing."""
    if places:
        unheeded(page, made, places)
    found = [p for k in _ENDS if k in values for p in (values[k] if isinstance(values[k], tuple) else (values[k],))]
    if len(found) != 2 or "over" in values:
        return
    p, q = [place_of(x) for x in found]
    named = p is not None and q is not None and bool(p.name) and p.name == q.name and p.owner is not None and p.owner is q.owner
    if p is not None and q is not None and (found[0] is found[1] or named or (_same(p.x, q.x) and _same(p.y, q.y))):
        page.say(NoLength(e.span, title))


def _same(a: Num, b: Num) -> bool:
    return a is b or (isinstance(a, Const) and isinstance(b, Const) and a == b)


def _opened(made: Element, inner: Scope, scope: Scope) -> None:
    """The frame of its block is its own."""
    inner.frame.owner = made if inner.frame is not scope.frame else inner.frame.owner
    inner.frame.mm = made.frame_mm or inner.frame.mm
    made.scope = inner  # type: ignore[attr-defined]


PLAIN = Style()
"""Nothing is said of how it looks."""
_Arguments = tuple[dict[str, t.Arg], dict[str, t.Arg], list[t.Arg], tuple[str, ...]]


def _arguments(page: Page, cls: type[Element], own: Signature, e: t.Call, scope: Scope) -> _Arguments | None:
    """The words that every kind has, the placement words, the kind's own arguments, and which of these are sizes of the drawing. None after an error."""
    style_args: dict[str, t.Arg] = {}
    place_args: dict[str, t.Arg] = {}
    rest: list[t.Arg] = []
    value: t.Arg | None = None
    has_size = False
    names: dict[str, str] = getattr(scope.frame.owner, "variable_names", {}) if scope.frame.owner is not None else {}
    for a in e.args:
        name = a.name
        if name is None or name in own.by_name:
            rest.append(_renamed(a, own, names) if names else a)
            has_size = has_size or name == SIZE
        elif name in _WORDS:
            args = style_args if name in STYLE else place_args
            if name in args:
                page.say(GivenTwice(args[name].span, name, cls.kind))
            args[name] = a
        elif name == "value" and value is None:
            value = a
        else:
            rest.append(_renamed(a, own, names) if names else a)
            has_size = has_size or name == SIZE
    if "between" in place_args:
        rest = named_between(cls, own, rest, place_args)
    sized_too = sized(page, cls, rest) if has_size else (rest, ())
    if sized_too is not None and value is not None:
        sized_too[0].append(t.Arg(own.main.name if own.main is not None else "value", value.value, span=value.span))
    return (style_args, place_args, *sized_too) if sized_too is not None else None


def _known_slots(page: Page, cls: type[Element], style: Style, args: dict[str, t.Arg], title: str) -> None:
    """`hide=[mass]`, `box=[mass]`: the kind must have it."""
    own = [s.name for s in cls.slots]
    for word, names in (("box", style.box), ("hide", style.hide)):
        for name in names:
            if name not in own and name != "at" and not cls.measures_of:
                a = args[word]
                part = next((x for x in (a.value.items if isinstance(a.value, t.List) else (a.value,)) if isinstance(x, t.Name) and x.id == name), None)
                page.say(unknown_parameter(title, t.Arg(name, a.value, span=part.span if part is not None else a.span), own, own))


def _error(page: Page, d: Diagnostic) -> bool:
    page.say(d)
    return d.severity == ERROR


def _is_false(e: t.Expr) -> bool:
    return isinstance(e, t.Name) and e.id in ("false", "none", "no")


def _renamed(a: t.Arg, own: Signature, names: dict[str, str]) -> t.Arg:
    """In axes that name their variables (V, P), a keyword of that name is the slot x or y."""
    for slot, spoken in names.items():
        if spoken == a.name and slot in own.by_name:
            return replace(a, name=slot)
    return a


def _fill(page: Page, made: Element, own: Signature, values: dict[str, Any], maker: PageMaker, scope: Scope, e: t.Call, title: str) -> bool:
    ok = True
    space = made.__dict__
    space.update(own.defaults)
    for slot in own.asked:
        if slot.name in values:
            continue
        if slot.required and slot.type != "relations":
            page.say(_missing(made, slot, e, title))
            ok = False
        else:
            space[slot.name] = default_of(page, made, slot, maker, scope)
    for name, value in values.items():
        if isinstance(value, Value) and value.dim is None:
            slot = own.by_name[name]
            space[name] = replace(value, dim=slot.dim) if slot.type == "number" and slot.dim is not None else value
        else:
            space[name] = value
    return ok


def _missing(made: Element, slot: Slot, e: t.Call, title: str) -> MissingArgument:
    """`ABC = triangle(AB=5 cm)`: the points that should stand in the brackets."""
    letters = run_names(made.name)
    fix = None
    if letters and slot.declares:
        inner = e.args[0].span.start if e.args else made.span.end
        fix = Fix(t.Span(made.span.start, inner), f"{title}({made.name}, " if e.args else f"{title}({made.name})")
    return MissingArgument(e.span, title, slot.name, wanted(slot), spelled(title, made.slots), fix=fix)


def default_of(page: Page, made: Element, slot: Slot, maker: PageMaker, scope: Scope) -> Any:
    """What a slot holds of which nothing is written."""
    if slot.type == "number" and not slot.many:
        unit: Num = scope.frame.mm if slot.dim == LENGTH and scope.frame.kind in ("plane", "sheet") else 1
        if slot.free is not None:
            n = maker.free(
                slot.name, slot.free * unit, low=unit * 0.5 if slot.dim == LENGTH else None, scale=unit * 10 if slot.dim == LENGTH else None, soft=0.3
            )
            return Value(n, slot.dim or NUMBER, Origin.SOLVED)
        if slot.default is not None and not isinstance(slot.default, Value):
            return Value(slot.default * unit, slot.dim or NUMBER, Origin.DEFAULT)
        return slot.default
    if slot.type == "direction" and isinstance(slot.default, str):
        return direction_word(slot.default, page.directions.get("north"))
    if slot.type == "relations":
        return ()
    return slot.default


# ---------------------------------------------------------------- style, extra keywords


def style_of(page: Page, args: dict[str, t.Arg], scope: Scope) -> Style:
    got: dict[str, Any] = {}
    for name, a in args.items():
        if name == "show":
            continue
        if name == "class":
            word = look_word(page, a.value, name, scope)
            if word is not MISSING and word is not None:
                said = look_word(page, args["color"].value, "color", scope) if "color" in args and word not in page.classes else None
                look = page.classes.setdefault(word, said if isinstance(said, str) else _CLASSES[len(page.classes) % len(_CLASSES)])
                got.setdefault("color", look)
                got["member"] = word
            continue
        if name in ("label", "note"):
            value = fit(page, a.value, Slot(name, "text"), scope, name)
        elif name in ("dashed", "bold"):
            value = fit(page, a.value, Slot(name, "truth"), scope, name)
        elif name in ("box", "hide"):
            value = tuple(x.id for x in (a.value.items if isinstance(a.value, t.List) else (a.value,)) if isinstance(x, t.Name))
        else:
            value = look_word(page, a.value, name, scope)
        if value is not MISSING:
            got[name] = value
    return Style(**got)


_AXIS = re.compile(r"([xyz])_?(?:range|lim|lims|limits|axis|domain|min|max)")


def _extra_keywords(page: Page, made: Element, extra: dict[str, t.Arg], args: list[t.Arg], scope: Scope, title: str) -> list[tuple[str, t.Arg]] | None:
    """`AB=5 cm` and `angle_A=60 deg` of a polygon: facts; `V=0..5 L` of axes: the names of its variables. None after an error."""
    facts: list[tuple[str, t.Arg]] = []
    free = list(getattr(made, "axis_slots", ()))
    names: dict[str, str] = {s: s for s in free}
    corners = getattr(made, made.measures_of, None) if made.measures_of else None
    known = list(corner_names(corners, scope)) if corners else []
    ok = True
    for name, a in extra.items():
        letters = run_names(name) or tuple(name) if corners else ()
        vertex = name[6:] if name.startswith("angle_") else ""
        turned = run_names(vertex)
        if corners and (vertex in known or (len(turned) == 3 and set(turned) <= set(known)) or (letters and all(x in known for x in letters))):
            facts.append((name, a))
        elif len(known) == 3 and len(name) == 1 and name.upper() in known:  # the side a lies across from A
            k = known.index(name.upper())
            side = known[k - 2] + known[k - 1]
            page.say(unknown_parameter(title, a, [side], known, side))
            ok = False
        elif (meant := _AXIS.fullmatch(name)) and meant[1] in names and isinstance(a.value, t.Range):
            page.say(unknown_parameter(title, a, [meant[1]], [s.name for s in made.slots], meant[1]))
            ok = False
        elif isinstance(a.value, t.Range) and (slot := next((s for s in free if made.__dict__.get(s) is None), None)) is not None:
            got = fit(page, a.value, Slot(name, "range"), scope, f"{name} of {title}")
            if got is MISSING:
                ok = False
                continue
            made.__dict__[slot], names[slot] = got, name
            free.remove(slot)
        elif (spoken := name.rpartition("_"))[0] in names.values() and (own := _slot(made, names, *spoken[::2])) is not None:
            got = fit(page, a.value, own, scope, f"{name} of {title}")
            ok = ok and got is not MISSING
            made.__dict__[own.name] = got
        else:
            page.say(_unknown(made, a, corners or (), title))
            ok = False
    if getattr(made, "axis_slots", ()):
        _across(made, names, extra, args)
        made.variable_names = names  # type: ignore[attr-defined]
    return facts if ok else None


def _unknown(made: Element, a: t.Arg, corners: Sequence[Point], title: str) -> UnknownParameter:
    own = [s.name for s in made.slots]
    meant = SYNONYMS.get(a.name or "", ())
    measures = [f"{corners[0].name}{corners[1].name}", f"angle_{corners[0].name} and the like"] if len(corners) > 1 else []
    known = next((m for m in meant if m in own or m in STYLE or m in PLACEMENT), measures[0] if measures and a.name in ("side", "edge") else "")
    return unknown_parameter(title, a, [*own, *STYLE, *PLACEMENT], [*own, *measures], known, made.name)


SYNONYMS: dict[str, tuple[str, ...]] = {
    "r": ("radius",), "d": ("diameter",), "w": ("width",), "h": ("height",), "m": ("mass",), "q": ("charge",), "l": ("length",), "L": ("length",),
    "along": ("way", "direction"), "direction": ("way", "facing"), "dir": ("way", "direction", "facing"), "towards": ("way",), "speed": ("magnitude",),
    "size": ("magnitude",), "strength": ("magnitude",), "force": ("magnitude",), "velocity": ("magnitude",), "text": ("label",), "name": ("label",),
    "caption": ("label", "title"), "colour": ("color",), "stroke": ("color",), "position": ("at",), "pos": ("at",), "location": ("at",), "touching": ("on",),
    "against": ("on",), "in": ("inside",), "within": ("inside",), "from": ("start",), "to": ("end", "target"), "end_at": ("end",), "angle_deg": ("angle",),
    "inclination": ("angle",), "weight": ("mass",), "sides": ("n",), "spring_constant": ("k",), "stiffness": ("k",), "natural_length": ("length",),
    "right": ("right_of",), "left": ("left_of",), "over": ("above",), "under": ("below",), "x_label": ("x_title",), "xlabel": ("x_title",),
    "y_label": ("y_title",), "ylabel": ("y_title",), "style": ("dashed",), "dash": ("dashed",), "visible": ("show",), "hidden": ("show",), "offset": ("gap",),
    "distance": ("gap", "length"), "spacing": ("gap",),
}  # fmt: skip
"""What other languages and other people call a parameter, and what it may be here."""


def _slot(made: Element, names: dict[str, str], variable: str, what: str) -> Slot | None:
    """`V_step` of axes that name a variable V: the slot `x_step`."""
    name = f"{next(s for s, spoken in names.items() if spoken == variable)}_{what}"
    return next((s for s in made.slots if s.name == name), None)


def _across(made: Element, names: dict[str, str], extra: dict[str, t.Arg], args: list[t.Arg]) -> None:
    """`axes(t=0..10 s, x=0..30 m)`: the variable named first runs to the right, also where one of them is called x or y."""
    right, up = (extra.get(names.get(s, "")) or next((a for a in args if a.name == s), None) for s in ("x", "y"))
    other = {names.get("x"), names.get("y")} - {"x", "y"}
    if right is None or up is None or not other or up.span.start > right.span.start:
        return
    for what in ("", "_title", "_step", "_ticks"):
        made.__dict__["x" + what], made.__dict__["y" + what] = made.__dict__.get("y" + what), made.__dict__.get("x" + what)
    names["x"], names["y"] = names["y"], names["x"]


# ---------------------------------------------------------------- after setup


def _name_places(made: Element) -> None:
    """The geometry of a named thing carries its name."""
    at = made.__dict__.get("at")
    if isinstance(at, Point) and made.family == "point" and (at.owner is not made or at.name != made.name):
        made.__dict__["at"] = Point(at.x, at.y, name=made.name or at.name, owner=made)
    curve = made.__dict__.get("curve")
    if isinstance(curve, Straight) and made.name and curve.owner is not made:
        made.__dict__["curve"] = Straight(curve.start, curve.end, curve.before, curve.after, name=made.name, owner=made)


def write_claims(page: Page, made: Element, facts: Sequence[tuple[str, t.Arg]], scope: Scope) -> None:
    """What it says by its keywords and what its kind means, as claims of the figure."""
    if facts:
        corners: tuple[Point, ...] = getattr(made, made.measures_of)
        by_name = corner_names(corners, scope)
        for name, a in facts:
            measure_fact(page, by_name, len(corners), name, a, scope)
    for relation in made.rules():
        slack, digits = _to_digits(page, relation)
        kept = getattr(getattr(relation, "literal", None), "key", "") == "as_stated"
        page.claim(relation, "fact", made.span, scope, text=_phrase(made, relation), owner=made.id, tolerance=slack, digits=digits, as_stated=kept)
    for relation in made.claims():
        page.claim(relation, getattr(relation, "role", "construction"), made.span, scope, text=relation.phrase(), owner=made.id)


def _to_digits(page: Page, relation: Any) -> tuple[Num | None, int | None]:
    """How far a kind's own fact may be off, and the digits of the given that it compares with."""
    literal = getattr(relation, "literal", None)
    if isinstance(literal, Value) and literal.origin == Origin.GIVEN and literal.digits is not None:
        return rounding(page, relation, literal), literal.digits
    return getattr(relation, "tolerance", None), getattr(relation, "digits", None)


def _phrase(made: Element, relation: Any) -> str:
    """What a kind's own fact says; a quantity of a slot is called by the slot."""
    text: str = relation.phrase()
    if "the given value" in text or "a length" in text:
        for slot in made.slots:
            v = made.__dict__.get(slot.name)
            if isinstance(v, Value) and v.n is getattr(relation, "right", None):
                return f"{slot.name.replace('_', ' ')} of {made.name or 'the ' + (made.kind or 'figure').replace('_', ' ')} {text[text.index('==') :]}"
    return text


# ---------------------------------------------------------------- the author's own kinds


def instance(page: Page, e: t.Call, b: Binding, scope: Scope, *, name: str, drawn: bool) -> Any:
    """A call of a `define`: its body read in a scope of its own; the result is a group whose parts are its names."""
    from .statements import run_block

    if b.turn == 1:
        page.say(Cycle(b.span, b.name))
        return None
    page.depth += 1
    if page.depth > 64:
        page.depth -= 1
        page.say(TooDeep(e.span))
        return None
    definition: t.Define = b.expr  # type: ignore[assignment]
    inner = Scope(b.scope, scope.frame, sees_figure=False)
    inner.free = scope.free
    inner.prefix = name or b.name
    params = [p.name for p in definition.params]
    nodes = borrow_nodes(page, e, definition, inner, scope)
    values = _parameters(page, e, definition, params, scope, nodes)
    if values is None:
        page.depth -= 1
        return None
    for p, thing in values.items():
        inner.names[p] = Binding(p, "parameter", e.span, inner, thing=thing)
        inner.names[p].turn = 2
    first = len(page.kept())
    b.turn = 1
    run_block(page, definition.block.statements, inner)
    b.turn = 0
    page.depth -= 1
    cls = kind_named("group")
    if cls is None:
        return None
    style = style_of(page, {a.name: a for a in e.args if a.name in STYLE and a.name not in params}, scope)
    parts = page.kept()[first:]
    _restyle(parts, style)
    made = object.__new__(cls)
    made.id, made.name, made.span, made.style, made.frame, made.drawn = page.id(name or b.name, scope.frame), name, e.span, style, scope.frame, drawn
    made.children = tuple(parts)
    made.scope = inner  # type: ignore[attr-defined]
    for slot in made.slots:
        made.__dict__[slot.name] = slot.default
    made.setup(PageMaker(page, made, scope))
    page.keep(made, scope)
    return made


def _parameters(page: Page, e: t.Call, definition: t.Define, params: list[str], scope: Scope, nodes: frozenset[str]) -> dict[str, Any] | None:
    """What each parameter is, but for those that are nodes."""
    values: dict[str, Any] = {}
    positional = [a for a in e.args if a.name is None]
    if len(positional) > len(params):
        page.say(TooManyArguments(e.span, definition.name, print_expr(positional[len(params)].value), f"{definition.name}({', '.join(params)})"))
        return None
    for p, a in zip(params, positional, strict=False):
        if p not in nodes:
            values[p] = argument(page, a.value, scope)
    for a in e.args:
        if a.name in nodes:
            continue
        if a.name in params:
            values[a.name] = argument(page, a.value, scope)
        elif a.name is not None and a.name not in STYLE:
            page.say(unknown_parameter(definition.name, a, params, params))
            return None
    for param in definition.params:
        if param.name not in values and param.name not in nodes:
            if param.default is None:
                page.say(MissingArgument(e.span, definition.name, param.name, "a value"))
                return None
            value = argument(page, param.default, scope)
            values[param.name] = replace(value, origin=Origin.DEFAULT, words=None) if isinstance(value, Value) else value
    return None if any(v is None for v in values.values()) else values


def argument(page: Page, e: t.Expr, scope: Scope) -> Any:
    """A parameter takes what it is given; a bare word that nothing binds is a word."""
    if isinstance(e, t.Name) and scope.find(e.id) is None and direction_word(e.id) is None and not run_names(e.id) and e.id not in ("true", "false", "pi", "π"):
        return e.id
    thing = natural(page, e, scope)
    if isinstance(thing, Value) and thing.words is None and not isinstance(e, t.Name) and (words := value_words(thing, counted(e, scope))) is not None:
        return replace(thing, words=words)  # it prints as it is written in the call, not as the letter of the parameter
    return thing


def _restyle(parts: list[Element], style: Style) -> None:
    """The words of the whole act on its parts where these say nothing."""
    for part in parts:
        own = part.style
        part.style = Style(
            color=own.color or style.color,
            fill=own.fill or style.fill,
            dashed=own.dashed if own.dashed is not None else style.dashed,
            hatch=own.hatch or style.hatch,
            bold=own.bold if own.bold is not None else style.bold,
            label=own.label,
            note=own.note,
            box=own.box,
            hide=own.hide,
            view=own.view,
            member=own.member or style.member,
        )
