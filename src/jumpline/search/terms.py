"""Text as the index holds it: space-joined tokens under tantivy's whitespace tokenizer.

Bigrams queried as a phrase equal substring search for two characters and more: each bigram has
the next position, and a phrase asks for consecutive positions. (tantivy's own n-gram tokenizer
gives all grams one position, so phrases fail.) One value of a field for each part of the article;
tantivy leaves a gap between values, so no phrase crosses from one part into the next.
"""

from __future__ import annotations

import re

from jumpline.search.fold import folded

#: Letters and digits of scripts that are written with spaces between words.
_WORD = re.compile(r"[^\W_\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


def bigrams(text: str) -> list[str]:
    """Of text without whitespace: 昌吉州 → 昌吉, 吉州. None for a single character."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def characters(text: str) -> list[str]:
    """Each once, in a fixed order: whether a part holds a character is all that is asked."""
    return list(dict.fromkeys(text))


def words(text: str) -> list[str]:
    """Folded whole words of alphabetic scripts in printed text; for ranking only."""
    return [word for piece in text.split() for word in _WORD.findall(folded(piece))]


def alphabetic_words(text: str) -> list[str]:
    """The words of a query that holds nothing but words; else none."""
    found = words(text)
    return found if "".join(found) == folded(text) else []
