"""Where the chunks of a sweep are computed: one seam, several places behind it.

Only what runs in this process is imported here; a cluster's packages take most of a second.
"""

from ecosim.sweeps.engines.engine import Engine
from ecosim.sweeps.engines.executors import Executors
from ecosim.sweeps.engines.processes import Processes
from ecosim.sweeps.engines.threads import Threads

__all__ = ["Engine", "Executors", "Processes", "Threads"]
