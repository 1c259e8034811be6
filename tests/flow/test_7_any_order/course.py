"""What may happen in a course, as rules that Hypothesis follows in any order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import uuid_utils
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from kit import service
from kit.event import Event, new_id
from pymongo import MongoClient
from pymongo.database import Database

from ..conftest import COURSE

PEOPLE = ("anna", "boris", "chloe", "dora")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ("reporting", "notifications")
CONNECTED: list[MongoClient] = []
"""The client of this run: Hypothesis looks at every attribute of a machine, and a client answers to any name."""


class Course(RuleBasedStateMachine):
    """Forum and enrolment tell what happens in a course; what is told waits for those who listen."""

    def __init__(self) -> None:
        super().__init__()
        self.namespace = f"t{uuid_utils.uuid7().hex[-12:]}"
        self.told: list[Event] = []
        self.waiting: dict[str, list[Event]] = {name: [] for name in NAMES}
        self.versions: dict[str, int] = {}
        self.conversations: dict[str, list[tuple[int, str]]] = {}
        self.titles: dict[str, str] = {}
        self.opened = 0
        self.happened: list[tuple[str, str, str]] = []
        """What, in which discussion, and by whom (a post) or with which other discussion (a merge, a split)."""
        self.services = {name: service.load(name) for name in NAMES}
        for name, this in self.services.items():
            this.migrate(self.database(name))

    def database(self, name: str) -> Database:
        return CONNECTED[0][f"{self.namespace}_{name}"]

    def tell(self, type_: str, aggregate: str, **data: Any) -> None:
        version = self.versions[aggregate] = self.versions.get(aggregate, 0) + 1
        moment = START + timedelta(hours=5 * len(self.told))
        event = Event(new_id(), type_, "/bascule", moment, {"course": COURSE} | data, aggregate, version)
        self.told.append(event)
        for name, this in self.services.items():
            if type_ in this.reactions.facts:
                self.waiting[name].append(event)

    @rule(person=st.sampled_from(PEOPLE), continent=st.sampled_from(["europe", "africa"]))
    def somebody_enrols(self, person: str, continent: str) -> None:
        data = {"learner": person, "role": "learner", "continent": continent}
        self.tell("org.bascule.enrolment.learner.enrolled.v1", f"{COURSE}/{person}", **data)

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_opens_a_discussion(self, person: str) -> None:
        discussion, self.opened = f"d{self.opened}", self.opened + 1
        self.conversations[discussion], self.titles[discussion] = [], discussion
        opened = {"discussion": discussion, "title": discussion, "author": person, "stage": None, "question": False}
        self.tell("org.bascule.forum.discussion.opened.v1", discussion, **opened)
        self.post(discussion, person)

    @rule(person=st.sampled_from(PEOPLE), which=st.integers(0, 3))
    def somebody_answers(self, person: str, which: int) -> None:
        if self.conversations:
            self.post(sorted(self.conversations)[which % len(self.conversations)], person)

    def post(self, discussion: str, author: str) -> None:
        said = self.conversations[discussion]
        post = {"discussion": discussion, "post": f"{discussion}-{len(said)}", "number": len(said) + 1}
        post |= {"title": self.titles[discussion], "author": author}
        self.tell("org.bascule.forum.post.published.v1", discussion, **post)
        said.append((self.versions[discussion], author))
        self.happened.append(("post", discussion, author))

    @rule(which=st.integers(0, 3), into=st.integers(0, 3))
    def somebody_merges_two_discussions(self, which: int, into: int) -> None:
        known = sorted(self.conversations)
        if known and known[which % len(known)] != known[into % len(known)]:
            merged, kept = known[which % len(known)], known[into % len(known)]
            told = {"discussion": kept, "merged": merged, "title": self.titles[kept], "by": "chloe"}
            self.tell("org.bascule.forum.discussion.merged.v1", kept, **told)
            self.happened.append(("merge", kept, merged))
            del self.conversations[merged]

    @rule(which=st.integers(0, 3))
    def somebody_splits_a_discussion(self, which: int) -> None:
        found = [discussion for discussion, said in sorted(self.conversations.items()) if len(said) > 1]
        if found:
            source, into = found[which % len(found)], f"d{self.opened}"
            self.opened += 1
            last = self.conversations[source][-1]
            told = {"discussion": source, "into": into, "title": into, "posts": [], "by": "chloe"}
            self.tell("org.bascule.forum.discussion.split.v1", source, **told)
            self.conversations[into], self.versions[into], self.titles[into] = [last], 1, into
            self.happened.append(("split", into, source))

    @rule(which=st.integers(0, 3), is_forgotten=st.booleans())
    def a_discussion_gets_another_title(self, which: int, is_forgotten: bool) -> None:
        if self.conversations:
            discussion = sorted(self.conversations)[which % len(self.conversations)]
            title = self.titles[discussion] = f"{discussion}, {len(self.told)}"
            if is_forgotten:
                about = {"type": "discussion", "id": discussion}
                self.tell("org.bascule.forum.title.forgotten.v1", discussion, about=about, title=title)
            else:
                told = {"discussion": discussion, "title": title, "stage": None, "tags": [], "by": "chloe"}
                self.tell("org.bascule.forum.discussion.renamed.v1", discussion, **told)

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_declares_a_project(self, person: str) -> None:
        project = f"project-{len(self.told)}"
        self.tell("org.bascule.forum.project.declared.v1", project, project=project, title=project, author=person)
