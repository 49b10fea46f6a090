"""How much of a reading is right, against a gold one.

The same measures as the outside scorer that the tests use, agreeing with it figure by figure.
"""

from jumpline.scoring.measures import Miss, Score, score_issue

__all__ = ["Miss", "Score", "score_issue"]
