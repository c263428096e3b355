"""Problems in words to figures: understand, plan, write, with the compiler as the critic. `draw(problem, provider)` is the whole of it.

Names are loaded when they are first asked for; no model library is loaded before a provider needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .draft import Abstention, Draft
    from .loop import Attempt, Item, Options, draw
    from .plan import Plan
    from .problem import BadProblem, Problem, read_problems
    from .providers import Completion, Limits, Message, Price, Provider, ProviderError, Request, Usage
    from .trace import Trace
    from .understand import Quantity, Understanding

_ROOMS = {
    "draft": ("Abstention", "Draft"),
    "loop": ("Attempt", "Item", "Options", "draw"),
    "plan": ("Plan",),
    "problem": ("BadProblem", "Problem", "read_problems"),
    "providers": ("Completion", "Limits", "Message", "Price", "Provider", "ProviderError", "Request", "Usage"),
    "trace": ("Trace",),
    "understand": ("Quantity", "Understanding"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Abstention",
    "Attempt",
    "BadProblem",
    "Completion",
    "Draft",
    "Item",
    "Limits",
    "Message",
    "Options",
    "Plan",
    "Price",
    "Problem",
    "Provider",
    "ProviderError",
    "Quantity",
    "Request",
    "Trace",
    "Understanding",
    "Usage",
    "draw",
    "read_problems",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    from importlib import import_module

    made: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = made
    return made
