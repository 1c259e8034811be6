"""What more replicas carry, and how evenly: two webs, four workers, and a worker with 100,000 events behind it.

Cores are few here, so each question is asked twice where that matters: as it comes, where two replicas share what the
database and the load leave them, and with a neighbour that answers late, where waiting is what limits and more replicas
wait side by side. The first only informs, and says how many cores one replica kept busy; the second is asked for.
"""

from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.scaling import backlog, webs, workers


def measures(ground: Ground) -> list[Measure]:
    return [*webs.measures(ground), *workers.measures(ground), *backlog.measures(ground)]
