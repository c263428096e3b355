"""Records: fields, defaults, what counts in `==`, and records of other records."""

from __future__ import annotations

from typing import ClassVar

import pytest

from sciml.grammar.record import Record, field, fields, replace


class Place(Record):
    x: float
    y: float = 0.0
    name: str = field(default="", compare=False)
    seen: list[int] = field(default_factory=list, kw_only=True)


class Turned(Place):
    kind: ClassVar[str] = "turned"

    y: float = 5.0
    angle: float = 90.0


class Family(Record):
    pass


class Child(Family):
    size: int


def test_fields_and_defaults() -> None:
    a, b = Place(1.0), Place(1.0, name="A")
    assert (a.x, a.y, a.name, a.seen) == (1.0, 0.0, "", [])
    assert a == b and a.seen is not b.seen
    assert fields(Place) == ("x", "y", "name", "seen")
    assert replace(a, y=2.0) == Place(1.0, 2.0) != a
    assert not hasattr(a, "__dict__")
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]


def test_a_record_of_a_record() -> None:
    a = Turned(1.0)
    assert (a.x, a.y, a.angle, a.kind) == (1.0, 5.0, 90.0, "turned")
    assert fields(Turned) == ("x", "y", "name", "seen", "angle") and repr(a) == "Turned(x=1.0, y=5.0, name='', seen=[], angle=90.0)"
    assert a == Turned(1.0, 5.0, angle=90.0) and a != Turned(1.0, angle=91.0) and a != Place(1.0, 5.0)
    match a:
        case Turned(x, y, _, angle):
            assert (x, y, angle) == (1.0, 5.0, 90.0)
    assert Turned(2.0, 3.0).y == 3.0 and Place(2.0).y == 0.0


def test_what_is_a_record() -> None:
    assert type(Place) is type(Turned) is type  # so that `isinstance` is quick to say no
    for made in (Place(1.0), Turned(1.0), Child(3), Family()):
        assert isinstance(made, Record) and issubclass(made.__class__, Record)
    assert isinstance(Child(3), Family) and not isinstance(Place(1.0), Family)
    assert not isinstance(3, Record) and not issubclass(int, Record)
