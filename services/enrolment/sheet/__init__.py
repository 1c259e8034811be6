"""Lists of learners as spreadsheets save them: read (reading.py), each row held to the rules of the form (rows.py),
and what is wrong said in the words of whoever sent the file (reasons.py).
"""

from enrolment.sheet.reading import MOST_ROWS, count, read
from enrolment.sheet.reasons import say
from enrolment.sheet.rows import Line

__all__ = ["MOST_ROWS", "Line", "count", "read", "say"]
