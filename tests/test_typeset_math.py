"""TeX mathematics: every command is known, geometry is TeX's, readings, names; nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciml.typeset import Box, Run, identifier, line, paragraph, tex_problems
from sciml.typeset.face import face
from sciml.typeset.symbols import ACCENTS, ALPHABETS, FUNCTIONS, LIMITED, SPACES, STRETCHED, commands, kinds, styled


def tex(text: str, size: float = 10) -> Box:
    assert tex_problems(text) == ()
    return line([Run(text, math=True)], size)


COMMANDS = r"""
\mathrm{ab} | \mathbf{v} | \mathit{diff} | \mathsf{A} | \mathcal{L} | \mathbb{R} | \mathfrak{g} | \boldsymbol{\alpha} | \text{if } x | \textbf{a}
\textit{a} | \operatorname{lcm} | \vec F | \hat x | \bar x | \dot x | \ddot x | \tilde x | \overline{AB} | \underline{x} | \overrightarrow{AB}
\widehat{ABC} | \overbrace{x+y}^{n} | \underbrace{x+y}_{n} | \mathring A | x^2 | x_1 | x_1^2 | x' | x''_1 | \frac ab | \dfrac{a}{b} | \tfrac12
\binom nk | \sqrt x | \sqrt[3]{x} | \left(\frac ab\middle|c\right] | \big( \Big) \bigg[ \Bigg\} | \bigl( \bigr) | \sum_{i=1}^n | \int_0^1 | \iint
\oint | \prod | \lim_{x\to0} | \sum\limits_i | \int\nolimits_a | \begin{matrix}1&2\\3&4\end{matrix} | \begin{pmatrix}1\end{pmatrix}
\begin{bmatrix}1\end{bmatrix} | \begin{vmatrix}1\end{vmatrix} | \begin{cases}a&b\\c&d\end{cases} | \begin{aligned}x&=1\\y&=2\end{aligned}
\begin{array}{c|c}1&2\\\hline3&4\end{array} | \ce{H2O} | \ce{2H2 + O2 -> 2H2O} | \ce{A <=>[k_1][k_2] B} | \ce{SO4^2-} | \ce{^{14}_6C}
\SI{9.8}{m/s^2} | \si{\kilo\gram} | \qty{5}{\metre\per\second\squared} | \unit{N.m} | \ang{30} | 30\degree | 30^\circ | \num{1.5e-3}
\xrightarrow{\Delta} | \xrightarrow[b]{a}
\cdot \times \pm \le \ge \ne \approx \parallel \perp \angle \triangle \circ \prime \infty \partial \nabla \hbar \ell \Re \Im | \langle x\rangle
\lfloor x\rfloor | \lceil x\rceil | \|x\| | \{x\} | a\quad b\,c\;d\!e~f | \not= | \color{red}x | \textcolor{blue}{x} | \boxed{x} | \stackrel{a}{=}
\overset{a}{b} | \underset{a}{b} | \substack{a\\b} | \displaystyle\frac ab | α+²→≤∫ | \sin x | \mathbf{F}=m\mathbf{a} | {a \over b} | \phantom{x}
\pmod n | \xcancel x | \dv{y}{x} | \pdv[2]{f}{x} | \ket\psi | \abs{x} | \hspace{1em} | \mathop{ab}\limits_c
""".replace("\n", " | ")


@pytest.mark.parametrize("text", [part.strip() for part in COMMANDS.split(" | ") if part.strip()])
def test_command_sets(text: str) -> None:
    box = tex(text)
    assert box.missing == ()
    assert box.width > 0
    assert all(glyph.x + 0.001 >= 0 and glyph.size > 0 for glyph in box.glyphs if glyph.font == "text")
    left, top, right, bottom = box.ink
    assert left >= 0 and right <= box.width + 0.002 and -top <= box.ascent and bottom <= box.descent


def test_every_name_prints_a_glyph_of_its_own() -> None:
    names = [name for name in commands() if name.isalpha()] + list(FUNCTIONS) + list(LIMITED)
    for name in names:
        box = tex(f"\\{name} ")
        assert box.glyphs and not box.missing, name
    for name in [*ACCENTS, *STRETCHED, *ALPHABETS]:
        assert tex(f"\\{name}{{x}}").glyphs, name
    for name in SPACES:
        tex(f"a\\{name} b")


def test_alphabets_exist_in_the_font() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    known = face("math").cmap
    for font in set(ALPHABETS.values()):
        assert all(ord(styled(char, font)) in known for char in letters + "αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕϱϖ∂∇"), font
    assert styled("h", "it") == "ℎ" and styled("R", "bb") == "ℝ" and styled("Γ", "it") == "Γ" and styled("θ", "it") == "𝜃"


def test_letters_are_slanted_and_digits_upright() -> None:
    assert tex("x").glyphs != tex(r"\mathrm{x}").glyphs
    assert tex("2").glyphs == tex(r"\mathrm{2}").glyphs


def test_fraction_lies_around_the_axis() -> None:
    box = tex(r"\dfrac{a}{b}")
    bar = box.rules[0].points
    bottom, top = bar[1], bar[5]
    axis = face("math").head["constants"]["AxisHeight"] / 100
    assert (top + bottom) / 2 == pytest.approx(-axis, abs=0.002)
    over, under = box.glyphs
    assert over.y < top < bottom < under.y
    assert bar[0] <= over.x and bar[2] > over.x
    assert tex(r"\frac{a}{b}").glyphs[0].size == pytest.approx(7)
    assert over.size == 10


def test_scripts_are_small_and_shifted() -> None:
    base, up, down = tex("x^2_1").glyphs
    assert up.size == down.size == pytest.approx(7) and base.size == 10
    assert up.y < -3 and down.y > 1.5
    assert tex("x^{2^2}").glyphs[-1].size == pytest.approx(5.5)


def test_superscript_clears_a_leaning_letter() -> None:
    plain, tucked = tex("V^1").glyphs[1].x, tex("V_1").glyphs[1].x
    assert plain - tucked > 1


def test_root_covers_its_body() -> None:
    box = tex(r"\sqrt{x+1}")
    bar = box.rules[0].points
    body = [glyph for glyph in box.glyphs[1:]]
    assert bar[0] <= body[0].x + 0.01 and bar[2] >= body[-1].x
    assert max(bar[1], bar[5]) < box.ink[1] + 1.5
    assert tex(r"\sqrt{\dfrac{a}{b}}").ascent > box.ascent


def test_fences_grow() -> None:
    assert tex(r"\left(\dfrac{a}{b}\right)").ascent > tex(r"(\dfrac{a}{b})").ascent - 0.01
    assert tex(r"\left(x\right)").ascent == pytest.approx(tex("(x)").ascent, abs=0.15)
    tall = tex(r"\left\{\begin{matrix}1\\2\\3\\4\\5\\6\\7\\8\end{matrix}\right.")
    assert tall.ascent + tall.descent > 90


def test_spaces_between_classes() -> None:
    tight, loose = tex("a{=}b").width, tex("a=b").width
    assert loose - tight == pytest.approx(10 * 10 / 18, abs=0.01)
    assert tex("a+b").width - tex("a{+}b").width == pytest.approx(8 * 10 / 18, abs=0.01)
    assert tex("-b").width == pytest.approx(tex("{-}b").width, abs=0.01)
    assert tex("(-b)").width == pytest.approx(tex("({-}b)").width, abs=0.01)
    assert tex("x^{a=b}").width == pytest.approx(tex("x^{a{=}b}").width, abs=0.01)


def test_limits_by_style() -> None:
    inline, display = tex(r"\sum_i^n"), tex(r"\displaystyle\sum_i^n")
    assert display.width < inline.width + 5 and display.ascent > inline.ascent + 3
    assert tex(r"\int\limits_0^1").ascent > tex(r"\int_0^1").ascent


def test_matrix_rows_and_columns() -> None:
    box = tex(r"\begin{matrix}1&2\\3&4\end{matrix}")
    a, b, c, d = box.glyphs
    assert a.y == b.y < c.y == d.y and a.x == c.x < b.x == d.x
    assert c.y - a.y == pytest.approx(12, abs=0.01)


def test_cases_and_aligned_spread() -> None:
    first, second = tex(r"\begin{aligned}x&=1\\yy&=22\end{aligned}"), tex("x=1")
    assert len(first.glyphs) == 8
    equals = [glyph for glyph in first.glyphs if glyph.id == face("math").cmap[ord("=")]]
    assert equals[0].x == equals[1].x
    assert equals[0].x - first.glyphs[0].x > second.glyphs[1].x - second.glyphs[0].x - 0.01


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a^2+b^2", "a² + b²"),
        (r"\mu_k=0.25", "μₖ = 0.25"),
        (r"\ce{CaCl2}", "CaCl₂"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 H₂ + O₂ → 2 H₂O"),
        (r"\ce{Fe^{3+} + 3OH- <=> Fe(OH)3(s)}", "Fe³⁺ + 3 OH⁻ ⇌ Fe(OH)₃(s)"),
        (r"\ce{SO4^2-}", "SO₄²⁻"),
        (r"\ce{^{227}_{90}Th}", "²²⁷₉₀Th"),
        (r"\ce{CuSO4.5H2O}", "CuSO₄⋅5 H₂O"),
        (r"\ce{Na+(aq)}", "Na⁺(aq)"),
        (r"\ce{[Co(NH3)6]^3+}", "[Co(NH₃)₆]³⁺"),
        (r"\ce{1/2 O2}", "1/2 O₂"),
        (r"\ce{HC#CH}", "HC≡CH"),
        (r"\SI{9.8}{m/s^2}", "9.8 m/s²"),
        (r"\SI{3e8}{\metre\per\second}", "3 × 10⁸ m s⁻¹"),
        (r"\SI{30}{\degree}", "30°"),
        (r"\num{12345.678}", "12 345.678"),
        (r"\ang{30;15}", "30°15′"),
        (r"\vec F_{\mathrm{net}}", "F⃗ₙₑₜ"),
        (r"90^\circ", "90°"),
        (r"\frac12mv^2", "1/2 mv²"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\sqrt{x+1}", "√(x + 1)"),
        (r"f'(x)", "f′(x)"),
        (r"\sin\theta", "sin θ"),
        (r"\sum_{i=1}^{n}a_i", "∑ᵢ₌₁ⁿ aᵢ"),
        (r"x\in\mathbb{R}", "x ∈ ℝ"),
        (r"F_N", "F_N"),
        (r"\text{speed} = 5\,\text{m/s}", "speed = 5 m/s"),
    ],
)
def test_reading(text: str, says: str) -> None:
    assert tex(text).text == says


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mu_k", "μₖ"), ("v0", "v₀"), ("theta", "θ"), ("K_c", "K_c"), ("Δy", "Δy"), ("A'", "A′"), ("speed", "speed"), ("F_max", "Fₘₐₓ"), ("v_x", "vₓ"),
        ("alpha1", "α₁"),
        ("omega_max", "ωₘₐₓ"), ("温度", "温度"), ("AB", "AB"), ("DeltaT", "ΔT"), ("v_0'", "v₀′"), ("v'_0", "v₀′"), ("m1g", "m1g"), ("x_1_2",
        "x_(1, 2)"), ("in", "in"), ("sum_1", "sum₁"), ("", ""),
    ],
)  # fmt: skip
def test_names(name: str, says: str) -> None:
    run = identifier(name)
    assert tex_problems(run.text) == ()
    assert line([run]).text == says


def test_names_are_slanted_as_in_books() -> None:
    italic_x, upright = face("math").cmap[ord("𝑥")], face("math").cmap[ord("s")]
    sub = face("math").parts["script"][italic_x]
    assert line([identifier("v_x")]).glyphs[1].id == sub
    assert line([identifier("speed")]).glyphs[0].id == upright
    assert line([identifier("F_max")]).glyphs[1].id == face("math").parts["script"][face("math").cmap[ord("m")]]


@pytest.mark.parametrize(
    ("text", "start", "end", "word"),
    [
        (r"a+\foo b", 2, 6, "foo"),
        (r"\frac{a}", 8, 8, "missing"),
        (r"{a", 0, 2, "never closed"),
        (r"a}b", 1, 2, "closes nothing"),
        (r"\left( a", 0, 8, "without"),
        (r"\begin{matrix}1", 0, 15, "without"),
        (r"\begin{nothing}1\end{nothing}", 0, 29, "unknown"),
        (r"\si{\parsnip}", 3, 13, "parsnip"),
        (r"a&b", 1, 2, "table"),
        (r"{a\\b}", 2, 4, "table"),
        ("a\\", 1, 2, "backslash"),
    ],
)
def test_problems(text: str, start: int, end: int, word: str) -> None:
    found = tex_problems(text)
    assert len(found) == 1
    assert word in found[0].message
    assert (found[0].start, found[0].end) == (start, end)
    assert line([Run(text, math=True)]).width > 0


def test_unknown_command_prints_literally() -> None:
    assert line([Run(r"\foo", math=True)]).text == r"\foo"


def test_plain_and_math_share_the_baseline() -> None:
    box = line([Run("mass "), Run("m", math=True), Run(" kg")])
    assert {glyph.y for glyph in box.glyphs} == {0.0}
    assert box.text == "mass m kg"


PIECES = st.sampled_from(
    [
        "{", "}", "^", "_", "&", "\\\\", "\\left", "\\right", "\\middle", "(", "[", "]", "\\frac", "\\sqrt", "x", "2", " ", "$", "%", "\\begin{matrix}",
        "\\end{matrix}", "\\ce{", "\\SI{",
        "\\text{", "\\over", "\\limits", "\\not", "\\", "'", "\\vec", "\\overbrace", "\\big", "\\sum", "+", "=", "\\hline", "\\begin{array}{c|",
        "\\substack{", "\\operatorname", "->",
        "\\xrightarrow", "²", "₁", "\\color", "\\kern", "\\sideset", "\\qty(", "\\genfrac", "\\tag", "\\pmod", "力", "\\textbf{", "\\mathbf",
        "\\displaystyle", "\\bond{", "~",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=25).map("".join)))
def test_nothing_raises(text: str) -> None:
    for problem in tex_problems(text):
        assert 0 <= problem.start <= problem.end <= len(text)
    for run in (Run(text, math=True), Run(text), identifier(text)):
        box = line([run], 9)
        left, top, right, bottom = box.ink
        assert 0 <= left <= right <= box.width + 0.01
        assert box.ascent >= -top - 0.001 and box.descent >= bottom - 0.001
    paragraph([Run(text), Run(text, math=True)], 9, 50)


def test_deep_nesting_ends() -> None:
    for text in (
        "{" * 3000,
        "\\frac" * 3000,
        "\\sqrt{" * 500 + "x" + "}" * 500,
        "x^" * 2000,
        "\\left(" * 400,
        "\\begin{matrix}" * 300,
        "\\ce{" * 300,
        "\\text{$" * 200,
        "\\vec" * 900,
    ):
        line([Run(text, math=True)])
        assert tex_problems(text)


def test_classes_of_typed_signs() -> None:
    assert kinds()["="] == kinds()["≤"] == kinds()["→"] and kinds()["+"] == kinds()["×"]


def test_a_subscript_stands_at_its_capital() -> None:
    """Under the slope of V a capital stands no further off than the foot of an A: the font's step for high subscripts is no cliff."""
    for low in ("L", "C", "N", "\\text{in}"):
        alone, both = line([Run("V", math=True)]), line([Run(f"V_{{{low}}}", math=True)])
        assert both.glyphs[1].x < alone.ink[2] - 1.0, low


def test_bold_mathematics() -> None:
    from sciml.typeset.face import face

    thin, bold = (line([Run("R=[-3,1]\\times2", True, heavy)]) for heavy in (False, True))
    assert bold.text == thin.text
    assert not {(g.font, g.id) for g in bold.glyphs} & {(g.font, g.id) for g in thin.glyphs}, "each sign has a bold form"
    assert face("text-b").cmap[ord("=")] in [g.id for g in bold.glyphs]


def test_a_sign_stands_at_its_fraction_and_columns_of_equations_close_up() -> None:
    minus, fraction = line([Run("-", math=True)]), line([Run("\\frac{1}{2}", math=True)])
    assert line([Run("-\\frac{1}{2}", math=True)]).width < minus.width + fraction.width + 0.1
    parted, joined = line([Run("x+y=1", math=True)]), line([Run("\\begin{alignedat}{2} x &+{}& y &={}& 1\\end{alignedat}", math=True)])
    assert abs(parted.width - joined.width) < 3.0
