"""What a service does when something happened: one registry per service, filled by decorators, passed at start-up.

A *view* folds one event into read models. It gets a `Views` that can do nothing else, so it
can be replayed.
An *effect* acts on people or on what others will hear. It gets the events of a batch and the open unit of work;
it can add to the outbox but cannot publish, and a replay never calls it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kit.event import Event, Fact, Unreadable

View = Callable[[Event, Any], None]
Effect = Callable[[list[Event], Any], None]


@dataclass
class Reactions:
    """The registry; `private` holds the types that arrive on the private exchange."""

    facts: dict[str, Fact] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    upcasts: dict[str, tuple[Fact, Callable[[dict[str, Any]], dict[str, Any]]]] = field(default_factory=dict)
    views: dict[str, list[View]] = field(default_factory=dict)
    effects: list[tuple[frozenset[str], Effect]] = field(default_factory=list)

    def view(self, *facts: Fact) -> Callable[[View], View]:
        def register(function: View) -> View:
            for fact in facts:
                self.facts[fact.type] = fact
                self.views.setdefault(fact.type, []).append(function)
            return function

        return register

    def keep(self, *facts: Fact) -> None:
        """Take these even where nothing is done about them: for a service that keeps every event itself."""
        self.facts.update({fact.type: fact for fact in facts})

    def upcast(self, old: Fact, new: Fact, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Read an older version of a fact as the newer one, whose reactions then take it.

        While producers of both versions run side by side, consumers know both, and nobody waits for anybody.
        """
        self.facts[old.type] = old
        self.upcasts[old.type] = (new, change)

    def effect(self, *facts: Fact, private: bool = False) -> Callable[[Effect], Effect]:
        def register(function: Effect) -> Effect:
            for fact in facts:
                self.facts[fact.type] = fact
            if private:
                self.private.update(fact.type for fact in facts)
            self.effects.append((frozenset(fact.type for fact in facts), function))
            return function

        return register

    def hurries(self, type_: str) -> bool:
        """Whether somebody hears of what follows from it; what only views need is folded with what comes next."""
        current = self.upcasts[type_][0].type if type_ in self.upcasts else type_
        return any(current in types for types, _ in self.effects)

    def read(self, event: Event) -> Event:
        """The event with its data checked and loaded; raises Unreadable for what this service does not know."""
        fact = self.facts.get(event.type)
        if fact is None:
            raise Unreadable(self._why_unknown(event.type))
        if event.type in self.upcasts:
            newer, change = self.upcasts[event.type]
            return self.read(replace(event, type=newer.type, data=change(fact.load(event.data))))
        return event.with_data(fact.load(event.data))

    def apply_views(self, events: Iterable[Event], views: Any) -> None:
        for event in events:
            for view in self.views.get(event.type, ()):
                view(event, views)

    def apply_effects(self, events: list[Event], work: Any) -> None:
        for types, effect in self.effects:
            concerned = [event for event in events if event.type in types]
            if concerned:
                effect(concerned, work)

    def _why_unknown(self, type_: str) -> str:
        stem, _, major = type_.rpartition(".v")
        known = sorted(fact.type for fact in self.facts.values() if fact.stem == stem)
        if known:
            return f"major version {major} of {stem} is not known here, only {', '.join(known)}"
        return f"events of type {type_} are not known here"
