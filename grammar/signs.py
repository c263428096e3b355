"""Signs that look alike: the reader takes them for the sign of the language, one for one, so that offsets stay true."""

from __future__ import annotations

__all__ = ["RAISED", "canonical_name", "canonical_unit", "lowered", "steady"]

RAISED = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = "+-0123456789"
_RAISED_AT = 0xE000
"""In the text that is lexed raised signs stand here, so that no pattern takes them for letters."""

_ALIKE = {
    **dict(zip("（）［］｛｝，；：＝＋－＊／＜＞｜～．！＾＃％＆", "()[]{},;:=+-*/<>|~.!^#%&", strict=True)),
    **dict(zip("【】〔〕、−–‒—×·⋅∙∗÷⁄∕", "[][],----*****///", strict=True)),
    **dict(zip("′’‘€‰¢¤", "'''¢¤\ufffd\ufffd", strict=True)),
    **{chr(0xFF10 + k): str(k) for k in range(10)},
    **dict.fromkeys("\ufeff\u200b\u200c\u200d\u2060\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\f\v", " "),
    **dict.fromkeys("\r\u0085\u2028\u2029", "\n"),
    **{chr(0xE000 + k): "\ufffd" for k in range(256)},
    **{sign: chr(_RAISED_AT + k) for k, sign in enumerate(RAISED)},
}
_TABLE = {ord(k): v for k, v in _ALIKE.items()}
_LOWER = {**{_RAISED_AT + k: sign for k, sign in enumerate(_PLAIN)}, **{ord(sign): _PLAIN[k] for k, sign in enumerate(RAISED)}}
_BELOW = {ord("₀") + k: str(k) for k in range(10)}
_UNITS = {
    "°C": "degC", "°F": "degF", "℃": "degC", "℉": "degF", "°": "deg", "\u03a9": "ohm", "\u2126": "ohm", "\u00b5": "u", "\u03bc": "u", "\u00c5": "angstrom",
    "\u212b": "angstrom", "$": "USD", "¢": "EUR", "£": "GBP", "¥": "JPY", "¤": "permille",
}  # fmt: skip


def steady(text: str) -> str:
    """The text that is lexed: as long as the given one."""
    if text.isascii() and not ("\r" in text or "\f" in text or "\v" in text):
        return text
    return text.replace("\r\n", " \n").translate(_TABLE)


def lowered(raised: str) -> str:
    """`⁻³` (or its stand-ins) as `-3`."""
    return raised.translate(_LOWER).lstrip("+")


def canonical_name(name: str) -> str:
    """One spelling of a name: `v₀` is `v_0`, `π` is `pi`."""
    if name == "π":
        return "pi"
    plain = name.translate(_BELOW)
    if plain == name:
        return name
    k = next(k for k, c in enumerate(name) if ord(c) in _BELOW)
    return plain if "_" in name[:k] or k == 0 else plain[:k] + "_" + plain[k:]


def canonical_unit(unit: str) -> str:
    """One spelling of a unit: `W m⁻¹ K⁻¹` is `W*m^-1*K^-1`, `°C` is `degC`."""
    if unit.isascii() and " " not in unit and "$" not in unit:
        return unit
    out: list[str] = []
    raised = ""
    for c in unit.replace(" ", "*"):
        if _RAISED_AT <= ord(c) < _RAISED_AT + len(RAISED):
            raised += lowered(c) if c != chr(_RAISED_AT) else ""
            continue
        if raised:
            out.append("^" + raised)
            raised = ""
        out.append(c)
    unit = "".join(out) + ("^" + raised if raised else "")
    for sign, spelling in _UNITS.items():
        unit = unit.replace(sign, spelling)
    return unit
