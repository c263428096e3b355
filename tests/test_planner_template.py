"""The embedded planner: what it draws, what it leaves, that its weights are what the command makes."""

from __future__ import annotations

import importlib.util
from itertools import permutations
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from sciml.document import compile
from sciml.planner.draft import Abstention, Draft
from sciml.planner.problem import Problem
from sciml.planner.template import draft, propose, rank
from sciml.planner.template.assign import IMPOSSIBLE, assign
from sciml.planner.template.evaluate import main as evaluate
from sciml.planner.template.family import WEIGHTS, families, read_family
from sciml.planner.template.train import as_text, learn, written
from sciml.planner.template.train import main as train
from sciml.planner.understand import understand

_spec = importlib.util.spec_from_file_location("planner_problems", Path(__file__).parent / "planner_problems.py")
assert _spec is not None and _spec.loader is not None
problems = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(problems)


def drafted(text: str) -> Draft | Abstention:
    problem = Problem("p", text)
    return draft(problem, understand(problem))


def test_the_first_sentence() -> None:
    """The sentence of the README."""
    made = drafted("A 2.0 kg block slides down a 30 degree incline, mu = 0.25. Find its acceleration.")
    assert isinstance(made, Draft) and made.family == "block_on_incline"
    assert made.slots == {"m": "2.0 kg", "angle": "30 degree", "mu": "0.25"}
    for line in ("incline(angle=30 deg)", "mass=2.0 kg", "given mu = 0.25", "unknown a", "acceleration(body, down(ramp), a)"):
        assert line in made.spec
    assert compile(made.spec).ok


@pytest.mark.parametrize(("family", "text"), problems.DRAWN, ids=[t[:50] for _, t in problems.DRAWN])
def test_draws(family: str, text: str) -> None:
    made = drafted(text)
    assert isinstance(made, Draft), made.reason
    assert made.family == family


@pytest.mark.parametrize("text", problems.BESIDE, ids=[t[:50] for t in problems.BESIDE])
def test_leaves(text: str) -> None:
    """What is beside a family is left, and the reason is a sentence."""
    made = drafted(text)
    assert isinstance(made, Abstention), made.spec
    assert len(made.reason) > 20


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A 2.0 kg block slides down a 30 degree incline. The spring constant is 40 N/m. Find its acceleration.", "spring"),
        ("A 2.0 kg block slides down a 30 degree incline for 5.0 s. Find its acceleration.", "5.0 s has no place"),
        ("Two blocks slide down a 30 degree incline. Find their acceleration.", "says 'Two blocks'"),
        ("As shown in the figure, a 2.0 kg block slides down a 30 degree incline. Find its acceleration.", "a figure that is not here"),
        ("A rectangle is 5 cm long and 3 cm wide and encloses a circle. Find its area.", "circle"),
        ("Balance the equation for the combustion of propane.", "no family"),
        ("In a circle of radius 3 cm a chord is 40 cm long. Find its distance from the centre.", "does not hold"),
        ("", ""),
        ("In triangle PQR, PQ = 3, QR = 4 and PR = 9. Find angle Q.", "no triangle has sides 3, 4, 9"),
        ("In triangle ABC, AB = 8, BC = 5 and angle A = 30°. Find angle C.", "two different triangles"),
        ("In triangle ABC, angle A = 100°, angle B = 95° and AB = 5. Find AC.", "no triangle has"),
        ("A uniform ladder leans against a rough wall on rough ground. Find the smallest angle at which it can rest.", "gives no length"),
        ("In the rectangle ABCD the point E lies on CD. AB = 8 cm, DE = 3 cm. Find the area of triangle ABE.", "'point E'"),
    ],
)
def test_says_why(text: str, reason: str) -> None:
    made = drafted(text)
    assert isinstance(made, Abstention)
    assert reason in made.reason


def spec(text: str) -> str:
    made = drafted(text)
    assert isinstance(made, Draft), made.reason
    return made.spec


@pytest.mark.parametrize(
    ("masses", "arrow"),
    [
        ("5.0 kg and 3.0 kg", "acceleration(one, down, a)"),
        ("3.0 kg and 5.0 kg", "acceleration(two, down, a)"),
        ("500 g and 0.3 kg", "acceleration(one, down, a)"),
    ],
)
def test_the_heavier_body_goes_down(masses: str, arrow: str) -> None:
    made = spec(f"In an Atwood machine, masses of {masses} hang from a light string over a frictionless pulley. Find the acceleration of the masses.")
    assert arrow in made and made.count("acceleration(") == 1


@pytest.mark.parametrize("masses", ["4.0 kg and 4.0 kg", "m_1 and m_2"])
def test_no_arrow_where_nothing_tells_its_way(masses: str) -> None:
    made = spec(f"In an Atwood machine, masses {masses} hang from a light string over a frictionless pulley. Find the acceleration of the masses.")
    assert "acceleration(" not in made and "unknown a" in made


def test_friction_only_where_the_text_has_some() -> None:
    bare = "A 2.0 kg block slides down a {}30° incline. Find its acceleration."
    assert "friction(" not in spec(bare.format("")) and "friction(" not in spec(bare.format("smooth "))
    assert "friction(" in spec(bare.format("rough "))


def test_words_with_a_meaning_are_in_the_figure() -> None:
    """In the text's own words, with the thing that they are said of."""
    made = spec(
        "A uniform ladder 5.0 m long and weighing 200 N leans against a smooth vertical wall at 60° with the rough ground. Find the friction force at its foot."
    )
    for row in ('"uniform ladder"', '"smooth vertical wall"', '"rough ground"', "weight(steps, 200 N)"):
        assert row in made
    assert '"perfectly elastic collision"' in spec(
        "A 2 kg cart moving at 5 m/s collides head-on with a 3 kg cart at rest. If the collision is perfectly elastic, find the final velocities."
    )
    assert "rolls=true" in spec(
        "A simply supported beam of span 6 m carries a point load of 12 kN at 2 m from the left support. Calculate the support reactions."
    )


def test_everything_asked_is_listed() -> None:
    lens = spec("An object 3 cm tall is placed 30 cm in front of a converging lens of focal length 12 cm. Locate the image and find its height.")
    assert "unknown s_i" in lens and "unknown h_i" in lens
    carts = spec("A 2 kg cart moving at 5 m/s collides head-on with a 3 kg cart at rest. If the collision is elastic, find the final velocities.")
    assert "unknown v_1'" in carts and "unknown v_2'" in carts
    solved = spec("In triangle DEF, angle D = 48°, angle E = 71° and DE = 14. Solve the triangle.")
    assert [x for x in solved.splitlines() if x.startswith("unknown")] == ["unknown EF", "unknown FD", "unknown angle(DFE)"]


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("A dart is thrown horizontally at 12 m/s from a height of 1.7 m above the floor. How far away does it land?", "point(above=floor_", "box("),
        ("A stone is thrown horizontally at 15 m/s from the top of a cliff 44 m high. How far from the base does it land?", 'box("cliff"', "bench("),
        (
            "A circle has radius 5 cm. From P, 13 cm from the centre O, a tangent PT is drawn from the point P. Find the length of PT.",
            "tangent(",
            "right_angle(",
        ),
        (
            "A 5 kg and a 3 kg block touch on a smooth floor. Two blocks. A horizontal force of 8 N is applied to the 3 kg block. Find the acceleration.",
            "force(two.right, left",
            "force(one",
        ),
    ],
)
def test_nothing_but_what_the_text_implies(text: str, there: str, absent: str) -> None:
    made = spec(text)
    assert there in made and absent not in made


def test_an_arrow_needs_a_place() -> None:
    made = drafted("Two blocks of mass 2 kg and 3 kg are in contact on a smooth horizontal floor. There is a horizontal force of 15 N. Find the acceleration.")
    assert isinstance(made, Abstention) and "does not say on what" in made.reason


def test_names_of_the_text_are_in_the_figure() -> None:
    made = spec("In a circle of centre C and radius 17 cm the chord PQ is 30 cm long. How far is PQ from C?")
    assert "circle(C, radius=17 cm)" in made and "chord(rim, PQ" in made
    left = drafted("Cart A of mass 2 kg moving at 3 m/s collides with cart B of mass 4 kg at rest. They stick together. Find their common speed.")
    assert isinstance(left, Abstention) and "names A, B" in left.reason


def test_a_chinese_problem_has_a_chinese_figure() -> None:
    made = spec("质量为2 kg的物块静止在倾角为37°的粗糙斜面上,求物块受到的摩擦力大小。(g取10 m/s²)")
    assert "figure(" not in made and "given g = 10 m/s^2" in made and '"粗糙斜面"' in made
    assert not [word for word in ("friction force", 'incline"') if word in made]


def test_the_commands_of_developers_refuse_what_they_do_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    before = WEIGHTS.stat().st_mtime_ns
    for command, argv, status, said in (
        (train, ["--epochs", "3"], 2, "unrecognized arguments: --epochs 3"),
        (train, ["--help"], 0, "writes weights.json anew"),
        (evaluate, ["no/such.jsonl"], 2, "No such file"),
    ):
        with pytest.raises(SystemExit) as ended:
            command(argv)
        told = capsys.readouterr()
        assert (ended.value.code, said in " ".join((told.out + told.err).split())) == (status, True)
    assert WEIGHTS.stat().st_mtime_ns == before


def test_weights_are_what_the_command_makes() -> None:
    assert as_text(learn()) == WEIGHTS.read_text("utf-8")
    assert WEIGHTS.stat().st_size < 1_000_000


def test_families_draw_their_own_wordings() -> None:
    """With other values: each family draws most of them, and none is drawn as another kind of figure."""
    for family in families().values():
        random = Random(1)
        mine = 0
        for wording in family.wordings:
            text, _ = written(family, wording, random)
            problem = Problem("", text)
            made = propose(problem, understand(problem))
            if isinstance(made, Draft):
                assert made.family == family.name, text
                mine += 1
        assert mine >= 0.6 * len(family.wordings), (family.name, mine)


def test_no_given_is_lost() -> None:
    """Each given of the text stands in a slot or is read by a builder; the count of both agrees."""
    for _, text in problems.DRAWN:
        problem = Problem("", text)
        u = understand(problem)
        made = propose(problem, u)
        assert isinstance(made, Draft)
        if not families()[made.family].builder:
            again = sum(q.before[-1:] == ("the",) and q.literal in [x.literal for x in u.givens[:i]] for i, q in enumerate(u.givens))
            assert len(made.slots) == len([q for q in u.givens if not (q.spelled and not q.unit)]) - again, text


def test_fast() -> None:
    texts = [Problem("", t) for _, t in problems.DRAWN]
    propose(texts[0], understand(texts[0]))
    start = perf_counter()
    for p in texts:
        propose(p, understand(p))
    assert (perf_counter() - start) / len(texts) < 0.05


def test_rank_knows_what_it_does_not_know() -> None:
    problem = Problem("", "Draw the Lewis structure of carbon dioxide.")
    assert rank(understand(problem))[0][0] == "other"


def test_assignment_is_the_cheapest() -> None:
    random = Random(3)
    for _ in range(60):
        rows, columns = random.randint(1, 4), random.randint(4, 5)
        costs = [[random.choice([float(random.randint(0, 9)), IMPOSSIBLE]) for _ in range(columns)] for _ in range(rows)]
        best = min(sum(costs[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows))
        found = assign(costs)
        assert (found is None) == (best >= IMPOSSIBLE)
        if found is not None:
            assert len(set(found)) == rows and sum(costs[r][c] for r, c in enumerate(found)) == best
    assert assign([[1.0], [2.0]]) is None


def test_a_family_that_is_wrong_is_named() -> None:
    with pytest.raises(ValueError, match="slot m WEIGHTLESS"):
        read_family("x", "slot m WEIGHTLESS\nspec\n")


def test_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "problems.jsonl"
    file.write_text(
        '{"id": "a", "question": "A 2 kg block slides down a 30 degree incline. Find its acceleration."}\n{"id": "b", "question": "Who was Newton?"}\n', "utf-8"
    )
    assert evaluate([str(file), "-o", str(tmp_path / "out"), "--reasons"]) == 0
    said = capsys.readouterr().out
    assert "== a: block_on_incline" in said and "-- b: " in said and "2 problems: 1 drawn, 1 abstained" in said
    assert (tmp_path / "out" / "a.png").stat().st_size > 1000
