"""What can be wrong with the nodes and edges of a graph together."""

from __future__ import annotations

from ..author import WARNING, Diagnostic

__all__ = [
    "EndIsNoNode",
    "NoStart",
    "NotOnPath",
    "OnePlace",
    "OneSide",
    "OutsideOfGrid",
    "PlaceForSome",
    "PlaceUnknown",
    "TooLarge",
    "TwoInPlace",
    "TwoParents",
    "WayOut",
]


class EndIsNoNode(Diagnostic):
    """An edge of a graph ends at something that is no node of it.

    ```wrong
    P = point(0, 0)
    graph { A -- B; r = row(A, B); r -- B }
    ```

    ```right
    graph { A -- B; row(A, B) }
    ```
    """

    code = "GRA201"
    says = "An edge ends at a {thing}, which is no node."
    help = "Link nodes: A -- B."

    thing: str


class TwoParents(Diagnostic):
    """A node of a tree has two parents, or a way in it leads back.

    ```wrong
    tree { r -> u, v; u -> z; v -> z }
    ```

    ```right
    tree { r -> u, v; u -> node("z"); v -> node("z") }
    ```
    """

    code = "GRA202"
    says = "In a tree {node} cannot come after both {first} and {second}."
    help = 'If these are two nodes of the same name, write each where it stands: {second} -> node("{node}"). If it is one, this is a graph.'

    node: str
    first: str
    second: str


class WayOut(Diagnostic):
    """A decision of a flowchart has fewer than two ways out.

    ```wrong
    flowchart { start("Start") -> d; d = decision("n even?"); d -> end("End") "yes" }
    ```

    ```right
    flowchart { start("Start") -> d; d = decision("n even?"); d -> end("End") "yes"; d -> process("add 1") "no" }
    ```
    """

    code = "GRA203"
    severity = WARNING
    says = "The decision {node} has {count}, so nothing is decided."
    help = 'Write a way for each answer: {node} -> ... "yes", {node} -> ... "no".'

    node: str
    count: str


class OneSide(Diagnostic):
    """An edge of a bipartite graph joins two nodes of one side.

    ```wrong
    bipartite { a -- x; b -- y; x -- y; a -- y }
    ```

    ```right
    bipartite { a -- x; b -- y; a -- y }
    ```
    """

    code = "GRA204"
    says = "The edge from {first} to {second} stays on one side, so the graph is not bipartite."
    help = "Every edge of a bipartite graph goes from one column to the other; column(...) says who stands where."

    first: str
    second: str


class TwoInPlace(Diagnostic):
    """A node stands in two rows, or twice in one.

    ```wrong
    commutative_diagram { row(A, B); row(A, C); A -> B; A -> C }
    ```

    ```right
    commutative_diagram { row(A, B); row(blank(), C); A -> B; A -> C }
    ```
    """

    code = "GRA205"
    says = "{node} has two places."
    help = "A node stands in one row, once; blank() leaves a place free."

    node: str


class NotOnPath(Diagnostic):
    """A highlighted path uses an edge that is not there.

    ```wrong
    graph(highlight=[1, 3]) { 1 -- 2 -- 3 }
    ```

    ```right
    graph(highlight=[1, 2, 3]) { 1 -- 2 -- 3 }
    ```
    """

    code = "GRA206"
    says = "The path to highlight goes from {first} to {second}, where there is no edge."
    help = "Name nodes that follow each other along edges."

    first: str
    second: str


class TooLarge(Diagnostic):
    """More nodes or edges than a picture can show.

    ```wrong
    graph { repeat i in 1..700 { n[i] -- n[i+1] } }
    ```

    ```right
    graph { repeat i in 1..7 { n[i] -- n[i+1] } }
    ```
    """

    code = "GRA207"
    says = "{count} are too many for one graph: at most {most}."
    help = "Draw a part of it, with dots() for the rest."

    count: str
    most: int


class NoStart(Diagnostic):
    """An automaton accepts in some state but starts in none.

    ```wrong
    automaton { state(q, accepting=true); p -> q "a" }
    ```

    ```right
    automaton { state(p, start=true); state(q, accepting=true); p -> q "a" }
    ```
    """

    code = "GRA209"
    severity = WARNING
    says = "No state of this automaton is its start, so {accepting} is never reached."
    help = "Say where it starts: state({first}, start=true)."

    accepting: str
    first: str


class OutsideOfGrid(Diagnostic):
    """A place of a grid graph that it does not have.

    ```wrong
    grid_graph(rows=2, cols=2) { node((3, 1), label="goal") }
    ```

    ```right
    grid_graph(rows=3, cols=2) { node((3, 1), label="goal") }
    ```
    """

    code = "GRA208"
    says = "{node} is no place of a grid of {rows} rows and {cols} columns."
    help = "A place is (row, column), counted from 1 at the top left."

    node: str
    rows: int
    cols: int


class PlaceForSome(Diagnostic):
    """Some nodes of a graph have places, and others have none; or the graph says another way where its nodes stand.

    ```wrong
    graph { A -- B -- C; node(A, at=(0, 0)); node(B, at=(1, 1)) }
    ```

    ```right
    graph { A -- B -- C; node(A, at=(0, 0)); node(B, at=(1, 1)); node(C, at=(2, 0)) }
    ```
    """

    code = "GRA210"
    says = "{node} has a place, but {other}."

    node: str
    other: str
    remedy: str

    def advice(self) -> str:
        return self.remedy


class PlaceUnknown(Diagnostic):
    """The place of a node depends on something that is not known before the graph is drawn.

    ```wrong
    P = point()
    graph { A -- B; node(A, at=P); node(B, at=(1, 1)) }
    ```

    ```right
    graph { A -- B; node(A, at=(0, 0)); node(B, at=(1, 1)) }
    ```
    """

    code = "GRA211"
    says = "The place of {node} is not known from the start."
    help = "Write it in numbers: node({node}, at=(0, 1)); only their proportions matter."

    node: str


class OnePlace(Diagnostic):
    """Two nodes of a graph have the same place.

    ```wrong
    graph { A -- B; node(A, at=(0, 0)); node(B, at=(0, 0)) }
    ```

    ```right
    graph { A -- B; node(A, at=(0, 0)); node(B, at=(1, 0)) }
    ```
    """

    code = "GRA212"
    says = "{first} and {second} have the same place."
    help = "Give each node a place of its own."

    first: str
    second: str
