"""Messages about the shape of a text: what stands where nothing, or something else, may stand."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import NOTE, Diagnostic

__all__ = [
    "AboutInside",
    "AlternativeSign",
    "ClosesNothing",
    "CommaInNumber",
    "CurrencySign",
    "ForeignWord",
    "LinkInside",
    "MissingBrace",
    "MissingComma",
    "MissingTimes",
    "NoBrackets",
    "NoStatement",
    "NoTarget",
    "OwnNumber",
    "Repaired",
    "Reserved",
    "SchoolSign",
    "TooLong",
    "TooNested",
    "TwoStatements",
    "UnclosedBracket",
    "UnclosedText",
    "Unexpected",
    "Unfinished",
]


class Unexpected(Diagnostic):
    """Something that no statement has at this place.

    ```wrong
    A = point(0 ; 0)
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI101"
    says = "`{found}` does not fit here."
    found: str
    expected: tuple[str, ...] = ()

    def advice(self) -> str:
        shown = self.expected[:5]
        if not shown:
            return ""
        return f"Here may stand {', '.join(shown[:-1])} or {shown[-1]}." if len(shown) > 1 else f"Here may stand {shown[0]}."


class UnclosedText(Diagnostic):
    """A text without its closing quote: a text ends on its line.

    ```wrong
    note("smooth ground)
    ```
    ```right
    note("smooth ground")
    ```
    """

    code = "SCI102"
    says = "This text has no closing quote on its line."
    help = 'Close it with ", or write a text of several lines between three quotes.'


class UnclosedBracket(Diagnostic):
    """A bracket that nothing closes.

    ```wrong
    A = point(0, 0
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI103"
    says = "This `{found}` is never closed."
    found: str


class TooNested(Diagnostic):
    """Brackets and blocks more than 64 deep."""

    code = "SCI104"
    says = "Brackets or blocks are more than 64 deep here."
    help = "Give inner parts names of their own."


class TooLong(Diagnostic):
    """A text of more than 200 kB."""

    code = "SCI105"
    says = "This text is longer than 200 kB."
    help = "Split it into several files."


class NoStatement(Diagnostic):
    """An expression that stands alone: it draws nothing, names nothing and claims nothing.

    ```wrong
    triangle(ABC)
    AB == 5 cm
    ```
    ```right
    triangle(ABC)
    require AB == 5 cm
    ```
    """

    code = "SCI106"
    says = "`{found}` alone is no statement."
    found: str
    hint: str = "A statement is `kind(...)`, `name = value`, `A -> B`, or begins with given, unknown, require, arrange, check, repeat, define or vary."

    def advice(self) -> str:
        return self.hint


class NoTarget(Diagnostic):
    """A `=` after something that is no name: only a name can be bound.

    ```wrong
    given a = 2, b = 3
    2*a + b = 7
    ```
    ```right
    given a = 2, b = 3
    require 2*a + b == 7
    ```
    """

    code = "SCI107"
    says = "`{found}` binds no name: only a name may stand before a single =."
    help = "Write `require a == b` for a fact, `name = value` for a value."
    found: str


class CommaInNumber(Diagnostic):
    """A comma or a blank inside a number. Thousands are grouped with `_`, decimals stand after a point.

    ```wrong
    given p = 62,500
    ```
    ```right
    given p = 62_500
    ```
    """

    code = "SCI108"
    says = "`{found}` reads as two numbers."
    help = "Write `{new}`."
    found: str
    new: str


class Reserved(Diagnostic):
    """A name that is a word of the language.

    ```wrong
    check = 3
    ```
    ```right
    check_1 = 3
    ```
    """

    code = "SCI109"
    says = "`{found}` begins a statement and cannot be a name."
    help = "Take another name, such as `{found}_1`."
    found: str


class MissingComma(Diagnostic):
    """Two arguments, or two claims, without a comma between them.

    ```wrong
    A = point(0 0)
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI111"
    says = "A comma is missing after `{found}`."
    found: str
    hint: str = ""

    def advice(self) -> str:
        return self.hint


class AboutInside(Diagnostic):
    """`~` under `or` or `not`: to hold about is a claim of its own.

    ```wrong
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check angle(BAC) ~ 53 deg or AB == 3 cm
    ```
    ```right
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check angle(BAC) ~ 53 deg, AB == 3 cm
    ```
    """

    code = "SCI112"
    says = "`{found}` is a claim of its own: ~ does not stand under `or` and `not`."
    help = "Write == here, or take it apart."
    found: str


class MissingTimes(Diagnostic):
    """A product without its `*`. Only in a formula, before the formula's own variable, the sign may be left out.

    ```wrong
    given r = 2
    a = 3(r + 1)
    ```
    ```right
    given r = 2
    a = 3*(r + 1)
    ```
    """

    code = "SCI113"
    says = "A product is written with *, and `{found}` is none."
    help = "Write `{new}`."
    found: str
    new: str


class Unfinished(Diagnostic):
    """A statement that stops too soon.

    ```wrong
    x = 3 +
    ```
    ```right
    x = 3 + 4
    ```
    """

    code = "SCI114"
    says = "This statement stops too soon: something is missing after `{found}`."
    found: str
    hint: str = ""

    def advice(self) -> str:
        return self.hint


class MissingBrace(Diagnostic):
    """A block without the `{` that opens it.

    ```wrong
    axes(x=0..3, y=0..9)
        curve(y=x^2)
    }
    ```
    ```right
    axes(x=0..3, y=0..9) {
        curve(y=x^2)
    }
    ```
    """

    code = "SCI115"
    says = "A {{ is missing after `{found}`."
    found: str


class ClosesNothing(Diagnostic):
    """A closing bracket that no bracket opened.

    ```wrong
    A = point(0, 0))
    ```
    ```right
    A = point(0, 0)
    ```
    """

    code = "SCI116"
    says = "This `{found}` closes nothing."
    found: str


class TwoStatements(Diagnostic):
    """Two statements on one line.

    ```wrong
    A = point(0, 0) B = point(1, 1)
    ```
    ```right
    A = point(0, 0); B = point(1, 1)
    ```
    """

    code = "SCI117"
    says = "A second statement begins on this line, with `{found}`."
    help = "Put it on a line of its own, or write ; before it."
    found: str


class LinkInside(Diagnostic):
    """A link sign inside an expression: a link is a statement of its own.

    ```wrong
    A, B = point()
    x = A -> B
    ```
    ```right
    A, B = point()
    A -> B
    ```
    """

    code = "SCI118"
    says = "`{found}` makes a link, and a link is a statement of its own without a name."
    help = "Write `A -> B`; a directed line with a name is `arrow(A, B)` or `segment(A, B)`."
    found: str


class AlternativeSign(Diagnostic):
    """A sign or word of other languages, or one sign of this language in the place of another.

    ```wrong
    given x = 4
    require x => 3
    ```
    ```right
    given x = 4
    require x >= 3
    ```
    """

    code = "SCI119"
    says = "`{found}` means nothing here."
    help = "Write `{new}`."
    found: str
    new: str


class NoBrackets(Diagnostic):
    """The name of a kind, relation or function with its arguments, but without the brackets around them.

    ```wrong
    triangle ABC
    ```
    ```right
    triangle(ABC)
    ```
    """

    code = "SCI120"
    says = "`{word}` takes what belongs to it in brackets."
    help = "Write `{new}`."
    word: str
    new: str


class OwnNumber(Diagnostic):
    """A number of the author's own, which the problem does not give, is drawn and not printed: `about` says so.

    ```wrong
    rod(angle ~ 40 deg)
    ```
    ```right
    rod(angle=about(40 deg))
    ```
    """

    code = "SCI124"
    says = "~ stands in `given` and `check`; here a number that the problem does not give is about(...)."
    help = "Write `{new}`."
    new: str


class SchoolSign(Diagnostic):
    """A sign of geometry; relations and measures are written by their names.

    ```wrong
    triangle(ABC)
    require AB ⊥ BC
    ```
    ```right
    triangle(ABC)
    require perpendicular(AB, BC)
    ```
    """

    code = "SCI121"
    says = "`{found}` is written as a word: {word}."
    help = "Write `{new}`."
    found: str
    word: str
    new: str


class CurrencySign(Diagnostic):
    """Money with its sign before the number; a currency is a unit.

    ```wrong
    given c = $62,500 "price"
    ```
    ```right
    given c = 62_500 USD "price"
    ```
    """

    code = "SCI122"
    says = "Money is a number with its currency as the unit."
    help = "Write `{new}`."
    new: str


class ForeignWord(Diagnostic):
    """A word of a programming language.

    ```wrong
    for i in 1..3 { point(i, 0) }
    ```
    ```right
    repeat i in 1..3 { point(i, 0) }
    ```
    """

    code = "SCI123"
    says = "`{found}` is no word of this language."
    found: str
    hint: str = ""

    def advice(self) -> str:
        return self.hint


class Repaired(Diagnostic):
    """A liberal reading; `sciml fmt` writes it out.

    ```sciml
    A = point(0，0)
    ```
    """

    code = "SCI110"
    severity: ClassVar[str] = NOTE
    says = "`{old}` was read as `{new}`: {why}."
    why: str
    old: str
    new: str

    def sentence(self) -> str:
        if not self.old:
            return f"`{self.new}` was put in here: {self.why}."
        return super().sentence() if self.new else f"`{self.old}` was left out: {self.why}."
