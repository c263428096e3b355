"""What is read from problems: each sentence with the numbers, units and symbols that a reader finds in it."""

from __future__ import annotations

import pytest

from sciml.planner.understand import CONSTANT, GIVEN, UNKNOWN, understand_text

# sentence -> "symbol=number unit" of each quantity, in order
SENTENCES = [
    ("A 2.0 kg block slides down a 30 degree incline, mu = 0.25.", "2.0 kg; 30 deg; mu=0.25"),
    ("A 5-kg crate rests on a 25° ramp.", "5 kg; 25 deg"),
    ("An 11 kg crate is pulled up a rough {eq}35^o  {/eq} incline; g is {eq}9.8\\ m/s^2  {/eq}.", "11 kg; 35 deg; g=9.8 m/s^2"),
    ("lift an {eq}800\\text{-kg}{/eq} satellite to {eq}1 \\times 10^{6}\\text{ m}{/eq}", "800 kg; 1e6 m"),
    (r"a speed of $3.4 \times 10^{7} \mathrm{~m} \mathrm{~s}^{-1}$ at $30^{\circ}$", "3.4e7 m s^-1; 30 deg"),
    (r"The spring constant is $8.0 \mathrm{Nm}^{-1}$.", "8.0 N m^-1"),
    (r"a specific heat capacity of $0.84 \mathrm{Jg}^{-1} \mathrm{K}^{-1}$", "0.84 J g^-1 K^-1"),
    ("It moves at 40 miles per hour for twenty minutes.", "40 mph; 20 min"),
    ("It accelerates at 5 metres per second squared.", "5 m/s^2"),
    ("with 9.8 m/s2 and 3 m s-1", "9.8 m/s^2; 3 m s^-1"),
    ("a temperature of 25 °C, then 20 degrees Celsius, then 17 {eq}^o{/eq}C", "25 degC; 20 degC; 17 degC"),
    ("The liquid has 4.18 J/(g °C) and oil 50 lb/ft{eq}^3  {/eq}.", "4.18 J/(g*degC); 50 lb/ft^3"),
    ("An 8 {eq}\\mu  {/eq} Farad capacitor and a 25-{eq}\\mu  {/eq}F one", "8 uF; 25 uF"),
    ("{eq}R = 3.7~ \\Omega  {/eq} with {eq}C = 2.0~ \\mu F  {/eq}", "R=3.7 ohm; C=2.0 uF"),
    ("R{eq}_1  {/eq}= 33 ohm and R{eq}_2  {/eq}= 100 ohm", "R_1=33 ohm; R_2=100 ohm"),
    ("A wall {eq}12m  {/eq} away, at a speed of {eq}0.6m/s  {/eq}", "12 m; 0.6 m/s"),
    ("a distance of 1,200 m, then 1.5*10^8 km, then 2x10^{-6} C", "1200 m; 1.5e8 km; 2e-6 C"),
    ("masses of 2 kg and 3 kg, lengths 20-30 cm, 2, 3 and 5 N", "2 kg; 3 kg; 20 cm; 30 cm; 2 N; 3 N; 5 N"),
    ("It turns half a revolution in three and a half seconds", "1/2 rev; 3.5 s"),
    ("3 1/2 hours and 3/4 of an hour", "(3 + 1/2) h; 3/4"),
    ("a board 12 in. long and 6 ft 3 in tall", "12 in; 6 ft; 3 in"),
    ("It costs $5.00 and $7 each.", "5.00 USD; 7 USD"),
    ("30% of the energy, 12 percent more", "30 %; 12 %"),
    ("As shown in Fig. 8.1, problem 5, a 3 V cell drives the lamp.", "3 V"),
    ("Two blocks, m_1 = 3.0 kg and m2 = 5.0 kg, hang from a pulley.", "2; m_1=3.0 kg; m_2=5.0 kg"),
    ("In triangle ABC, AB = 5 cm, angle B = 40° and ∠BAC = 60°.", "AB=5 cm; angle(B)=40 deg; angle(BAC)=60 deg"),
    ("a coefficient of kinetic friction of 0.25", "0.25"),
    ("a cart of mass $m$ moves with speed $v$ toward a cart of mass $3m$", "m=; v=; 3*m"),
    (r"A particle of charge $q$ and mass $m$ enters a field of 0.5 T.", "q=; m=; 0.5 T"),
    (r"a rod of length $2l$ and radius $R$", "2*l; R="),
    (r"a thread of length $l$ at an angle $\theta$", "l=; theta="),
    ("The coefficients of friction are $\\mu_s = 0.67$ and $\\mu_k=0.5$.", "mu_s=0.67; mu_k=0.5"),
    ("a pressure of 126.1 mm Hg and 2 atm", "126.1 mmHg; 2 atm"),
    ("a wavelength of 632.8 nm, a slit of 0.10 mm", "632.8 nm; 0.10 mm"),
    ("{eq}\\displaystyle \\rm 632.8 \\ nm  {/eq} light", "632.8 nm"),
    ("batteries rated at 100 ampere-hours and 2 kilowatt-hours", "100 Ah; 2 kWh"),
    ("resistivity 183 {eq}\\Omega  {/eq}*m", "183 ohm*m"),
    ("an object −5.80 cm from it, and +3 C", "-5.80 cm; 3 C"),
    ("the value \\(F = 12\\,\\mathrm{N}\\) acts for \\(0.5\\,\\mathrm{s}\\)", "F=12 N; 0.5 s"),
    ("volume 70 \\, \\mathrm{m^3} and weight {eq}550 \\, \\mathrm{kN}  {/eq}", "70 m^3; 550 kN"),
    ("rotates at 300 rpm or 5 rev/s or 2 rad/s", "300 rpm; 5 rev/s; 2 rad/s"),
    ("a square of side one metre and a circle of one radian", "1 m; 1 rad"),
    ("100 cubic centimeters and 20 square feet", "100 cm^3; 20 ft^2"),
    ("an angle of forty-five degrees, one hundred twenty newtons", "45 deg; 120 N"),
    (r"\frac{1}{2} of the mass", "1/2"),
    ("one end of a rope, in 5 s at 2 m from A", "5 s; 2 m"),
    ("10^{-6} m thick, 6.022e23 atoms", "1e-6 m; 6.022e23"),
    ("0.0053 {eq}M{/eq} acid", "0.0053 M"),
    ("the point 3 m east and 4 m north", "3 m; 4 m"),
    ("the sum of x and y, a plan, I am", ""),
    ("CO2 and H2O react with $x^2$", ""),
    ("一质量为 $m=2\\,\\mathrm{kg}$ 的木块沿倾角为三十度的斜面下滑", "m=2 kg; 30 deg"),
    ("质量为三千克的物体以5米/秒的速度运动", "3 kg; 5 m/s"),
    ("两个质量分别为 m1=1kg 和 m2=2kg 的小球", "2; m_1=1 kg; m_2=2 kg"),
    ("当 $F=392\\,\\mathrm{N}$ 时，求两边绳中的张力", "F=392 N"),
    ("半径为 $R$ 的圆盘以 60 转/分钟 转动", "R=; 60 rev/min"),
    ("正三角形的边长为20厘米，高二十五米", "20 cm; 25 m"),
    ("温度为27摄氏度，加热３０分钟", "27 degC; 30 min"),
    ("导线长为 50 cm ， $v=4.0 \\mathrm{~m} / \\mathrm{s}, R=0.20 \\Omega$", "50 cm; v=4.0 m/s; R=0.20 ohm"),
    ("一定质量的气体，三角形，十分光滑", ""),
    ("弹簧的劲度系数为 k=200N/m，压缩了10 cm", "k=200 N/m; 10 cm"),
    ("物体与桌面间的动摩擦因数为0.2", "0.2"),
    ("Un bloc de 3 kg", "3 kg"),
    ("There are {eq}0.30 \\ M \\ N_2{/eq} at 622 mm - Hg or 1 mm of mercury", "0.30 M; 622 mmHg; 1 mmHg"),
    ("如力图 3.33.1 所示", ""),
    ("a distance {eq}r=0.31 m  {/eq} from the center, in {eq}m/s  {/eq}", "r=0.31 m"),
    ("an altitude of 36 400 km; 82.0%w/w", "36400 km; 82.0 %"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[t[:40] for t, _ in SENTENCES])
def test_quantities(text: str, expected: str) -> None:
    found = understand_text(text).quantities
    assert "; ".join(f"{q.symbol}={q.literal}" if q.symbol else q.literal for q in found) == expected
    assert all(text[q.span[0] : q.span[1]].strip() for q in found), "a span is in the text as written"


def test_there_are_sixty() -> None:
    assert len(SENTENCES) >= 60


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Take g = 9.8 m/s^2. A 2 kg ball falls 3 m.", [CONSTANT, GIVEN, GIVEN]),
        ("A ball of mass m falls. Find the speed v.", [GIVEN, UNKNOWN]),
        ("The acceleration due to gravity is 9.81 m/s^2.", [CONSTANT]),
        ("Give the answer to two decimal places.", [CONSTANT]),
        ("A car at 95 km/h is 210 m behind a truck. Round to 3 significant figures.", [GIVEN, GIVEN, CONSTANT]),
        ("An elevator rises with an acceleration of 9.8 m/s^2.", [GIVEN]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [q.role for q in understand_text(text).quantities] == roles


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("A block slides. Find its acceleration.", [("acceleration", "")]),
        ("What is the tension T in the string?", [("tension T in the string", "T")]),
        ("Find AC and the area of the triangle.", [("AC", "AC"), ("area of the triangle", "")]),
        ("How far does it travel?", [("does it travel", "")]),
        ("求加速度 a。", [("加速度 a", "a")]),
        ("物体的速度是多少？", [("物体的速度是多少", "")]),
        ("Determine the speed of the block when it reaches the ground.", [("speed of the block when it reaches the ground", "")]),
        ("It stops when the brake is used.", []),
    ],
)
def test_unknowns(text: str, asked: list[tuple[str, str]]) -> None:
    assert [(u.text, u.symbol) for u in understand_text(text).unknowns] == asked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (r"bounded by {eq}y = e^x, \; y = 0, \; x = 0, \; x = 2{/eq}", ["y == e^x", "y == 0", "x == 0", "x == 2"]),
        ("f(x) = x - 5 sin 2x over 0 <x <3 with six terms", ["f(x) == x - 5*sin(2*x)", "0 < x < 3"]),
        (r"$f(x)=\sin^2 x \cos x$ on $[0, \pi]$", ["f(x) == sin(x)^2*cos(x)", "[0, pi]"]),
        ("the triangle with A(0,0), B(4,0) and C = (1, 3)", ["(0, 0)", "(4, 0)", "(1, 3)"]),
        ("the scores 12, 15, 18.5, 20 and 22", ["[12, 15, 18.5, 20, 22]"]),
        (r"$y = \dfrac {x^4}  8 + \dfrac 1 {4x^2}$", ["y == (x^4)/8 + 1/(4*x^2)"]),
        ("2x + 3y + 6z = 6 and z = 0", ["2*x + 3*y + 6*z == 6", "z == 0"]),
        ("m = 2 kg and F = 3 N", []),
        ("|x - 2| ≤ 3", ["abs(x - 2) <= 3"]),
    ],
)
def test_formulas(text: str, codes: list[str]) -> None:
    assert [f.code for f in understand_text(text).formulas] == codes


def test_options_things_relations() -> None:
    u = understand_text("Two identical blocks hang from a light string over a smooth pulley. The tension is (a) 2 N (b) 3 N (c) 4 N")
    assert u.options == ("2 N", "3 N", "4 N")
    assert [(e.kind, e.count) for e in u.entities] == [("block", 2), ("string", 0), ("pulley", 1)]
    assert {"massless", "smooth", "equal"} <= {r.kind for r in u.relations}
    assert [q.literal for q in u.quantities] == ["2"], "options are not givens"
    assert understand_text("The mass of the block and the speed of light").entities[0].kind == "block"


def test_beside_the_text() -> None:
    u = understand_text("Find x.", ("A. 2 m", "B) 3 m"), "3 m")
    assert u.options == ("2 m", "3 m") and u.hidden == ("3 m",)
    assert "hidden" not in u.as_json() and "3 m" not in str(u.as_json()["quantities"])


@pytest.mark.parametrize(
    "text",
    ["", "$", "{eq}", "\\frac{", "\\sqrt[3", "^^__", "\\(" * 50, "((((" * 200 + "=", "1/0 m", "{" * 500, "\\begin{array}", "x" * 5000 + "=" + "y" * 5000],
)
def test_never_raises(text: str) -> None:
    understand_text(text)
