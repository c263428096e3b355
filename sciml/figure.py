"""What the passes hand on after the tree: `Figure` (names bound, no coordinate), `Solved` (every variable has a value), `Proven` (checked)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .diagnostic import Diagnostic
from .element import Element
from .expression import Num, Var
from .grammar.record import Record, field
from .grammar.tree import Span
from .ink import Words
from .quantity import Dimension, Origin, Unit, Value
from .relation import Relation

__all__ = ["Claim", "Facet", "Figure", "Frame", "Proven", "Row", "Solved", "State", "Symbol", "Variable"]


class Frame:
    """Where coordinates, units and scale live: the page's own plane, a panel, axes.

    id: unique in the page; kind: plane | axes | sheet (millimetres of the page: graphs, circuits, tables) | none; parent: None for the page itself;
    owner: the element that opened it;
    elements: drawn or not, in order of statement; mm: late constant, frame units in one page millimetre (planes); unit: of lengths, None if bare or
    nothing said;
    scale: auto | true | schematic; size: a typical length of the frame in its units, for tolerances and starts (late constant as well).
    Axes have their own map: `owner.to_page`, and `owner.to_mm` for drawing.
    """

    def __init__(self, id: str, kind: str = "plane", parent: Frame | None = None, owner: Element | None = None) -> None:
        self.id, self.kind, self.parent, self.owner = id, kind, parent, owner
        self.elements: list[Element] = []
        self.later: list[Element] = []
        """of states: what stands here again; supports reach under it"""
        self.mm: Num = Var(f"{id}.mm")
        self.unit: Unit | None = None
        self.scale = "auto"
        self.view = "side"
        self.least = 0.0
        """smallest mm: a thing of which only one size is known is not drawn much larger than usual"""
        self.steps: list[Var] = []
        """lengths typed as steps from other coordinates: `(H.x + 2 cm, H.y)`"""

    def evaluated(self, values: Mapping[Var, float], done: dict[int, Any]) -> Any:
        found = done.get(id(self))
        if found is None:
            found = done[id(self)] = object.__new__(Frame)
            found.__dict__.update(self.__dict__)
            found.mm = values.get(self.mm, self.mm) if isinstance(self.mm, Var) else self.mm
            found.elements, found.later = [], []
            if self.owner is not None:
                found.owner = self.owner.evaluated(values, done)
            found.elements = [e.evaluated(values, done) for e in self.elements]
            found.later = [e.evaluated(values, done) for e in self.later]
        return found


class Variable(Record):
    """Something the solver may choose. start: first guess (may use late constants and other variables' starts); low, high: bounds;
    scale: a typical size of change; soft: how much it wants to stay at its start (0: not at all; below 0: it goes where the rest puts it); follows:
    a variable it should stay equal to if it can
    (the same place in an earlier state)."""

    var: Var
    start: Num
    low: Num | None = None
    high: Num | None = None
    scale: Num = 1.0
    soft: float = 0.0
    follows: Var | None = None
    frame: Any = field(default=None, compare=False)
    owner: str = ""


class Symbol(Record):
    """A name that stands for a quantity: a given (with or without a value), an unknown, a derived value.

    number: its Num (a Var where no value is known); words: how the symbol prints; meaning: the author's text."""

    name: str
    dim: Dimension | None
    origin: Origin
    number: Num
    words: Words
    value: Value | None = None
    meaning: Words = ()
    span: Span = Span(0, 0)
    shown: bool = True


class Claim(Record):
    """One relation of the figure. role: fact (require, given, givens in slots), arrange, check, placement (order, contact), law, construction.

    number: order in the text; digits: significant digits of a literal it compares with (None: exact), decimals likewise; about: compare only to the digits;
    as_stated: wrong data kept, an error becomes a note; negated: `not`; frame: where it lives; text: as printed canonically."""

    relation: Relation
    role: str
    span: Span
    text: str = ""
    number: int = 0
    negated: bool = False
    digits: int | None = None
    tolerance: Num | None = None
    as_stated: bool = False
    frame: Any = field(default=None, compare=False)
    owner: str = ""
    alternatives: tuple[Relation, ...] = ()
    """`a or b`: it holds if any of these or `relation` does."""


class Facet(Record):
    """Something given that must be readable. owner: an Element or a Claim; slot: which slot of it ('label' for the name, 'fact' for a claim's own mark);
    words: what prints; row: how it reads in the Givens box, where that is more;
    key: one id for each fact of the author, so that it prints once; origin; where: object | box | none (hidden by the author);
    symbol: the given's name if it prints one; quantity: the literal as written, to find it in drawn texts."""

    owner: Any
    slot: str
    words: Words
    key: str
    where: str = "object"
    symbol: str = ""
    quantity: str = ""
    span: Span = Span(0, 0)
    number: int = 0
    frame: Any = field(default=None, compare=False)
    row: Words = ()


class State(Record):
    """The same objects again: `elements` maps the id in the base figure to the element of this state; added: ids of those that are new in it."""

    name: str
    title: Words
    elements: dict[str, Element]
    frame: Frame
    base: Frame
    span: Span = Span(0, 0)
    added: frozenset[str] = frozenset()


class BoxRow(Record):
    """A row of the Givens box. kind: given | fact | find; words: what it says; key: the facet key it serves."""

    kind: str
    words: Words
    key: str = ""
    number: int = 0
    symbol: str = ""
    quantity: str = ""
    frame: Any = field(default=None, compare=False)


class Figure:
    """One page after `check`: every name bound, every slot typed, every dimension right; no coordinate.

    Mutable only while `check` builds it. options: title, width (pt or None), theme, north, view, scale ... ; root: the page's frame;
    constants: late constants (frame millimetres, literals of lengths that a schematic drawing may replace) with exact values;
    seen: page millimetres of literals that do not share in the sizes of a drawing that is not to scale; across: literals that may have a factor of their own;
    literals: the subset of constants that are lengths or angles given by the author; names: what the author calls things, for messages;
    span: where the page stands in the text; broken: its check found an error, so that it is not drawn.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.title: Words = ()
        self.options: dict[str, Any] = {}
        self.frames: list[Frame] = []
        self.elements: list[Element] = []
        self.symbols: dict[str, Symbol] = {}
        self.variables: list[Variable] = []
        self.constants: dict[Var, Num] = {}
        self.literals: dict[Var, str] = {}
        self.seen: dict[Var, float] = {}
        self.across: set[Var] = set()
        self.claims: list[Claim] = []
        self.facets: list[Facet] = []
        self.rows: list[BoxRow] = []
        self.states: list[State] = []
        self.questions: list[tuple[Words, Any, Span]] = []
        self.texts: list[tuple[Any, Words, Span]] = []
        self.legend: dict[str, str] = {}
        self.span = Span(0, 0)
        self.broken = False
        self.root: Frame = Frame("page")


class Solved:
    """figure; model: every variable and constant -> float (true sizes); drawn: the same for the drawing (equal to model where a frame is true);
    exact: variables whose value is known exactly, as an Expr of exact constants; methods: var -> 'closed form' | 'numeric' | 'free';
    freedom: variables that nothing decided, in words; others: further solutions in words; scale: frame id -> 'true' | 'schematic' and why;
    shown: the `done` of all elements evaluated with the drawn values, so that each is evaluated once for all that look at the drawing."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.model: dict[Var, float] = {}
        self.drawn: dict[Var, float] = {}
        self.exact: dict[Var, Num] = {}
        self.methods: dict[Var, str] = {}
        self.freedom: list[str] = []
        self.others: list[str] = []
        self.scale: dict[str, tuple[str, str]] = {}
        self.dropped: list[Claim] = []
        self.shown: dict[int, Any] = {}


class Row(Record):
    """One proved (or refuted, or undecided) claim. verdict: holds | fails | undecided | as_stated; how: exact | certified | numeric;
    residual and tolerance in the claim's own size; where: model | page."""

    claim: Claim
    verdict: str
    how: str = "numeric"
    residual: float = 0.0
    tolerance: float = 0.0
    where: str = "model"
    why: str = ""


class Proven:
    """solved; rows; near: sentences about what nearly holds and nobody stated; unprintable: facet keys and label ids that must not print."""

    def __init__(self, solved: Solved, rows: list[Row], notes: tuple[Diagnostic, ...] = ()) -> None:
        self.solved = solved
        self.rows = rows
        self.near = notes
        self.unprintable: frozenset[str] = frozenset()
