"""Messages of the checker that more than one of its files says."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import HINT, NOTE, Diagnostic

__all__ = [
    "BareAngle",
    "BoundTwice",
    "Cycle",
    "DimensionMismatch",
    "HiddenDirection",
    "LonePoint",
    "MeasureIsFact",
    "MixedUnits",
    "NameIsFact",
    "NeedsAnchor",
    "NoDirection",
    "NoSuchValue",
    "NotAUnit",
    "NotCallable",
    "NotSaid",
    "OneNameForTwo",
    "OutOfRange",
    "ResultCount",
    "TooDeep",
    "TooMany",
    "TooManyDigits",
    "TooOften",
    "UnknownAnchor",
    "UnknownKind",
    "UnknownName",
    "WrongType",
]


class UnknownName(Diagnostic):
    """A name that nothing binds.

    ```wrong
    segment(A.top, B)
    ```
    ```right
    A = point(0, 0)
    segment(A, B)
    ```
    """

    code = "SCI201"
    says = "Nothing here is called {name}."
    name: str
    near: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    makes: str = ""
    law: str = ""

    def advice(self) -> str:
        if self.law or self.near:
            return self.law or f"Did you mean {' or '.join(self.near)}?"
        if self.makes:
            return f"Make it first: `{self.name} = {self.makes}`{', or what else it is' if self.makes in ('block()', 'ground()') else ''}."
        if self.points:
            if not self.name.isidentifier():
                return f"There are {', '.join(self.points[:12])}."
            return f"The points here are {', '.join(self.points[:12])}; another one is made first: `{self.name} = point()`, or a construction."
        return f"Bind it first: `given {self.name}` for a symbol of the problem, else `{self.name} = ...`." if self.name.isidentifier() else ""


class UnknownKind(Diagnostic):
    """A kind, formula or function that does not exist.

    ```wrong
    blok()
    ```
    ```right
    block()
    ```
    """

    code = "SCI202"
    says = "There is no kind, relation or formula called {name}{where}."
    name: str
    where: str = ""
    near: tuple[str, ...] = ()
    instead: str = ""

    def advice(self) -> str:
        if self.instead:
            return self.instead
        return f"Did you mean {' or '.join(self.near)}?" if self.near else f'For a thing without a kind of its own write thing("{self.name}").'


class WrongType(Diagnostic):
    """A value of the wrong kind in a slot.

    ```wrong
    k = circle(O, radius=2 cm)
    midpoint(k, O)
    ```
    ```right
    k = circle(O, radius=2 cm)
    A = point(on=k)
    midpoint(A, O)
    ```
    """

    code = "SCI203"
    says = "{what} takes {wanted}, but {text} is {found}."
    what: str
    wanted: str
    text: str
    found: str
    hint: str = ""

    def advice(self) -> str:
        return self.hint


class NeedsAnchor(Diagnostic):
    """A thing of some size where a place is wanted.

    ```wrong
    r = rect(width=3 cm, height=2 cm)
    segment(r, A)
    ```
    ```right
    r = rect(width=3 cm, height=2 cm)
    segment(r.top, A)
    ```
    """

    code = "SCI204"
    says = "{text} is {found}, not a place; say which of its anchors: {anchors}."
    text: str
    found: str
    anchors: str
    surface: bool = False

    def advice(self) -> str:
        return f"For a place somewhere on it: `on={self.text}` where something stands or hangs there, else `point(on={self.text})`." if self.surface else ""


class DimensionMismatch(Diagnostic):
    """Quantities of different dimensions added, compared or put where another is wanted.

    ```wrong
    given F = 5 N, d = 2 m
    x = F + d
    ```
    ```right
    given F = 5 N, d = 2 m
    W = F*d
    ```
    """

    code = "SCI205"
    says = "{what}: {left} and {right} do not go together."
    what: str
    left: str
    right: str
    hint: str = ""

    def sentence(self) -> str:
        """A slot and what fills it read as one sentence; two parts of a sum or comparison side by side."""
        return f"{self.what}, but {self.left} is {self.right}." if " takes " in self.what else super().sentence()

    def advice(self) -> str:
        return self.hint


class BareAngle(Diagnostic):
    """A number without a unit where an angle is wanted.

    ```wrong
    incline(angle=30)
    ```
    ```right
    incline(angle=30 deg)
    ```
    """

    code = "SCI206"
    says = "{text} has no unit, and a bare number is no angle."
    help = "Write {text} deg, or a multiple of pi."
    text: str


class MixedUnits(Diagnostic):
    """Some lengths of a frame have units and one has none.

    ```wrong
    triangle(ABC, AB=5 cm, BC=4)
    ```
    ```right
    triangle(ABC, AB=5 cm, BC=4 cm)
    ```
    """

    code = "SCI207"
    one_cause = True
    says = "{text} has no unit, but other lengths here have one ({other})."
    help = "Give it a unit, or take the units from all lengths of this frame."
    text: str
    other: str


class NotAUnit(Diagnostic):
    """A word after a number that is no unit.

    ```wrong
    given m = 5 kgg
    ```
    ```right
    given m = 5 kg
    ```
    """

    code = "SCI208"
    says = "{unit} is not a unit."
    unit: str
    near: tuple[str, ...] = ()
    hint: str = ""

    def advice(self) -> str:
        return self.hint or (f"Did you mean {' or '.join(self.near)}?" if self.near else "`sciml guide` lists the units; a product needs `*`.")


class BoundTwice(Diagnostic):
    """A name bound a second time in one block.

    ```wrong
    A = point(0, 0)
    A = point(1, 1)
    ```
    ```right
    A = point(0, 0)
    B = point(1, 1)
    ```
    """

    code = "SCI209"
    says = "{name} is already bound in this block."
    help = "Give the second one another name."
    name: str


class Cycle(Diagnostic):
    """A value, object or formula that depends on itself.

    ```wrong
    x = y + 1
    y = x - 1
    ```
    ```right
    y = 2
    x = y + 1
    ```
    """

    code = "SCI210"
    says = "{name} depends on itself."
    help = "Break the circle: state one of them by itself, or use `require`."
    name: str


class UnknownAnchor(Diagnostic):
    """A part or quantity that the kind does not have.

    ```wrong
    b = block()
    dot = point(at=b.topp)
    ```
    ```right
    b = block()
    dot = point(at=b.top)
    ```
    """

    code = "SCI211"
    says = "{text} has no {name}; it has {anchors}."
    text: str
    name: str
    anchors: str
    near: tuple[str, ...] = ()

    def advice(self) -> str:
        if self.name in _AS_DRAWN and {"left", "right", "top", "bottom"} <= set(self.anchors.split(", ")):
            return f"As drawn it is {as_drawn(self.text, self.name)}."
        return f"Did you mean {' or '.join(self.near)}?" if self.near else ""


_AS_DRAWN = {"width": ("left", "right"), "length": ("left", "right"), "height": ("bottom", "top")}


def as_drawn(text: str, name: str) -> str:
    """The size of a body about which nothing is said, from its anchors."""
    return "`distance({0}.{1}, {0}.{2})`".format(text, *_AS_DRAWN[name])


class NotSaid(Diagnostic):
    """A quantity that the thing may have, of which nothing is said.

    ```wrong
    b = block()
    c = block(right_of=b, width=2*b.width)
    ```
    ```right
    b = block(width=2 m)
    c = block(right_of=b, width=2*b.width)
    ```
    """

    code = "SCI273"
    says = "Nothing is said of {text}.{name}."
    text: str
    name: str
    kind: str
    body: bool = False

    def advice(self) -> str:
        drawn = f" As drawn it is {as_drawn(self.text, self.name)}." if self.body and self.name in _AS_DRAWN else ""
        return f"Say it where {self.text} is made: `{self.kind}({self.name}=...)`.{drawn}"


class ResultCount(Diagnostic):
    """More or fewer names than a construction has results.

    ```wrong
    k = circle((0, 0), radius=2)
    l = line((0, 0), (1, 1))
    P, Q, R = intersection(k, l)
    ```
    ```right
    k = circle((0, 0), radius=2)
    l = line((0, 0), (1, 1))
    P, Q = intersection(k, l)
    ```
    """

    code = "SCI212"
    says = "{what} has {count}, but {names} stand before the `=`."
    what: str
    count: str
    names: str


class OneNameForTwo(Diagnostic):
    """A construction with two results where one place is wanted.

    ```wrong
    k = circle((0, 0), radius=2)
    l = line((0, 0), (1, 1))
    segment((4, 0), intersection(k, l))
    ```
    ```right
    k = circle((0, 0), radius=2)
    l = line((0, 0), (1, 1))
    P, Q = intersection(k, l)
    segment((4, 0), P)
    ```
    """

    code = "SCI213"
    says = "{what} has several results, and one is wanted here."
    help = "Name them first, `P, Q = ...`, or add `near=`."
    what: str


class NotCallable(Diagnostic):
    """Something before `(` that is no kind and no formula.

    ```wrong
    A = point(0, 0)
    B = A(2)
    ```
    ```right
    A = point(0, 0)
    B = point(2, 0)
    ```
    """

    code = "SCI214"
    says = "{text} is {found}; only kinds, formulas and functions take ( )."
    text: str
    found: str
    hint: str = ""

    def advice(self) -> str:
        return self.hint


class TooDeep(Diagnostic):
    """Definitions that use each other too deeply."""

    code = "SCI215"
    says = "Definitions are nested more than 64 deep here."


class TooManyDigits(Diagnostic):
    """An exact number of more than 400 digits."""

    code = "SCI224"
    says = "This number has more than 400 digits."


class Degenerate(Diagnostic):
    """Places that fall together or sizes that are 0 where a kind needs them apart.

    ```wrong
    A = point(0, 0)
    B = point(0, 0)
    intersection(line(A, B), circle(A, radius=1))
    ```
    ```right
    A = point(0, 0)
    B = point(2, 0)
    P, Q = intersection(line(A, B), circle(A, radius=1))
    ```
    """

    code = "SCI228"
    says = "{what} cannot be made of this: places fall together, or a size is 0."
    what: str


class NoSuchValue(Diagnostic):
    """A measure that does not exist there (a distance in logarithmic axes), that a circuit or graph does not have, or that needs a value nobody gave.

    ```wrong
    circuit {
      battery(a, b, 6.0 V)
      R = resistor(a, b)
      check current(R) > 1 A
    }
    ```
    ```right
    circuit {
      battery(a, b, 6.0 V)
      R = resistor(a, b, 2.0 ohm)
      check current(R) > 1 A
    }
    ```
    """

    code = "SCI267"
    says = "`{what}` has no value: {why}."
    what: str
    why: str


class BareClaim(Diagnostic):
    """A relation as a statement of its own: nobody says whether it is a fact, a wish or to be checked.

    ```wrong
    quadrilateral(ABCD)
    parallel(AB, CD)
    ```
    ```right
    quadrilateral(ABCD)
    require parallel(AB, CD)
    ```
    """

    code = "SCI229"
    says = "{text} claims something, but not as what."
    help = "Write `require {text}` for a fact of the problem, `check {text}` for something that must come out."
    text: str


class TooMany(Diagnostic):
    """More statements than a figure may have, counted through repeat, define and state."""

    code = "SCI216"
    says = "This page comes to more than {limit} statements."
    help = "Draw fewer of them, or split the page."
    limit: int


class TooOften(Diagnostic):
    """Formulas that use each other so often that they never come to an end."""

    code = "SCI239"
    says = "The formulas of this page are used more than {limit} times, counted through each other."
    help = "Let a formula use another one once: y = f(x), then y + y."
    limit: int


class NameIsFact(Diagnostic):
    """A statement `AB = 5 cm` where A and B are points: it would bind a name.

    ```wrong
    triangle(ABC)
    AB = 5 cm
    ```
    ```right
    triangle(ABC)
    require AB == 5 cm
    ```
    """

    code = "SCI217"
    says = "{name} is the segment from {first} to {second}; `{name} = ...` would bind a new name."
    help = "Write `require {text}`."
    name: str
    first: str
    second: str
    text: str


class MeasureIsFact(Diagnostic):
    """A statement `angle(BAC) = 40 deg` about things of the page: with one = it would define a formula.

    ```wrong
    triangle(ABC)
    angle(BAC) = 40 deg
    ```
    ```right
    triangle(ABC)
    require angle(BAC) == 40 deg
    ```
    """

    code = "SCI279"
    says = "`{measured} = ...` would define a formula of the name {word}."
    help = "A fact of the problem is `require {text}`."
    measured: str
    word: str
    text: str


class HiddenDirection(Diagnostic):
    """A name of the author's that hides a compass letter in a direction slot."""

    code = "SCI218"
    severity: ClassVar[str] = NOTE
    says = "{name} is read as your {found} here, not as the direction."
    help = "For the compass write {long}."
    name: str
    found: str
    long: str


class NoDirection(Diagnostic):
    """A direction between two points that were written at one place.

    ```wrong
    A = point((0, 0))
    B = point((0, 0))
    arrow((1, 1), direction=AB, length=2)
    ```
    ```right
    A = point((0, 0))
    B = point((0, 3))
    arrow((1, 1), direction=AB, length=2)
    ```
    """

    code = "SCI272"
    says = "{what} has no direction: its ends are at one place."
    help = "Move one of them, or write the direction itself, such as right or 30 deg."
    what: str


class LonePoint(Diagnostic):
    """A point that occurs once and that nothing holds: probably a slip.

    ```sciml
    triangle(ABC)
    segment(A, D)
    ```
    """

    code = "SCI219"
    severity: ClassVar[str] = HINT
    says = "{name} is a new point that occurs only here, so it lies somewhere."
    name: str
    near: tuple[str, ...] = ()

    def advice(self) -> str:
        return f"Did you mean {' or '.join(self.near)}?" if self.near else f"If that is meant, say so: `{self.name} = point()`."


class OutOfRange(Diagnostic):
    """A number outside what the parameter may be.

    ```wrong
    regular_polygon(n=2)
    ```
    ```right
    regular_polygon(n=5)
    ```
    """

    code = "SCI220"
    says = "{what} is {text}; it must be {bound}."
    what: str
    text: str
    bound: str
