"""How things are said in the reader's language, for templates and pages: moments, numbers, places, and people's texts.

Dates, numbers and countries come from Babel's tables (CLDR). A page holds some thirty moments, and Babel takes longer
to say one than the template to show it: what was said once is remembered.
"""

from flask import Flask
from kit.typography import typeset

from gateway.words import moments, numbers, places, stages, texts


def add_filters(app: Flask) -> None:
    said = (
        *(moments.ago, moments.when, moments.full, moments.day, moments.remaining, moments.over, moments.by_day),
        *(numbers.share, numbers.figure, numbers.number, numbers.ordinal, numbers.cardinal),
        *(texts.initials, texts.marked, texts.named, texts.highlighted, texts.paragraphs, typeset),
        *(places.country, places.theme, stages.titles_by_id, stages.numbered),
    )
    for function in said:
        app.jinja_env.filters[function.__name__] = function
