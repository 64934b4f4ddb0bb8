"""Which JSON Schema do the headers of a site keep to?

What the census expects, in the words of JSON Schema 2020-12. The schema that applies so far, that of a preset, is
carried over key by key: it says what the generator takes, the census what the site makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from koetsu.engine.census import Census, KeyCensus, Lengths, parent_of
from koetsu.engine.expectation import Bounds, Expectation
from koetsu.message import Language, Message
from koetsu.text.header_facts import ITEMS
from koetsu.text.schema import DESCRIPTION, HEADER_REQUIRED, IGNORE_CASE, description_of

Subschema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MOST_KEYS = 40
"""A mapping with more keys has names for keys, which no schema can list."""
_EXAMPLES = 10
_USUAL = 3
"""So many articles must have a value that an editor is to offer."""
_LONGEST_EXAMPLE = 40

_TITLE = Message(ja="記事のヘッダー", en="Header of an article")
_MADE_FROM = Message(
    ja="koetsu init --infer-schemaが、{articles}本の記事のヘッダーから作りました。自由に書き換えてください。",
    en="Made by koetsu init --infer-schema from the headers of {articles} articles. Change it as you like.",
)
_FOUND_IN = Message(ja="{articles}本の記事のうち{found}本にあります。", en="In {found} of {articles} articles.")
_FOUND_INSIDE = Message(ja="{places}か所のうち{found}か所にあります。", en="In {found} of {places} places.")
_LENGTH = Message(
    ja="長さは{shortest}〜{longest}文字、中央値{median}文字。",
    en="{shortest} to {longest} characters, {median} in the middle.",
)
_ONE_LENGTH = Message(ja="長さはどれも{median}文字。", en="Each has {median} characters.")
_ONE_SIZE = Message(ja="項目はどれも{median}個。", en="Items in each: {median}.")
_ITEMS = Message(
    ja="項目は{shortest}〜{longest}個、中央値{median}個。", en="{shortest} to {longest} items, {median} in the middle."
)
_DISTINCT = Message(ja="値は{distinct}通り。", en="Different values: {distinct}.")


def infer(census: Census, base: Mapping[str, Any] | None, language: Language) -> Subschema:
    """The schema that nearly all headers of a census keep to, its descriptions in a language.

    ``base`` is the schema that the articles have had so far.
    """
    return _Inference(census, base or {}, language).root()


class _Inference:
    def __init__(self, census: Census, base: Mapping[str, Any], language: Language) -> None:
        self._census = census
        self._base = base
        self._language = language
        self._below: dict[str | None, list[KeyCensus]] = {}
        for key in sorted(census.keys.values(), key=lambda key: key.position):
            self._below.setdefault(parent_of(key.key), []).append(key)

    def root(self) -> Subschema:
        schema: Subschema = {
            "$schema": _DIALECT,
            "title": self._said(_TITLE),
            "description": self._said(_MADE_FROM, articles=self._census.articles),
            "type": "object",
        }
        schema |= {key: self._base[key] for key in (HEADER_REQUIRED, IGNORE_CASE) if key in self._base}
        properties, required = self._members(None, self._base)
        if required:
            schema["required"] = required
        schema["properties"] = properties
        kept = set(schema) | {"title", "description", "properties", "required", "$defs"}
        schema |= {key: value for key, value in self._base.items() if key not in kept}
        if "$defs" in self._base and _refers(schema):
            schema["$defs"] = self._base["$defs"]
        return schema

    def _members(self, above: str | None, base: Mapping[str, Any]) -> tuple[Subschema, list[str]]:
        """The properties of a mapping, and those that it must have."""
        known = base.get("properties", {})
        needed = base.get("required", [])
        found = {key.steps[-1]: key for key in self._below.get(above, []) if not key.key.endswith(ITEMS)}
        properties: Subschema = {}
        for name, key in found.items():
            if name in known or (key.is_custom and (above is None or len(found) <= _MOST_KEYS)):
                properties[name] = self._key(key, self._resolved(known.get(name, {})))
        properties |= {name: self._spoken(part) for name, part in known.items() if name not in properties}
        required = [name for name, key in found.items() if key.expected.required and name in properties]
        return properties, [*required, *(name for name in needed if name not in required)]

    def _key(self, key: KeyCensus, base: Mapping[str, Any]) -> Subschema:
        said = self._description(key, base)
        told = {"description": said} if said else {}
        constraints = merged(self._constraints(key, base), base)
        examples = self._examples(key, constraints)
        return told | constraints | ({"examples": examples} if examples else {})

    def _constraints(self, key: KeyCensus, base: Mapping[str, Any]) -> Subschema:
        schema = constraints_of(key.expected)
        types = key.expected.types
        inner = self._census.keys.get(f"{key.key}{ITEMS}")
        if "array" in types and inner is not None:
            schema["items"] = self._key(inner, self._resolved(base.get("items", {})))
        if "object" in types:
            properties, required = self._members(key.key, base)
            if properties:
                schema["properties"] = properties
            if required:
                schema["required"] = required
        return schema

    def _examples(self, key: KeyCensus, schema: Subschema) -> list[str]:
        """What an editor can offer."""
        if "enum" in schema or "format" in schema or set(key.kinds) & {"array", "object"} or "string" not in key.kinds:
            return []
        usual = [value for value, articles in key.values if articles >= _USUAL and 0 < len(value) <= _LONGEST_EXAMPLE]
        return usual[:_EXAMPLES]

    def _description(self, key: KeyCensus, base: Mapping[str, Any]) -> str:
        said = [description_of(base, self._language)]
        if key.key.endswith(ITEMS):
            pass
        elif parent_of(key.key) is None:
            said.append(self._said(_FOUND_IN, found=key.articles, articles=self._census.articles))
        else:
            said.append(self._said(_FOUND_INSIDE, found=key.found, places=key.places))
        if key.texts is not None and not key.expected.choices and key.expected.format is None:
            said.append(self._lengths(_LENGTH, _ONE_LENGTH, key.texts))
        if key.lists is not None:
            said.append(self._lengths(_ITEMS, _ONE_SIZE, key.lists))
        if key.distinct > 1 and not key.expected.choices:
            said.append(self._said(_DISTINCT, distinct=key.distinct))
        return ("" if self._language == "ja" else " ").join(filter(None, said))

    def _lengths(self, several: Message, one: Message, lengths: Lengths) -> str:
        if lengths.shortest == lengths.longest:
            return self._said(one, median=lengths.median)
        return self._said(several, **lengths._asdict())

    def _said(self, message: Message, **values: int) -> str:
        return message.format(self._language, values, {})

    def _spoken(self, part: Any) -> Any:
        """A part of the schema so far, described in one language."""
        if not isinstance(part, dict) or DESCRIPTION not in part:
            return part
        told = {"description": description_of(part, self._language)}
        return told | {key: value for key, value in part.items() if key not in ("description", DESCRIPTION)}

    def _resolved(self, part: Any) -> Mapping[str, Any]:
        """A part of the schema so far, with the definition that it names put in its place."""
        reference = part.get("$ref") if isinstance(part, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#/$defs/"):
            return part if isinstance(part, dict) else {}
        target = self._base.get("$defs", {}).get(reference.removeprefix("#/$defs/"))
        rest = {key: value for key, value in part.items() if key != "$ref"}
        return {**target, **rest} if isinstance(target, dict) else part


def constraints_of(expected: Expectation) -> Subschema:
    """What is expected of a value that is neither a list nor a mapping, in the words of JSON Schema."""
    if expected.choices:
        return {"enum": [*expected.choices, *([None] if "null" in expected.types else [])]}
    schema: Subschema = {}
    if expected.types:
        schema["type"] = expected.types[0] if len(expected.types) == 1 else list(expected.types)
    if expected.format is not None:
        schema["format"] = expected.format
    return schema | dict(_bounded(expected.text, "Length")) | dict(_bounded(expected.items, "Items"))


def _bounded(bounds: Bounds | None, what: str) -> Iterator[tuple[str, int]]:
    if bounds is None:
        return
    if bounds.least:
        yield f"min{what}", bounds.least
    yield f"max{what}", bounds.most


_SAID = frozenset({"title", "description", DESCRIPTION, "examples", "default", "deprecated"})
_NARROWER = {"maxLength": min, "maxItems": min, "minLength": max, "minItems": max, "minimum": max, "maximum": min}
_COMPOSED = ("anyOf", "oneOf", "allOf", "not", "if", "$ref", "$dynamicRef")


def merged(own: Subschema, base: Mapping[str, Any]) -> Subschema:
    """What both ask for, as far as one flat schema can say it; else what the base asks for."""
    asked = {key: value for key, value in base.items() if key not in _SAID}
    told = {key: base[key] for key in ("default", "deprecated") if key in base}
    if not asked:
        return own | told
    if not own:
        return asked | told
    if _takes_all(asked, own):
        items = {"items": asked["items"]} if "items" in asked and "array" in _listed(own.get("type")) else {}
        return items | own | told
    # A choice that is laid down is meant, even if the site has not used all of it so far.
    if any(key in asked for key in (*_COMPOSED, "enum", "const")) or "enum" in own:
        return asked | told
    result = dict(asked)
    types = [name for name in _listed(own.get("type")) if name in _listed(asked.get("type", name))]
    if types:
        result["type"] = types[0] if len(types) == 1 else types
    for key, value in own.items():
        if key in _NARROWER and key in asked:
            result[key] = _NARROWER[key](value, asked[key])
        elif key not in asked or key in ("items", "properties", "required"):
            result[key] = value
    return result | told


def _takes_all(base: Mapping[str, Any], own: Subschema) -> bool:
    """Whether a schema takes whatever has a type of ours, so that ours says more than it."""
    wanted = set(_listed(own.get("type")))
    if "enum" in own:
        wanted = {"null" if value is None else "string" for value in own["enum"]}
    branches = base.get("anyOf", []) if set(base) == {"anyOf"} else [base]
    taken: set[str] = set()
    for branch in branches:
        if isinstance(branch, dict) and set(branch) <= {"type", "items"}:
            taken |= set(_listed(branch.get("type")))
    if "number" in taken:
        taken.add("integer")
    return bool(wanted) and wanted <= taken


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _refers(schema: Any) -> bool:
    if isinstance(schema, dict):
        return "$ref" in schema or any(map(_refers, schema.values()))
    return isinstance(schema, list) and any(map(_refers, schema))
