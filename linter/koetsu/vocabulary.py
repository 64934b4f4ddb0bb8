"""What does a rule author speak? Everything here is imported from ``koetsu``."""

from koetsu.diagnostic import Diagnostic, Diagnostics, Related, Severity
from koetsu.fix import Edit, Fix
from koetsu.message import Message, Value, excerpt
from koetsu.rule import CorpusRule, OptionError, Options, PositiveInt, Rule, Share
from koetsu.text.block import Block
from koetsu.text.copies import Cluster, Copy, Measure, Stretch
from koetsu.text.corpus import Corpus, Fact, Place, Sentences, Summary
from koetsu.text.dates import DATE_KINDS, StatedDate, day_of_name
from koetsu.text.document import Document, Section
from koetsu.text.endings import Case, Ending, ending_of, politeness
from koetsu.text.moments import Moment
from koetsu.text.morphology import Token, breaks_off, tokens, word_across
from koetsu.text.normal import normalise
from koetsu.text.pattern import pattern
from koetsu.text.prose import Prose, count_characters
from koetsu.text.repetition.flattened import Flattened
from koetsu.text.repetition.passage import Passage
from koetsu.text.repetition.removal import removal
from koetsu.text.repetition.repeats import NearRepeat, Repeat, Repeats
from koetsu.text.sentences import Sentence, is_terminated
from koetsu.text.shared import Group, Posting, Shared, shared
from koetsu.text.source import Position, Source, Span
from koetsu.text.titles import Rival, rivals
from koetsu.text.tree import Node
from koetsu.text.visible import HOLE, Mark
from koetsu.text.wrapper import Wrapper

__all__ = [
    "DATE_KINDS",
    "HOLE",
    "Block",
    "Case",
    "Cluster",
    "Copy",
    "Corpus",
    "CorpusRule",
    "Diagnostic",
    "Diagnostics",
    "Document",
    "Edit",
    "Ending",
    "Fact",
    "Fix",
    "Flattened",
    "Group",
    "Mark",
    "Measure",
    "Message",
    "Moment",
    "NearRepeat",
    "Node",
    "OptionError",
    "Options",
    "Passage",
    "Place",
    "Position",
    "PositiveInt",
    "Posting",
    "Prose",
    "Related",
    "Repeat",
    "Repeats",
    "Rival",
    "Rule",
    "Section",
    "Sentence",
    "Sentences",
    "Severity",
    "Share",
    "Shared",
    "Source",
    "Span",
    "StatedDate",
    "Stretch",
    "Summary",
    "Token",
    "Value",
    "Wrapper",
    "breaks_off",
    "count_characters",
    "day_of_name",
    "ending_of",
    "excerpt",
    "is_terminated",
    "normalise",
    "pattern",
    "politeness",
    "removal",
    "rivals",
    "shared",
    "tokens",
    "word_across",
]
