"""The loop: faults of every kind are mended within two rounds, the best of several is kept, nothing that is asked is shown, and it ends."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sciml.document import compile
from sciml.planner import Plan, Problem
from sciml.planner.answers import read_script, read_spec, read_subjects
from sciml.planner.artefacts import artefacts, pictures
from sciml.planner.imgcoder import again, write_script
from sciml.planner.loop import ABSTAINED, DRAWN, FAILED, Attempt, Item, Options, draw
from sciml.planner.plan import read_plan
from sciml.planner.problem import BadProblem, read_problems
from sciml.planner.prompts import SETS, digest, names, prompt
from sciml.planner.providers import Completion, Limits, Message, ProviderError, Request, Usage
from sciml.planner.readings import readings
from sciml.planner.trace import trace
from sciml.planner.understand import understand

TEXT = "A 2.0 kg block slides down a rough 30 degree incline; mu_k = 0.25. Find its acceleration a."
PROBLEM = Problem("block", TEXT, answer="2.78 m/s^2")
SPEC = """figure("Block on a rough incline")
given mu_k = 0.25 "coefficient of kinetic friction"
unknown a "acceleration of the block"
ramp = incline(angle=30 deg)
b = block(on=ramp, at=0.55, mass=2.0 kg)
weight(b, label="$m\\vec g$")
n = normal_force(b)
friction(b, up(ramp), label="$f_k$")
acceleration(b, down(ramp), a)
check perpendicular(n, ramp.slope)
"""
PLAN = "## Content\n- a block on an incline\n\n## Layout\n- the block half way up\n\n## Labels\n- 2.0 kg\n- 30 deg\n\n## Considerations\n- no value of a\n\nSubjects: mechanics, forces"


class Told:
    """A provider whose answers are told: texts, lists of texts (several candidates), errors, or functions of the request."""

    name, model, price = "told", "m", None
    limits = Limits()

    def __init__(self, *answers: Any, finish: str = "stop") -> None:
        self.answers, self.finish = list(answers), finish
        self.seen: list[Request] = []

    def identity(self) -> dict[str, Any]:
        return {"name": self.name, "model": self.model}

    def complete(self, request: Request) -> Sequence[Completion]:
        self.seen.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        texts = answer if isinstance(answer, list) else [answer]
        held = "lark" if request.grammar is not None else ""
        return [t if isinstance(t, Completion) else Completion(t, self.finish, Usage(100, 10, int(i == 0)), "m", held) for i, t in enumerate(texts)]


def user(request: Request) -> str:
    return request.messages[-1].text


# ---------------------------------------------------------------- the way that goes well


def test_plan_write_draw() -> None:
    told = Told(PLAN, SPEC)
    item = draw(PROBLEM, told)
    assert (item.status, item.why, item.spec) == (DRAWN, "", SPEC)
    assert item.plan.labels == ("2.0 kg", "30 deg") and item.plan.considerations == ("no value of a",)
    assert {g for g, _ in item.trace.found} >= {"2.0 kg"} and not item.trace.missing and not item.trace.leaked
    assert item.usage == Usage(200, 20, 2) and item.provider["constraint"] == {"sent": 1, "ignored": 0}
    assert item.provider["prompts"] == f"sciml:{digest('sciml')}" and item.provider["grammar"] == "language"
    planned, written = told.seen
    assert planned.grammar is None and written.grammar is not None and written.grammar.mode == "language"
    assert TEXT in user(planned) and TEXT in user(written) and "2.0 kg" in user(written) and "a block on an incline" in user(written)


@pytest.mark.parametrize(("mode", "sent"), [("problem", "problem"), ("language", "language"), ("off", None)])
def test_grammar_modes(mode: str, sent: str | None) -> None:
    told = Told(PLAN, SPEC.replace("2.0 kg", "2.0 m"), "@ 5\nb = block(on=ramp, at=0.55, mass=2.0 kg)")
    item = draw(PROBLEM, told, Options(grammar=mode))
    assert [r.grammar.mode if r.grammar else None for r in told.seen] == [None, sent, "edits" if sent else None]
    assert item.status == DRAWN and item.provider["grammar"] == mode


def test_the_answer_is_never_told() -> None:
    """Not to the model, in any prompt; not in what is kept, unless it is asked for (the spec that shows it, and the report that quotes the spec, are evidence)."""
    told = Told(PLAN, SPEC.replace("check", 'note("a = 2.78 m/s²")\ncheck'), "@ 99\n")
    item = draw(PROBLEM, told)
    assert item.status == FAILED and item.why == "the figure shows what is asked"
    assert len(told.seen) >= 3 and "shows what the problem asks for" in user(told.seen[2])
    said = [m.text for r in told.seen for m in r.messages if 'note("a' not in m.text]
    assert said and not any("2.78" in text for text in said)
    kept = {name: data.decode() for name, data in artefacts(item).items() if name not in ("spec.sciml", "attempts.json", "report.json")}
    assert [name for name, text in kept.items() if "2.78 m" in text] == []
    assert "2.78" in artefacts(item, answers=True)["problem.json"].decode()


def test_one_call() -> None:
    told = Told(PLAN + "\n\n```sciml\n" + SPEC + "```\n")
    item = draw(PROBLEM, told, Options(one_call=True))
    assert item.status == DRAWN and len(told.seen) == 1 and told.seen[0].grammar is None
    assert item.plan.layout == ("the block half way up",)


def test_what_is_kept(tmp_path: Path) -> None:
    item = draw(PROBLEM, Told(PLAN, SPEC))
    made = artefacts(item)
    assert sorted(made) == ["attempts.json", "plan.md", "problem.json", "report.json", "spec.sciml", "trace.json", "understanding.json"]
    assert json.loads(made["report.json"])["provider"]["name"] == "told"
    assert json.loads(made["attempts.json"])[0]["answer"] == SPEC
    assert pictures(item)["figure.png"].startswith(b"\x89PNG")
    assert read_plan(made["plan.md"].decode()) == item.plan


# ---------------------------------------------------------------- a planner that makes mistakes

Fault = tuple[str, Callable[[str], str]]
FAULTS: list[Fault] = [
    ("kind misspelt", lambda s: s.replace("incline(", "inclin(")),
    ("kind unknown", lambda s: s.replace("weight(b", "heaviness(b")),
    ("keyword misspelt", lambda s: s.replace("mass=", "mas=")),
    ("keyword unknown", lambda s: s.replace("mass=2.0 kg", "mass=2.0 kg, roughness=3")),
    ("name never bound", lambda s: s.replace("friction(b,", "friction(body,")),
    ("name bound twice", lambda s: s.replace("n = normal", "b = normal")),
    ("angle without deg", lambda s: s.replace("30 deg", "30")),
    ("wrong dimension", lambda s: s.replace("2.0 kg", "2.0 m")),
    ("unit unknown", lambda s: s.replace("2.0 kg", "2.0 kilo")),
    ("bracket open", lambda s: s.replace("mass=2.0 kg)", "mass=2.0 kg")),
    ("text open", lambda s: s.replace('block"\nramp', "block\nramp")),
    ("two statements on a line", lambda s: s.replace("n = normal_force(b)\nfriction", "n = normal_force(b) friction")),
    ("prose between", lambda s: s.replace("n = normal", "Now the normal force.\nn = normal")),
    ("comma missing", lambda s: s.replace("on=ramp, at", "on=ramp at")),
    ("claim that fails", lambda s: s.replace("perpendicular(n", "parallel(n")),
    ("place that is none", lambda s: s.replace("up(ramp)", "ramp")),
    ("direction missing", lambda s: s.replace("acceleration(b, down(ramp), a)", "acceleration(b)")),
    ("given left out", lambda s: s.replace('given mu_k = 0.25 "coefficient of kinetic friction"\n', "")),
    ("given wrong", lambda s: s.replace("2.0 kg", "3.0 kg")),
    ("given as a bare number", lambda s: s.replace("mass=2.0 kg", "mass=2.0")),
    ("answer written", lambda s: s.replace("down(ramp), a)", "down(ramp), 2.78 m/s^2)")),
    ("answer in a label", lambda s: s.replace('"$f_k$"', '"$f_k$ so 2.78 m/s²"')),
    ("value that nobody gave", lambda s: s.replace("friction(b, up(ramp)", "friction(b, up(ramp), 4.2 N")),
    ("several at once", lambda s: s.replace("incline(", "inclin(").replace("2.0 kg", "2.0 m").replace("friction(b,", "friction(body,")),
    ("in a fence, with prose", lambda s: "Here is the spec.\n\n```\n" + s.replace("2.0 kg", "2.0 m") + "```\nI hope that it helps."),
    ("matplotlib", lambda s: "import matplotlib.pyplot as plt\nplt.plot([0, 1], [0, 1])\nplt.show()\n"),
]


def mender(faulty: str) -> Callable[[Request], str]:
    """Answers a request for repair as a model that understands messages does: the lines that are named are written anew, what is said to be missing is put in.
    It knows the right spec, but looks only where the findings point."""
    right = SPEC.splitlines()

    def answer(request: Request) -> str:
        shown, _, told = user(request).partition("What the compiler says:")
        lines = {int(m[1]): m[2] for m in re.finditer(r"^ *(\d+)  (.*)$", shown, re.M)}
        if "(none)" in shown or "holds no spec" in told or "matplotlib" in shown:
            return f"@ 1..{max(lines, default=1)}\n{SPEC}" if lines else SPEC
        out = []
        for number in sorted({int(n) for n in re.findall(r"^- line (\d+)", told, re.M)}):
            gone = [r for r in right if r not in lines.values()]
            mended = next(iter(difflib.get_close_matches(lines.get(number, ""), gone, 1, 0.3)), "")
            out.append(f"@ {number}\n{mended}\n" if mended else f"@ {number}\n")
        for given in re.findall(r"the problem gives (.*?), which", told):
            line = next((r for r in SPEC.splitlines() if given.replace("degree", "deg") in r), "")
            same = next((n for n, text in lines.items() if line and text.partition("(")[0] == line.partition("(")[0] and "(" in line), None)
            out.append(f"@ {same}\n{line}\n" if same else f"@ after 1\n{line}\n")
        return "".join(out)

    return answer


@pytest.mark.parametrize(("kind", "fault"), FAULTS, ids=[k for k, _ in FAULTS])
def test_faults_are_mended_within_two_rounds(kind: str, fault: Callable[[str], str]) -> None:
    faulty = fault(SPEC)
    assert faulty != SPEC, "the fault is one"
    told = Told(PLAN, faulty, mender(faulty))
    item = draw(PROBLEM, told)
    assert item.attempts[0].errors or item.attempts[0].score[2:8] != (0,) * 6, "the compiler sees it"
    assert item.status == DRAWN, (item.why, [a.spec for a in item.attempts][-1])
    assert not item.trace.missing and not item.trace.leaked and not item.trace.extra
    assert max(a.round for a in item.attempts) <= 2 and len(told.seen) <= 4


def test_most_slips_need_no_model() -> None:
    """What the compiler can mend by itself costs no request."""
    free = 0
    for _, fault in FAULTS:
        told = Told(PLAN, fault(SPEC), "@ 99\n")
        item = draw(PROBLEM, told, Options(rounds=0))
        free += item.status == DRAWN and not item.trace.missing and not item.trace.extra
    assert free >= 6, free


# ---------------------------------------------------------------- it ends


def test_a_model_that_changes_nothing_is_not_asked_again() -> None:
    told = Told(PLAN, SPEC.replace("2.0 kg", "2.0 m"), "I see no mistake.")
    item = draw(PROBLEM, told, Options(rounds=5))
    assert item.status == FAILED and "mass" in item.why and len(told.seen) == 3


def test_the_same_mistake_twice_ends_it() -> None:
    told = Told(PLAN, SPEC.replace("2.0 kg", "2.0 m"), "@ 5\nb = block(on=ramp, at=0.5, mass=2.0 m)")
    item = draw(PROBLEM, told, Options(rounds=5))
    assert item.status == FAILED and len(told.seen) == 3


def test_a_repair_that_makes_it_worse_is_forgotten() -> None:
    bad = SPEC.replace('given mu_k = 0.25 "coefficient of kinetic friction"\n', "")
    told = Told(PLAN, bad, "@ 4\nramp = nothing(1)\n", "@ after 1\ngiven mu_k = 0.25\n")
    item = draw(PROBLEM, told)
    assert item.status == DRAWN and "incline(angle=30 deg)" in item.spec and not item.trace.missing
    assert "incline(angle=30 deg)" in user(told.seen[3]), "the second round starts from the better text"


def test_rounds_are_counted() -> None:
    n = iter(range(1, 99))
    told = Told(PLAN, SPEC.replace("2.0 kg", "2.0 m"), lambda r: f"@ 5\nb = block(on=ramp, at=0.5, mass=2.{next(n)} m)")
    item = draw(PROBLEM, told, Options(rounds=3))
    assert item.status == FAILED and len(told.seen) == 5


@pytest.mark.parametrize("answer", ["", "   \n", "I cannot draw this.", "```python\nprint(1)\n```", "{" * 5000, "(" * 5000, "\x00\ufffd", "@ 1\nx = 1"])
def test_any_answer_ends_in_an_item(answer: str) -> None:
    item = draw(PROBLEM, Told(PLAN, answer))
    assert item.status == FAILED and item.why


def test_an_answer_that_is_cut_off_is_gone_on_with() -> None:
    whole = SPEC.splitlines()
    half = Completion("\n".join(whole[:6]) + "\nn = normal_fo", "length", constraint="lark")
    told = Told(PLAN, half, lambda r: "@ after 6\n" + "\n".join(whole[6:]))
    item = draw(PROBLEM, told)
    assert "cut off after line 6" in user(told.seen[2]) and item.status == DRAWN and item.spec.splitlines() == whole
    assert item.attempts[0].obeyed is None and item.attempts[0].finish == "length"


def test_an_ignored_grammar_is_noted() -> None:
    item = draw(PROBLEM, Told(PLAN, "Sure!\n```sciml\n" + SPEC + "```"))
    assert item.status == DRAWN and item.provider["constraint"] == {"sent": 1, "ignored": 1} and item.attempts[0].obeyed is False


# ---------------------------------------------------------------- errors of providers


def test_no_answer_is_raised() -> None:
    with pytest.raises(ProviderError, match="gone"):
        draw(PROBLEM, Told(PLAN, ProviderError("server", "gone", again=True)))
    with pytest.raises(ProviderError, match="no answer"):
        draw(PROBLEM, Told([]))


def test_a_figure_is_kept_when_the_provider_goes() -> None:
    told = Told(PLAN, SPEC.replace('given mu_k = 0.25 "coefficient of kinetic friction"\n', ""), ProviderError("server", "gone", again=True))
    item = draw(PROBLEM, told)
    assert item.status == DRAWN and item.trace.missing
    with pytest.raises(ProviderError, match="gone"):
        draw(PROBLEM, Told(PLAN, SPEC.replace("2.0 kg", "2.0 m"), ProviderError("server", "gone")))


# ---------------------------------------------------------------- best of n


def test_the_best_of_several_is_kept() -> None:
    no_friction = SPEC.replace('given mu_k = 0.25 "coefficient of kinetic friction"\n', "")
    leaking = SPEC.replace('"$f_k$"', '"2.78 m/s²"')
    longer = SPEC.replace("weight(b,", "weight(b, dashed=false,")
    told = Told(PLAN, ["x = (", no_friction, leaking, SPEC, longer], "")
    item = draw(PROBLEM, told, Options(n=5))
    assert item.status == DRAWN and item.spec == SPEC and told.seen[1].n == 5
    assert len(told.seen) == 2, "one of them needs no repair"
    ranked = sorted({a.candidate: a.score for a in item.attempts if a.how == "written"}.items(), key=lambda p: p[1])
    assert [k for k, _ in ranked] == [0, 2, 1, 4, 3]


def test_of_equals_the_first() -> None:
    item = draw(PROBLEM, Told(PLAN, [SPEC, SPEC.replace("0.55", "0.45")]), Options(n=2))
    assert item.spec == SPEC


# ---------------------------------------------------------------- without a model


def test_the_embedded_planner_draws_or_says_why() -> None:
    item = draw(PROBLEM)
    assert item.status == DRAWN and item.provider["name"] == "template" and item.usage == Usage() and not item.trace.missing
    other = draw(Problem("x", "Who wrote Faust, and what does Mephisto want?"))
    assert other.status == ABSTAINED and other.why and not other.spec


# ---------------------------------------------------------------- tracing


def traced(spec: str, text: str, answer: str = "") -> Any:
    document = compile(spec)
    assert document.ok, document.diagnostics
    return trace(document, understand(Problem("t", text, answer)))


@pytest.mark.parametrize(
    ("spec", "text", "missing"),
    [
        ('given L = 1.50e8 km "distance"', "The distance is 1.50 × 10^8 km.", ()),
        ('given L = 150 m "length"', "A rope of 0.150 km.", ()),
        ('given p = 62_500 USD "price"', "The price is $62,500.", ()),
        ('given t = -5 degC "temperature"', "It is -5 °C outside.", ()),
        ("triangle(ABC, AB=3 cm, BC=4 cm)", "A triangle with AB = 3 cm and BC = 4 cm.", ()),
        ("triangle(ABC, AB=3 cm, BC=4 cm)", "A triangle with AB = 3 cm and BC = 5 cm.", ("5 cm",)),
        ('given mu_k "friction"', "The coefficient of friction is mu_k.", ()),
        ("triangle(ABC, AB=3, BC=4)", "A triangle with AB = 3 cm and BC = 4 cm.", ()),
    ],
)
def test_givens_are_found(spec: str, text: str, missing: tuple[str, ...]) -> None:
    found = traced(spec, text)
    assert len(found.missing) == len(missing) and all(m in f for m, f in zip(missing, found.missing, strict=True))


@pytest.mark.parametrize(
    ("label", "answer", "leaks"),
    [
        ("a = 2.78 m/s²", "2.78 m/s^2", True),
        ("2.78 m/s²", "$2.78 \\mathrm{~m/s^2}$", True),
        ("278 cm/s²", "2.78 m/s^2", True),
        ("2.8 m/s²", "2.78 m/s^2", False),
        ("a", "2.78 m/s^2", False),
        ("5 cm", "5 cm", False),
        ("block 3", "3", False),
        ("n = 3", "3", True),
        ("6.7 × 10⁹ J", "6.7e+9 J", True),
        ("v² = GM/d", "v^2=GM/d", True),
        ("mitochondrion", "Mitochondrion", False),
        ("mitochondrion", "mitochondrion", True),
        ("No", "No", False),
    ],
)
def test_answers_are_noticed(label: str, answer: str, leaks: bool) -> None:
    found = traced(f'circle(O, radius=5 cm)\nnote("{label}")', "A circle has a radius of 5 cm. What is asked?", answer)
    assert bool(found.leaked) is leaks
    assert not leaks or answer not in json.dumps(found.as_json())


def test_options_of_the_problem_are_no_leak() -> None:
    document = compile('circle(O, radius=5 cm)\nnote("A. 25 cm")')
    assert trace(document, understand(Problem("t", "A circle has a radius of 5 cm. How wide?", "25 cm", ("25 cm", "10 cm")))).leaked == ()
    assert trace(document, understand(Problem("t", "A circle has a radius of 5 cm. How wide?", "25 cm"))).leaked


def test_readings() -> None:
    read = [(r.number, r.unit) for r in readings("$62,500; 1.50 × 10⁸ km; −5 °C; 385 W·m⁻¹·K⁻¹; 30°; 40 %; 6 N is")]
    assert read == [("62500", "USD"), ("1.50e8", "km"), ("-5", "°C"), ("385", "W*m^-1*K^-1"), ("30", "°"), ("40", "%"), ("6", "N")]


# ---------------------------------------------------------------- what models say


@pytest.mark.parametrize(
    "text",
    [
        "## Content\n- a\n- b\n## Layout\n- c\n## Labels\n- d\n## Considerations\n- e\n",
        "**Image Content**:\n* a\n* b\n\n**Layout**: c\n\n**Labels**\n1. d\n\n**Drawing Considerations**\n- e",
        "### Section 1: Plan\n1. **Content**\n   - a\n   - b\n2. **Layout**\n   - c\n3. **Labels**\n   - d\n4. **Considerations**\n   - e",
        "Content: a\n- b\nLayout: c\nLabels: d\nConsiderations: e\nSubjects: draw",
    ],
)
def test_plans_are_read(text: str) -> None:
    assert read_plan(text) == Plan(("a", "b"), ("c",), ("d",), ("e",))


def test_a_plan_without_headings_is_content() -> None:
    assert read_plan("Draw a block.\nAnd a ramp.") == Plan(("Draw a block.", "And a ramp."))
    assert not read_plan("")


@pytest.mark.parametrize(
    ("answer", "spec"),
    [
        ("a = 1", "a = 1\n"),
        ("```sciml\na = 1\n```", "a = 1\n"),
        ("Plan.\n```\nshort\n```\nSpec:\n```sciml\na = 1\nb = 2\n```\nDone.", "a = 1\nb = 2\n"),
        ("<think>```sciml\nno\n```</think>\na = 1", "a = 1\n"),
        ("```sciml\na = 1\n", "a = 1\n"),
        ("```python\nprint(1)\n```", ""),
        ('{"statements": [{"node": "Unknown", "facts": [{"node": "Fact", "left": {"node": "Name", "id": "a"}}]}]}', "unknown a\n"),
        ("", ""),
    ],
)
def test_specs_are_read(answer: str, spec: str) -> None:
    assert read_spec(answer) == spec


def test_subjects_and_scripts_are_read() -> None:
    assert read_subjects("x\n**Subjects:** mechanics, forces.") == ("mechanics", "forces")
    assert read_subjects("none") == ()
    assert read_script("a\n```python\nx = 1\n```\nb\n```python\nx = 1\ny = 2\n```") == "x = 1\ny = 2\n"


# ---------------------------------------------------------------- prompts

PINNED = {"sciml": "3c784d548aa0ca19", "imgcoder": "a4f551a5d9cfd11a"}
"""A change of a prompt changes every cached answer and every number that was measured with it: it is made on purpose, here."""


def test_prompts_are_pinned() -> None:
    assert {of: digest(of) for of in SETS} == PINNED


@pytest.mark.parametrize("name", [f"{of}/{n}" for of in SETS for n in names(of)])
def test_prompts_take_what_they_name(name: str) -> None:
    with pytest.raises(KeyError):
        prompt(name, nothing="x")
    text = (Path(__file__).parent.parent / "planner" / "prompts" / f"{name}.md").read_text("utf-8")
    places = set(re.findall(r"\{\{(\w+)\}\}", text))
    made = prompt(name, **{p: f"<{p} {{{{x}}}}>" for p in places})
    assert [m.role for m in made] == ["system", "user"] and all(f"<{p} {{{{x}}}}>" in "".join(m.text for m in made) for p in places)
    assert "answer" not in places


def test_the_first_message_is_the_same_for_all_problems() -> None:
    """So that a server keeps what it computed of it."""
    told = [Told(PLAN, SPEC), Told(PLAN, SPEC)]
    draw(PROBLEM, told[0])
    draw(Problem("other", "A triangle ABC has AB = 3 cm."), told[1])
    assert [r.messages[0] for r in told[0].seen] == [r.messages[0] for r in told[1].seen[:2]]


def test_the_other_workflow() -> None:
    script = "import matplotlib.pyplot as plt\nplt.savefig('figure.png')\n"
    first = "### Section 1: Plan\n- **Image content**: a block\n- **Layout**: below\n\n### Section 2: Code\n```python\nimport (\n```"
    told = Told(first, f"```python\n{script}```")
    made = write_script(PROBLEM, told)
    assert made.code == script and made.why == "" and made.usage.calls == 2 and made.plan.content == ("a block",)
    assert "SyntaxError in line 1" in user(told.seen[1]) and TEXT in user(told.seen[0])
    assert not any("2.78" in m.text for r in told.seen for m in r.messages)
    assert write_script(PROBLEM, Told("no")).why and "ZeroDivisionError" in again(PROBLEM, script, "ZeroDivisionError")[1].text


# ---------------------------------------------------------------- problems

LINES = [
    '{"id": "a", "question": "What?", "answer": 3, "options": {"A": "1", "B": "2"}}',
    "{not json",
    '{"id": "b", "problem": "Why?", "options": ["x", "y"]}',
    '{"id": "a", "text": "again"}',
    '{"id": "c"}',
    "",
    '"text"',
    '{"text": "How?", "answer": null}',
]


def test_problems_are_read_and_bad_lines_named(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("\ufeff" + "\n".join(LINES), "utf-8")
    bad: list[BadProblem] = []
    found = list(read_problems(path, bad.append))
    assert [(p.id, p.text, p.answer, p.options) for p in found] == [("a", "What?", "3", ("1", "2")), ("b", "Why?", "", ("x", "y")), ("000008", "How?", "", ())]
    assert [b.line for b in bad] == [2, 4, 5, 7] and "not JSON" in bad[0].why and "line 1" in bad[1].why
    with pytest.raises(BadProblem, match=r"p\.jsonl:2: not JSON"):
        list(read_problems(path))


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"problems": rows}, lambda rows: {"version": 1, "data": rows}])
@pytest.mark.parametrize("indent", [None, 1])
def test_lists_of_problems_are_read(wrap: Callable[[Any], Any], indent: int | None, tmp_path: Path) -> None:
    rows = [{"id": 1, "question": "What?"}, {"id": 2, "question": "Why?"}]
    path = tmp_path / "p.json"
    path.write_text(json.dumps(wrap(rows), indent=indent), "utf-8")
    assert [(p.id, p.text) for p in read_problems(path)] == [("1", "What?"), ("2", "Why?")]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"text": "good"}\n{"text": "\xff"}\n')
    bad: list[BadProblem] = []
    assert len(list(read_problems(path, bad.append))) == 1 and "not UTF-8" in bad[0].why


def test_records() -> None:
    assert Message("user", "x") == Message("user", "x") and isinstance(draw(PROBLEM), Item)
    assert Attempt(0, 0, "written", "").obeyed is None
