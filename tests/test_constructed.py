"""What is measured in a figure can be drawn: facts that hold together by construction are not refused, and never called impossible."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from constructed import FAMILIES, Made, text_of

from sciml.check import check
from sciml.read import read
from sciml.solve import solve
from sciml.source import Source
from sciml.verify import verify

Family = Callable[[Random], Made]
FALSE = {"SCI301", "SCI302", "SCI307", "SCI308", "SCI401"}
"""what would say that the facts are wrong"""


def refusals(text: str) -> set[str]:
    """Codes of the errors of solving and proving; a choice between two figures is none."""
    (figure,) = check(read(Source(text)).value).value  # type: ignore[arg-type, misc]
    solved = solve(figure)
    proven = solved.then(verify)
    return {d.code for d in proven.diagnostics if d.severity == "error"} - {"SCI303"}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.__name__)
def test_what_was_measured_is_never_called_wrong(family: Family) -> None:
    for seed in range(6):
        text = text_of(family, seed)
        assert not refusals(text) & FALSE, text


def test_hardly_anything_is_not_found() -> None:
    """Of 296 problems at most three."""
    missed = [text for family in FAMILIES for seed in range(100, 104) if refusals(text := text_of(family, seed))]
    assert len(missed) <= 3, "\n".join(missed)


@pytest.mark.parametrize("third", ["DE == 2", "DE == 3", "DE == 4", "DE == 5", "DE == 6", "AE == 3", "AE == 9", "EC == 1", "BC == 12", "angle(BAC) == 40 deg"])
def test_similar_triangles_with_two_parts_and_a_third(third: str) -> None:
    text = f"triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire parallel(DE, BC), AD == 4, DB == 6, {third}"
    assert not refusals(text)


def test_a_search_that_ended_is_no_proof() -> None:
    """The ratios differ, which no inequality tells; and the message names what hangs together."""
    text = "triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nF = point()\nsegment(DE)\nsegment(AF)\nrequire parallel(DE, BC), AD == 4, DB == 6, DE == 5, BC == 14, AF == 3"
    (figure,) = check(read(Source(text)).value).value  # type: ignore[arg-type, misc]
    (found,) = [d for d in solve(figure).diagnostics if d.severity == "error"]
    assert found.code == "SCI309"
    assert "DE == 5" in found.sentence() and "BC == 14" in found.sentence() and "AF" not in found.sentence()


def test_a_given_yields_to_its_digits_only_where_the_others_decide_it() -> None:
    """`agrees to the digits` and `does not hold` are never said of one given together."""
    for third in ("DE == 4", "DE == 3.9"):
        text = f"triangle(ABC)\nD = point(on=AB)\nE = point(on=AC)\nsegment(DE)\nrequire parallel(DE, BC), AD == 4, DB == 6, {third}, AE == 5"
        (figure,) = check(read(Source(text)).value).value  # type: ignore[arg-type, misc]
        codes = {d.code for d in solve(figure).then(verify).diagnostics}
        assert not codes & {"SCI305", "SCI401"}
