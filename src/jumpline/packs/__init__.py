"""A country's, a language's and a title's conventions as data.

``load("zh-Hans")`` gives one pack; ``reading_pack()`` gives all built-in packs merged, which is
what reading uses: a Chinese paper has an English page, and no pack for one title is needed.
"""

from jumpline.packs.pack import Pack, Pattern, available, load, pack_digest, reading_pack

__all__ = ["Pack", "Pattern", "available", "load", "pack_digest", "reading_pack"]
