"""The shape of all that is held about somebody."""

from marshmallow import Schema, fields

from reporting.schemas.pulses import Pulse


class MyData(Schema):
    person = fields.String()
    views = fields.Dict(keys=fields.String(), values=fields.List(fields.Dict()))
    pulses = fields.List(fields.Nested(Pulse))
    events = fields.List(fields.Dict(), metadata={"description": "Every stored event that names you."})
    bilans = fields.List(fields.Dict())
    consumers = fields.List(fields.Dict())
