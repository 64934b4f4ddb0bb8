"""What a rule author speaks."""

from koetsu.diagnostic import Diagnostic, Diagnostics, Related, Severity
from koetsu.fix import Edit, Fix
from koetsu.message import Message, excerpt
from koetsu.rule import CorpusRule, Options, PositiveInt, Rule, Share
from koetsu.text.block import Block, Mark
from koetsu.text.document import Document, Section
from koetsu.text.normal import normalise
from koetsu.text.prose import Prose, count_characters
from koetsu.text.sentences import Sentence
from koetsu.text.source import Position, Source, Span

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
    "count_characters",
    "excerpt",
    "normalise",
]
