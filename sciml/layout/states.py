"""States on the page: what changed is drawn pale where it was and black where it comes to; what did not change is drawn once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..element import Element
from ..expression import Var
from ..figure import Facet, Figure, Frame, State

__all__ = ["show_states"]


def show_states(figure: Figure, drawn: Mapping[Var, float], done: dict[int, Any]) -> None:
    """Put the elements of each state into the frame they are drawn in: their own panel, or the frame of the figure, over a pale earlier state."""
    if getattr(figure, "states_shown", False):
        return
    figure.states_shown = True  # type: ignore[attr-defined]
    apart = {name: frame for frame in figure.frames if (name := _state_name(frame))}
    latest: dict[str, Element] = {e.id: e for e in figure.elements}
    for state in figure.states:
        changed = _changed(state, latest, drawn, done)
        now = {**latest, **state.elements}
        panel = apart.get(state.name)
        if panel is not None:
            panel.elements = [*panel.elements, *(e for k, e in now.items() if e.frame is state.frame and e.drawn)]
            panel.mm = state.frame.mm
        else:
            for k in changed:
                if k in latest:
                    was: Any
                    for was in (latest[k], latest[k].evaluated(drawn, done)):
                        was.pale = was.past = True
            state.frame.elements = [*state.frame.elements, *(state.elements[k] for k in changed)]
            _entitle(figure, state, [state.elements[k] for k in changed])
        latest = now


def _entitle(figure: Figure, state: State, changed: list[Element]) -> None:
    """The name of a state stands at the first body that moved."""
    bodies = [e for e in changed if e.family == "body" and not e.support] or changed
    if state.title and bodies:
        figure.facets.append(Facet(bodies[0], "label", state.title, f"state:{state.name}", span=state.span, frame=state.frame))


def _state_name(frame: Frame) -> str:
    state = getattr(frame.owner, "state", None)
    return str(getattr(state, "name", "")) if state is not None else ""


def _changed(state: State, latest: dict[str, Element], drawn: Mapping[Var, float], done: dict[int, Any]) -> list[str]:
    """Ids of the state's elements that are new or look different from what they were."""
    found = []
    for k, e in state.elements.items():
        if not e.drawn:
            continue
        old = latest.get(k) if k not in state.added else None
        if old is None or _numbers(old.evaluated(drawn, done)) != _numbers(e.evaluated(drawn, done)):
            found.append(k)
    return found


def _numbers(e: Element) -> list[Any]:
    """The ink of an element as numbers to 1e-6 of its frame's millimetre, and words."""
    grain = 1e-3 * float(e.mm) if isinstance(e.mm, (int, float)) else 1e-6
    out: list[Any] = []

    def walk(x: Any) -> None:
        if isinstance(x, bool) or x is None or isinstance(x, str):
            out.append(x)
        elif isinstance(x, (int, float)):
            out.append(round(x / grain))
        elif isinstance(x, (tuple, list)):
            for y in x:
                walk(y)
        elif hasattr(x, "__record__"):
            for key in x.__record__:
                if key not in ("name", "owner"):
                    walk(getattr(x, key))

    walk(list(e.draw()))
    return out
