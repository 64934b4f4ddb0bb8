"""Does the header hold a key that nobody reads?"""

from __future__ import annotations

from collections.abc import Iterable

from koetsu import Diagnostic, Diagnostics, Document, Edit, Message, Options, Rule, Span, pattern

_PLAIN = pattern(r"[A-Za-z0-9_-]+")
"""A key that needs no quotation marks in any header."""
_INFLECTION = pattern(r"(?:ing|ed|er|es|s|d|r)$")


class UnknownKey(Rule[Options]):
    """A key that a closed schema does not name, or that is a slip for one that is not there."""

    code = "FM004"
    severity = "warning"
    message = Message(
        ja="キー{key:quote}はスキーマにありません。使えるキー: {known:list}。",
        en="The schema does not name the key {key:quote}; it names {known:list}.",
    )
    messages = {
        "near": Message(
            ja="キー{key:quote}は{nearest:quote}の書き間違いではありませんか。",
            en="The key {key:quote} looks like a slip for {nearest:quote}.",
        ),
        "forbidden": Message(
            ja="キー{key:quote}は、このスキーマでは使えません。消してください。",
            en="The schema allows no key {key:quote} here; delete it.",
        ),
        "rename": Message(ja="キーを{nearest:quote}に直す", en="Rename the key to {nearest:quote}"),
    }

    def check(self, document: Document) -> Diagnostics:
        header, schema = document.front_matter, document.schema
        if header is None or header.root is None or schema is None or header.form != "fenced" or header.fault:
            return
        reported = set()
        claimed: set[str] = set()
        for path, kind, _ in document.schema_faults:
            node = header.root.at(path)
            if kind not in ("additional", "property_name", "false") or node is None or node.key_span is None:
                continue
            key = str(path[-1])
            known = schema.property_names(path[:-1])
            if schema.ignores_case and key.lower() in map(str.lower, known):
                continue
            reported.add(path)
            siblings = header.root.at(path[:-1])
            present = siblings.members if siblings is not None and isinstance(siblings.members, dict) else {}
            absent = [name for name in known if name not in present]
            yield self._of_closed(document, key, node.key_span, absent, claimed)
        if schema.closed:
            return
        known = schema.property_names()
        folded = {name.lower() for name in known} if schema.ignores_case else set()
        absent = [name for name in known if name not in header]
        required = schema.required_names()
        for key in header:
            node = header[key]
            if key in known or key.lower() in folded or (key,) in reported or node.key_span is None:
                continue
            nearest = next((name for name in absent if _is_slip(key, name, strict=name not in required)), None)
            if nearest is not None and key != "koetsu":
                yield self._near(document, key, node.key_span, nearest, claimed)

    def _of_closed(self, document: Document, key: str, place: Span, absent: list[str], claimed: set[str]) -> Diagnostic:
        nearest = _nearest(key, absent)
        if nearest is not None:
            return self._near(document, key, place, nearest, claimed)
        if not absent:
            return self.report(place, "forbidden", key=key)
        return self.report(place, key=key, known=absent[:12])

    def _near(self, document: Document, key: str, place: Span, nearest: str, claimed: set[str]) -> Diagnostic:
        written = document.source[place]
        quote = written[0] if written.startswith(("'", '"')) else ""
        fixes = []
        if nearest not in claimed and (quote or _PLAIN.fullmatch(nearest)):  # two keys cannot both become one
            fixes.append(self.fix("rename", Edit(place, f"{quote}{nearest}{quote}"), safe=False, nearest=nearest))
        claimed.add(nearest)
        return self.report(place, "near", key=key, nearest=nearest, fixes=fixes)


def _distance(key: str, name: str) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour."""
    from rapidfuzz.distance import OSA

    return OSA.distance(key, name, score_cutoff=3)


def _nearest(key: str, names: Iterable[str]) -> str | None:
    """The name that was most likely meant, if one is near."""
    near = [(_distance(key.lower(), name.lower()), name) for name in names]
    distance, name = min(near, default=(3, ""))
    return name if distance <= min(2, len(name) // 2) else None


def _is_slip(key: str, name: str, *, strict: bool) -> bool:
    """Whether a key of an open schema, where any key may stand, can only be a slip for a known one.

    ``strict``: an inflected form (``tag`` for ``tags``) and another first letter (``height`` for ``weight``) may well
    be a key of the site's own.
    """
    if abs(len(key) - len(name)) > 2 or len(name) < 4:
        return False
    if strict and (key[0] != name[0] or _INFLECTION.sub("", key) == _INFLECTION.sub("", name)):
        return False
    if strict and len(name) == 4:
        return key != name and sorted(key) == sorted(name) and _distance(key, name) == 1
    return _distance(key, name) <= (2 if len(name) >= 8 else 1)
