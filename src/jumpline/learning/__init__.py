"""What a title's corrected issues teach: its habits of layout, weights, and wordings of jumps."""

from jumpline.learning.learn import Lesson, Outcome, learn

__all__ = ["Lesson", "Outcome", "learn"]
