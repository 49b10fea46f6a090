"""For authors of plug-ins: Hypothesis strategies and the contract that each port must keep.

Needs the ``test`` extra (pytest, Hypothesis).
"""
