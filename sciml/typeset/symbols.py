"""TeX's names of characters, and the spacing class of a character, as data."""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = [
    "ACCENTS", "ALPHABETS", "BIN", "CLOSE", "DELIMITERS", "FUNCTIONS", "INNER", "LIMITED", "NONE", "OP", "OPEN", "ORD", "PUNCT", "REL", "SPACES", "STRETCHED",
    "SUBSCRIPTS", "SUPERSCRIPTS", "commands", "kinds", "styled",
]  # fmt: skip

ORD, OP, BIN, REL, OPEN, CLOSE, PUNCT, INNER, NONE = range(9)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> dict[str, str]:
    """name value name value ..."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_GREEK: Final = (
    "alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ "
    "phi ϕ chi χ psi ψ omega ω varepsilon ε vartheta ϑ varpi ϖ varrho ϱ varsigma ς varphi φ varkappa ϰ digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi "
    "Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ "
)
_ORDINARY: Final = (
    "infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ imath ı jmath ȷ prime ′ backprime ‵ emptyset ∅ "
    "varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ sphericalangle ∢ triangle △ triangledown ▽ blacktriangle ▲ "
    "blacktriangledown ▼ square □ Box □ blacksquare ■ Diamond ◇ lozenge ◊ blacklozenge ⧫ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat "
    "♭ natural ♮ sharp ♯ surd √ degree ° ldots … dots … dotsc … dotso … vdots ⋮ cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ ddots ⋱ iddots ⋰ mathellipsis … eth ð mho "
    "℧ Finv Ⅎ complement ∁ Bbbk 𝕜 circledS Ⓢ circledR ® checkmark ✓ maltese ✠ S § P ¶ copyright © pounds £ euro € yen ¥ cent ¢ % % # # $ $ & & _ _ vert | "
    r"Vert ‖ | ‖ backslash \ slash / female ♀ male ♂ Venus ♀ Mars ♂ Earth ⊕ Sun ☉ micro µ ohm Ω AA Å Angstrom Å textdegree ° perthousand ‰ textmu µ "
    "textohm Ω hearts ♡ diagup ╱ diagdown ╲ standardstate ⦵ o ø O Ø ae æ AE Æ oe œ OE Œ ss ß aa å l ł L Ł Hbar Ħ lightning ↯ medbullet • rightangle ∟ "
    "circlearrow ↻ parallelogram ▱ rectangle ▭ varhexagon ⬡ pentagon ⬠ blackcircle ● whitecircle ○ "
)
_BINARY: Final = (
    "pm ± mp ∓ times × div ÷ cdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ "
    "smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ otimes "
    "⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † dag † ddagger ‡ ddag ‡ amalg ⨿ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circledast ⊛ "
    "circledcirc ⊚ circleddash ⊝ barwedge ⊼ veebar ⊻ curlyvee ⋎ curlywedge ⋏ Cap ⋒ Cup ⋓ intercal ⊺ dotplus ∔ divideontimes ⋇ leftthreetimes ⋋ "
    "rightthreetimes ⋌ doublebarwedge ⩞ And & plus + minus − "
)
_RELATIONS: Final = (
    "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ lt < gt > equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ propto ∝ varpropto ∝ doteq ≐ Doteq ≑ doteqdot ≑ asymp ≍ "
    "bowtie ⋈ Join ⋈ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ lessapprox ⪅ gtrapprox ⪆ nless ≮ "
    "ngtr ≯ nleq ≰ ngeq ≱ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ nprec ⊀ nsucc ⊁ "
    "subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ nsubseteq ⊈ nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋ subseteqq ⫅ supseteqq ⫆ Subset ⋐ Supset ⋑ sqsubset ⊏ "
    "sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ owns ∋ notin ∉ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ perp ⟂ parallel ∥ "
    "nparallel ∦ mid ∣ nmid ∤ shortmid ∣ shortparallel ∥ smile ⌣ frown ⌢ between ≬ pitchfork ⋔ therefore ∴ because ∵ trianglelefteq ⊴ trianglerighteq ⊵ "
    "triangleq ≜ coloneqq ≔ eqqcolon ≕ coloneq ≔ circeq ≗ eqcirc ≖ bumpeq ≏ Bumpeq ≎ thicksim ∼ thickapprox ≈ backsim ∽ backsimeq ⋍ nsim ≁ ncong ≇ "
    "napprox ≉ risingdotseq ≓ fallingdotseq ≒ vartriangle △ vartriangleleft ⊲ vartriangleright ⊳ blacktriangleleft ◀ blacktriangleright ▶ multimap ⊸ "
    "questeq ≟ ratio ∶ to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow "
    "⇔ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ "
    "implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ mapsfrom ↤ hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup "
    "⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ upharpoonright ↾ upharpoonleft ↿ restriction ↾ downharpoonright ⇂ downharpoonleft ⇃ "
    "rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄ leftrightarrows ⇆ rightrightarrows ⇉ leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ "
    "circlearrowright ↻ circlearrowleft ↺ curvearrowright ↷ curvearrowleft ↶ leadsto ⇝ rightsquigarrow ⇝ leftrightsquigarrow ↭ twoheadrightarrow ↠ "
    "twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢ dashrightarrow ⇢ dashleftarrow ⇠ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ "
    "nleftrightarrow ↮ nLeftrightarrow ⇎ Rrightarrow ⇛ Lleftarrow ⇚ looparrowright ↬ looparrowleft ↫ Lsh ↰ Rsh ↱ "
)
_OPERATORS: Final = (
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ "
    "biguplus ⨄ bigsqcup ⨆ intop ∫ ointclockwise ∲ ointctrclockwise ∳ fint ⨏ "
)
_OPENING: Final = "lbrace { { { langle ⟨ lfloor ⌊ lceil ⌈ lbrack [ lgroup ⟮ lmoustache ⎰ llbracket ⟦ lvert | lVert ‖ ulcorner ⌜ llcorner ⌞ lparen ("
_CLOSING: Final = "rbrace } } } rangle ⟩ rfloor ⌋ rceil ⌉ rbrack ] rgroup ⟯ rmoustache ⎱ rrbracket ⟧ rvert | rVert ‖ urcorner ⌝ lrcorner ⌟ rparen )"
_PUNCTUATION: Final = "colon : ldotp . cdotp ⋅"

ACCENTS: Final = {
    "hat": "\u0302", "check": "\u030c", "tilde": "\u0303", "acute": "\u0301", "grave": "\u0300", "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db",
    "ddddot": "\u20dc", "breve": "\u0306", "bar": "\u0304", "vec": "\u20d7", "mathring": "\u030a", "hvec": "\u20d7", "lvec": "\u20d6",
    "ovhook": "\u0309", "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304",
}  # fmt: skip
"""Accents that keep their size."""

STRETCHED: Final = {
    "widehat": ("\u0302", False), "widetilde": ("\u0303", False), "widecheck": ("\u030c", False), "overrightarrow": ("\u20d7", False),
    "overleftarrow": ("\u20d6", False),
    "overleftrightarrow": ("\u20e1", False), "overrightharpoon": ("\u20d1", False), "overleftharpoon": ("\u20d0", False), "underrightarrow": ("\u20ef", True),
    "underleftarrow": ("\u20ee", True), "overbrace": ("⏞", False), "underbrace": ("⏟", True), "overbracket": ("⎴", False), "underbracket": ("⎵", True),
    "overparen": ("⏜", False), "underparen": ("⏝", True), "wideparen": ("⏜", False), "overarc": ("⏜", False), "widearc": ("⏜", False),
    "Overrightarrow": ("⇒", False),
}  # fmt: skip
"""Signs as wide as what they cover: character, whether it stands below."""

ALPHABETS: Final = _pairs(
    "mathrm rm mathup rm mathnormal it mathit ti mathbf bf mathsf sf mathtt tt mathcal cal mathscr cal mathfrak frak mathbb bb Bbb bb boldsymbol bi bm bi "
    "pmb bi symbf bf symbfit bi symup rm symit it mathbfit bi bold bf mathbfsf bsf mathsfbf bsf mathsfit sfi bb bb mathbfcal bcal mathbfscr bcal frak "
    "frak symcal cal symsf sf mathds bb "
)
"""Commands that choose letters. it: mathematical italic; ti: the same for words (digits stay upright); bi: bold, italic where `it` is."""

FUNCTIONS: Final = _words(
    "Cov Tr Var arccos arccot arcosh arcsin arctan arctg arg arsinh artanh cos cosec cosh cot cotg coth csc csch ctg curl deg diag dim erf erfc exp grad "
    "hom ker lg ln log rank rot sec sech sgn sign sin sinh span tan tanh tg tr "
)
LIMITED: Final = {
    **{name: name for name in ("lim", "max", "min", "sup", "inf", "det", "gcd", "lcm", "Pr")},
    "limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min", "injlim": "inj lim", "projlim": "proj lim",
}  # fmt: skip
"""Named operators, whose scripts go above and below in display style."""

SPACES: Final = {
    ",": 3.0, "thinspace": 3.0, ":": 4.0, ">": 4.0, "medspace": 4.0, ";": 5.0, "thickspace": 5.0, "!": -3.0, "negthinspace": -3.0,
    "negmedspace": -4.0, "negthickspace": -5.0, " ": 4.5, "nobreakspace": 4.5, "space": 4.5, "enspace": 9.0, "enskip": 9.0, "quad": 18.0,
    "qquad": 36.0, "/": 0.0, "hfill": 18.0, "hfil": 18.0,
}  # fmt: skip
"""Commands of space, in mu (1/18 em)."""

DELIMITERS: Final = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "<": "⟨", ">": "⟩", ".": "", "‖": "‖", "∥": "‖", "∣": "|", "⟨": "⟨", "⟩": "⟩", "⌊": "⌊",
    "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "↑": "↑", "↓": "↓",
    "〈": "⟨", "〉": "⟩",
}  # fmt: skip

SUPERSCRIPTS: Final = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        "0123456789+−=()niabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        strict=True,
    )
)
SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+−=()aehijklmnoprstuvxβγρφχ", strict=True))

_TYPED: Final = (
    (BIN, "+-−∗*"), (REL, "=<>:"), (OPEN, "(["), (CLOSE, ")]!?"), (PUNCT, ",;，；、"), (ORD, "|/.@·°"),
)  # fmt: skip


@cache
def commands() -> dict[str, tuple[int, str]]:
    """Name without the backslash -> class, character."""
    found: dict[str, tuple[int, str]] = {}
    for kind, table in (
        (ORD, _GREEK), (ORD, _ORDINARY), (BIN, _BINARY), (REL, _RELATIONS), (OP, _OPERATORS), (OPEN, _OPENING), (CLOSE, _CLOSING), (PUNCT, _PUNCTUATION),
    ):  # fmt: skip
        found.update({name: (kind, char) for name, char in _pairs(table).items()})
    for name in ("ldots", "dots", "cdots", "dotsb", "dotsc", "dotsm", "dotsi", "ddots", "iddots"):
        found[name] = (INNER, found[name][1])
    return found


@cache
def kinds() -> dict[str, int]:
    """Character -> class, for what is typed in Unicode."""
    found: dict[str, int] = {}
    for kind, char in commands().values():
        found.setdefault(char, kind)
    for kind, chars in _TYPED:
        found.update(dict.fromkeys(chars, kind))
    found.update(dict.fromkeys("⋅·∘⊕⊙", BIN) | dict.fromkeys("△▽&", ORD) | dict.fromkeys("↻⊥", REL) | dict.fromkeys("…⋯", INNER) | {"{": OPEN, "}": CLOSE})
    return found


_CAPITALS: Final = {
    "rm": 0x41, "bf": 0x1D400, "it": 0x1D434, "bi": 0x1D468, "cal": 0x1D49C, "bcal": 0x1D4D0, "frak": 0x1D504, "bb": 0x1D538,
    "sf": 0x1D5A0, "bsf": 0x1D5D4, "sfi": 0x1D608, "tt": 0x1D670,
}  # fmt: skip
_DIGITS: Final = {"bf": 0x1D7CE, "bi": 0x1D7CE, "bb": 0x1D7D8, "sf": 0x1D7E2, "bsf": 0x1D7EC, "tt": 0x1D7F6}
_GREEKS: Final = {"bf": 0x1D6A8, "it": 0x1D6E2, "ti": 0x1D6E2, "bi": 0x1D71C, "bsf": 0x1D756}
_HOLES: Final = dict(zip("𝑕𝒝𝒠𝒡𝒣𝒤𝒧𝒨𝒭𝒺𝒼𝓄𝔆𝔋𝔌𝔕𝔝𝔺𝔿𝕅𝕇𝕈𝕉𝕑", "ℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ", strict=True))
_ODD: Final = "∂ϵϑϰϕϱϖ"


@cache
def styled(char: str, font: str) -> str:
    """The character of the mathematical alphabet, or the character itself where that has none. Capital Greek is upright in `it`, as TeX prints it."""
    code = ord(char)
    letter = "it" if font == "ti" else font
    made = code
    if "A" <= char <= "Z" or "a" <= char <= "z":
        if letter in _CAPITALS and letter != "rm":
            made = _CAPITALS[letter] + (code - 65 if code < 97 else code - 71)
    elif "0" <= char <= "9":
        made = _DIGITS[font] + code - 48 if font in _DIGITS else code
    elif "α" <= char <= "ω":
        made = _GREEKS[font] + code - 0x3B1 + 26 if font in _GREEKS else code
    elif "Α" <= char <= "Ω":
        upright = {"it": code, "ti": _GREEKS["it"] + code - 0x391, "bi": _GREEKS["bf"] + code - 0x391}
        made = upright.get(font, _GREEKS[font] + code - 0x391 if font in _GREEKS else code)
    elif char in _ODD and font in _GREEKS and (char != "∂" or font != "it"):
        made = _GREEKS[font] + 51 + _ODD.index(char)
    elif char == "∇" and font in {"bf", "bi"}:
        made = 0x1D6C1
    elif char in "ıȷ" and font in {"it", "ti"}:
        made = 0x1D6A4 + "ıȷ".index(char)
    return _HOLES.get(chr(made), chr(made))
