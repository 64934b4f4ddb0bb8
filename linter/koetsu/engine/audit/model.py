"""Which shape has an audit?

All that ``koetsu audit`` says of an archive, as data: the JSON that it writes, and what the report is drawn from. The
aggregates (``totals``, ``months``, ``groups``, ``rules``) are functions of ``articles`` alone. A change that breaks a
reader raises ``FORMAT``. Lines and columns count from 1, columns in code points, ends are exclusive; paths are
relative to the working directory, with ``/``. No clock: the same articles give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from koetsu.diagnostic import Scope, Severity
from koetsu.message import Language

FORMAT: Literal[1] = 1

Count = Annotated[int, msgspec.Meta(ge=0)]
LineNumber = Annotated[int, msgspec.Meta(ge=1)]
ShareOfAll = Annotated[float, msgspec.Meta(ge=0, le=1)]

GroupKind = Literal["folder", "category", "tag", "author"]
"""By what articles are put together; an article may have several tags, categories and authors."""

GROUP_KINDS: tuple[GroupKind, ...] = ("folder", "category", "tag", "author")


class Say(msgspec.Struct, frozen=True):
    """A text for people, in both languages."""

    ja: str
    en: str

    def in_language(self, language: Language) -> str:
        """The text in one of them."""
        return self.ja if language == "ja" else self.en


class ExcerptData(msgspec.Struct, frozen=True):
    """What stands at a place, with what stands around it: the text as it is in the file, at most 160 code points.

    It is data and no markup: it may hold ``<script>``, line ends and bidirectional controls. ``…`` stands in ``marked``
    where its middle was left out, and at the ends of ``before`` and ``after`` where the line goes on.
    """

    before: str
    marked: str
    after: str
    line: Annotated[int, msgspec.Meta(ge=1, description="The line on which the text of `before` starts.")]


class RelatedData(msgspec.Struct, frozen=True):
    """Another place that explains a finding: lines ``line`` to ``end_line``, both included."""

    path: str
    line: LineNumber
    end_line: LineNumber
    message: Say


class FindingData(msgspec.Struct, frozen=True):
    """One finding in an article."""

    rule: Annotated[str, msgspec.Meta(description="The code of the rule.")]
    severity: Severity
    line: LineNumber
    column: LineNumber
    end_line: LineNumber
    end_column: LineNumber
    message: Say
    excerpt: Annotated[ExcerptData | None, msgspec.Meta(description="Null if the file has changed meanwhile.")]
    related: Annotated[Sequence[RelatedData], msgspec.Meta(description="At most 20.")]
    scope: Scope
    counted: Annotated[
        bool,
        msgspec.Meta(description="False where the text stands in many articles and the first of them has the count."),
    ]
    fingerprint: Annotated[
        str, msgspec.Meta(description="Of rule and text, never of path or line; distinct within an article.")
    ]


class CountData(msgspec.Struct, frozen=True):
    """How many findings there are of each severity."""

    error: Count = 0
    warning: Count = 0
    info: Count = 0

    @property
    def total(self) -> int:
        """How many there are altogether."""
        return self.error + self.warning + self.info


class ArticleData(msgspec.Struct, frozen=True):
    """One article."""

    path: str
    title: str
    date: Annotated[str | None, msgspec.Meta(description="The day, as 2024-05-01.")]
    month: Annotated[str, msgspec.Meta(description="The month, as 2024-05; empty without a date.")]
    folder: Annotated[str, msgspec.Meta(description="The folder that holds it; `.` is the working directory.")]
    categories: Sequence[str]
    tags: Sequence[str]
    authors: Sequence[str]
    language: str
    lines: Annotated[int, msgspec.Meta(ge=0, description="Of the file.")]
    characters: Annotated[int, msgspec.Meta(ge=0, description="Of prose.")]
    repeated: Annotated[int, msgspec.Meta(ge=0, description="Of these, what stands in the article a second time.")]
    stated_minutes: float | None
    measured_minutes: float | None
    counts: Annotated[
        dict[str, CountData],
        msgspec.Meta(description="By code: all findings that are counted, also those that are not listed."),
    ]
    findings: Annotated[
        Sequence[FindingData],
        msgspec.Meta(description="In the order of the text; of each rule only the first `listed_per_rule`."),
    ]


class TotalsData(msgspec.Struct, frozen=True):
    """The archive in numbers."""

    articles: Count
    affected: Annotated[int, msgspec.Meta(ge=0, description="Articles with a finding of any severity.")]
    certain: Annotated[int, msgspec.Meta(ge=0, description="Articles with an error, which is a certain defect.")]
    findings: CountData
    characters: Count
    repeated: Count


class MonthData(msgspec.Struct, frozen=True):
    """The articles of one month."""

    month: Annotated[str, msgspec.Meta(description="As 2024-05; empty for articles without a date.")]
    articles: Count
    certain: Annotated[int, msgspec.Meta(ge=0, description="Articles with an error.")]
    findings: CountData
    by_family: Annotated[dict[str, int], msgspec.Meta(description="Findings by the letters of the codes, as DUP.")]


class GroupData(msgspec.Struct, frozen=True):
    """The articles of one folder, category, tag or author."""

    name: Annotated[str, msgspec.Meta(description="Empty for articles that state none.")]
    articles: Count
    certain: Count
    findings: CountData
    by_family: dict[str, int]
    characters: Count
    repeated: Count


class FamilyData(msgspec.Struct, frozen=True):
    """A family of rules: the problem that a reader has."""

    code: Annotated[str, msgspec.Meta(description="The letters of the codes, as DUP.")]
    title: Say


class ExampleData(msgspec.Struct, frozen=True):
    """A finding that shows what a rule means, in an article of its own."""

    path: str
    title: str
    finding: FindingData


class RuleData(msgspec.Struct, frozen=True):
    """What one rule found, and what to do about it."""

    rank: Annotated[int, msgspec.Meta(ge=1, description="What to do first has 1.")]
    code: str
    name: str
    family: str
    severity: Annotated[Severity, msgspec.Meta(description="The gravest of its findings.")]
    title: Say
    why: Annotated[Say, msgspec.Meta(description="Markdown: what is wrong and why a reader suffers.")]
    mend: Annotated[Say, msgspec.Meta(description="Markdown: what to do; may be empty, where `why` says it.")]
    articles: Annotated[int, msgspec.Meta(ge=0, description="Articles with such a finding.")]
    findings: CountData
    certain: Annotated[float, msgspec.Meta(ge=0, le=1, description="The share of its findings that are errors.")]
    certainty: Annotated[
        float, msgspec.Meta(ge=0, le=1, description="The mean over its findings: error 1, warning 0.5, info 0.1.")
    ]
    weight: Annotated[float, msgspec.Meta(ge=0, description="Articles times certainty: rules are ranked by it.")]
    examples: Annotated[Sequence[ExampleData], msgspec.Meta(description="At most three, each from another article.")]


class LinesData(msgspec.Struct, frozen=True):
    """A run of lines, both ends included."""

    line: LineNumber
    end_line: LineNumber


class SharedLinesData(msgspec.Struct, frozen=True):
    """The same text in two articles: where it stands in the copy, and where in the article of which it is one."""

    own: LinesData
    canonical: LinesData


class MemberData(msgspec.Struct, frozen=True):
    """An article that shares most of its text with an older one."""

    path: str
    title: str
    date: str | None
    original: Annotated[
        str,
        msgspec.Meta(description="The path of the older article: the canonical one, or another member of the cluster."),
    ]
    share: Annotated[ShareOfAll, msgspec.Meta(description="Shared text over the smaller of both bodies.")]
    characters: Annotated[int, msgspec.Meta(ge=0, description="Letters and digits that both share.")]
    ranges: Annotated[Sequence[SharedLinesData], msgspec.Meta(description="In the order of the text, at most 50.")]


class ClusterData(msgspec.Struct, frozen=True):
    """Articles that are copies of each other."""

    canonical: Annotated[str, msgspec.Meta(description="The path of the oldest.")]
    title: str
    date: str | None
    members: Annotated[Sequence[MemberData], msgspec.Meta(description="The others.")]


class PlaceData(msgspec.Struct, frozen=True):
    """Lines of an article, both ends included."""

    path: str
    line: LineNumber
    end_line: LineNumber


class BoilerplateData(msgspec.Struct, frozen=True):
    """A sentence that stands in many articles."""

    text: Annotated[str, msgspec.Meta(description="Of more than 120 code points the middle is left out.")]
    articles: Count
    characters: Annotated[int, msgspec.Meta(ge=0, description="Letters and digits of the sentence.")]
    places: Annotated[Sequence[PlaceData], msgspec.Meta(description="The first, and a few of the others.")]


class TitledData(msgspec.Struct, frozen=True):
    """An article by its title."""

    path: str
    title: str
    date: str | None


class TitlesData(msgspec.Struct, frozen=True):
    """Articles that compete for one title."""

    articles: Annotated[Sequence[TitledData], msgspec.Meta(description="The oldest first.")]


class ReadingTimeData(msgspec.Struct, frozen=True):
    """How many articles state so many minutes and take so many, both rounded down to whole minutes."""

    stated: Count
    measured: Count
    articles: Count


class ValueData(msgspec.Struct, frozen=True):
    """A value of a key of the header."""

    value: str
    articles: Count


class OutlierData(msgspec.Struct, frozen=True):
    """An article whose header is unlike the others."""

    path: str
    line: Annotated[int, msgspec.Meta(ge=1, description="Where the header begins.")]
    why: Annotated[
        str, msgspec.Meta(description="missing, kind, format, value or length: in what it is unlike the others.")
    ]
    kind: Annotated[str, msgspec.Meta(description="The JSON type, or date; missing where the key is.")]
    value: str


class CensusData(msgspec.Struct, frozen=True):
    """What the headers hold under one key."""

    key: Annotated[str, msgspec.Meta(description="As author.name; items of a list as tags[].")]
    articles: Count
    kinds: Annotated[
        dict[str, int], msgspec.Meta(description="Articles by the JSON type, or date; the most frequent first.")
    ]
    distinct: Annotated[int, msgspec.Meta(ge=0, description="How many values there are.")]
    values: Annotated[Sequence[ValueData], msgspec.Meta(description="The most frequent first, at most 20.")]
    outliers: Annotated[Sequence[OutlierData], msgspec.Meta(description="At most 50.")]
    outlier_count: Annotated[int, msgspec.Meta(ge=0, description="Also those that are not listed.")]


class SiteData(msgspec.Struct, frozen=True):
    """What only shows when all articles are seen together.

    Each list is bounded; the number beside it counts what is not listed as well.
    """

    clusters: Annotated[Sequence[ClusterData], msgspec.Meta(description="The largest first, at most 500.")] = ()
    cluster_count: Count = 0
    copies: Annotated[int, msgspec.Meta(ge=0, description="Articles that are copies of an older one.")] = 0
    boilerplate: Annotated[
        Sequence[BoilerplateData], msgspec.Meta(description="The most frequent first, at most 200.")
    ] = ()
    boilerplate_sentences: Count = 0
    titles: Annotated[Sequence[TitlesData], msgspec.Meta(description="The largest group first, at most 500.")] = ()
    title_count: Count = 0
    reading_times: Annotated[Sequence[ReadingTimeData], msgspec.Meta(description="Stated minutes first.")] = ()
    census: Annotated[Sequence[CensusData], msgspec.Meta(description="The most frequent key first, at most 200.")] = ()


class UnreadData(msgspec.Struct, frozen=True):
    """A file or folder that could not be read; ``.`` where a rule could not compare the articles."""

    path: str
    message: Say


class RuleChangeData(msgspec.Struct, frozen=True):
    """What became of the findings of a rule."""

    code: str
    name: str
    articles_before: Count
    articles_after: Count
    before: CountData
    after: CountData
    gone: Annotated[int, msgspec.Meta(ge=0, description="Findings of the older audit that are no more.")]
    new: Annotated[int, msgspec.Meta(ge=0, description="Findings that the older audit does not know.")]


ArticleStatus = Literal["better", "worse", "mixed", "added", "removed"]
"""better: findings went and none came; worse: the other way round; mixed: both."""


class ArticleChangeData(msgspec.Struct, frozen=True):
    """What became of an article in which something changed."""

    path: str
    former_path: Annotated[str, msgspec.Meta(description="Where it stood in the older audit; empty if it was not.")]
    title: str
    status: ArticleStatus
    before: CountData
    after: CountData
    gone: Annotated[dict[str, int], msgspec.Meta(description="By code: findings that are no more.")]
    new: Annotated[dict[str, int], msgspec.Meta(description="By code: findings that came.")]


class ComparisonData(msgspec.Struct, frozen=True):
    """What got better or worse since an older audit."""

    version: Annotated[str, msgspec.Meta(description="Of koetsu, when it wrote the older audit.")]
    before: TotalsData
    rules: Annotated[Sequence[RuleChangeData], msgspec.Meta(description="In which anything changed; by code.")]
    articles: Annotated[Sequence[ArticleChangeData], msgspec.Meta(description="The worst change first.")]
    unchanged: Annotated[int, msgspec.Meta(ge=0, description="Articles in which nothing changed.")]


class ToolData(msgspec.Struct, frozen=True):
    """Who made the audit."""

    name: Literal["koetsu"]
    version: str


class AuditData(msgspec.Struct, frozen=True):
    """An audit.

    ``articles`` may be decoded while it is gone through, so that tens of thousands of articles need little memory: go
    through it once or twice, in order, and keep no article.
    """

    format: Literal[1]
    tool: ToolData
    paths: Annotated[Sequence[str], msgspec.Meta(description="What was audited, as it was named.")]
    listed_per_rule: Annotated[int, msgspec.Meta(ge=1, description="How many findings an article lists of one rule.")]
    totals: TotalsData
    months: Annotated[Sequence[MonthData], msgspec.Meta(description="The oldest first; without a date last.")]
    groups: Annotated[
        dict[GroupKind, Sequence[GroupData]],
        msgspec.Meta(description="By kind; those with the most errors an article first."),
    ]
    families: Annotated[Sequence[FamilyData], msgspec.Meta(description="Those that found anything.")]
    rules: Annotated[Sequence[RuleData], msgspec.Meta(description="By rank; those that found anything.")]
    site: SiteData
    unread: Sequence[UnreadData]
    comparison: ComparisonData | None
    articles: Annotated[Sequence[ArticleData], msgspec.Meta(description="In the order of the paths.")]
