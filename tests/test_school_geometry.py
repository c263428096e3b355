"""What a free choice must look like in figures of school geometry."""

import pytest

import sciml

FREE = {
    "three medians, one length": 't = triangle(ABC); p = median(t, A); q = median(t, B); r = median(t, C); G = intersection(p, q); given AG = 8 cm; unknown "GM"',
    "a trapezium and its height": "trapezoid(ABCD, AB=10 cm, CD=6 cm); H = foot(D, AB); segment(DH); right_angle(DHA); given DH = 4 cm; parallel_marks(AB, CD)",
    "two medians": "t = triangle(ABC); median(t, A); median(t, B); given AB = 7 cm",
    "a trapezium with marks": "trapezoid(ABCD); parallel_marks(AB, CD)",
    "heights": "t = triangle(ABC); altitude(t, A); altitude(t, B); given AC = 5 cm",
}


def codes(text: str) -> list[str]:
    return [d.code for d in sciml.compile(text).diagnostics]


@pytest.mark.parametrize("text", FREE.values(), ids=FREE.keys())
def test_nothing_is_chosen_that_is_then_complained_of(text: str) -> None:
    assert not {"SCI411", "SCI412", "SCI413"} & set(codes(text))


def test_a_fact_said_twice_hides_no_freedom() -> None:
    text = "trapezoid(ABCD, AB=10 cm, CD=6 cm); H = foot(D, AB); segment(DH); given DH = 4 cm"
    assert sciml.compile(f"{text}; parallel_marks(AB, CD)").report["pages"][0]["free"] == sciml.compile(text).report["pages"][0]["free"]
