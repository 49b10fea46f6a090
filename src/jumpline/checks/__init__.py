"""Checks: what a proof-reader would ask about an issue, each question a rule of its own.

A rule is a function below this package and a section of ``data/rules.toml``, which says what the
rule is for, how grave a find is, and which issues it must and must not catch. ``running.check``
asks them all. Nothing is changed; a find is a ``Problem``.
"""
