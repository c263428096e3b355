"""Words of problems as data: names of quantities with their dimensions, things that can be drawn, words of relations and of asking."""

from __future__ import annotations

import re

from .. import dimension as d

__all__ = ["ASKS", "CHINESE_THINGS", "CHINESE_UNITS", "CONSTANTS", "QUANTITY_NOUNS", "RELATIONS", "THINGS", "UNIT_WORDS", "noun_pattern"]

QUANTITY_NOUNS: dict[str, d.Dimension] = {
    "mass": d.MASS, "masses": d.MASS, "weight": d.FORCE, "length": d.LENGTH, "lengths": d.LENGTH, "width": d.LENGTH, "height": d.LENGTH, "altitude": d.LENGTH, "depth": d.LENGTH,
    "radius": d.LENGTH, "radii": d.LENGTH, "diameter": d.LENGTH, "distance": d.LENGTH, "separation": d.LENGTH, "displacement": d.LENGTH, "amplitude": d.LENGTH,
    "thickness": d.LENGTH, "side": d.LENGTH, "sides": d.LENGTH, "base": d.LENGTH, "hypotenuse": d.LENGTH, "leg": d.LENGTH, "perimeter": d.LENGTH, "circumference": d.LENGTH,
    "chord": d.LENGTH, "wavelength": d.LENGTH, "focal length": d.LENGTH, "object distance": d.LENGTH, "image distance": d.LENGTH, "extension": d.LENGTH,
    "compression": d.LENGTH, "natural length": d.LENGTH, "diagonal": d.LENGTH, "range": d.LENGTH, "edge": d.LENGTH,
    "area": d.AREA, "volume": d.VOLUME, "speed": d.SPEED, "velocity": d.SPEED, "speeds": d.SPEED, "acceleration": d.ACCELERATION, "force": d.FORCE, "tension": d.FORCE,
    "thrust": d.FORCE, "normal force": d.FORCE, "time": d.TIME, "period": d.TIME, "angle": d.ANGLE, "inclination": d.ANGLE, "slope angle": d.ANGLE, "frequency": d.FREQUENCY,
    "angular frequency": d.ANGULAR_SPEED, "angular velocity": d.ANGULAR_SPEED, "angular speed": d.ANGULAR_SPEED, "spring constant": d.STIFFNESS, "force constant": d.STIFFNESS,
    "stiffness": d.STIFFNESS, "energy": d.ENERGY, "work": d.ENERGY, "kinetic energy": d.ENERGY, "torque": d.TORQUE, "power": d.POWER, "pressure": d.PRESSURE,
    "density": d.DENSITY, "temperature": d.TEMPERATURE, "charge": d.CHARGE, "current": d.CURRENT, "voltage": d.VOLTAGE, "emf": d.VOLTAGE,
    "potential difference": d.VOLTAGE, "resistance": d.RESISTANCE, "internal resistance": d.RESISTANCE, "capacitance": d.CAPACITANCE, "inductance": d.INDUCTANCE,
    "magnetic field": d.MAGNETIC_FIELD, "electric field": d.ELECTRIC_FIELD, "moment of inertia": d.MOMENT_OF_INERTIA, "momentum": d.MOMENTUM,
    "impulse": d.IMPULSE, "refractive index": d.NUMBER, "index of refraction": d.NUMBER, "coefficient of friction": d.NUMBER, "coefficient of kinetic friction": d.NUMBER,
    "coefficient of static friction": d.NUMBER, "coefficient of sliding friction": d.NUMBER, "coefficient of restitution": d.NUMBER, "magnification": d.NUMBER,
    "number": d.NUMBER, "probability": d.NUMBER, "mean": d.NUMBER, "median": d.NUMBER, "standard deviation": d.NUMBER,
    "质量": d.MASS, "重": d.FORCE, "重力": d.FORCE, "重量": d.FORCE, "长": d.LENGTH, "长度": d.LENGTH, "长为": d.LENGTH, "高": d.LENGTH, "高度": d.LENGTH, "半径": d.LENGTH, "直径": d.LENGTH,
    "距离": d.LENGTH, "相距": d.LENGTH, "宽": d.LENGTH, "振幅": d.LENGTH, "波长": d.LENGTH, "焦距": d.LENGTH, "物距": d.LENGTH, "位移": d.LENGTH, "边长": d.LENGTH, "面积": d.AREA, "体积": d.VOLUME,
    "速度": d.SPEED, "初速度": d.SPEED, "速率": d.SPEED, "加速度": d.ACCELERATION, "力": d.FORCE, "拉力": d.FORCE, "张力": d.FORCE, "摩擦力": d.FORCE, "时间": d.TIME, "周期": d.TIME, "角": d.ANGLE,
    "夹角": d.ANGLE, "倾角": d.ANGLE, "角度": d.ANGLE, "频率": d.FREQUENCY, "角速度": d.ANGULAR_SPEED, "劲度系数": d.STIFFNESS, "动能": d.ENERGY, "功": d.ENERGY, "能量": d.ENERGY, "功率": d.POWER,
    "压强": d.PRESSURE, "密度": d.DENSITY, "温度": d.TEMPERATURE, "电荷": d.CHARGE, "电荷量": d.CHARGE, "电量": d.CHARGE, "电流": d.CURRENT, "电压": d.VOLTAGE, "电动势": d.VOLTAGE, "电势差": d.VOLTAGE,
    "电阻": d.RESISTANCE, "内阻": d.RESISTANCE, "电容": d.CAPACITANCE, "电感": d.INDUCTANCE, "磁感应强度": d.MAGNETIC_FIELD, "电场强度": d.ELECTRIC_FIELD, "转动惯量": d.MOMENT_OF_INERTIA,
    "动量": d.MOMENTUM, "摩擦系数": d.NUMBER, "动摩擦因数": d.NUMBER, "摩擦因数": d.NUMBER, "折射率": d.NUMBER,
}  # fmt: skip

UNIT_WORDS = {
    "degree": "deg", "degrees": "deg", "degrees celsius": "degC", "degree celsius": "degC", "degrees fahrenheit": "degF", "degrees c": "degC", "degrees f": "degF",
    "celsius": "degC", "fahrenheit": "degF", "° c": "degC", "° f": "degF", "mm hg": "mmHg", "cm hg": "cmHg", "kelvins": "K", "kelvin": "K",
    "millimeters": "mm", "millimetres": "mm", "millimeter": "mm", "millimetre": "mm", "centimeter": "cm", "centimetre": "cm", "kilometer": "km", "kilometre": "km",
    "micrometers": "um", "micrometres": "um", "nanometers": "nm", "nanometres": "nm", "milligrams": "mg", "kilos": "kg",
    "milliseconds": "ms", "microseconds": "us", "nanoseconds": "ns", "milliliters": "mL", "millilitres": "mL", "milliliter": "mL",
    "kilonewtons": "kN", "kilojoules": "kJ", "kilowatts": "kW", "megawatts": "MW", "kilovolts": "kV", "millivolts": "mV", "milliamps": "mA", "milliamperes": "mA",
    "microfarads": "uF", "microfarad": "uF", "picofarads": "pF", "nanofarads": "nF", "millihenries": "mH", "microcoulombs": "uC", "nanocoulombs": "nC",
    "kilohms": "kohm", "kiloohms": "kohm", "megohms": "Mohm", "kilohertz": "kHz", "megahertz": "MHz", "ohm": "ohm", "ohms": "ohm", "kilopascals": "kPa",
    "farads": "F", "henrys": "H", "teslas": "T", "radians": "rad", "radian": "rad", "miles per hour": "mph", "electron volts": "eV", "electronvolts": "eV",
    "kilocalories": "kcal", "percent": "%", "per cent": "%", "kilowatt hours": "kWh", "kilowatt-hours": "kWh", "ampere-hours": "Ah", "amp-hours": "Ah",
    "newton-meters": "Nm", "newton-metres": "Nm", "newton meters": "Nm", "foot-pounds": "ft*lbf", "sec": "s", "secs": "s", "hr": "h", "hrs": "h", "cubic centimeters": "cm^3",
    "inch": "in", "inches": "in", "pounds": "lb", "pound": "lb", "lbs": "lb", "feet": "ft", "foot": "ft", "atmospheres": "atm", "atmosphere": "atm",
    "dollars": "USD", "dollar": "USD", "moles": "mol", "mole": "mol", "days": "d", "day": "d", "years": "yr", "year": "yr", "weeks": "wk", "light-years": "ly",
}  # fmt: skip
CHINESE_UNITS = {
    "千米每小时": "km/h", "公里每小时": "km/h", "米每秒平方": "m/s^2", "米每二次方秒": "m/s^2", "米每秒": "m/s", "平方厘米": "cm^2", "平方毫米": "mm^2", "平方米": "m^2",
    "立方厘米": "cm^3", "立方米": "m^3", "摄氏度": "degC", "毫米": "mm", "厘米": "cm", "分米": "dm", "千米": "km", "公里": "km", "微米": "um", "纳米": "nm", "米": "m",
    "千克": "kg", "公斤": "kg", "毫克": "mg", "克": "g", "吨": "t", "毫秒": "ms", "秒": "s", "分钟": "min", "小时": "h", "弧度": "rad", "度": "deg", "千牛": "kN", "牛顿": "N",
    "牛": "N", "千焦": "kJ", "焦耳": "J", "焦": "J", "千瓦": "kW", "瓦特": "W", "瓦": "W", "千伏": "kV", "伏特": "V", "伏": "V", "毫安": "mA", "安培": "A", "安": "A", "千欧": "kohm",
    "欧姆": "ohm", "欧": "ohm", "微库": "uC", "库仑": "C", "库": "C", "微法": "uF", "皮法": "pF", "法拉": "F", "毫亨": "mH", "特斯拉": "T", "千帕": "kPa", "帕": "Pa", "赫兹": "Hz",
    "赫": "Hz", "毫升": "mL", "升": "L", "摩尔": "mol", "元": "CNY", "转": "rev", "斤": "1/2*kg",
}  # fmt: skip

CONSTANTS = re.compile(
    r"acceleration (?:due to|of) (?:gravity|free[- ]fall)|free[- ]fall acceleration|gravitational (?:acceleration|constant)|speed of light|Planck|Boltzmann|gas constant|"
    r"elementary charge|permittivity of free space|permeability of free space|Avogadro|重力加速度|光速|引力常量",
    re.IGNORECASE,
)

THINGS = ["ball", "bar", "barge", "battery", "beam", "beaker", "bench", "bicycle", "block", "board", "boat", "body", "bob", "bottle", "box", "brick", "bridge", "building", "bullet", "bulb", "bus", "cable", "camera", "cannon", "capacitor", "car", "cart", "ceiling", "cell", "chain", "charge", "child", "circle", "coil", "cone", "conductor", "container", "cord", "crane", "crate", "cube", "cuboid", "curve", "cylinder", "diode", "disc", "disk", "door", "drum", "earth", "electron", "elevator", "engine", "eye", "fence", "field", "floor", "flywheel", "frame", "fulcrum", "galvanometer", "girder", "glass", "ground", "hammer", "hemisphere", "hexagon", "hill", "hinge", "hole", "hoop", "incline", "inductor", "insect", "kite", "ladder", "ladder", "lake", "lamp", "lens", "lever", "lift", "light", "line", "load", "loop", "magnet", "man", "mass", "mat", "membrane", "merry-go-round", "meteor", "mirror", "monkey", "moon", "motor", "motorcycle", "nail", "needle", "nucleus", "object", "octagon", "orbit", "parabola", "parachute", "parallelogram", "parallelepiped", "particle", "pendulum", "pentagon", "person", "photon", "pin", "pipe", "piston", "pivot", "plane", "planet", "plank", "plate", "platform", "pole", "polygon", "pool", "prism", "projectile", "proton", "puck", "pulley", "pump", "pyramid", "quadrilateral", "racket", "raft", "railway", "ramp", "ray", "rectangle", "resistor", "rhombus", "ring", "river", "road", "rock", "rocket", "rod", "roller", "rope", "rotor", "runner", "sail", "satellite", "scale", "screen", "sector", "semicircle", "shaft", "shell", "ship", "sled", "sledge", "slab", "slope", "slot", "solenoid", "source", "sphere", "spool", "spring", "square", "stair", "star", "stick", "stone", "street", "string", "sun", "support", "surface", "swimmer", "switch", "table", "tank", "target", "telescope", "thread", "tire", "tower", "track", "trailer", "train", "transformer", "trapezoid", "trapezium", "tree", "triangle", "trolley", "truck", "tube", "tunnel", "turntable", "vehicle", "vessel", "voltmeter", "ammeter", "wagon", "wall", "water", "wedge", "weight", "well", "wheel", "wind", "window", "wire", "woman", "worker", "yo-yo", "car", "girl", "boy", "student", "player", "climber", "diver", "skier", "driver", "airplane", "plane", "aircraft", "helicopter", "balloon", "bird", "dog", "cliff", "crate", "pendulum", "wave", "slit", "grating", "liquid", "gas", "air", "oil", "ice", "prism", "fiber", "node", "molecule", "atom", "ion", "bead", "hook", "peg", "rail", "belt", "gear", "axle", "crankshaft", "drum", "axis", "histogram", "table", "circuit", "sample", "population", "deck", "card", "die", "dice", "coin", "urn"]  # fmt: skip
"""Nouns of things that a picture would show."""

CHINESE_THINGS = {
    "木块": "block", "木箱": "box", "箱子": "box", "物块": "block", "滑块": "block", "物体": "object", "斜面": "incline", "小球": "ball", "球": "ball", "弹簧": "spring", "滑轮": "pulley", "绳": "rope", "细线": "string",
    "绳子": "rope", "轻绳": "rope", "杆": "rod", "细杆": "rod", "梯子": "ladder", "墙": "wall", "地面": "ground", "水平面": "ground", "桌面": "table", "小车": "cart", "汽车": "car", "圆": "circle",
    "三角形": "triangle", "矩形": "rectangle", "正方形": "square", "平行四边形": "parallelogram", "梯形": "trapezoid", "菱形": "rhombus", "电阻": "resistor", "电源": "battery", "电池": "battery",
    "电容器": "capacitor", "透镜": "lens", "凸透镜": "lens", "平面镜": "mirror", "导线": "wire", "线圈": "coil", "磁场": "field", "电场": "field", "导体": "conductor", "球壳": "shell", "圆盘": "disc",
    "圆环": "ring", "活塞": "piston", "气体": "gas", "人": "person", "船": "boat", "子弹": "bullet", "木板": "board", "天花板": "ceiling", "圆柱": "cylinder", "棒": "rod", "板": "plate", "单摆": "pendulum",
    "质点": "particle", "转盘": "turntable", "飞轮": "flywheel", "楔": "wedge", "水": "water",
}  # fmt: skip

IRREGULAR = {
    "masses": "mass",
    "boxes": "box",
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "lenses": "lens",
    "axes": "axis",
    "prisms": "prism",
    "discs": "disc",
    "dice": "die",
}

RELATIONS: list[tuple[str, str]] = [
    (r"parallel|∥|平行", "parallel"), (r"perpendicular|⊥|at right angles? to|垂直", "perpendicular"), (r"tangent|相切|切线", "tangent"), (r"horizontal(?:ly)?|水平", "horizontal"),
    (r"vertical(?:ly)?|竖直|铅直", "vertical"), (r"frictionless|smooth|no friction|without friction|negligible friction|neglect(?:ing)? (?:any )?friction|ignor(?:e|ing) (?:any )?friction|friction is negligible|friction can be (?:neglected|ignored)|光滑|不计摩擦|无摩擦|摩擦不计", "smooth"),
    (r"rough|粗糙", "rough"), (r"(?:initially )?at rest|from rest|stationary|静止", "rest"), (r"twice (?:as|the|that)|double|两倍|二倍|2倍", "twice"), (r"three times|triple|三倍", "triple"),
    (r"half (?:as|the|of|that)|一半", "half"), (r"equal|identical|same|相等|相同", "equal"), (r"similar", "similar"), (r"congruent", "congruent"), (r"bisect", "bisects"), (r"midpoint|中点", "midpoint"),
    (r"inscribed|内切|内接", "inscribed"), (r"circumscribed|外接|外切", "circumscribed"), (r"concentric|同心", "concentric"), (r"in series|串联", "series"), (r"in parallel|并联", "parallel_circuit"),
    (r"\bup the|upward|向上|沿斜面向上", "up"), (r"\bdown the|downward|向下|沿斜面向下", "down"), (r"to the left|leftward|向左", "left"), (r"to the right(?! of the decimal)|rightward|向右", "right"),
    (r"massless|weightless|light,? (?:(?:inextensible|frictionless|smooth|and|fixed|small),? )*(?:string|rope|cord|pulley|spring|cable|rod|thread)|negligible mass|轻质|轻绳|轻弹簧|轻杆|不计质量", "massless"), (r"uniform(?!ly)|均匀", "uniform"),
    (r"(?:ignor|neglect|disregard)\w* (?:any |all |the )?(?:effects? of )?air (?:resistance|drag|friction)|(?:no|without|negligible) air (?:resistance|drag)|air (?:resistance|drag) (?:is|can be|may be) (?:ignored|neglected|negligible)|(?:不计|忽略)空气阻力|空气阻力(?:不计|忽略)", "no_air"),
    (r"inextensible|不可伸长", "inextensible"), (r"simply[- ]supported|简支", "simply_supported"),
    (r"negligible internal resistance|(?:no|without) internal resistance|internal resistance (?:is|can be|may be) (?:negligible|ignored|neglected)|(?:ignor|neglect)\w* (?:the |its |any )?internal resistance|不计内阻|内阻不计|内阻忽略不计", "no_inner"), (r"constant (?:speed|velocity)|匀速", "constant_speed"),
    (r"right[- ]angled|right triangle|直角", "right_angle"), (r"isosceles|等腰", "isosceles"), (r"equilateral|等边", "equilateral"), (r"converging", "converging"), (r"diverging", "diverging"), (r"convex|凸面镜|凸透镜", "convex"), (r"concave|凹面镜|凹透镜", "concave"), (r"stick together|sticks? to|(?:lock|join|move off|move on) together|coalesce|couple|perfectly inelastic|粘在一起", "stick"), (r"elastic(?:ally)?|弹性", "elastic"),
]  # fmt: skip

ASKS = re.compile(
    r"(?P<verb>\b(?:find|locate|determine|calculate|compute|evaluate|derive|obtain|estimate|work out|solve for|solve|express|sketch|draw|graph|plot|show that|prove that|prove|verify|give|state|write|construct|explain|describe|use)\b)|"
    r"(?P<wh>\b(?:what(?:'s| is| are| was| were| will| would| must| should)?|how (?:far|long|fast|much|many|high|tall|deep|large|big|great|wide|do|can|does)?|which|where|when|at what|for what|in what|who|why|is it|are the|is the|does the|will the|do you)\b)|"
    r"(?P<cn>求证|试求|求|计算|试计算|问|多大|多少|多长|多远|是多少|何)",
    re.IGNORECASE,
)


def noun_pattern() -> re.Pattern[str]:
    """A name of a quantity; longer names first."""
    names = sorted(QUANTITY_NOUNS, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in names), re.IGNORECASE)
