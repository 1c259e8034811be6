"""The shapes of enrolment: what is asked (requests) and what is answered (answers)."""
