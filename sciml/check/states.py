"""States and ghosts: the same objects solved again with some facts and placements replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..element import Element
from ..figure import State
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..ink import Words
from ..plane import Straight
from ..relation import CLASSES
from ..vocabulary import kind
from .messages import UnknownName
from .natural import run_names
from .page import Page
from .required import note_required
from .scope import Binding, Scope
from .slips import NothingToChange
from .texts import words_of

__all__ = ["ghost", "measure_text", "parted", "run_states"]


def measure_text(e: t.Expr) -> str:
    """One text for one measure, in whatever order its points are written."""
    if isinstance(e, t.Name):
        letters = run_names(e.id)
        return "".join(sorted(letters)) if len(letters) == 2 else e.id
    if isinstance(e, t.Call) and isinstance(e.func, t.Name):
        args = [a.value for a in e.args if a.name is None]
        names = [n for a in args for n in (run_names(a.id) or (a.id,) if isinstance(a, t.Name) else (print_expr(a),))]
        rest = "".join(f",{a.name}={print_expr(a.value)}" for a in e.args if a.name)
        if e.func.id == "distance" and len(names) == 2:
            return "".join(sorted(names)) + rest
        if e.func.id == "angle" and len(names) == 3:
            ends = sorted((names[0], names[2]))
            return f"angle:{ends[0]}:{names[1]}:{ends[1]}"
        return f"{e.func.id}:{':'.join(sorted(names))}{rest}"
    return print_expr(e)


def mentions(x: Any, names: set[str]) -> bool:
    """Does any of these names occur in a tree?"""
    if isinstance(x, t.Name):
        return x.id in names
    if isinstance(x, tuple):
        return any(mentions(y, names) for y in x)
    if isinstance(x, t.Span) or not hasattr(x, "__record__"):
        return False
    return any(mentions(getattr(x, k), names) for k in x.__record__)


def parted(body: Sequence[t.Statement]) -> tuple[list[t.Object], tuple[t.Statement, ...], tuple[t.Statement, ...]]:
    """The states of a page or panel, the statements that they solve again, and those that speak of them."""
    states = [s for s in body if isinstance(s, t.Object) and isinstance(s.value, t.Call) and isinstance(s.value.func, t.Name) and s.value.func.id == "state"]
    if not states:
        return [], tuple(body), ()
    apart = set(map(id, states))
    names = {s.targets[0].id for s in states if s.targets and isinstance(s.targets[0], t.Name)}
    plain = [s for s in body if id(s) not in apart]
    later = [s for s in plain if mentions(s, names)]
    spoken = set(map(id, later))
    return states, tuple(s for s in plain if id(s) not in spoken), tuple(later)


def _claims_of(s: t.Statement) -> tuple[t.Claim, ...]:
    if isinstance(s, t.Require):
        return s.claims
    if isinstance(s, t.Given):
        facts = [f for f in s.facts if f.left is not None and f.value is not None and not f.about]
        return tuple(
            t.Claim(t.Compare(("==",), (f.left, f.value), span=f.span), span=f.span)
            for f in facts
            if f.left is not None and f.value is not None and (not isinstance(f.left, t.Name) or len(run_names(f.left.id)) == 2)
        )
    return ()


def _measured(claims: tuple[t.Claim, ...]) -> set[str]:
    return {measure_text(c.expr.operands[0]) for c in claims if isinstance(c.expr, t.Compare)}


def run_states(page: Page, states: list[t.Object], statements: Sequence[t.Statement], later: tuple[t.Statement, ...], scope: Scope) -> None:
    """Each `s2 = state("II") { ... }` of a page or panel in turn, against the state before it; then the statements that speak of states."""
    if not states and not later:
        return
    from .statements import run_block

    facts = list(statements)
    for s in states:
        name = s.targets[0].id if s.targets and isinstance(s.targets[0], t.Name) else f"state{len(page.figure.states) + 2}"
        block = s.block.statements if s.block is not None else ()
        _changes(page, block, scope)
        facts = _replaced(facts, block)
        _run(page, s, name, facts, block, scope)
    run_block(page, later, Scope(scope, scope.frame))
    _after(page)


def _changes(page: Page, block: tuple[t.Statement, ...], scope: Scope) -> None:
    """Says which placements of a state are of no thing of the figure."""
    for s in block:
        target = s.targets[0] if isinstance(s, t.Object) and s.targets else None
        if isinstance(target, t.Attribute):
            b = scope.find(target.value.id) if isinstance(target.value, t.Name) else None
            if b is None or not isinstance(b.thing, Element):
                page.say(NothingToChange(target.span, print_expr(target), f"is of nothing here: there is no thing called {print_expr(target.value)}"))


def _replaced(statements: list[t.Statement], block: tuple[t.Statement, ...]) -> list[t.Statement]:
    """The figure's statements without the facts that the state says anew, with its placements written in."""
    marked = {m for b in block if isinstance(b, t.Object) and (m := _marked(b))}
    new = {m for b in block for m in _measured(_claims_of(b))} | marked
    places: dict[str, dict[str, t.Expr]] = {}
    for b in block:
        if isinstance(b, t.Object) and b.targets and isinstance(b.targets[0], t.Attribute) and isinstance(b.targets[0].value, t.Name):
            places.setdefault(b.targets[0].value.id, {})[b.targets[0].name] = b.value
    out: list[t.Statement] = []
    for s in statements:
        if isinstance(s, (t.Require, t.Given)) and _claims_of(s):
            kept = tuple(c for c in _claims_of(s) if not (isinstance(c.expr, t.Compare) and measure_text(c.expr.operands[0]) in new))
            if kept:
                out.append(t.Require(kept, span=s.span))
        elif isinstance(s, t.Object) and _marked(s) not in marked:
            out.append(_with_places(s, places, new))
    return out


def _with_places(s: t.Object, places: dict[str, dict[str, t.Expr]], new: set[str]) -> t.Object:
    name = s.targets[0].id if s.targets and isinstance(s.targets[0], t.Name) else ""
    call = s.value if isinstance(s.value, t.Call) else None
    if call is None:
        return s
    changes = places.get(name, {})
    kept = tuple(a for a in call.args if a.name not in changes and not (a.name and _keyword_text(call, a.name) in new))
    dropped = tuple(a for a in kept if not _drops(call, a, new))
    args = dropped + tuple(t.Arg(k, v, span=v.span) for k, v in changes.items())
    return replace(s, value=replace(call, args=args)) if args != call.args else s


def _keyword_text(call: t.Call, name: str) -> str:
    """The measure that a keyword of a polygon states, as one text: `AB=`, `angle_B=`, `angle_ABC=`."""
    if not name.startswith("angle_"):
        return measure_text(t.Name(name))
    corners = [n for a in call.args if a.name is None and isinstance(a.value, t.Name) for n in run_names(a.value.id) or (a.value.id,)]
    vertex, turned = name[6:], run_names(name[6:])
    if vertex in corners:
        k = corners.index(vertex)
        turned = (corners[k - 1], vertex, corners[(k + 1) % len(corners)])
    return measure_text(t.Call(t.Name("angle"), tuple(t.Arg(None, t.Name(n)) for n in turned or (vertex,))))


def _drops(call: t.Call, a: t.Arg, new: set[str]) -> bool:
    """`dimension(A, B, 4.0 m)` and `angle_mark(BAC, 30 deg)` state a measure too: the state's value replaces it."""
    return a.name is None and isinstance(a.value, (t.Quantity, t.Number)) and _mark_text(call, a) in new


def _marked(s: t.Object) -> str:
    """The measure of which such a mark states the value, as one text; empty for other statements."""
    call = s.value
    if not isinstance(call, t.Call):
        return ""
    places = [a for a in call.args if a.name is None]
    return _mark_text(call, places[-1]) if len(places) > 1 and isinstance(places[-1].value, (t.Quantity, t.Number, t.Name)) else ""


def _mark_text(call: t.Call, value: t.Arg) -> str:
    cls = kind(call.func.id) if isinstance(call.func, t.Name) else None
    word = cls.states if cls is not None else ""
    return measure_text(t.Call(t.Name(word), tuple(a for a in call.args if a is not value and a.name is None))) if word else ""


def _run(page: Page, s: t.Object, name: str, facts: list[t.Statement], block: tuple[t.Statement, ...], scope: Scope) -> None:
    from .statements import run_block

    call = s.value
    title: Words = ()
    if isinstance(call, t.Call) and call.args and isinstance(call.args[0].value, t.Text):
        title = words_of(page, call.args[0].value, scope)
    inner = Scope(scope, scope.frame)
    inner.again = True
    label, taken = name, {x.name for x in page.figure.states}
    while name in taken:  # two panels may each have an s2
        name += "'"
    page.state, page.state_elements = name, {}
    first = len(page.figure.claims)
    for x in block:
        if isinstance(x, t.Require):
            note_required(x.claims, inner)
    fixed = _unmoved(facts, scope)
    run_block(page, tuple(x for x in facts if _is_geometry(x, scope) and x not in fixed), inner)
    _after(page)
    quiet = len(page.figure.claims)
    again = frozenset(page.state_elements)
    added = Scope(inner, scope.frame)
    run_block(page, tuple(b for b in block if not (isinstance(b, t.Object) and b.targets and isinstance(b.targets[0], t.Attribute))), added)
    _after(page)
    for c in page.figure.claims[first:quiet]:
        page.stated.pop(c.number, None)  # a fact of the figure prints once
    elements = page.state_elements
    _same_lengths(page, elements)
    page.state, page.state_elements = "", {}
    page.figure.states.append(State(name, title, elements, scope.frame, scope.frame, s.span, frozenset(elements) - again))

    b = Binding(label, "state", s.span, scope, thing=StateParts(name, (added, inner, scope)))
    b.turn = 2
    scope.names[label] = b


class StateParts:
    """What `s2` stands for: its objects by name, and through them those of the figure that it did not change."""

    def __init__(self, name: str, scopes: tuple[Scope, ...]) -> None:
        self.name, self.scopes = name, scopes

    def __call__(self, wanted: str) -> Any:
        for scope in self.scopes:
            if wanted in scope.names:
                return scope.names[wanted].thing
        return None


def _after(page: Page) -> None:
    after, page.after = page.after, []
    for job in after:
        job()


def _same_lengths(page: Page, elements: dict[str, Element]) -> None:
    """A rope or rod whose length nobody gives keeps it, if it runs straight from end to end."""
    for e in page.figure.elements:
        again: Any = elements.get(e.id)
        if again is None or not hasattr(e, "tied") or again.__dict__.get("length") is not None or hasattr(e, "coils") or e.__dict__.get("over"):
            continue
        one, other = getattr(e, "curve", None), getattr(again, "curve", None)
        if isinstance(one, Straight) and isinstance(other, Straight):
            relation = CLASSES["Equal"](one.length, other.length, 1)
            page.claim(relation, "placement", e.span, None, frame=e.frame, text=f"{e.describe()} is as long as before", owner=e.id)


def _unmoved(facts: list[t.Statement], scope: Scope) -> list[t.Statement]:
    """Supports whose statements did not change and that hang on nothing but such supports: they are the very same in every state."""
    found: list[t.Statement] = []
    names: set[str] = set()
    for s in facts:
        if not isinstance(s, t.Object) or len(s.targets) != 1 or not isinstance(s.targets[0], t.Name) or not isinstance(s.value, t.Call):
            continue
        b = scope.names.get(s.targets[0].id)
        if b is None or b.expr != s.value or not isinstance(b.thing, Element) or not b.thing.support:
            continue
        if all(n in names or not isinstance(getattr(scope.find(n), "thing", None), Element) for n in _names(s.value.args)):
            found.append(s)
            names.add(b.name)
    return found


def _names(x: Any) -> set[str]:
    """All names in a tree."""
    if isinstance(x, t.Name):
        return {x.id}
    if isinstance(x, tuple):
        return set().union(*(_names(y) for y in x))
    if isinstance(x, t.Span) or not hasattr(x, "__record__"):
        return set()
    return set().union(*(_names(getattr(x, k)) for k in x.__record__))


def _is_geometry(s: t.Statement, scope: Scope) -> bool:
    """Objects and facts are solved again; texts, containers and givens are not said twice."""
    if not isinstance(s, t.Object):
        return isinstance(s, t.Require)
    if s.block is not None or (not s.targets and not isinstance(s.value, t.Call)):
        return False
    head = s.value.func.id if isinstance(s.value, t.Call) and isinstance(s.value.func, t.Name) else ""
    cls = kind(head)
    return cls is None or not (cls.of_page or cls.again or hasattr(cls, "words") or cls.family == "container")


def ghost(page: Page, e: t.Call, scope: Scope, name: str, span: t.Span) -> Any:
    """`ghost(b, at=0.8)`: the same object once more, elsewhere, pale."""
    from .build import element

    first = e.args[0].value if e.args else None
    b = scope.find(first.id) if isinstance(first, t.Name) else None
    base = b.thing if b is not None and b.turn == 2 else None
    if b is not None and b.turn == 0:
        from .natural import force

        base = force(page, b)
    if b is None or not isinstance(base, Element) or not isinstance(b.expr, t.Call):
        page.say(UnknownName(e.span, print_expr(first) if first is not None else "nothing"))
        return None
    changed = {a.name for a in e.args if a.name}
    left = {*changed, "label", "at"} if "on" in changed else {*changed, "label"}
    kept = tuple(a for a in b.expr.args if a.name not in left)
    call = t.Call(b.expr.func, kept + tuple(a for a in e.args[1:] if a.name), span=e.span)
    made = element(page, type(base), call, scope, name=name, drawn=True, span=span)
    if made is not None:
        made.pale = True
    return made
