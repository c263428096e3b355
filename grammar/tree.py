"""The tree of a text: statements and expressions as written, with spans; no name is resolved here.

Spans are half-open offsets into the source text. Nodes are frozen; two trees are equal if they are equal without their spans.
"""

from __future__ import annotations

from .record import Record, field

__all__ = [
    "Arg",
    "Arrangement",
    "Attribute",
    "Binary",
    "Block",
    "Broken",
    "Call",
    "Check",
    "Claim",
    "Compare",
    "Define",
    "Expr",
    "Fact",
    "Fault",
    "Given",
    "Index",
    "Link",
    "LinkStep",
    "List",
    "Logic",
    "MathPart",
    "Name",
    "Negative",
    "Not",
    "Number",
    "Object",
    "Param",
    "Plain",
    "Quantity",
    "Range",
    "Repair",
    "Repeat",
    "Require",
    "Span",
    "Statement",
    "Text",
    "TextPart",
    "Tree",
    "Tuple",
    "Unknown",
    "ValuePart",
    "Vary",
]


class Span(Record):
    """A half-open range of offsets in the source text."""

    start: int
    end: int


def span() -> Span:
    made: Span = field(default=Span(0, 0), compare=False, kw_only=True)
    return made


# ---------------------------------------------------------------- expressions


class Name(Record):
    """A bare word: `A`, `mu_k`, `θ'`; also direction words and word-slot words."""

    id: str
    span: Span = span()


class Number(Record):
    """A number without a unit, as written: `2.80`, `62_500`, `1e3`."""

    text: str
    span: Span = span()


class Quantity(Record):
    """A number with its unit, both as written (unit in canonical spelling): `2.0 kg`, `30 deg`, `1.5*10^8 km` (number `1.5*10^8`)."""

    number: str
    unit: str
    span: Span = span()


class Plain(Record):
    """Text that prints as it stands (escapes already resolved)."""

    text: str


class MathPart(Record):
    r"""TeX between dollars; pieces alternate TeX text and values of `\val{expr}`."""

    pieces: tuple[str | Expr, ...]


class ValuePart(Record):
    """`{expr}` in a text."""

    value: Expr


TextPart = Plain | MathPart | ValuePart


class Text(Record):
    """A quoted text. `raw` is what stands between the quotes; `long` if they are triple."""

    raw: str
    parts: tuple[TextPart, ...] = field(compare=False)
    long: bool = False
    span: Span = span()


class Binary(Record):
    """`left op right` with op one of + - * / ^."""

    op: str
    left: Expr
    right: Expr
    span: Span = span()


class Negative(Record):
    """`-x` of anything (a literal too: `-5 degC` is Negative(Quantity), read as one value by the checker)."""

    value: Expr
    span: Span = span()


class Compare(Record):
    """A chain `a < b <= c`: operands one more than ops; ops from == != < <= > >=."""

    ops: tuple[str, ...]
    operands: tuple[Expr, ...]
    span: Span = span()


class Logic(Record):
    """`a and b and c` or `a or b`."""

    op: str
    operands: tuple[Expr, ...]
    span: Span = span()


class Not(Record):
    value: Expr
    span: Span = span()


class Arg(Record):
    """A positional (`name is None`) or keyword argument. An equation `y=x^2` is a keyword `y`."""

    name: str | None
    value: Expr
    span: Span = span()


class Call(Record):
    """`f(args)`; `f` is any expression, in practice a Name or Attribute. `|x|` is read as Call(Name('abs'), x)."""

    func: Expr
    args: tuple[Arg, ...]
    span: Span = span()


class Attribute(Record):
    value: Expr
    name: str
    span: Span = span()


class Index(Record):
    value: Expr
    indices: tuple[Expr, ...]
    span: Span = span()


class Tuple(Record):
    items: tuple[Expr, ...]
    span: Span = span()


class List(Record):
    items: tuple[Expr, ...]
    span: Span = span()


class Range(Record):
    """`low..high` with an optional step."""

    low: Expr
    high: Expr
    step: Expr | None = None
    span: Span = span()


Expr = Name | Number | Quantity | Text | Binary | Negative | Compare | Logic | Not | Call | Attribute | Index | Tuple | List | Range


# ---------------------------------------------------------------- statements


class Block(Record):
    """`{ ... }`."""

    statements: tuple[Statement, ...]
    span: Span = span()


class Object(Record):
    """An object, value or formula.

    targets: `()` unnamed; `(Name,)`; several Names `M, N = ...`; `(Index,)` for `P[i] = ...`; `(Call,)` for `f(x) = ...`;
    `(Attribute,)` for `b.at = 0.8` in a state.
    """

    targets: tuple[Expr, ...]
    value: Expr
    block: Block | None = None
    span: Span = span()


class LinkStep(Record):
    """One arrow and its further ends: sign `--` `->` `<->` `=>`, an optional label, one or more ends."""

    sign: str
    ends: tuple[Expr, ...]
    label: Text | None = None


class Link(Record):
    """`start -> end "label" -> end, end, key=value`. Keywords hold for the whole link."""

    start: Expr
    steps: tuple[LinkStep, ...]
    args: tuple[Arg, ...] = ()
    span: Span = span()


class Fact(Record):
    """One item of `given` or `unknown`: `m = 2.0 kg "mass"`, `m "mass"`, `beta ~ 70 deg`, `loss <= 40 %`, `"no friction"`.

    left: the symbol, measure, expression or comparison (None for a fact that is only text); about: the sign was `~`.
    """

    left: Expr | None
    value: Expr | None = None
    about: bool = False
    text: Text | None = None
    span: Span = span()


class Given(Record):
    facts: tuple[Fact, ...]
    span: Span = span()


class Unknown(Record):
    facts: tuple[Fact, ...]
    span: Span = span()


class Claim(Record):
    """One claim of require, arrange or check; `about` is the literal after `~`. A top-level `and` is several claims."""

    expr: Expr
    about: Expr | None = None
    span: Span = span()


class Require(Record):
    claims: tuple[Claim, ...]
    span: Span = span()


class Arrangement(Record):
    """`arrange ...`"""

    claims: tuple[Claim, ...]
    span: Span = span()


class Check(Record):
    claims: tuple[Claim, ...]
    span: Span = span()


class Repeat(Record):
    name: str
    over: Range | List
    block: Block
    span: Span = span()


class Param(Record):
    name: str
    default: Expr | None = None
    span: Span = span()


class Define(Record):
    name: str
    params: tuple[Param, ...]
    block: Block
    span: Span = span()


class Vary(Record):
    name: str
    over: Range | List
    span: Span = span()


class Broken(Record):
    """A stretch of text that fits no statement; a Fault says why."""

    text: str
    span: Span = span()


Statement = Object | Link | Given | Unknown | Require | Arrangement | Check | Repeat | Define | Vary | Broken


class Repair(Record):
    """A liberal reading that was taken: `old` -> `new` at the span would remove it.

    `what`: bare_point bars code_fence comment_sign equals_in_claim missing_line_end missing_times plus_sign quotes raised_digits sign swapped_kind
    trailing_comma.
    """

    what: str
    old: str
    new: str
    span: Span = span()


class Fault(Record):
    """A place where text fits nothing, or reads as what was hardly meant; `fix` replaces the span where one token repairs it.

    `what`: about_inside missing_brace missing_comma missing_times nesting newline_in_text no_statement no_target product_after_division reserved
    thousands_comma too_long unclosed_block unclosed_bracket unclosed_text unexpected unfinished. `found` is the text at the span (of the unclosed
    ones the bracket alone), `expected` plain words for what may stand there.
    """

    what: str
    found: str
    expected: tuple[str, ...] = ()
    fix: str | None = None
    span: Span = span()


class Tree(Record):
    """Everything `parse` found: each character belongs to a statement, a comment or a Broken. comments: (span, text) in order.

    lines: where the lines of the source start; the printer keeps the author's groups, blank lines and comments by it. Empty in a tree made by hand.
    units: every unit that a quantity is written with, and perhaps some that none is; None in a tree made by hand.
    """

    statements: tuple[Statement, ...]
    comments: tuple[tuple[Span, str], ...] = field(default=(), compare=False)
    repairs: tuple[Repair, ...] = field(default=(), compare=False)
    faults: tuple[Fault, ...] = field(default=(), compare=False)
    lines: tuple[int, ...] = field(default=(), compare=False)
    units: frozenset[str] | None = field(default=None, compare=False)
