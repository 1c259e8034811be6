"""Answer in a discussion; edit, remove, thank."""

from collections.abc import Sequence

from kit import files
from kit.errors import Invalid, NotFound
from kit.event import Event, Fact, new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document, is_facilitator
from forum.domain import posts as domain
from forum.domain.discussions import rearranged, with_post
from forum.domain.questions import due_at
from forum.store import filing, reading
from forum.store import posts as kept


def publish_post(
    work: Work,
    person: Person,
    discussion: str,
    *,
    body: str,
    reply_to: str | None = None,
    attachments: Sequence[str] = (),
    because: Event | None = None,
) -> Document:
    """Answer in a discussion. Raises NotFound, Forbidden, Conflict (locked), Invalid, TooMany."""
    found = store.discussion(work, discussion)
    must_be_allowed_to_write(work, person, found["course"], found)
    if reply_to is not None:
        _must_stand_in(work, reply_to, found)
    post = domain.new_post(new_id(), found, person.id, body, work.now, reply_to)
    post["attachments"] = attached(work, post, attachments)
    changed = with_post(found, post)
    store.save(work, "discussions", found, changed)
    put(work, changed, post, because)
    filing.answered(work, found, changed)
    return post


def put(work: Work, discussion: Document, post: Document, because: Event | None = None) -> None:
    """Put a new post into the work, let it be found, tell of it; its author has read up to it."""
    work.insert("posts", post)
    reading.note(work, post["author"], post["course"], post["discussion"], post["number"], wrote_at=post["at"])
    filing.file(work, discussion, post)
    _tell(work, events.POST_PUBLISHED, discussion, post, post["author"], because)


def attached(work: Work, post: Document, attachments: Sequence[str]) -> list[Document]:
    """The files that a post is to show: its own, and what its author brought for it. Raises Invalid, naming them."""
    where, owner = kept.where_shown(post), post["author"]
    shown = {one["file"]: one for one in post["attachments"]}
    return [
        shown.get(one) or files.claim(work, one, where, owner=owner, field="attachments")
        for one in dict.fromkeys(attachments)
    ]


def edit_post(
    work: Work, person: Person, post: str, *, body: str | None = None, attachments: Sequence[str] | None = None
) -> Document:
    """Say it in other words, show other files; what it said and showed before stays to be seen.

    Raises NotFound, Forbidden, Conflict, Invalid.
    """
    found, discussion = _post_in_its_discussion(work, person, post)
    store.must_not_be_suspended(work, found["course"], person.id)
    domain.must_be_editable(found, person.id)
    shows = found["attachments"] if attachments is None else attached(work, found, attachments)
    edited = domain.edited(found, body, shows, work.now)
    known = kept.ever_mentioned(work, found)
    kept.keep_words(work, found)
    kept.save(work, found, edited)
    _raise_version(work, discussion)
    filing.file(work, discussion, edited)
    newly = [one for one in edited["mentions"] if one not in known]
    _tell(work, events.POST_EDITED, discussion, {**edited, "newly_mentioned": newly}, person.id)
    return edited


def remove_post(work: Work, person: Person, post: str) -> Document:
    """Take a message away, with all it ever said; its place stays. Raises NotFound, Forbidden, Conflict."""
    found, discussion = _post_in_its_discussion(work, person, post)
    removed = domain.removed(found, person.id, facilitator=is_facilitator(person, found["course"]))
    kept.save(work, found, removed)
    kept.forget_words(work, found)
    thread = [removed if one["_id"] == post else one for one in kept.thread(work, discussion["_id"])]
    changed = rearranged(discussion, thread)
    changed["due_at"] = due_at(changed, store.hours_to_wait(work, found["course"]))
    store.save(work, "discussions", discussion, changed)
    filing.file(work, changed, removed)
    filing.answered(work, discussion, changed)
    _tell(work, events.POST_REMOVED, {**changed, "version": discussion["version"] + 1}, removed, person.id)
    return removed


def thank(work: Work, person: Person, post: str) -> Document:
    """Thank for a message, once; thanking again changes nothing. Raises NotFound, Forbidden, Conflict (one's own)."""
    found, discussion = _post_in_its_discussion(work, person, post)
    store.must_not_be_suspended(work, found["course"], person.id)
    domain.must_be_thankable(found, person.id)
    if not kept.thank(work, found, person.id):
        return found
    _raise_version(work, discussion)
    _tell(work, events.POST_THANKED, discussion, found, person.id)
    return {**found, "thanks": found["thanks"] + 1}


def take_thanks_back(work: Work, person: Person, post: str) -> Document:
    """Silently: nobody is told of it. Raises NotFound, also when there were none."""
    found, _ = _post_in_its_discussion(work, person, post)
    thanks = work.find_one("thanks", f"{post}/{person.id}")
    if thanks is None:
        raise NotFound("You have not thanked for this message")
    kept.take_thanks_back(work, thanks)
    return {**found, "thanks": found["thanks"] - 1}


def _post_in_its_discussion(work: Work, person: Person, post: str) -> tuple[Document, Document]:
    found = kept.post(work, post)
    person.must_be_in(found["course"])
    return found, store.discussion(work, found["discussion"])


def _must_stand_in(work: Work, post: str, discussion: Document) -> None:
    answered = work.find_one("posts", post)
    if answered is None or answered["discussion"] != discussion["_id"]:
        raise Invalid(errors={"reply_to": ["This is no message of this discussion."]})


def _raise_version(work: Work, discussion: Document) -> None:
    """What happens to a post happens to its discussion."""
    discussion["version"] = work.change("discussions", discussion, {})


def _tell(work: Work, fact: Fact, discussion: Document, post: Document, by: str, because: Event | None = None) -> None:
    told = {**post, "post": post["_id"], "title": discussion["title"], "by": by}
    work.emit(fact, told, aggregate=discussion["_id"], sequence=discussion["version"], because=because)
