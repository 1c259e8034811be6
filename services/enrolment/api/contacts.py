"""The people with whom one agreed to stay in touch, with their addresses, also after the course."""

from typing import Any

from flask import Response
from kit.allowed import allowed
from kit.web import database, person

from enrolment.api.blueprint import blueprint, gives, route, takes
from enrolment.schemas import contacts as schemas
from enrolment.views import contacts as views


@route("/me/contacts")
@allowed("person")
@takes(schemas.AskedContacts, location="query")
@gives(200, schemas.Contacts)
def list_contacts(asked: dict[str, Any]) -> Any:
    """List the names and addresses of my contacts: both of us agreed to it"""
    return {"items": views.contacts(database(), person().id, asked.get("ids"))}


@route("/me/contacts.vcf")
@allowed("person")
@takes(schemas.AskedContacts, location="query")
@blueprint.response(200, content_type="text/vcard")
def export_contacts(asked: dict[str, Any]) -> Any:
    """Take my contacts along as cards for an address book"""
    cards = views.cards(views.contacts(database(), person().id, asked.get("ids")))
    attachment = {"Content-Disposition": 'attachment; filename="contacts.vcf"'}
    return Response(cards, content_type="text/vcard; charset=utf-8", headers=attachment)
