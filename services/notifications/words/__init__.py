"""What mails and pushes say, in the reader's language: French first, English complete.

Each language has the same names; a test holds them against each other. Subjects and sentences take `{title}`, `{who}`
and `{count}`.
"""

from types import ModuleType

from notifications.words import english, french

LANGUAGES: dict[str, ModuleType] = {"fr": french, "en": english}


def of(language: str) -> ModuleType:
    return LANGUAGES.get(language, french)
