"""Everything that must be read to tell of messages: which ones are in question, and who is linked to each.

Mostly these are the new messages and the voices of their discussions. When something came late, they are also the
messages after it that were taken before.
"""

from typing import Any

from kit.event import Event
from kit.unit_of_work import Work

from notifications import events
from notifications.domain import Document
from notifications.domain.talk import WATCHING, Link
from notifications.store import levels, talk

MERGED = events.DISCUSSION_MERGED.type
REASONS = {"stage": "you-watch-stage", "tag": "you-watch-tag", "course": "you-watch-course"}


class Audience:
    """Of one batch. Takes the turns of its discussions first, so that nobody else writes about them meanwhile."""

    def __init__(self, batch: list[Event], work: Work) -> None:
        self._batch, self._work = batch, work
        self._new = {one.data["post"]: one for one in batch if one.type == events.POST_PUBLISHED.type}
        self._opened = {one.data["discussion"] for one in batch if one.type == events.DISCUSSION_OPENED.type}
        self._opened |= {one.data["into"] for one in batch if one.type == events.DISCUSSION_SPLIT.type}
        passed = [one for one in batch if one.type in (MERGED, events.DISCUSSION_SPLIT.type)]
        self._passed = {talk.as_kin(one, merged=one.type == MERGED)["_id"] for one in passed}
        named = {end for one in batch for end in _ends(one)}
        talk.take_turns(work, {f"discussion/{one}" for one in named})
        self._known = talk.discussions(work, named)
        self._kin = talk.kin(work, named) if any(one.get("kin") for one in self._known.values()) else []
        self._know({end for one in self._kin for end in (one["discussion"], one["of"])})
        talk.take_turns(
            work, {f"discussion/{one['discussion']}" for one in self._kin if one["discussion"] not in named}
        )
        self.posts = self._posts_in_question()
        self._read_links(named | {one["discussion"] for one in self.posts})

    def is_new(self, post: Document) -> bool:
        return post["_id"] in self._new

    def cause(self, post: Document) -> Event:
        """The event that makes us tell of a message: its own, or the one that came late."""
        return self._new.get(post["_id"], self._batch[0])

    def canonical(self, post: Document) -> str:
        """The discussion that a message is in now."""
        place: str = post["discussion"]
        for _ in self._kin:  # at most as many steps as there were merges
            for one in self._kin:
                if one["merged"] and one["of"] == place:
                    place = one["discussion"]
        return place

    def title(self, discussion: str) -> str:
        """What a discussion is called now, as far as that was heard."""
        return str(self._known.get(discussion, {}).get("title", ""))

    def chosen(self, post: Document) -> dict[str, str]:
        """The levels that people chose for the discussion that a message is in."""
        before = self._levels.get(f"discussion/{post['discussion']}", {})
        return before | self._levels.get(f"discussion/{self.canonical(post)}", {})

    def links(self, post: Document) -> list[Link]:
        """Everybody who is linked to the discussion of a message, possibly several times."""
        found = [self._voice(one) for one in self._voices.get(post["discussion"], ())]
        found += self._passed_on(post["discussion"], frozenset())
        watchers = [one for one, level in self.chosen(post).items() if level in ("watching", "tracking")]
        found += [Link(person, "you-watch", WATCHING) for person in watchers]
        return found + self._area_links(post["discussion"])

    def _passed_on(self, discussion: str, behind: frozenset[str]) -> list[Link]:
        """Those whom other discussions passed on to this one, over any number of steps, from then on."""
        found = []
        for one in self._kin:
            if one["discussion"] != discussion or one["_id"] in behind:
                continue
            earlier = [self._voice(voice) for voice in self._voices.get(one["of"], ()) if _goes_along(voice, one)]
            passed = self._passed_on(one["of"], behind | {one["_id"]})
            for link in [*earlier, *(link for link in passed if _goes_along({"at": link.after}, one))]:
                is_known = link.known is not None and one["_id"] not in self._passed
                since = max(one["at"], link.after) if link.by == "at" else one["at"]
                found.append(Link(link.person, "you-wrote", WATCHING, "at", since, since if is_known else None))
        return found

    def _voice(self, voice: Document) -> Link:
        known = self._heard.get((voice["discussion"], voice["person"])) if self._is_late(voice) else voice["since"]
        first = self._openings.get(voice["discussion"]) == voice["person"]
        reason = "you-opened" if voice["opened"] else "you-wrote"
        return Link(voice["person"], reason, WATCHING, "sequence", voice["since"], known, promoted=first)

    def _is_late(self, voice: Document) -> bool:
        return (voice["discussion"], voice["person"]) in self._speakers

    def _area_links(self, discussion: str) -> list[Link]:
        known = None if discussion in self._opened else -1
        return [
            Link(person, REASONS[area.partition("/")[0]], level, known=known)
            for area in self._areas.get(discussion, ())
            for person, level in self._levels.get(area, {}).items()
        ]

    def _posts_in_question(self) -> list[Document]:
        """The new messages, and older ones that somebody may be linked to only now."""
        lowest: dict[str, int] = {}
        for event in self._new.values():
            discussion = event.data["discussion"]
            lowest[discussion] = min(event.sequence, lowest.get(discussion, event.sequence))
        lowest |= dict.fromkeys(self._opened, 0)
        lowest |= {one["discussion"]: 0 for one in self._kin if one["_id"] in self._passed}
        lowest |= dict.fromkeys(self._reached_late(), 0)
        last = [event for event in self._new.values() if self._is_last(event, lowest)]
        for event in last:  # nothing to look for
            del lowest[event.data["discussion"]]
        return [*map(talk.as_post, last), *talk.posts_from(self._work, lowest)]

    def _is_last(self, event: Event, lowest: dict[str, int]) -> bool:
        """Whether we know of no later message, as is usual."""
        discussion = event.data["discussion"]
        return lowest[discussion] == event.sequence == self._known[discussion]["last"]

    def _reached_late(self) -> set[str]:
        """The discussions, over any number of steps, to which the new messages' voices were passed on already."""
        reached: set[str] = set()
        voices = [(one.data["discussion"], one.time) for one in self._new.values()]
        while voices:
            discussion, at = voices.pop()
            for one in self._kin:
                if one["of"] == discussion and one["discussion"] not in reached and _goes_along({"at": at}, one):
                    reached.add(one["discussion"])
                    voices.append((one["discussion"], max(at, one["at"])))
        return reached

    def _read_links(self, discussions: set[str]) -> None:
        late = any(not self.is_new(post) for post in self.posts)
        self._speakers = {(one.data["discussion"], one.data["author"]) for one in self._new.values()}
        people: dict[str, set[str]] = {}
        for discussion, person in self._speakers if late else ():
            people.setdefault(discussion, set()).add(person)
        self._heard = talk.first_words(self._work, people, self._new)
        firsts = [one.data for one in self._new.values() if one.data["number"] == 1]
        self._openings = {one["discussion"]: one["author"] for one in firsts}
        self._voices = talk.voices(self._work, discussions | {one["of"] for one in self._kin})
        self._know(discussions)
        self._areas = {name: talk.areas_of(self._known[name]) for name in discussions if self._is_placed(name)}
        things = {f"discussion/{one}" for one in discussions} | {area for some in self._areas.values() for area in some}
        self._levels = self._chosen_levels(things)

    def _know(self, discussions: set[str]) -> None:
        if others := discussions - self._known.keys():
            self._known |= talk.discussions(self._work, others)

    def _is_placed(self, discussion: str) -> bool:
        return "course" in self._known.get(discussion, ())

    def _chosen_levels(self, things: set[str]) -> dict[str, dict[str, str]]:
        found: dict[str, Any] = {}
        for course in {event.data["course"] for event in self._batch}:
            for thing, chosen in levels.chosen(self._work, course, things).items():
                found[thing] = found.get(thing, {}) | chosen
        return found


def _ends(event: Event) -> list[str]:
    return [event.data[name] for name in ("discussion", "merged", "into") if name in event.data]


def _goes_along(voice: Document, kin: Document) -> bool:
    """A merge takes everybody along, a split those who had written, or had been passed on, by then."""
    return kin["merged"] or voice["at"] <= kin["at"]
