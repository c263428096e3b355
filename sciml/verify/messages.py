"""What verification says."""

from __future__ import annotations

from typing import ClassVar

from ..diagnostic import ERROR, NOTE, WARNING, Diagnostic

__all__ = [
    "AsStated",
    "CheckFails",
    "FactFails",
    "LabelContradicts",
    "LooksEqual",
    "LooksOn",
    "LooksParallel",
    "LooksRight",
    "NotOnPage",
    "ShowsUnknown",
    "TypedUnknown",
    "Undecided",
]


class FactFails(Diagnostic):
    """Something that is stated, or belongs to an object, does not hold in the solved figure.

    ```wrong
    A = point(0, 0); B = point(3, 3); C = point(3, 0); D = point(0, 3)
    quadrilateral(ABCD)
    ```

    ```right
    A = point(0, 0); B = point(3, 0); C = point(3, 3); D = point(0, 3)
    quadrilateral(ABCD)
    ```
    """

    code: ClassVar[str] = "SCI401"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = "`{claim}` does not hold{why}."
    help: ClassVar[str] = "{cure}; if the problem itself is wrong here, wrap the wrong value in `as_stated(...)`."

    claim: str
    why: str = ""
    cure: str = "Correct it or a fact it depends on"


class CheckFails(Diagnostic):
    """A check is false for the figure that the facts describe.

    ```wrong
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check parallel(AB, BC)
    ```

    ```right
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check perpendicular(AB, BC)
    ```
    """

    code: ClassVar[str] = "SCI402"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = "The check `{claim}` is false{why}."
    help: ClassVar[str] = "Correct the check, or the givens that it follows from."

    claim: str
    why: str = ""


class NotOnPage(Diagnostic):
    """A relation holds for the sizes given, but not in the drawing that is not to scale.

    ```wrong
    figure(scale=schematic)
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check perpendicular(AB, BC)
    ```

    ```right
    figure(scale=true)
    triangle(ABC, AB=3 cm, BC=4 cm, CA=5 cm)
    check perpendicular(AB, BC)
    ```
    """

    code: ClassVar[str] = "SCI403"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = "`{claim}` holds, but the drawing, which is not to scale, does not show it."
    help: ClassVar[str] = "State it with `require`, so that the drawing keeps it, or draw with `scale=true`."

    claim: str


class Undecided(Diagnostic):
    """A claim depends on a value that nobody gave.

    ```wrong
    unknown T "tension"
    block(mass=2 kg)
    check T == 20 N
    ```

    ```right
    given T = 20 N "tension"
    block(mass=2 kg)
    check T == 20 N
    ```
    """

    code: ClassVar[str] = "SCI404"
    severity: ClassVar[str] = WARNING
    says: ClassVar[str] = "`{claim}` cannot be decided, because {missing} no value."
    help: ClassVar[str] = "Give it a value, or leave the claim out."

    claim: str
    missing: str


class AsStated(Diagnostic):
    """Wrong data of the problem, kept as it was stated.

    ```wrong
    triangle(ABC, AB=3 cm, BC=4 cm, AC=as_stated(8 cm))
    ```

    ```right
    triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm)
    ```
    """

    code: ClassVar[str] = "SCI405"
    severity: ClassVar[str] = NOTE
    says: ClassVar[str] = "`{claim}` is printed as stated; it does not agree with the rest of the figure."

    claim: str


class LabelContradicts(Diagnostic):
    """A label that says something else than the model.

    ```wrong
    triangle(ABC, AB=4 cm, BC=3 cm, CA=5 cm)
    segment(AB, label="5 cm")
    ```

    ```right
    triangle(ABC, AB=4 cm, BC=3 cm, CA=5 cm)
    segment(AB, label="4 cm")
    ```
    """

    code: ClassVar[str] = "SCI407"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = 'The label "{label}" does not agree with {what} of {thing} in the model.'
    help: ClassVar[str] = "Leave the label out: a given prints by itself; or wrap a wrong value of the problem in `as_stated(...)`."

    label: str
    what: str
    thing: str


class TypedUnknown(Diagnostic):
    """A text holds the number that the reader is asked for.

    ```wrong
    unknown h "length of the rope"
    triangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)
    require CA == h
    note("The rope is 5 cm long.")
    ```

    ```right
    unknown h "length of the rope"
    triangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)
    require CA == h
    note("How long is the rope?")
    ```
    """

    code: ClassVar[str] = "SCI421"
    severity: ClassVar[str] = WARNING
    says: ClassVar[str] = 'The text "{text}" holds the value of the unknown {unknown}.'
    help: ClassVar[str] = "Take the number out, or declare it with `given` if the problem states it."

    text: str
    unknown: str


class ShowsUnknown(Diagnostic):
    """A computed value that is printed equals what the reader is asked for.

    ```wrong
    unknown h "length of the rope"
    triangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)
    require CA == h
    note("BC + 1 cm is {BC + 1 cm}")
    ```

    ```right
    unknown h "length of the rope"
    triangle(ABC, AB=3 cm, BC=4 cm, angle_B=90 deg)
    require CA == h
    note("BC is {BC}")
    ```
    """

    code: ClassVar[str] = "SCI422"
    severity: ClassVar[str] = ERROR
    says: ClassVar[str] = "`{{{expr}}}` would print the value of the unknown {unknown}, because both come out equal."
    help: ClassVar[str] = "Print another quantity, or drop the `unknown`."

    expr: str
    unknown: str


class LooksOn(Diagnostic):
    """A drawn line passes a drawn point so closely that it seems to go through it, and nobody said so.

    ```wrong
    A = point(0, 0); B = point(10, 0); P = point(5, 0.03)
    segment(A, B)
    ```

    ```right
    A = point(0, 0); B = point(10, 0); P = point(5, 2)
    segment(A, B)
    ```
    """

    code: ClassVar[str] = "SCI411"
    severity: ClassVar[str] = NOTE
    says: ClassVar[str] = "{line} seems to pass through {point}, but does not."
    help: ClassVar[str] = "If it should, state `require on({point}, {line})`; else move one of them."

    line: str
    point: str


class LooksRight(Diagnostic):
    """An angle that looks like a right angle, and is none.

    ```wrong
    A = point(0, 0); B = point(10, 0); C = point(0.1, 7)
    segment(A, B); segment(A, C)
    ```

    ```right
    A = point(0, 0); B = point(10, 0); C = point(0, 7)
    segment(A, B); segment(A, C)
    ```
    """

    code: ClassVar[str] = "SCI412"
    severity: ClassVar[str] = NOTE
    says: ClassVar[str] = "The angle between {first} and {second} looks right, but is not."
    help: ClassVar[str] = "If it should be, state `require perpendicular({first}, {second})`."

    first: str
    second: str


class LooksEqual(Diagnostic):
    """Two lengths that look equal, and are not.

    ```wrong
    A = point(0, 0); B = point(10, 0); C = point(5, 8.7)
    segment(A, C); segment(B, C); segment(A, B)
    ```

    ```right
    triangle(ABC, AB=10, BC=10, CA=10)
    ```
    """

    code: ClassVar[str] = "SCI413"
    severity: ClassVar[str] = NOTE
    says: ClassVar[str] = "{first} and {second} look equally long, but are not."
    help: ClassVar[str] = "If they should be, state `require {first} == {second}`."

    first: str
    second: str


class LooksParallel(Diagnostic):
    """Two lines that look parallel, and are not.

    ```wrong
    A = point(0, 0); B = point(10, 0); C = point(0, 5); D = point(10, 5.1)
    segment(A, B); segment(C, D)
    ```

    ```right
    A = point(0, 0); B = point(10, 0); C = point(0, 5); D = point(10, 5)
    segment(A, B); segment(C, D)
    ```
    """

    code: ClassVar[str] = "SCI414"
    severity: ClassVar[str] = NOTE
    says: ClassVar[str] = "{first} and {second} look parallel, but are not."
    help: ClassVar[str] = "If they should be, state `require parallel({first}, {second})`."

    first: str
    second: str
