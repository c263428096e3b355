"""A block of statements: names bound, points declared, then everything evaluated in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from typing import Any

from ..diagnostic import ERROR, Fix
from ..element import Element
from ..figure import Frame
from ..grammar import print_expr
from ..grammar import tree as t
from ..plane import Point
from ..quantity import Origin, Value
from ..typeset import Run
from ..vocabulary import kind, kind_names, relation_named
from .beside import said_sides
from .borrowed import declare_borrowed
from .build import argument, element, instance, write_claims
from .claims import claim_statement
from .foreign import as_fact, unknown_kind
from .givens import given_facts, given_name, shared_meanings, unknown_facts
from .lengths import length_unit
from .messages import BareClaim, BoundTwice, NameIsFact, ResultCount, TooMany, UnknownKind, WrongType
from .natural import FUNCTIONS, bound_run, describe, force, natural, run_names, shown_words
from .nodes import declare_node, inline_leaf, leaf_named, leaf_of, network
from .page import MAX_STATEMENTS, Page, PageMaker, Span2
from .required import note_required
from .scope import Binding, Scope
from .signature import Signature, signature
from .slips import MeaningAfterComma, NotInPanel, PlaceNotDrawn
from .states import ghost, parted

__all__ = ["run_block"]

Job = Callable[[], None]
_POINT = re.compile(r"[A-Z][0-9]*['′]*")


def run_block(page: Page, statements: tuple[t.Statement, ...], scope: Scope) -> None:
    """Register, declare, evaluate."""
    jobs: list[Job] = []
    page.sides |= said_sides(statements)
    register(page, statements, scope, jobs)
    declare(page, statements, scope)
    for job in jobs:
        job()


# ---------------------------------------------------------------- register


def register(page: Page, statements: tuple[t.Statement, ...], scope: Scope, jobs: list[Job]) -> None:
    for s in statements:
        page.statements += 1
        if page.statements > MAX_STATEMENTS:
            page.say(TooMany(s.span, MAX_STATEMENTS))
            return
        handler = _REGISTER.get(type(s))
        if handler is not None:
            handler(page, s, scope, jobs)


def _bind(page: Page, scope: Scope, b: Binding) -> None:
    if b.name in scope.names:
        page.say(BoundTwice(b.span, b.name, related=(scope.names[b.name].span,)))
        return
    scope.names[b.name] = b


def _object(page: Page, s: t.Object, scope: Scope, jobs: list[Job]) -> None:
    targets = s.targets
    net = network(scope)
    if net is not None and net.edge and isinstance(s.value, t.Call) and isinstance(s.value.func, t.Name) and s.value.func.id == net.edge:
        from .links import edge_statement

        if (b := edge_statement(page, s, scope, net)) is not None:
            if b.name:
                _bind(page, scope, b)
            jobs.append(partial(_force_job, page, b))
            return
    head = s.value.func if isinstance(s.value, t.Call) else None
    if isinstance(s.value, t.Call):
        scope.carries.update([a.value.id for a in s.value.args if a.name == "on" and isinstance(a.value, t.Name)])
    cls = kind(head.id) if isinstance(head, t.Name) else None
    if cls is not None and cls.kept and _is_inside(scope):
        page.say(NotInPanel(s.span, cls.kind))
        return
    inner = _inner_scope(page, s, scope)
    if not targets:
        if inner is not None:
            scope.anonymous.append(inner)
        if (leaf := leaf_of(page, s, scope)) is not None:
            b, makes = leaf
            if not makes:
                return
            b.make = lambda: _evaluate_named(page, s, "", scope, inner)
            jobs.append(partial(_force_job, page, b))
            return
        jobs.append(lambda: _evaluate_anonymous(page, s, scope, inner))
        return
    first = targets[0]
    if len(targets) > 1:
        _several(page, s, scope, jobs)
    elif isinstance(first, t.Name):
        b = Binding(first.id, "object" if _makes_object(s.value, scope) else "value", first.span, scope, expr=s.value)
        b.make = lambda: _evaluate_named(page, s, first.id, scope, inner)
        _bind(page, scope, b)
        leaf_named(s, b, scope)
        jobs.append(lambda: _force_job(page, b))
    elif isinstance(first, t.Call) and isinstance(first.func, t.Name):
        jobs.append(partial(_formula_job, page, s, first, scope))
        params = tuple(a.value.id for a in first.args if isinstance(a.value, t.Name))
        _bind(page, scope, Binding(first.func.id, "formula", first.span, scope, make=lambda: None, expr=s.value, args=params))
    elif isinstance(first, t.Index) and isinstance(first.value, t.Name):
        _indexed(page, s, first, scope, inner, jobs)
    elif isinstance(first, t.Attribute):
        page.placements.append((first, s.value, scope))


def _force_job(page: Page, b: Binding) -> None:
    if b.turn == 0:
        force(page, b)
        b.uses -= 1


def _formula_job(page: Page, s: t.Object, call: t.Call, scope: Scope) -> None:
    """Told when every name is known: is it a fact of things of this page?"""
    if (meant := as_fact(page, s, call, scope)) is not None:
        page.say(meant)


def _makes_object(e: t.Expr, scope: Scope) -> bool:
    if isinstance(e, t.Name):
        return kind(e.id, scope.container) is not None and scope.find(e.id) is None
    return isinstance(e, t.Call) and isinstance(e.func, t.Name) and kind(e.func.id, scope.container) is not None


_OPENS_ALONE = ("sheet", "plane")


def _inner_scope(page: Page, s: t.Object, scope: Scope) -> Scope | None:
    """The scope of a container's block, registered now so that names inside are found from outside."""
    head = s.value.func if isinstance(s.value, t.Call) else s.value
    name = head.id if isinstance(head, t.Name) else ""
    cls = kind(name, scope.container)
    if s.block is None and (cls is None or cls.opens_frame not in _OPENS_ALONE):
        return None
    if s.block is None and not (cls is not None and cls.opens_frame in _OPENS_ALONE and isinstance(s.value, t.Call) and scope.find(name) is None):
        return None
    statements = s.block.statements if s.block is not None else ()  # `panel(state=s2)`: a panel without a block is an empty one
    frame = scope.frame
    if cls is not None and cls.opens_frame:
        wish = s.targets[0].id if s.targets and isinstance(s.targets[0], t.Name) else name
        frame = Frame(page.id("frame:" + wish, scope.frame), cls.opens_frame, scope.frame)
        page.figure.frames.append(frame)
        if cls.opens_frame == "plane":
            frame.unit = length_unit(page, statements)
            page.bare[frame.id] = frame.unit is None
        elif cls.opens_frame == "axes":
            page.bare[frame.id] = True
        elif cls.opens_frame == "sheet":
            frame.mm = 1
            page.bare[frame.id] = length_unit(page, statements) is None
    inner = Scope(scope, frame, container=(cls.nouns if cls is not None else "") or name)
    if cls is not None:
        inner.leaf, inner.edge = cls.leaf, cls.linked_by
    inner.free = dict(inner.free)
    inner.jobs = []
    states, now, later = parted(statements) if frame is not scope.frame and frame.kind == "plane" else ([], statements, ())
    if states:
        page.inner_states.append((states, now, later, inner))
    inner.own = now
    register(page, now, inner, inner.jobs)
    return inner


def _several(page: Page, s: t.Object, scope: Scope, jobs: list[Job]) -> None:
    shared: dict[str, Any] = {}

    def all_of() -> Any:
        if "things" not in shared:
            shared["things"] = _results(page, s, scope)
        return shared["things"]

    for i, target in enumerate(s.targets):
        if not isinstance(target, t.Name):
            page.say(WrongType(target.span, "A list of names", "plain names", print_expr(target), "another thing"))
            continue
        b = Binding(target.id, "object", target.span, scope, expr=s.value)
        b.make = lambda i=i: (all_of() or [None] * len(s.targets))[i]
        _bind(page, scope, b)
        jobs.append(partial(_force_job, page, b))


def _results(page: Page, s: t.Object, scope: Scope) -> list[Any] | None:
    """One object for each name: of a construction with several results, these; else as many objects of the kind."""
    names = [x.id for x in s.targets if isinstance(x, t.Name)]
    call = s.value if isinstance(s.value, t.Call) else t.Call(s.value, (), span=s.value.span)
    name = call.func.id if isinstance(call.func, t.Name) else ""
    b = scope.find(name)
    if b is not None and b.kind == "definition":
        return [instance(page, call, b, scope, name=n, drawn=True) for n in names]
    cls = kind(name, scope.container)
    if cls is None:
        if name:
            unknown_kind(page, call, scope, kind_names(scope.container))
        else:
            page.say(UnknownKind(call.span, print_expr(call.func)))
        return None
    if not cls.several:
        return [element(page, cls, call, scope, name=n, drawn=True, span=s.span) for n in names]
    whole = element(page, cls, call, scope, name="", drawn=False, span=s.span)
    if whole is None:
        return None
    found = whole.results()
    if len(found) != len(names):
        count = "one result" if len(found) == 1 else f"{len(found)} results"
        page.say(ResultCount(s.span, print_expr(call), count, f"{len(names)} names"))
        return None
    return [as_object(page, r, n, scope, s.span, whole) for r, n in zip(found, names, strict=True)]


def as_object(page: Page, thing: Any, name: str, scope: Scope, span: t.Span, whole: Any) -> Any:
    """A result (a Point, a Straight ...) as an object of its own, drawn under its name."""
    from .wrap import wrapped

    return wrapped(page, thing, name, scope, span, whole)


def _indexed(page: Page, s: t.Object, target: t.Index, scope: Scope, inner: Scope | None, jobs: list[Job]) -> None:
    keys: list[Any] = []
    for e in target.indices:
        v = natural(page, e, scope)
        if not isinstance(v, Value) or not isinstance(v.n, (int, Fraction)):
            page.say(WrongType(e.span, "An index", "a whole number", print_expr(e), describe(v)))
            return
        keys.append(int(v.n))
    name = target.value.id  # type: ignore[union-attr]
    home = scope
    while home.is_turn and home.parent is not None:
        home = home.parent
    label = f"{name}{''.join(str(k) for k in keys)}" if len(keys) == 1 else f"{name}{','.join(map(str, keys))}"
    b = Binding(f"{name}[{', '.join(map(str, keys))}]", "object", target.span, scope, expr=s.value)
    b.make = lambda: _evaluate_named(page, s, label if not label[-1:].isdigit() else f"{name}_{','.join(map(str, keys))}", scope, inner)
    family = home.indexed.setdefault(name, {})
    if tuple(keys) in family:
        page.say(BoundTwice(target.span, b.name))
        return
    family[tuple(keys)] = b
    jobs.append(lambda: _force_job(page, b))


def _meanings(page: Page, s: t.Given | t.Unknown) -> None:
    """Each quantity with a text after its comma: `given m = 2 kg, "mass"`. (After several quantities a text speaks of all of them.)"""
    named, texts = s.facts[::2], s.facts[1::2]
    if len(named) != len(texts) or any(f.left is None or f.text is not None for f in named) or any(f.left is not None for f in texts):
        return
    for quantity, meaning in zip(named, texts, strict=True):
        name = print_expr(quantity.left) if quantity.left is not None else ""
        if meaning.text is not None and "$" not in meaning.text.raw:
            comma = t.Span(quantity.span.end, meaning.span.start)
            page.say(MeaningAfterComma(comma, name, meaning.text.raw, fix=Fix(comma, " ")))


def _given(page: Page, s: t.Given, scope: Scope, jobs: list[Job]) -> None:
    _meanings(page, s)
    for fact in shared_meanings(s.facts):
        name = given_name(fact)
        if name and not _is_measure(name, scope):
            given_facts(page, fact, scope, bind=lambda b: _bind(page, scope, b), jobs=jobs)
        else:
            scope.late.append(lambda fact=fact: given_facts(page, fact, scope, bind=lambda b: _bind(page, scope, b), jobs=jobs))


def _is_measure(name: str, scope: Scope) -> bool:
    """Runs wait until points are declared: `given AB = 5 cm` is a fact if A and B are points."""
    return bool(run_names(name))


def _unknown(page: Page, s: t.Unknown, scope: Scope, jobs: list[Job]) -> None:
    _meanings(page, s)
    for fact in shared_meanings(s.facts):
        name = given_name(fact)
        if name and not _is_measure(name, scope):
            unknown_facts(page, fact, scope, bind=lambda b: _bind(page, scope, b), jobs=jobs)
        else:
            scope.late.append(lambda fact=fact: unknown_facts(page, fact, scope, bind=lambda b: _bind(page, scope, b), jobs=jobs))


def _claims(role: str) -> Callable[..., None]:
    def handle(page: Page, s: Any, scope: Scope, jobs: list[Job]) -> None:
        if role == "fact":
            note_required(s.claims, scope)
        jobs.append(lambda: page.after.append(lambda: claim_statement(page, s.claims, role, scope)))

    return handle


def _repeat(page: Page, s: t.Repeat, scope: Scope, jobs: list[Job]) -> None:
    values = _turns(page, s, scope)
    if values is None:
        return
    turns: list[tuple[Scope, list[Job]]] = []
    for i, v in enumerate(values):
        turn = Scope(scope, scope.frame)
        turn.is_turn = True
        turn.names[s.name] = b = Binding(s.name, "loop", s.span, turn)
        if isinstance(v, t.Tuple):  # a place: where it lies is known once its frame is
            b.make = _later(page, v, scope)
        else:
            b.thing, b.turn = v, 2
        page.turns.append(i)
        inner_jobs: list[Job] = []
        before = page.statements
        register(page, s.block.statements, turn, inner_jobs)
        page.turns.pop()
        turns.append((turn, inner_jobs))
        if network(scope) is None:
            jobs.append(partial(_run_turns, page, s, turns[-1:]))
        if page.statements > MAX_STATEMENTS or page.statements == before:
            break
    if network(scope) is not None:  # nodes of all turns are known before any is made
        jobs.append(partial(_run_turns, page, s, turns))


def _later(page: Page, e: t.Expr, scope: Scope) -> Callable[[], Any]:
    return lambda: natural(page, e, scope)


def _run_turns(page: Page, s: t.Repeat, turns: list[tuple[Scope, list[Job]]]) -> None:
    for turn, _ in turns:
        declare(page, s.block.statements, turn)
    for _, jobs in turns:
        for job in jobs:
            job()


def _turns(page: Page, s: t.Repeat, scope: Scope) -> list[Any] | None:
    if isinstance(s.over, t.List) and s.over.items and all(isinstance(x, t.Tuple) for x in s.over.items):
        return list(s.over.items)
    over = natural(page, s.over, scope)
    if isinstance(over, list):
        return over
    if isinstance(over, Span2):
        low, high = over.low.n, over.high.n
        step = over.step.n if over.step is not None else 1
        if all(isinstance(x, (int, Fraction)) for x in (low, high, step)) and step != 0:
            out: list[Any] = []
            x = low
            while (x <= high if step > 0 else x >= high) and len(out) <= MAX_STATEMENTS:
                out.append(Value(x, over.low.dim, Origin.GIVEN, (Run(str(int(x)) if Fraction(x).denominator == 1 else str(float(x))),)))
                x = x + step
            return out
        page.say(WrongType(s.over.span, "repeat", "a range of whole numbers known from the start", print_expr(s.over), "not known"))
    elif over is not None:
        page.say(WrongType(s.over.span, "repeat", "a range or a list", print_expr(s.over), describe(over)))
    return None


def _is_inside(scope: Scope) -> bool:
    """In a panel or another container, a definition or a turn of a repeat."""
    return any(bool(x.container) or not x.sees_figure or x.is_turn for x, _ in scope.chain())


def _define(page: Page, s: t.Define, scope: Scope, jobs: list[Job]) -> None:
    if _is_inside(scope):
        page.say(NotInPanel(s.span, "define"))
        return
    _bind(page, scope, Binding(s.name, "definition", s.span, scope, make=lambda: None, expr=s))  # type: ignore[arg-type]


def _vary(page: Page, s: t.Vary, scope: Scope, jobs: list[Job]) -> None:
    if _is_inside(scope):
        page.say(NotInPanel(s.span, "vary"))
        return
    b = Binding(s.name, "given", s.span, scope)
    b.make = lambda: _varied(page, s, scope)
    _bind(page, scope, b)


def _varied(page: Page, s: t.Vary, scope: Scope) -> Any:
    """The chosen value of a `vary`: the first one unless sampled."""
    from .vary import choices

    values = choices(s)
    if not values:
        page.say(WrongType(s.span, "vary", "a range with a step, or a list", print_expr(s.over), "empty"))
        return None
    e = values[page.choices.get(s.name, 0) % len(values)]
    if isinstance(e, t.Name) and scope.find(e.id) is None:
        return e.id
    return natural(page, e, scope)


def _link(page: Page, s: t.Link, scope: Scope, jobs: list[Job]) -> None:
    links = _links()
    net = network(scope)
    if net is not None and net.edge:
        for e in (s.start, *(x for step in s.steps for x in step.ends)):
            if isinstance(e, t.Call):
                inline_leaf(page, e, scope, net)
    jobs.append(partial(links.link, page, s, scope) if net is None or not net.edge else partial(links.edges, page, s, scope, net))


@cache
def _links() -> Any:
    """Loaded with the first link."""
    from . import links

    return links


_REGISTER: dict[type, Callable[..., None]] = {
    t.Object: _object,
    t.Given: _given,
    t.Unknown: _unknown,
    t.Require: _claims("fact"),
    t.Arrangement: _claims("arrange"),
    t.Check: _claims("check"),
    t.Repeat: _repeat,
    t.Define: _define,
    t.Vary: _vary,
    t.Link: _link,
}


# ---------------------------------------------------------------- declare


def declare(page: Page, statements: tuple[t.Statement, ...], scope: Scope) -> None:
    """Points that constructors name and nothing binds; then the facts that waited for them."""
    for s in statements:
        if isinstance(s, t.Object):
            _declare_in(page, s.value, scope)
        elif isinstance(s, t.Link) and (net := network(scope)) is not None and net.edge:
            for e in (s.start, *(x for step in s.steps for x in step.ends)):
                declare_node(page, e, scope, net)
    late, scope.late = scope.late, []
    for job in late:
        job()


def _declare_in(page: Page, e: t.Expr, scope: Scope) -> None:
    if isinstance(e, t.Call):
        cls = None
        if isinstance(e.func, t.Name):
            b = scope.find(e.func.id)
            if b is None or b.kind not in ("formula", "definition"):
                cls = kind(e.func.id, scope.container)
            elif isinstance(b.expr, t.Define):
                declare_borrowed(page, e, b.expr, scope, _declare_names, argument)
        own = signature(cls) if cls is not None else None
        if own is not None and own.declares:
            _declare_args(page, e, cls, own, scope)
            return
        for a in e.args:
            if a.value.__class__ in _HOLDERS:
                _declare_in(page, a.value, scope)
    elif isinstance(e, (t.List, t.Tuple)):
        for x in e.items:
            if x.__class__ in _HOLDERS:
                _declare_in(page, x, scope)


_HOLDERS = frozenset((t.Call, t.List, t.Tuple))
"""In these a name may be declared."""


def _declare_args(page: Page, e: t.Call, cls: Any, own: Signature, scope: Scope) -> None:
    order, i = own.order, 0
    for a in e.args:
        slot = own.by_name.get(a.name) if a.name else order[i] if i < len(order) else None
        if slot is not None:
            if slot.type == "node" and (net := network(scope)) is not None:
                for x in a.value.items if slot.many and isinstance(a.value, t.List) else (a.value,):
                    declare_node(page, x, scope, net)
            elif slot.declares and isinstance(a.value, t.Name):
                _declare_names(page, a.value, scope, getattr(cls, "pose", None))
            if a.name is None and not slot.rest:
                i += 1
        if a.value.__class__ in _HOLDERS:
            _declare_in(page, a.value, scope)


def _declare_names(page: Page, e: t.Name, scope: Scope, pose: Any) -> None:
    if scope.declared(e.id) or scope.family(e.id):
        return
    letters = run_names(e.id)
    if letters and pose is not None and not page.state and not any(scope.declared(name) for name in letters):
        page.pose(scope.frame, letters, pose(len(letters)))
    for name in letters or (e.id,):
        if not scope.declared(name):
            _declare_point(page, name, e.span, scope)


def _declare_point(page: Page, name: str, span: t.Span, scope: Scope) -> None:
    cls = kind("point")
    if cls is None:
        return
    b = Binding(name, "point", span, scope)
    b.make = lambda: element(page, cls, t.Call(t.Name("point"), (), span=span), scope, name=name, drawn=True, span=span)
    scope.names[name] = b
    page.declared.append(b)


# ---------------------------------------------------------------- evaluate


def _evaluate_named(page: Page, s: t.Object, name: str, scope: Scope, inner: Scope | None) -> Any:
    e = s.value
    if isinstance(e, t.Name) and s.block is not None:
        e = t.Call(e, (), span=e.span)
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        b = scope.find(e.func.id)
        if b is not None and b.kind == "definition":
            return instance(page, e, b, scope, name=name, drawn=True)
        cls = kind(e.func.id, scope.container)
        if cls is not None and cls.again:
            return ghost(page, e, scope, name, s.span)
        if cls is not None and not (b is not None and b.kind == "formula") and not _is_number_call(e, scope):
            return _object_of(page, cls, e, s, name, scope, inner)
    letters = run_names(name)
    run = bound_run(letters, scope) if letters and isinstance(e, (t.Quantity, t.Number)) else []
    if run and all(b.kind in ("point", "object") for b in run):
        text = f"{name} == {print_expr(e)}"
        page.say(NameIsFact(s.span, name, letters[0], letters[1] if len(letters) > 1 else "", text, fix=Fix(s.span, f"require {text}")))
        return None
    thing = natural(page, e, scope)
    if isinstance(thing, Point) and _POINT.fullmatch(name) and isinstance(e, (t.Tuple, t.Attribute, t.Binary)):
        new = f"{name} = point({', '.join(map(print_expr, e.items)) if isinstance(e, t.Tuple) else f'at={print_expr(e)}'})"
        page.say(PlaceNotDrawn(s.span, name, new))
    if isinstance(thing, Value):
        words = shown_words(thing, e, scope)
        return (
            thing
            if words is thing.words
            else Value(thing.n, thing.dim, thing.origin, words, thing.unit, thing.digits, thing.decimals, thing.symbol, key=thing.key)
        )
    return thing


def _is_number_call(e: t.Call, scope: Scope) -> bool:
    return isinstance(e.func, t.Name) and e.func.id in FUNCTIONS and not any(a.name for a in e.args)


def _object_of(page: Page, cls: type[Element], e: t.Call, s: t.Object, name: str, scope: Scope, inner: Scope | None) -> Any:
    made = element(page, cls, e, scope, name=name, drawn=True, span=s.span, inner=inner)
    if made is not None and cls.several:
        found = made.results()
        if len(found) == 1:
            made = as_object(page, found[0], name, scope, s.span, made)
        elif not name and getattr(made, "chosen", True) is False:  # `intersection(k, l)` as a statement: all of them
            made.drawn = False
            for r in found:
                as_object(page, r, "", scope, s.span, made)
    if inner is not None:
        _run_inner(page, s, inner, made)
    return made


def _evaluate_anonymous(page: Page, s: t.Object, scope: Scope, inner: Scope | None) -> None:
    e = s.value
    word = e.func.id if isinstance(e, t.Call) and isinstance(e.func, t.Name) else ""
    relation = relation_named(word) is not None and kind(word, scope.container) is None and scope.find(word) is None
    if relation or isinstance(e, (t.Compare, t.Logic, t.Not)):
        text = print_expr(e)
        page.say(BareClaim(s.span, text, fix=Fix(s.span, f"require {text}")))
        return
    _evaluate_named(page, s, "", scope, inner)


def _run_inner(page: Page, s: t.Object, inner: Scope, made: Any) -> None:
    """The block of a container, once the container itself stands."""
    if made is not None and inner.frame.owner is made and getattr(made, "scale", None) in ("auto", "true", "schematic"):
        inner.frame.scale = made.__dict__["scale"]
    if made is not None:
        free = getattr(made, "free_variables", None)
        if free is not None:
            inner.free.update(free())
    first, said = len(page.figure.elements), len(page.found)
    declare(page, inner.own, inner)
    jobs, inner.jobs = inner.jobs, []
    for job in jobs:
        job()
    if made is not None and inner.frame.kind == "sheet":
        made.children = tuple(x for x in page.figure.elements[first:] if x is not made)
        if not any(d.severity == ERROR for d in page.found[said:]):
            for d in made.misfits():
                page.say(d)
        made.arranged(PageMaker(page, made, inner))
        write_claims(page, made, (), inner)
    elif made is not None:
        made.children = tuple(x for x in page.figure.elements[first:] if x is not made)
        arrange = getattr(made, "gathered", None)
        if arrange is not None:
            arrange(page)
