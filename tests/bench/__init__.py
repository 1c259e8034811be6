"""What the kit costs: each promise of speed as a ratio to a bare loop that does the same work without the kit.

`python -m tests.bench` (or `make bench`) runs ours and the bare loop in turn, on the same servers, in the same run,
so that a noisy machine disturbs both alike; the ratio of a measure is the median of its rounds' ratios. The bare
loops, in `bare/`, use pymongo and pika directly and are as good as plain code gets.
"""
