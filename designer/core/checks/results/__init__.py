"""What engines answered, re-verified before it is shown: sums, orders, distances that they have to keep.

These predicates share no code with the engines. What fails here is no mistake of the person at work but a
fault of the program; the finding says so, and drawings mark the place.
"""
