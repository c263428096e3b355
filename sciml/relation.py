"""Relations as data: a word of the language that claims something is one subclass of `Relation`.

`residuals` serves the solver; `holds` serves the verifier and is written separately, from the definition, in the simplest polynomial form it has.
Both run over any kind of number. Operands are slots as in `element` (`part("line")`, `place()`, ...).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from .element import _LEAVES, Slot, _Unnamed, number_of
from .expression import Num, Var
from .grammar.record import Record
from .ink import Ink

if TYPE_CHECKING:
    from .diagnostic import Diagnostic

__all__ = ["Positive", "Relation", "Truth", "Undetermined", "Zero", "measured", "relate", "relation_words"]

WORDS: dict[str, type[Relation]] = {}
CLASSES: dict[str, type[Relation]] = {}
MEASURES: dict[str, Callable[..., Num]] = {}
"""`distance`, `angle` ...: word -> a `Measure` of `relations/measure.py`, which has `slots`, `dim` and `power`, and called makes a Num."""


class Zero(Record):
    """`value` is to be 0. power: its dimension as a power of length (0: a pure number, 1: a length, 2: an area), to compare it with the frame's size;
    scale: a magnitude to compare it with instead."""

    value: Num
    power: int = 0
    scale: Num | None = None


class Positive(Record):
    """`value` is to be above 0 (`strict`) or not below."""

    value: Num
    power: int = 0
    strict: bool = True
    scale: Num | None = None


class Truth(Record):
    """Decided without numbers (`why` in words)."""

    value: bool
    why: str = ""


class Undetermined(ValueError):
    """A measure has no value here; the text says why."""


class Relation:
    words: ClassVar[tuple[str, ...]] = ()
    """how the author writes it; empty for relations that only the compiler makes."""
    shape: ClassVar[bool] = True
    """True: belongs to the shape and must hold on the page also when it is not to scale; False: a measure, proved on the model."""
    looks_around: ClassVar[bool] = False
    """True: it speaks of all elements of the block in which it is claimed (`check kirchhoff()`), which the checker puts into `around`."""
    slots: ClassVar[tuple[Slot, ...]] = ()
    begins: tuple[Any, ...] = ()
    """Of a wish: a free place, and the place where it begins before anything is solved."""
    around: tuple[Any, ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        slots = {s.name: s for s in cls.slots}
        for key, value in list(cls.__dict__.items()):
            if isinstance(value, _Unnamed):
                slots[key] = Slot(name=key, **value.keys)
                delattr(cls, key)
        cls.slots = tuple(slots.values())
        if CLASSES.setdefault(cls.__name__, cls).__qualname__ != cls.__qualname__ or CLASSES[cls.__name__].__module__ != cls.__module__:
            raise TypeError(f"two classes of relations are called {cls.__name__}")
        for w in cls.words:
            if w in WORDS and WORDS[w].__qualname__ != cls.__qualname__:
                raise TypeError(f"two relations are called {w}")
            WORDS[w] = cls

    def __init__(self, *operands: Any, **named: Any) -> None:
        space = self.__dict__
        for slot, value in zip(self.slots, operands, strict=False):
            space[slot.name] = value
        for slot in self.slots[len(operands) :]:
            space[slot.name] = named.get(slot.name, slot.default)

    def misuse(self) -> Iterator[Diagnostic]:
        """What is wrong with the operands as such, asked when the claim is read; an error here leaves the claim out."""
        return iter(())

    def residuals(self) -> Iterator[Zero | Positive]:
        """For the solver: what is zero, or positive, when it holds. Smooth where it can be."""
        raise NotImplementedError

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        """For the verifier: all of these must be so."""
        raise NotImplementedError

    def unusual(self) -> bool:
        """Over floats: does it hold in a way that nobody means who does not say so (a circle that touches another from within)?"""
        return False

    def sizes(self) -> tuple[Num, ...]:
        """What must be known, so that the usual way goes without saying: an unknown radius has two values."""
        return ()

    def phrase(self) -> str:
        """'AB is perpendicular to CD', in the author's names, for messages."""
        return f"{type(self).__name__.lower()}"

    def marks(self) -> Iterator[Ink]:
        """How a printed fact of this kind is drawn (a right angle, ticks, chevrons), over floats; nothing: seen as drawn."""
        return iter(())

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Any:
        copy = object.__new__(self.__class__)
        memo = done.setdefault(-1, {})
        space = copy.__dict__
        for key, value in self.__dict__.items():
            space[key] = value if value.__class__ in _LEAVES else number_of(value, values, done, memo)
        return copy


def relate(name: str, *operands: Any, **named: Any) -> Relation:
    """The relation of that class name (`relate("On", P, k)`): how a domain claims without importing `relations`."""
    return CLASSES[name](*operands, **named)


def measured(word: str, *operands: Any, **named: Any) -> Num:
    """`measured("angle", A, B, C)`: the number, which knows what it is about."""
    return MEASURES[word](*operands, **named)


def relation_words() -> list[str]:
    return sorted(WORDS)
