"""What a rule author speaks."""

from koetsu.diagnostic import Diagnostic, Diagnostics, Related, Severity
from koetsu.fix import Edit, Fix
from koetsu.message import Message, Value, excerpt
from koetsu.rule import CorpusRule, Options, PositiveInt, Rule, Share
from koetsu.text.block import Block, Mark
from koetsu.text.document import Document, Section
from koetsu.text.normal import normalise
from koetsu.text.prose import Prose, count_characters
from koetsu.text.sentences import Sentence
from koetsu.text.source import Position, Source, Span
from koetsu.text.tree import Node

__all__ = [
    "Block",
    "CorpusRule",
    "Diagnostic",
    "Diagnostics",
    "Document",
    "Edit",
    "Fix",
    "Mark",
    "Message",
    "Node",
    "Options",
    "Position",
    "PositiveInt",
    "Prose",
    "Related",
    "Rule",
    "Section",
    "Sentence",
    "Severity",
    "Share",
    "Source",
    "Span",
    "Value",
    "count_characters",
    "excerpt",
    "normalise",
]
