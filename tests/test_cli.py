"""The command line in process: what each command prints, writes and returns."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from sciml.cli import COMMANDS, main
from sciml.pipeline import Page
from sciml.source import Source

GOOD = 'triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm)\ngiven "no friction"\n'
BAD = "triangle(ABC, AB=3 cm)\nblok()\ncirc(O)\n"
LIBERAL = "circle（O, radius=3）\n"
PAGES = 'figure("One")\ncircle(O, radius=3)\nfigure("Two")\ncircle(P, radius=3)\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"good": GOOD, "bad": BAD, "liberal": LIBERAL, "pages": PAGES}.items():
        (tmp_path / f"{name}.sciml").write_text(text, "utf-8")
    return tmp_path


def say(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# ---------------------------------------------------------------- render


def test_render_draws_beside_the_spec(here: Path) -> None:
    assert main(["render", "good.sciml"]) == 0
    assert (here / "good.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("ending, start", [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF"), ("json", b'{"format":"sciml-scene-')])
def test_the_ending_says_the_format(here: Path, ending: str, start: bytes) -> None:
    assert main(["render", "good.sciml", "-o", f"deep/er/x.{ending}"]) == 0
    assert (here / "deep/er" / f"x.{ending}").read_bytes().startswith(start)


def test_several_formats_and_specs_go_to_a_folder(here: Path) -> None:
    assert main(["render", "good.sciml", "liberal.sciml", "-o", "out", "--format", "svg,json"]) == 0
    assert sorted(p.name for p in (here / "out").iterdir()) == ["good.json", "good.svg", "liberal.json", "liberal.svg"]


def test_a_folder_keeps_its_shape(here: Path) -> None:
    for name in ("a/x", "b/x", "b/.hidden/y"):
        path = here / "specs" / f"{name}.sciml"
        path.parent.mkdir(parents=True)
        path.write_text(GOOD)
    assert main(["render", "specs", "-o", "out", "--format", "svg"]) == 0
    assert sorted(p.relative_to(here / "out").as_posix() for p in (here / "out").rglob("*.svg")) == ["a/x.svg", "b/x.svg"]


def test_pictures_that_would_meet_are_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "sub").mkdir()
    (here / "sub/good.sciml").write_text(GOOD)
    assert main(["render", "good.sciml", "sub/good.sciml", "-o", "out"]) == 2
    assert "both be drawn" in capsys.readouterr().err
    assert not (here / "out").exists()


def test_a_broken_page_does_not_stop_the_others(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "half.sciml").write_text('figure("A")\nsegment(Q.top, B)\nfigure("B")\ncircle(O, radius=3)\n')
    assert main(["render", "half.sciml", "-o", "half/", "--format", "svg,pdf"]) == 1
    assert sorted(p.name for p in (here / "half").iterdir()) == ["half-2.svg", "half.pdf"]
    assert "SCI201" in capsys.readouterr().err
    assert main(["render", "half.sciml", "-o", "strict/", "--strict"]) == 1
    assert not (here / "strict").exists()
    assert main(["describe", "half.sciml"]) == 1
    assert "circle" in capsys.readouterr().out


def test_pages_are_numbered_but_a_pdf_holds_all(here: Path) -> None:
    assert main(["render", "pages.sciml", "-o", "out/", "--format", "svg,pdf"]) == 0
    assert sorted(p.name for p in (here / "out").iterdir()) == ["pages-1.svg", "pages-2.svg", "pages.pdf"]
    assert main(["render", "pages.sciml", "-o", "x.svg"]) == 0
    assert (here / "x-2.svg").exists()


def test_standard_input_and_output(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    say(monkeypatch, GOOD)
    assert main(["render", "-", "-o", "-", "--format", "svg"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<svg")


def test_diagnostics_are_status_1_and_draw_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "bad.sciml", "good.sciml", "-o", "out"]) == 1
    said = capsys.readouterr().err
    assert "bad.sciml:2:1: error[SCI202]" in said
    assert "bad.sciml:3:1: error[SCI202]" in said, "all mistakes at once"
    assert "^^^^" in said
    assert "block" in said
    assert [p.name for p in (here / "out").iterdir()] == ["good.png"]


def test_strict_refuses_liberal_readings() -> None:
    assert main(["render", "liberal.sciml", "--format", "svg"]) == 0
    assert main(["render", "liberal.sciml", "--format", "svg", "--strict"]) == 1
    assert main(["render", "good.sciml", "--format", "svg", "--strict"]) == 0


def test_quiet_says_no_notes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["render", "liberal.sciml", "--format", "svg"])
    assert "note[SCI110]" in capsys.readouterr().err
    main(["render", "liberal.sciml", "--format", "svg", "--quiet"])
    assert capsys.readouterr().err == ""


def test_theme_and_dpi(here: Path) -> None:
    main(["render", "good.sciml", "-o", "a.png", "--dpi", "72"])
    main(["render", "good.sciml", "-o", "b.png", "--dpi", "144"])
    size = [int.from_bytes((here / f"{n}.png").read_bytes()[16:20]) for n in "ab"]
    assert abs(size[1] - 2 * size[0]) <= 1
    main(["render", "good.sciml", "-o", "a.svg"])
    main(["render", "good.sciml", "-o", "b.svg", "--theme", "dark"])
    assert (here / "a.svg").read_text() != (here / "b.svg").read_text()


@pytest.mark.parametrize(
    "arguments, part",
    [
        (["render", "none.sciml"], "cannot read none.sciml"),
        (["render", "good.sciml", "--format", "gif"], "no such format: gif"),
        (["render", "good.sciml", "--format", ","], "no such format"),
        (["render", "good.sciml", "liberal.sciml", "-o", "-"], "one picture"),
        (["render", "pages.sciml", "-o", "-"], "has 2 pages"),
        (["render", "good.sciml", "--dpi", "0"], "--dpi 0"),
        (["render", "good.sciml", "--dpi", "nan"], "--dpi nan"),
        (["render", "good.sciml", "-o", "notes"], "ends on .png"),
        (["render", "good.sciml", "-o", "good.sciml"], "no picture is written as .sciml"),
        (["render", "good.sciml", "-o", "x.tex"], "no picture is written as .tex"),
        (["render", "good.sciml", "-o", "bad.sciml/x.png"], "cannot write bad.sciml/x.png: bad.sciml is no folder"),
        (["render", "good.sciml", "--format", "png,svg", "-o", "notes"], "need a folder"),
        (["render", "good.sciml", "-o", "x.jpg"], "no picture is written as .jpg"),
        (["render", "good.sciml", "-o", "plain.txt"], "no picture is written as .txt"),
        (["plan", "A block of mass 2 kg on the ground.", "-o", "q.JPG"], "no picture is written as .jpg"),
        (["render", "good.sciml", "liberal.sciml", "-o", "one.png"], "several pictures need a folder, such as one/"),
        (["render", "good.sciml", "--format", "png,svg", "-o", "x.svg"], "several pictures need a folder, such as x/"),
        (["render", "empty"], "no .sciml file"),
        (["render", ""], "an empty name is no spec"),
        (["render", "good.sciml", "-o", ""], "an empty name is no output"),
        (["explain", "SCI999"], "no message SCI999"),
        (["explain", "203"], "SCI203"),
        (["kinds", ""], "no kind without a name"),
        (["good.sciml"], "`sciml render good.sciml` draws it"),
        (["later.sciml"], "`sciml render later.sciml` draws it"),
        (["rendr", "good.sciml"], "no command rendr; did you mean render?"),
        (["sample", "good.sciml", "-o", "notes"], "notes is a file"),
        (["sample", "good.sciml", "-o", "-"], "-o is a folder"),
        (["sample", ".", "-o", "out"], ". holds 4 specs"),
        (["batch", "none.jsonl", "-o", "notes"], "notes is a file"),
        (["batch", "-", "-o", "out"], "not standard input"),
        (["batch", "notes", "-o", "out"], "notes holds no problem"),
        (["plan", "A block of mass 2 kg on the ground.", "-o", "-"], "not standard output"),
        (["kinds", "blok"], "did you mean block"),
        (["guide", "alchemy"], "no subject alchemy"),
        (["watch", "-"], "cannot be watched"),
        (["watch", "good.sciml", "-o", "-"], "again and again"),
        (["watch", "good.sciml", "--dpi", "0"], "--dpi 0"),
    ],
)
def test_wrong_use_is_status_2(here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], part: str) -> None:
    (here / "empty").mkdir()
    for name in ("plain.txt", "notes"):
        (here / name).write_text("mine")
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert part in said
    assert said.startswith("sciml: ")
    assert (here / "plain.txt").read_text() == (here / "notes").read_text() == "mine"
    assert not (here / "out").exists()


def test_specs_on_both_sides_of_the_options(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "good.sciml", "-o", "out", "--format", "svg", "liberal.sciml"]) == 0
    assert sorted(p.name for p in (here / "out").iterdir()) == ["good.svg", "liberal.svg"]
    for wrong in (["render", "--bogus", "good.sciml"], ["sample", "good.sciml", "-o", "x", "liberal.sciml"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        said = capsys.readouterr().err
        assert ended.value.code == 2 and f"sciml {wrong[0]}: error: unrecognized arguments" in said


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        said = capsys.readouterr().out
        assert ended.value.code == 0 and said.startswith(f"usage: sciml {command}")
        assert "standard" not in said or command != "watch"
    main([])
    said = capsys.readouterr().err
    assert all(f"\n    {command} " in said for command in COMMANDS)


def test_a_picture_of_nothing_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "e.sciml").write_text("# nothing yet\n")
    assert main(["render", "e.sciml"]) == 0
    assert capsys.readouterr().err == "sciml: e.sciml says nothing that is drawn: its picture is empty\n"
    assert main(["render", "e.sciml", "--quiet"]) == 0
    assert main(["render", "good.sciml"]) == 0
    assert capsys.readouterr().err == ""


def test_on_a_terminal_it_says_what_was_drawn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["render", "good.sciml", "-o", "out/", "--format", "png,svg"]) == 0
    assert capsys.readouterr().err == "drawn: out/good.png, out/good.svg\n"


def test_each_command_has_its_own_folders(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "v.sciml").write_text("vary r in [1, 2]\ncircle(O, radius=r)\n")
    (here / "mine").mkdir()
    (here / "mine/index.jsonl").write_text("{}\n")
    assert main(["sample", "v.sciml", "-o", "mine", "--jobs", "1"]) == 2
    assert "no earlier run of ours" in capsys.readouterr().err
    (here / "p.jsonl").write_text('{"id": "x", "question": "Who wrote Faust?"}\n')
    assert main(["batch", "p.jsonl", "-o", "b", "--jobs", "1", "--format", "none"]) == 0
    assert main(["batch", "p.jsonl", "-o", "b", "--jobs", "1", "--format", "none"]) == 0
    assert main(["sample", "v.sciml", "-o", "b", "--jobs", "1"]) == 2
    assert "b holds the figures of `sciml batch`" in capsys.readouterr().err
    assert main(["sample", "v.sciml", "-o", "s", "--jobs", "1", "--format", "none"]) == 0
    assert main(["sample", "v.sciml", "-o", "s", "--jobs", "1", "--format", "none"]) == 0
    assert main(["batch", "p.jsonl", "-o", "s", "--jobs", "1"]) == 2
    assert "s holds the figures of `sciml sample`" in capsys.readouterr().err


def test_what_we_did_not_write_stays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "good.json").write_text('{"mine": 1}')
    assert main(["render", "good.sciml", "--format", "json"]) == 2
    assert "left as it is" in capsys.readouterr().err
    assert (here / "good.json").read_text() == '{"mine": 1}'
    assert main(["render", "good.sciml", "--format", "svg"]) == 0
    assert main(["render", "good.sciml", "--format", "svg"]) == 0, "what we wrote may be written again"
    assert not list(here.glob(".*.part"))


def test_a_link_stays_a_link(here: Path) -> None:
    main(["render", "good.sciml", "-o", "real.svg"])
    (here / "link.svg").symlink_to("real.svg")
    assert main(["render", "good.sciml", "-o", "link.svg", "--theme", "dark"]) == 0
    assert (here / "link.svg").is_symlink()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(here: Path) -> None:
    (here / "locked").mkdir(mode=0o500)
    assert main(["render", "good.sciml", "-o", "locked/x.png"]) == 2


@pytest.mark.parametrize("data, part", [(b"A = \xff", "not UTF-8 text (byte 4)"), (b"#" * 5_000_000, "larger than 4 MB")])
def test_what_is_no_text(here: Path, capsys: pytest.CaptureFixture[str], data: bytes, part: str) -> None:
    (here / "x.sciml").write_bytes(data)
    assert main(["render", "x.sciml", "good.sciml", "-o", "out"]) == 2
    assert part in capsys.readouterr().err
    assert (here / "out/good.png").exists(), "the others are drawn"


def test_a_mark_at_the_start_and_line_ends_of_other_systems(here: Path) -> None:
    (here / "x.sciml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert main(["render", "x.sciml"]) == 0


def test_missing_cairo_names_the_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from sciml.renderer import binding

    binding.cairo.cache_clear()
    monkeypatch.setattr(binding, "_own", lambda: None)
    monkeypatch.setattr(binding, "_cairocffi", lambda: None)
    try:
        assert main(["render", "good.sciml"]) == 2
        said = capsys.readouterr().err
        assert said.startswith("sciml: libcairo was not found.")
        assert "install" in said
        assert main(["render", "good.sciml", "--format", "svg"]) == 0, "SVG needs none"
    finally:
        binding.cairo.cache_clear()


def test_install_line_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from sciml import cli
    from sciml.renderer import CairoMissing

    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    said = cli.cairo_help(str(CairoMissing("libcairo was not found.")))
    assert "apt-get install -y --no-install-recommends libcairo2" in said
    assert "brew" not in said
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "brew" in cli.cairo_help(str(CairoMissing("libcairo was not found.")))


# ---------------------------------------------------------------- check, describe


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "good.sciml", "--rows"]) == 0
    said = capsys.readouterr().out
    assert "good.sciml: valid;" in said
    assert "AB == 3 cm" in said
    assert main(["check", "good.sciml", "bad.sciml"]) == 1
    assert "bad.sciml: not valid" in capsys.readouterr().out


STATES = 'g = ground()\nb = block(on=g, at=0.2)\ns2 = state("later") { b.at = 0.5 }\ns3 = state("end") { b.at = 0.9 }\ncheck b.base.y == 0\n'


def test_what_holds_in_several_states_is_said_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "s.sciml").write_text(STATES)
    assert main(["check", "s.sciml", "--rows"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "b stands on g" in line]
    assert [line.endswith("b stands on g  (first, s2, s3)") for line in rows] == [True, True], "on the model and on the page"
    assert main(["check", "s.sciml", "--json"]) == 0
    proof = json.loads(capsys.readouterr().out)["pages"][0]["proof"]
    assert [r.get("state") for r in proof if r["claim"] == "b stands on g" and r["where"] == "model"] == [None, "s2", "s3"]
    assert main(["describe", "s.sciml"]) == 0
    said = capsys.readouterr().out
    assert said.count("b stands on g") == 1 and "; first, s2, s3)" in said
    twice = "A = point(1, 2)\nrepeat i in 1..2 { check A.y == 2 }\n"
    (here / "s.sciml").write_text(twice)
    assert main(["check", "s.sciml", "--rows"]) == 0
    assert "A.y == 2  (2 times)" in capsys.readouterr().out


def test_check_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "good.sciml", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    row = next(r for r in report["pages"][0]["proof"] if r["claim"] == "AB == 3 cm" and r["where"] == "model")
    assert (row["verdict"], row["how"], row["line"]) == ("holds", "exact", 1)
    assert row["residual"] <= row["tolerance"]
    assert main(["check", "bad.sciml", "good.sciml", "--json"]) == 1
    bad, good = json.loads(capsys.readouterr().out)
    assert [d["code"] for d in bad["diagnostics"]] == ["SCI202", "SCI202"]
    assert bad["diagnostics"][0]["span"]["line"] == 2
    assert (bad["ok"], good["ok"]) == (False, True)


def test_describe(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "q.sciml").write_text(
        'given m = 2.0 kg "mass"\nunknown F "force"\ng = ground()\nb = block(on=g, mass=m)\nforce(b, right, F)\nquestion("How many forces?", answer=1)\n'
    )
    assert main(["describe", "q.sciml"]) == 0
    said = capsys.readouterr().out
    assert "m = 2.0" in said
    assert "How many forces" not in said
    assert main(["describe", "q.sciml", "--json", "--answers"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["answers"] == [{"question": "How many forces?", "answer": "1"}]
    assert any("2.0" in q["answer"] for q in data["questions"])
    assert main(["describe", "bad.sciml"]) == 1


# ---------------------------------------------------------------- fmt


def test_fmt_writes_in_place_only_what_changes(here: Path) -> None:
    (here / "x.sciml").write_text("# mine\nA=point( 2,3 )   # two\n")
    (here / "x.sciml").chmod(0o640)
    assert main(["fmt", "--check", "x.sciml"]) == 1
    assert main(["fmt", "x.sciml"]) == 0
    assert (here / "x.sciml").read_text() == "# mine\nA = point(2, 3)  # two\n"
    assert (here / "x.sciml").stat().st_mode & 0o777 == 0o640
    before = (here / "x.sciml").stat().st_mtime_ns
    assert main(["fmt", "x.sciml"]) == 0
    assert main(["fmt", "--check", "x.sciml"]) == 0
    assert (here / "x.sciml").stat().st_mtime_ns == before


def test_fmt_of_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    say(monkeypatch, "A=point(2,3) # α\n")
    assert main(["fmt", "-"]) == 0
    assert capfdbinary.readouterr().out.decode() == "A = point(2, 3)  # α\n"


def test_fmt_leaves_a_broken_text_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "A = = point(2\nB=point(1,1)\n"
    (here / "x.sciml").write_text(text)
    assert main(["fmt", "x.sciml"]) == 1
    assert (here / "x.sciml").read_text() == text
    assert "x.sciml:1:" in capsys.readouterr().err


def test_fix_mends_slips_and_keeps_the_rest(here: Path) -> None:
    slips = """\
# mine
triangle(ABC, AB=5 cm)
BC = 4 cm   # keep me
incline(angle=30, hieght=3 cm)
q = blok(mas=2 kgs)
weight(qq)
require paralel(AB, AC) # no, never
"""
    mended = """\
# mine
triangle(ABC, AB=5 cm)
require BC == 4 cm  # keep me
incline(angle=30 deg, height=3 cm)
q = block(mass=2 kg)
weight(q)
require parallel(AB, AC)  # no, never
"""
    (here / "x.sciml").write_text(slips)
    assert main(["fmt", "--fix", "x.sciml"]) == 0
    assert (here / "x.sciml").read_text() == mended


def test_a_fix_that_makes_things_worse_is_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    from sciml import fixes
    from sciml.check.messages import UnknownName
    from sciml.diagnostic import Fix, Outcome
    from sciml.grammar import Span

    real, good = fixes.compile_pages, "circle(O, radius=3)\n"

    def misled(source: Source) -> Outcome[tuple[Page, ...]]:
        made = real(source)
        wrong = UnknownName(Span(0, 6), "circle", fix=Fix(Span(0, 6), "blok(); blok"))
        return Outcome(made.value, (*made.diagnostics, wrong)) if source.text == good else made

    monkeypatch.setattr(fixes, "compile_pages", misled)
    assert fixes.apply_fixes(good) == good


# ---------------------------------------------------------------- words of the language


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "sci206"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("SCI206 (error) BareAngle")
    assert "incline(angle=30 deg)" in said
    assert main(["explain"]) == 0
    assert "SCI401" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, part", [("block", "mass"), ("ramp", "incline("), ("parallel", "a relation"), ("distance", "a measure"), ("tangent", "a relation")]
)
def test_kinds(capsys: pytest.CaptureFixture[str], name: str, part: str) -> None:
    assert main(["kinds", name]) == 0
    assert part in capsys.readouterr().out


def test_kinds_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    from sciml.vocabulary import all_kinds

    assert main(["kinds"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {k.kind} " in said for k in all_kinds())


def test_no_command_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("sciml 0.")
    with pytest.raises(SystemExit) as ended:
        main(["render"])
    assert ended.value.code == 2
