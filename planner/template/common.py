"""Words that problems of all kinds share and that add nothing to a picture."""

from __future__ import annotations

from .features import root

__all__ = ["COMMON"]

_WORDS = """
a about above according add after again all along also although always am among an and another answer any apart apply are as assume assuming at away be because become becomes been before begin being
below between both but by calculate can case cause certain change choose come complete compute consider consists correct could decimal define describe determine did do does done down draw drawn due during each
either else end ends equal equals equation estimate evaluate every exact exactly exist explain express expression far fast figure find first following for form found from function get give given gives go
goes greater had half happen has have having he help her here high his hold holds how however if ignore immediately in initial initially instead into is it its itself just kept know known large last later leave
least left less let like locate long look low made magnitude make makes many maximum may me mean measure measured minimum moment more most moving much must my name nearest need neglect negligible new next no not note
now number obtain of off on one only onto or order other our out over own part parts per place placed please point position possible problem produce prove put question quickly reach reaches read relation remain remains
required respectively rest result right round same second see set several she should show shown side similar simple since single size small so solution solve some speed start starting starts state statement step still
stop stops such suppose system take taken takes terms than that the their them then there therefore these they this those three through throughout time to together total toward towards two type under unit units
until up upon use used using value values very was way we well were what when where whether which while who whose why will with within without work would write you your i's let's it's expressed decimal
places figures significant hint note details assumptions explain reasoning steps rounded tenth hundredth whole degree degrees kilogram kilograms metre metres meter meters newton newtons joule joules second
seconds centimeter centimeters foot feet inch inches unit units hour hours minute minutes constant uniform uniformly simply respect direction magnitude quantity quantities amount result directly
acceleration gravity gravitational free mass weight force forces energy length distance height width depth radius diameter angle angles area volume speed velocity velocities coefficient friction time
if can't doesn't isn't approximately about roughly nearly answer answers round express via let be got want am trying understand homework someone could thanks thank
"""
_CHINESE = "的为与和在从以由于上下中一求试问是多少大小设若已知取不计忽略空气阻力重力加速度所受成当时后前到向沿着其及则此该将有两个物体块球质量速度加速角度长高力求出计算最大"

COMMON = frozenset({root(w) for w in _WORDS.split()}) | frozenset(_CHINESE) | frozenset(a + b for a in _CHINESE for b in _CHINESE)
