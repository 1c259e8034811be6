"""How pages ask the services: with time-outs, side by side, and prepared for each to be slow or away.

Away        it did not answer, or not as it should: its part of the page says so, the others are shown
Refused     it answered that this cannot be done; `status` and `document` (problem+json) say why
"""

from gateway.services.asking import Away, Refused, Services, services
from gateway.services.together import MISSHAPEN, Part, patiently, together

__all__ = ["MISSHAPEN", "Away", "Part", "Refused", "Services", "patiently", "services", "together"]
