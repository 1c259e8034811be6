"""Where a place is on our maps: longitude and latitude in degrees (WGS 84) become x and y.

The world is drawn in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018), in which no continent looks larger
than it is; `static/drawings/world.svg` holds its outlines (Natural Earth, public domain) in the same units. Pure.
"""

from collections.abc import Iterable
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Any, NamedTuple

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDTH = 1000.0
SCALE = WIDTH / 5.41326
MIDDLE = 240.0
"""Of the drawing in y; it is cut off below 58° south, where there is nobody."""


class Pin(NamedTuple):
    """What stands at one point of a map: the numbers of one or several places, in their order."""

    x: float
    y: float
    numbers: tuple[int, ...]


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """x from 0 to 1000 eastwards, y southwards."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    a2, a6 = angle**2, angle**6
    slope = 3 * (9 * A4 * a6 * a2 + 7 * A3 * a6 + 3 * A2 * a2 + A1)
    x = 2 * sqrt(3) * radians(longitude) * cos(angle) / slope
    y = angle * (A1 + A2 * a2 + a6 * (A3 + A4 * a2))
    return WIDTH / 2 + SCALE * x, MIDDLE - SCALE * y


def is_in_france(pin: Pin) -> bool:
    """On the map of metropolitan France."""
    return 487 < pin.x < 525 and 61 < pin.y < 94


def pins(places: Iterable[dict[str, Any]], apart: float) -> list[Pin]:
    """One pin per place, those closer than `apart` together in one; numbers count from one, in the order given."""
    found: list[Pin] = []
    for number, place in enumerate(places, 1):
        x, y = project(place["longitude"], place["latitude"])
        near = next((one for one in found if hypot(one.x - x, one.y - y) < apart), None)
        if near:
            found[found.index(near)] = near._replace(numbers=(*near.numbers, number))
        else:
            found.append(Pin(round(x, 1), round(y, 1), (number,)))
    return found
