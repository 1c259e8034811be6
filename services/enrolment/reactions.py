"""What enrolment does when others tell something: it remembers who agreed to have whose name and address."""

from kit.event import Event
from kit.reactions import Reactions
from kit.views import Views

from enrolment.events import heard

on = Reactions()


@on.view(heard.CONTACT_ACCEPTED)
def let_both_have_the_others_address(event: Event, views: Views) -> None:
    people = [event.data["author"], event.data["to"]]
    views.latest("contacts", event.data["contact"], event.sequence, {"people": people})


@on.view(heard.CONTACT_ENDED)
def let_neither_have_it_any_more(event: Event, views: Views) -> None:
    views.latest("contacts", event.data["contact"], event.sequence, {"people": []})
