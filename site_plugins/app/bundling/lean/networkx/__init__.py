"""networkx as far as the matcher needs it: what a network is, its strong components, and flows of least cost."""
# ruff: noqa: I001, F401 - the parts stand in the order in which they need each other, and are there for the asking.

from networkx.exception import (
    NetworkXError,
    NetworkXNotImplemented,
    NetworkXUnbounded,
    NetworkXUnfeasible,
    NodeNotFound,
)
from networkx.utils.backends import _dispatchable
from networkx.utils.misc import _clear_cache
from networkx import convert, utils
from networkx.classes.graph import Graph
from networkx.classes.digraph import DiGraph
from networkx.classes.multigraph import MultiGraph
from networkx.classes.multidigraph import MultiDiGraph
from networkx.classes.function import number_of_nodes, selfloop_edges
from networkx.algorithms.components.strongly_connected import strongly_connected_components
from networkx.algorithms.flow.networksimplex import network_simplex
