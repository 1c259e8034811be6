"""The bare loops: the best plain pymongo, pika and Flask that does the same work as the kit, and nothing besides.

Same documents, indexes and transaction settings, same confirms and window, same acknowledgements, same bodies and
headers. What the kit does beyond that (order per aggregate, a lease, a fence for replays, checked shapes, tokens,
parking, metrics) is what the ratios price.
"""
