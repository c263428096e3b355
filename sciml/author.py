"""Everything that a file of `domains/` or `relations/` may use, and nothing else of ours."""

from __future__ import annotations

from .body import Body, Face, Host, Rests, disc_shape, path_shape, ring_points, straight_axis, styled, surface_of
from .cell import Cell
from .diagnostic import ERROR, HINT, NOTE, WARNING, Diagnostic, Fix, Span
from .element import (
    REQUIRED,
    Element,
    Maker,
    NodeName,
    Slot,
    Style,
    anchor,
    cells,
    content,
    count,
    data,
    direction,
    expression,
    formula,
    key,
    node,
    nodes,
    number,
    number_of,
    part,
    parts,
    place,
    places,
    quantities,
    quantity,
    relations,
    span_of,
    text,
    truth,
    vertices,
    word,
)
from .expression import (
    PI,
    Const,
    Expr,
    Num,
    Var,
    absolute,
    acos,
    angle_measure,
    area_measure,
    asin,
    atan,
    atan2,
    cos,
    difference,
    distance_measure,
    evaluate,
    exp,
    hypot,
    is_constant,
    log,
    maximum,
    minimum,
    postorder,
    sign,
    sin,
    sqrt,
    square_of,
    tan,
    variables_of,
)
from .formula import Formula, Inequality, NotInAxes, Parameter, Span2, compiled, derivative, polynomial, powers, substituted
from .grammar.record import Record, field, replace
from .ink import (
    Along,
    AngleArc,
    Arrow,
    Beside,
    Chevrons,
    Dot,
    Fixed,
    Gauge,
    Ink,
    Inside,
    Label,
    Lettering,
    Look,
    OnPath,
    Paragraph,
    RightAngle,
    Shape,
    Spot,
    Strokes,
    Ticks,
    Words,
)
from .plane import Box, Curve, Oval, Point, Round, Straight, Track, Vector, corner, foot, in_sight, nowhere, polar, way
from .dimension import *
from .quantity import *
from .quantity import Dimension, Origin, Unit, Value
from .relation import MEASURES, Positive, Relation, Truth, Undetermined, Zero, measured, relate
from .typeset import Run, broken, extent, identifier, metrics
from .typeset.breaking import unbroken

__all__ = [name for name in dir() if not name.startswith("_") and name not in {"annotations"}]
