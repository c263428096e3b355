"""Kinds as data: a noun of the language is one subclass of `Element`, its slots are class attributes made by the functions below.

Life of an element: the checker reads a statement, fills every slot with a typed value and calls `setup` (once, over expressions);
`rules` tells the solver what must hold; after solving, `evaluated(values)` gives a copy whose numbers are floats, on which `spot`, `draw`,
`inspect` and the anchors run; `claims` is what the verifier has to prove of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from .expression import Expr, Memo, Num, Var, evaluate
from .grammar.record import Record, replace
from .grammar.tree import Span
from .ink import Beside, Ink, Spot
from .plane import Point, Round, Straight, Track, Vector
from .quantity import Dimension, Value

if TYPE_CHECKING:
    from .diagnostic import Diagnostic
    from .relation import Relation

__all__ = [
    "Element",
    "Maker",
    "NodeName",
    "Slot",
    "Style",
    "anchor",
    "cells",
    "content",
    "count",
    "data",
    "direction",
    "expression",
    "formula",
    "key",
    "node",
    "nodes",
    "number",
    "part",
    "parts",
    "place",
    "places",
    "quantities",
    "quantity",
    "relations",
    "span_of",
    "text",
    "truth",
    "vertices",
    "word",
]

REQUIRED: Any = object()
KINDS: dict[tuple[str, str], type[Element]] = {}
"""(container kind or '', name) -> class, filled as domain files are imported."""


class Slot(Record):
    """One parameter of a kind or operand of a relation.

    type: point points number count truth word text direction line circle curve body arrow region element formula relations range content data cells, and in
    containers `key` (what a leaf is called) and `node` (a leaf by what it is called; outside a container a point).
    family: for `element`: a class or classes that fit; dim: for `number` and `range` (None: any dimension); words: for `word`; names: free variables of a
    formula; many: a list; rest: takes all further positional arguments; declares: makes new points; positional: may come without a keyword;
    magnitude: the one quantity that may come last without a keyword; free: without a value it becomes a variable that starts here
    (lengths in page mm, angles in radians, else the base unit); default: what it is without a value (same units); prints: shown where given;
    positive: more than 0; usual: page mm of such a length in a drawing, from the kind's `usual`; of_drawing: False for a length that the drawing has not
    got (a wavelength).
    """

    name: str
    type: str
    required: bool = False
    default: Any = None
    free: float | None = None
    dim: Dimension | None = None
    family: tuple[Any, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    many: bool = False
    rest: bool = False
    declares: bool = False
    positional: bool = True
    magnitude: bool = False
    prints: bool = True
    at_least: float | None = None
    at_most: float | None = None
    positive: bool = False
    usual: float | None = None
    of_drawing: bool = True
    help: str = ""


class NodeName(Record):
    """What a leaf is called. text: its key; words: how it prints."""

    text: str
    words: Any = ()


class _Unnamed:
    __slots__ = ("keys",)

    def __init__(self, **keys: Any) -> None:
        self.keys = keys


def _slot(type_: str, default: Any, keys: dict[str, Any]) -> Any:
    keys = {k: v for k, v in keys.items() if v is not None}
    return _Unnamed(type=type_, required=default is REQUIRED, default=None if default is REQUIRED else default, **keys)


def place(default: Any = REQUIRED, *, declares: bool = False, positional: bool = True, help: str = "") -> Any:
    """A Point. default may be None. declares: an unbound name here is a new point."""
    return _slot("point", default, {"declares": declares, "positional": positional, "help": help})


def places(default: Any = REQUIRED, *, at_least: int = 1, at_most: int | None = None, help: str = "") -> Any:
    """A tuple of Points, given as a list or as all further positional arguments."""
    return _slot("points", default, {"at_least": at_least, "at_most": at_most, "many": True, "rest": True, "help": help})


def key(*, help: str = "") -> Any:
    """What a leaf of a container is called: a new name, a number, a text, `p[i]`. A `NodeName`, or None."""
    return _slot("key", None, {"help": help})


def node(default: Any = REQUIRED, *, positional: bool = True, declares: bool = True, help: str = "") -> Any:
    """In a container with nodes the leaf of that name (an Element), new if nothing else binds it (and the slot `declares`), or another element of it;
    elsewhere a Point, which may be new."""
    return _slot("node", default, {"declares": declares, "positional": positional, "help": help})


def nodes(default: Any = REQUIRED, *, at_least: int = 1, at_most: int | None = None, rest: bool = False, help: str = "") -> Any:
    """Several of them, as a list (or, with `rest`, as all further positional arguments)."""
    return _slot("node", default, {"at_least": at_least, "at_most": at_most, "many": True, "rest": rest, "declares": True, "help": help})


def vertices(n: int | None = None, *, at_least: int = 3, help: str = "") -> Any:
    """Corners: a run (`ABC`), or points one by one; unbound names are new points."""
    least = n or at_least
    return _slot("points", REQUIRED if least else (), {"at_least": least, "at_most": n, "many": True, "rest": True, "declares": True, "help": help})


def quantity(
    dim: Dimension | None,
    default: Any = None,
    *,
    free: float | None = None,
    magnitude: bool = False,
    prints: bool = True,
    at_least: float | None = None,
    at_most: float | None = None,
    positive: bool = False,
    of_drawing: bool = True,
    help: str = "",
) -> Any:
    """A number with a dimension (None: any), by keyword unless `magnitude`. Read `self.x.n` (a Num in base units); `self.x` is a `Value`, or None if absent."""
    keys: dict[str, Any] = {"dim": dim, "free": free, "magnitude": magnitude, "prints": prints, "positional": magnitude, "of_drawing": of_drawing}
    keys |= {"positive": True} if positive else {}
    return _slot("number", default, {**keys, "at_least": at_least, "at_most": at_most, "help": help})


def quantities(dim: Dimension | None, *, prints: bool = True, of_drawing: bool = True, help: str = "") -> Any:
    """One number with a dimension, or a list of them: a tuple of Values."""
    return _slot("number", (), {"dim": dim, "many": True, "positional": False, "prints": prints, "of_drawing": of_drawing, "help": help})


def number(default: Any = None, *, positional: bool = False, prints: bool = True, help: str = "") -> Any:
    """A number without dimension, or a coordinate (`point(2, 3)`): what the frame's axis asks for."""
    return _slot("number", default, {"positional": positional, "prints": prints, "help": help})


def count(default: int | None = None, *, at_least: int = 0, at_most: int | None = None, positional: bool = False, help: str = "") -> Any:
    """A whole number."""
    return _slot("count", default, {"at_least": at_least, "at_most": at_most, "positional": positional, "prints": False, "help": help})


def truth(default: bool = False, *, help: str = "") -> Any:
    return _slot("truth", default, {"positional": False, "prints": False, "help": help})


def word(*words: str, default: str | None = None, positional: bool = False, help: str = "") -> Any:
    """One of the listed words."""
    return _slot("word", default, {"words": words, "positional": positional, "prints": False, "help": help})


def text(default: Any = None, *, positional: bool = False, help: str = "") -> Any:
    """Words to print: a tuple of Runs."""
    return _slot("text", default, {"positional": positional, "help": help})


def expression(*, help: str = "") -> Any:
    """A text, or an expression that is typeset as it stands (and checked, if it claims something of known letters)."""
    return _slot("text", REQUIRED, {"words": ("expression",), "help": help})


def direction(default: Any = REQUIRED, *, positional: bool = True, help: str = "") -> Any:
    """A unit Vector; default: a word (`right`, `up`, ...), or None."""
    return _slot("direction", default, {"positional": positional, "help": help})


def part(type_: str | type | tuple[type, ...], default: Any = REQUIRED, *, positional: bool = True, help: str = "") -> Any:
    """Another thing. `line circle curve`: its geometry (Straight, Round, any Curve); `body arrow region element`, or classes: the element itself."""
    if isinstance(type_, str):
        return _slot(type_, default, {"positional": positional, "help": help})
    return _slot("element", default, {"family": type_ if isinstance(type_, tuple) else (type_,), "positional": positional, "help": help})


def parts(
    type_: str | type | tuple[type, ...], default: Any = REQUIRED, *, at_least: int = 1, rest: bool = False, declares: bool = False, help: str = ""
) -> Any:
    """Several things, as a list (or, with `rest`, as all further positional arguments). declares: an unbound name here is a new point."""
    keys: dict[str, Any] = {"many": True, "rest": rest, "at_least": at_least, "declares": declares, "help": help}
    if not isinstance(type_, str):
        keys["family"] = type_ if isinstance(type_, tuple) else (type_,)
    return _slot(type_ if isinstance(type_, str) else "element", default, keys)


def formula(*names: str, default: Any = None, positional: bool = False, help: str = "") -> Any:
    """An expression in which the named variables of its container stay free: a `Formula`."""
    return _slot("formula", default, {"names": names, "positional": positional, "help": help})


def relations(*names: str, help: str = "") -> Any:
    """Equations and inequalities in the named variables, as all further positional arguments: a tuple of `Formula` pairs (see vocabulary)."""
    return _slot("relations", REQUIRED, {"names": names, "many": True, "rest": True, "help": help})


def span_of(dim: Dimension | None = None, default: Any = None, *, positional: bool = False, help: str = "") -> Any:
    """A range `0..10 s`: a `Span2` with low, high, step as Values."""
    return _slot("range", default, {"dim": dim, "positional": positional, "help": help})


def content(default: Any = None, *, many: bool = False, positional: bool = True, help: str = "") -> Any:
    """Anything that can stand in a cell or a box: a text, a value, an object."""
    return _slot("content", default, {"many": many, "positional": positional, "help": help})


def data(default: Any = None, *, positional: bool = False, help: str = "") -> Any:
    """Plain data: nested tuples of numbers (Values), texts (Runs) and words."""
    return _slot("data", default, {"positional": positional, "help": help})


def cells(default: Any = (), *, positional: bool = False, help: str = "") -> Any:
    """What stands in the cells of a table: a `Cell`, a list, or a list of rows: texts, numbers with units, letters, expressions, objects, blanks."""
    return _slot("cells", default, {"positional": positional, "help": help})


def anchor(method: Callable[[Any], Any]) -> Any:
    """Marks a method without arguments as a named anchor: a Point, or a part (Straight, Round, Vector, Value, Element)."""
    method.__anchor__ = True  # type: ignore[attr-defined]
    return property(method)


class Style(Record):
    """The words every kind has. None: not said. color, fill, hatch as in `Look`; label, note: Runs; box, hide: slot names; member: its `class=`."""

    color: str | None = None
    fill: str | None = None
    dashed: bool | None = None
    hatch: str | None = None
    bold: bool | None = None
    label: Any = None
    note: Any = None
    box: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    view: str | None = None
    member: str | None = None


class Maker:
    """What `setup` may ask for; the checker implements it."""

    mm: Num

    def free(self, name: str, start: Num, *, low: Num | None = None, high: Num | None = None, scale: Num | None = None, soft: float = 0.0) -> Var:
        """A new variable of this element. start (and bounds) in frame units: multiply page millimetres by `self.mm`."""
        raise NotImplementedError

    def point(self, name: str, start: Point | None = None) -> Point:
        """A new free place."""
        raise NotImplementedError

    def constant(self, name: str, value: float) -> Num:
        """A number of the drawing that `change` may set to another value until all elements stand (in `wishes`)."""
        raise NotImplementedError

    def change(self, constant: Num, value: float) -> None:
        raise NotImplementedError

    def later(self, name: str) -> Point:
        """A place that the container decides when all its children stand (`arranged`); at (0, 0) until then."""
        raise NotImplementedError

    def move(self, place: Point, x: float, y: float) -> None:
        """Puts a place of `later` where it belongs."""
        raise NotImplementedError

    def given(self, name: str, dim: Dimension) -> Value | None:
        """What the author says about a quantity of this name and dimension (`given g = 10 m/s^2`); None if nothing."""
        raise NotImplementedError

    def usual(self, x: Value | None, mm: float) -> None:
        """How large such a length is drawn, where the slot cannot know it: for the first scale."""
        raise NotImplementedError

    def seen(self, x: Num, mm: float) -> None:
        """How large a given length is where the drawing is not to scale, whatever else is given (until all elements stand)."""
        raise NotImplementedError

    def across(self, x: Num) -> None:
        """A given length across an axis (the height of an object on an optical bench): where it would be too small it is drawn at a factor of its own."""
        raise NotImplementedError

    def follows(self, name: str, value: Num, mm: float) -> Num:
        """A length that follows from given ones by a law that no drawing can be true to (the spacing of fringes): a late constant of this value, which counts
        as a given one, and is so many page millimetres where the drawing is not to scale."""
        raise NotImplementedError

    def adopt(self, x: Value, start: Num, *, low: Num | None = None) -> None:
        """A symbol without a value that stands here may be chosen by the solver, beginning at `start`."""
        raise NotImplementedError

    def beside(self, x: Any, y: Any) -> int:
        """1 if the author's comparisons say that y is to the right of x, -1 if to the left, 0 if nothing."""
        raise NotImplementedError

    def share(self, a: Num, b: Num) -> Num:
        """a / b, without the symbols that cancel; what is left of symbols without a value, the solver may choose."""
        raise NotImplementedError

    def once(self, made: Callable[..., Point], *of: Point) -> Point:
        """What a construction makes of these places, with the nodes that all who asked for it before have got."""
        return made(*of)

    def kin(self) -> list[Any]:
        """The elements of the same kind that stand beside it and are there already."""
        raise NotImplementedError

    @property
    def width(self) -> float:
        """Millimetres of the page that a drawing may be wide."""
        raise NotImplementedError

    def sketch(self, thing: Any) -> Any:
        """An element over floats, as it would be if everything free were at its start: to know its size."""
        raise NotImplementedError

    def guess(self, x: Num) -> float:
        """What a number would be if everything free were at its start: for choices of form, never for a value."""
        raise NotImplementedError


class _NoCenter:
    """Not a property: a kind may define an anchor, or take a slot, of this name."""

    def __get__(self, thing: Any, owner: type) -> Any:
        raise AttributeError(f"{owner.__name__} has no center")


class Element:
    """Base of all kinds. Subclasses: docstring (first line says what it is), slots, anchors, the methods below."""

    kind: ClassVar[str] = ""
    """its word in the language; by default the class name in snake_case; '' for abstract families."""
    container: ClassVar[str] = ""
    """the kind it lives in, for nouns that exist only there."""
    family: ClassVar[str] = "element"
    """point line circle curve body arrow region mark container element: which slot types it fits."""
    prints_name: ClassVar[bool] = False
    several: ClassVar[bool] = False
    """True: the construction has several results (`intersection`): `results()` gives them, in order."""
    result_anchors: ClassVar[Mapping[str, str]] = {}
    """what its results have beside the parts of what they are drawn as, and which part it is: {"contact": "end"}"""
    elsewhere: ClassVar[str] = ""
    """of a kind that stands in axes: the kind for the same outside of them"""
    again: ClassVar[bool] = False
    """True: draws its first operand once more, with what it says in place of what that one says (`ghost`)."""
    of_page: ClassVar[bool] = False
    """True: belongs to the page and not to what is drawn, so that a state does not repeat it."""
    kept: ClassVar[bool] = False
    """True: never drawn, kept for the data of the page, to which it belongs as a whole"""
    quotes: ClassVar[bool] = False
    """True: its texts, and those of what lives in it, are data of the problem or words of the asker, and may hold an answer."""
    states: ClassVar[str] = ""
    """the measure (`distance`, `angle`) of its operands whose value its magnitude states"""
    once: ClassVar[bool] = False
    """True: the same twice is drawn once, in the later style"""
    floats_inside: ClassVar[bool] = False
    """True: `inside=` alone gives it a place in the middle of a thing, as it does points and bodies"""
    shows: Any = None
    """Of a container: the thing or place that its drawing shows larger."""
    keeps_shape: ClassVar[bool] = False
    """One number as `size=` is its height; else it is all its sizes."""
    lies_beside: ClassVar[bool] = False
    """True: `above=` and the like put it at the middle of that side of a thing"""
    arranges: ClassVar[str] = ""
    """how the frames in it stand: row, column, grid"""
    tells_classes: ClassVar[bool] = False
    """True: it is the legend; without one, those classes are told that nothing tells"""
    obeys_at: ClassVar[bool] = False
    """Of a leaf: its container puts it where `at=` says; else all leaves are placed by the container alone"""
    titled: ClassVar[bool] = False
    """True: its `title` stands above it"""
    lined: ClassVar[str] = ""
    """how its frame stands in a row of frames that say the same: their middles on one line, or, of `top`, `foot` and `root`, where y = 0 of their sheets is;
    '' as the page likes"""
    measures_of: ClassVar[str] = ""
    """a `vertices` slot whose runs and angles may be keywords: `triangle(ABC, AB=5 cm, angle_A=60 deg)`."""
    opens_frame: ClassVar[str] = ""
    """'plane', 'axes', 'sheet' ...: its block has coordinates of its own. A sheet's are millimetres of the page, and a kind that opens one does so also without
    a block."""
    frame_mm: Num | None = None
    """of a kind that opens a sheet, set in `setup`: units of the sheet's coordinates in one page millimetre (a board counts in cells)"""
    nouns: ClassVar[str] = ""
    """of a container: another one whose nouns it shares (`tree` those of `graph`); '' its own."""
    leaf: ClassVar[str] = ""
    """of a container: the kind of node that a new name becomes, at a link's end or in a `node` slot."""
    linked_by: ClassVar[str] = ""
    """of a container: the kind of its links; '' for connectors between drawn objects."""
    variables: ClassVar[tuple[str, ...]] = ()
    """names that formulas inside may use (axes)."""
    aliases: ClassVar[tuple[str, ...]] = ()
    support: ClassVar[bool] = False
    """True: never moves from one state to the next (ground, walls, fixed pulleys)."""
    seat: ClassVar[str] = "center"
    """the anchor that lands at `at=`."""
    usual: ClassVar[Mapping[str, float]] = {}
    """lengths of it in page mm, as drawn where nothing is known: {"radius": 8.0}"""
    slots: ClassVar[tuple[Slot, ...]] = ()
    anchors: ClassVar[tuple[str, ...]] = ()

    id: str
    name: str
    frame: Any
    span: Span
    drawn: bool
    style: Style
    children: tuple[Element, ...]
    placed: Any = None
    """the place that `at=` and the other words of place give it"""
    host: Any = None
    """what it stands `on=`, and how far along it"""
    host_at: Any = None
    facing: Any = None
    clearance: Any = None
    """the gap that `gap=` says, to what the words of place put it beside"""
    spoken: str = ""
    """the author's word for its kind, if that is another one"""
    covered: bool = False
    """True: a later thing is drawn in the same place, and its ink alone shows; givens still print."""
    again_of: str = ""
    """of a thing of a state: the id of what it is again"""
    pale: bool = False
    """True: a ghost or an earlier state, drawn pale; its givens do not print again."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        slots = {s.name: s for s in cls.slots}
        anchors = dict.fromkeys([a for base in cls.__bases__ for a in getattr(base, "anchors", ())] + list(cls.anchors))
        for key, value in list(cls.__dict__.items()):
            if isinstance(value, _Unnamed):
                slots[key] = Slot(name=key, **value.keys)
                delattr(cls, key)
            elif isinstance(value, property) and getattr(value.fget, "__anchor__", False):
                anchors[key] = None
        for key, mm in cls.usual.items():
            slots[key] = replace(slots[key], usual=mm)
        cls.slots, cls.anchors = tuple(slots.values()), tuple(anchors)
        if "kind" not in cls.__dict__:
            cls.kind = "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(cls.__name__))
        if cls.kind:
            for name in (cls.kind, *cls.aliases):
                other = KINDS.get((cls.container, name), cls)
                if (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
                    raise TypeError(f"two kinds are called {name}")
                KINDS[cls.container, name] = cls

    # ------------------------------------------------------------ what a kind may define

    def misuse(self) -> Iterator[Diagnostic]:
        """What is wrong with the operands as such, asked before `setup`; an error here leaves the element out."""
        return iter(())

    def setup(self, make: Maker) -> None:
        """Set attributes over the filled slots: places, curves, free variables. Attributes set here are evaluated with the slots."""

    def rules(self) -> Iterator[Relation]:
        """What the solver must make true (givens of this object that are relations)."""
        return iter(())

    def claims(self) -> Iterator[Relation]:
        """What the verifier must prove of it beside its rules: the meaning of a construction, contact, order."""
        return iter(())

    def wishes(self) -> Iterator[Relation]:
        """What is made true where the facts allow it, and else forgotten without a word: a hanging body hangs straight down. Asked when all elements
        are set up."""
        return iter(())

    def inspect(self) -> Iterator[Diagnostic]:
        """What is wrong with the solved object."""
        return iter(())

    def arranged(self, make: Maker) -> None:
        """Of a container: all its children stand, and are now given their places (`make.later` and `make.move`)."""

    def misfits(self) -> Iterator[Diagnostic]:
        """Of a container: what is wrong with its children together, asked before `arranged` and only if each of them is sound."""
        return iter(())

    def tell(self, figure: Any, classes: Mapping[str, str]) -> None:
        """What it adds to the data of its page (a question, a legend); classes: those that the author names, with their colours."""

    def results(self) -> tuple[Any, ...]:
        """Of a construction with several results: all of them, left to right, then bottom to top."""
        return ()

    def spot(self, slot: str) -> Spot | Ink | None:
        """Where a slot's given (or, for 'label', the name) prints: a Spot, or a Gauge or AngleArc whose words are filled in; None: Givens box."""
        return Beside(self.center)

    def draw(self) -> Iterator[Ink]:
        """Its shapes, in the frame's coordinates, over floats."""
        return iter(())

    def describe(self) -> str:
        """A phrase for the alternative text: 'a block', 'triangle ABC'."""
        return f"{self.kind.replace('_', ' ')} {self.name}".strip()

    # ------------------------------------------------------------ what every kind has

    @property
    def mm(self) -> Num:
        """Frame units in one page millimetre."""
        return self.frame.mm

    center: Any = _NoCenter()

    def evaluated(self, values: Mapping[Var, float], done: dict[int, Any]) -> Any:
        """A copy over floats; `done` is shared by all elements of one figure."""
        found = done.get(id(self))
        if found is None:
            found = done[id(self)] = object.__new__(self.__class__)
            memo = done.setdefault(-1, {})
            space = found.__dict__
            for key, value in self.__dict__.items():
                space[key] = value if key in _PLAIN or value.__class__ in _LEAVES else number_of(value, values, done, memo)
        return found


_PLAIN = frozenset({"id", "name", "span", "drawn", "style", "pale", "covered", "scope", "spoken", "variable_names"})


_EXACT = frozenset({int, Fraction})
_LEAVES = frozenset({type(None), str, bytes, bool, int, float})
_KEPT = frozenset({"owner", "name", "dim", "words"})
_new = object.__new__


def number_of(value: Any, values: Mapping[Var, float], done: dict[int, Any], memo: Memo) -> Any:
    """The same structure with every Expr evaluated. Works through points, values, tuples, elements, frames and relations."""
    kind = value.__class__
    if kind in _LEAVES:
        return value
    if kind is Point:
        known = done.get(id(value))
        if known is not None and known[0] is value:
            return known[1]
        copy: Any = _new(Point)
        copy.x, copy.y = evaluate(value.x, values, memo), evaluate(value.y, values, memo)
        copy.name, copy.owner = value.name, value.owner
        done[id(value)] = value, copy  # the first keeps its identity
        return copy
    if kind is tuple or kind is list:
        return tuple([v if v.__class__ in _LEAVES else number_of(v, values, done, memo) for v in value]) if value else ()
    if kind is Expr or kind is Var or isinstance(value, Expr):
        return evaluate(value, values, memo)
    if isinstance(value, Element) or hasattr(value, "evaluated"):
        return value.evaluated(values, done)
    if isinstance(value, (Point, Vector, Straight, Round, Track, Value)):
        copy = _new(kind)
        for key in value.__record__:  # type: ignore[union-attr]
            part_ = getattr(value, key)
            if part_.__class__ in _EXACT and key not in ("digits", "decimals"):
                part_ = float(part_)  # type: ignore[arg-type]  # else a root of a whole number would stay an expression
            setattr(copy, key, part_ if part_.__class__ in _LEAVES or key in _KEPT else number_of(part_, values, done, memo))
        return copy
    if isinstance(value, (str, bytes, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return tuple(number_of(v, values, done, memo) for v in value)
    if isinstance(value, dict):
        return {k: number_of(v, values, done, memo) for k, v in value.items()}
    return value
