"""The same name twice is one leaf: what several calls say of it, put together."""

from __future__ import annotations

from typing import Any

from ..diagnostic import Diagnostic
from ..element import Element, Style
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import fields
from ..quantity import Value
from .bind import bind, unknown_parameter
from .looks import STYLE
from .nodes import network
from .page import Page
from .placing import PLACEMENT
from .scope import Scope
from .signature import Signature

__all__ = ["NodeIsPlaced", "Said", "ToldOtherwise", "joined", "misplaced"]


class Said:
    """What the calls of one leaf say: values by slot, its style, the names of the arguments, and the placement words with the scope that they are read in."""

    def __init__(self, values: dict[str, Any] | None, style: Style, args: dict[str, t.Arg], places: dict[str, t.Arg], scope: Scope) -> None:
        self.values, self.style, self.args, self.places, self.scope = values, style, args, places, scope


def joined(page: Page, cls: type[Element], e: t.Call, said: Said, scope: Scope, style_of: Any) -> bool:
    """Adds to `said` what the further calls of a leaf say. False after an error."""
    ok = True
    for call, at in page.again.get((id(e), id(scope)), ()):
        ok = _add(page, cls, e, said, call, at, style_of) and ok
    return ok


def _add(page: Page, cls: type[Element], e: t.Call, said: Said, call: t.Call, at: Scope, style_of: Any) -> bool:
    name = print_expr(call.args[0].value)
    if print_expr(call.func) != print_expr(e.func):
        page.say(ToldOtherwise(call.func.span, name, f"it is called both {print_expr(e.func)} and {print_expr(call.func)}", related=(e.span,)))
        return False
    slots = [s for s in cls.slots if s.type != "key"]
    own = {s.name for s in slots}
    looks = {a.name: a for a in call.args if a.name in STYLE and a.name not in own}
    places = {a.name: a for a in call.args if a.name in PLACEMENT and a.name not in own}
    rest = tuple(a for a in call.args[1:] if a.name not in looks and a.name not in places)
    for a in rest:
        if a.name is not None and a.name not in own:
            page.say(unknown_parameter(cls.kind, a, [*own, *STYLE, *PLACEMENT], list(own)))
            return False
    values = bind(page, Signature(slots), rest, at, cls.kind)
    if values is None or said.values is None:
        return False
    clash = [k for k, v in values.items() if k in said.values and not _same(said.values[k], v)]
    style, before = style_of(page, looks, at), said.style
    said_words = {"class", "color"} & set(said.args)
    clash += [k for k in looks if k in said.args and k not in ("show", "class") and getattr(style, k) != getattr(before, k)]
    clash += [k for k in ("class",) if k in looks and k in said.args and print_expr(looks[k].value) != print_expr(said.args[k].value)]
    clash += [k for k in places if k in said.places and (said.scope is not at or print_expr(places[k].value) != print_expr(said.places[k].value))]
    if clash:
        page.say(ToldOtherwise(call.span, name, f"its {clash[0]} is said in two ways", related=(e.span,)))
        return False
    said.values.update(values)
    look = {k: getattr(before, k) or getattr(style, k) for k in fields(Style)}
    if "color" in looks or not said_words:
        look["color"] = style.color or before.color
    said.style = Style(**look)
    said.args.update(looks)
    if places:
        said.places.update(places)
        said.scope = at
    return True


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Value) and isinstance(b, Value):
        return a.dim == b.dim and a.n == b.n and a.symbol == b.symbol
    return bool(a == b)


def misplaced(page: Page, own: Signature, cls: type[Element], places: dict[str, t.Arg], scope: Scope) -> bool:
    """Says it of each placement word of a leaf that its container, which places it, does not obey; of what stands between nodes, of its place."""
    if network(scope) is None:
        return False
    wrong = [a for k, a in places.items() if (own.keyed and (k != "at" or not cls.obeys_at)) or (own.joins and k == "at")]
    for a in wrong:
        page.say(NodeIsPlaced(a.span, a.name or "", (cls.kind or cls.__name__).replace("_", " "), cls.obeys_at))
    return bool(wrong)


class NodeIsPlaced(Diagnostic):
    """A placement word at a node, which its container places.

    ```wrong
    graph { A -- B; node(B, left_of=A) }
    ```
    ```right
    graph { A -- B; row(B, A) }
    ```
    """

    code = "SCI269"
    says = "{word}= cannot place a {kind}: its container does."
    word: str
    kind: str
    by_place: bool

    def advice(self) -> str:
        if not self.by_place:
            return "Leave it out: where it stands follows from the nodes and what is between them."
        return "Say row(A, B), column(A, B) or layout=, or give every node a place: node(A, at=(0, 1))."


class ToldOtherwise(Diagnostic):
    """Two statements about one node that contradict each other.

    ```wrong
    graph { A -- B; node(A, label="source"); node(A, label="sink") }
    ```
    ```right
    graph { A -- B; node(A, label="source"); node(B, label="sink") }
    ```
    """

    code = "SCI268"
    says = "{name} is one node, and {what}."
    help = "The same name is the same node: say it once, or give the other one a name of its own."
    name: str
    what: str
