"""When do two texts say the same?"""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_VOICING = re.compile("[\u3099\u309a]")


def normalise(text: str) -> str:
    """The key under which two texts count as the same: letters and digits only, NFKC, lower case."""
    if _VOICING.search(text):
        # A combining voicing mark is no letter: compose first, or か and が would become equal.
        text = unicodedata.normalize("NFC", text)
    # Punctuation goes before NFKC: full-width marks would keep the normaliser off its fast path (four times slower).
    return unicodedata.normalize("NFKC", "".join(_WORDS.findall(text)).lower())
