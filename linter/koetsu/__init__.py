"""What a rule author speaks."""

from koetsu.diagnostic import Diagnostic, Diagnostics, Related, Severity
from koetsu.fix import Edit, Fix
from koetsu.message import Message, excerpt
from koetsu.rule import CorpusRule, Options, PositiveInt, Rule, Share
from koetsu.text.source import Position, Source, Span

__all__ = [
    "CorpusRule",
    "Diagnostic",
    "Diagnostics",
    "Edit",
    "Fix",
    "Message",
    "Options",
    "Position",
    "PositiveInt",
    "Related",
    "Rule",
    "Severity",
    "Share",
    "Source",
    "Span",
    "excerpt",
]
