"""What reporting reads of its own facts, so that they are kept at a position among the others."""

from marshmallow import fields

from reporting.events.heard.reads import about, fact, must

PULSE_KEPT = fact("reporting.pulse.recorded", pulse=must(), about=about(), mood=must(fields.Integer))
BILAN_KEPT = fact("reporting.bilan.published", bilan=must())
