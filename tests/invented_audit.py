"""How does a test get the audit of a site that never was?

The same numbers give the same site. The defects are drawn so that the report has something to tell: a bad year, one
careless author, copies, boilerplate, one reading time for everything.
"""

import random
from collections import Counter
from collections.abc import Sequence

from audit_samples import article, counts_of, finding
from koetsu.engine.audit.aggregates import aggregate
from koetsu.engine.audit.model import (
    FORMAT,
    ArticleChangeData,
    ArticleData,
    AuditData,
    BoilerplateData,
    CensusData,
    ClusterData,
    ComparisonData,
    CountData,
    ExcerptData,
    FindingData,
    LinesData,
    MemberData,
    OutlierData,
    PlaceData,
    ReadingTimeData,
    RelatedData,
    RuleChangeData,
    Say,
    SharedLinesData,
    SiteData,
    TitledData,
    TitlesData,
    ToolData,
    TotalsData,
    UnreadData,
    ValueData,
)
from koetsu.engine.audit.pages import family_of
from koetsu.engine.audit.ranking import ranked
from koetsu.engine.registry import load_registry

HOSTILE = '"><script>alert(1)</script>\u202egnp.\u2066</title><img src=x onerror=alert(2)>'
"""A title that would do a lot if it were let."""

_THEMES = (
    "味噌づくり",
    "古い民家",
    "山の小屋",
    "染めもの",
    "庭の水やり",
    "城下の路地",
    "港の朝市",
    "竹のかご",
    "川の渡し",
    "炭焼き",
)
_ASPECTS = ("の一日", "を訪ねて", "を始める前に知ること", "の四季", "がつないだ縁", "の道具", "と暮らす", "を直す")
_KANJI = "一二三四五六七八九十"
_FOLDERS = ("posts/towns", "posts/crafts", "posts/kitchen", "posts/walks", "archive/2019")
_CATEGORIES = ("町", "手仕事", "台所", "散歩")
_TAGS = ("職人", "春", "夏", "秋", "冬", "古道具", "水辺", "木", "保存食", "子どもと", "一人で", "雨の日", "朝")
_AUTHORS = ("宮下 千尋", "相馬 亮", "Lena Ito", "編集部")
_SENTENCES = (
    "石段を上がると、軒の低い家が三つ並んでいます。",
    "藁を束ねる手つきは、四十年前に父から教わったときのままです。",
    "樽の蓋を取ると、甘い匂いが土間いっぱいに広がりました。",
    "水はやりすぎても足りなくてもいけません。",
    "朝の六時には、もう最初の船が戻っています。",
    "道具は使ったその日のうちに洗い、陰で乾かします。",
    "冬のあいだに割った竹を、春まで軒下で寝かせておきます。",
    "この路地には、車が入ってきたことが一度もないそうです。",
)
_CUT = (
    "蔵の戸を開けてくれた店主は、その日のことを今でもよく",
    "最後に大切なのは、材料を買う前に必ず",
    "川沿いの道をそのまま進むと、やがて",
)

_DEFECTS: tuple[tuple[str, str, float, str, str], ...] = (
    ("DUP001", "error", 0.20, "同じ節が、前に一度出てきます。", "This section stands in the article already."),
    ("TR001", "error", 0.16, "文が途中で終わっています。", "The text breaks off in the middle of a sentence."),
    ("TR001", "warning", 0.08, "文が途中で終わっているようです。", "The text seems to break off."),
    ("DUP002", "warning", 0.22, "同じ段落がもう一度あります。", "The same paragraph stands again."),
    ("DUP004", "info", 0.35, "同じ文が前の段落にもあります。", "The same sentence stands in an earlier paragraph."),
    ("RS003", "error", 0.05, "記事の代わりに、応答の言葉が残っています。", "A reply of a model was left in the text."),
    ("FM003", "error", 0.04, "必須の項目「description」がありません。", "The required key “description” is missing."),
    ("FM006", "warning", 0.12, "日付がファイル名と合いません。", "The date does not match the name of the file."),
    ("HD001", "warning", 0.16, "見出しの段が一つ飛んでいます。", "A level of headings is skipped."),
    ("HD003", "warning", 0.07, "同じ見出しが二つあります。", "Two headings are the same."),
    ("RT001", "warning", 0.40, "5分とありますが、9分ほどかかります。", "5 min are stated; it takes about 9."),
    ("NT004", "warning", 0.09, "強調の記号が、そのまま印刷されます。", "The marks of emphasis are printed."),
    ("NT003", "warning", 0.03, "見えない文字があります。", "There is an invisible character."),
    ("WD001", "info", 0.14, "です・ますの中に、である調の文があります。", "A plain sentence among polite ones."),
    ("TR004", "info", 0.30, "文の終わりに句点がありません。", "The sentence has no full stop."),
)  # fmt: skip


def invented_audit(
    articles: int = 320, findings: int = 0, *, seed: int = 7, hostile: bool = False, compared: bool = False
) -> AuditData:
    """The audit; ``findings`` is how many each article has on top of those that are drawn."""
    chance = random.Random(seed)
    made = [_article(chance, number, findings) for number in range(articles)]
    if hostile and made:
        made[0] = _hostile(made[0])
    made.sort(key=lambda one: one.path)
    sums = aggregate(made)
    classes = load_registry().rules
    rules = ranked(made, classes)
    families = {rule.family: family_of(classes[rule.code]) for rule in rules}
    return AuditData(
        format=FORMAT,
        tool=ToolData("koetsu", "0.1.0"),
        paths=["posts", "archive"],
        listed_per_rule=20,
        totals=sums.totals,
        months=sums.months,
        groups={**sums.groups},
        families=[families[code] for code in sorted(families)],
        rules=rules,
        site=_site(made) if len(made) > 20 else SiteData(),
        unread=[
            UnreadData("archive/2019/壊れた控え.md", Say("UTF-8として読めません。", "It is not UTF-8.")),
        ]
        if made
        else [],
        comparison=_comparison(made, sums.totals) if compared else None,
        articles=made,
    )


def _article(chance: random.Random, number: int, more: int) -> ArticleData:
    # More articles every year, and in the third year many of them by a machine.
    year = chance.choices((2021, 2022, 2023, 2024), (3, 4, 8, 6))[0]
    month = chance.randint(1, 12)
    careless = 2.4 if (year, month) >= (2023, 4) and (year, month) <= (2024, 2) else 0.55
    author = chance.choices(_AUTHORS, (5, 4, 2, 6 if careless > 1 else 2))[0]
    date = None if number % 41 == 40 else f"{year}-{month:02}-{chance.randint(1, 28):02}"
    theme, aspect = chance.choice(_THEMES), chance.choice(_ASPECTS)
    lines = chance.randint(60, 260)
    found: list[FindingData] = []
    for rule, severity, share, ja, en in _DEFECTS:
        if chance.random() < share * careless * (1.4 if author == "編集部" else 0.9):
            for _ in range(chance.choice((1, 1, 2, 3))):
                found.append(_finding(chance, rule, severity, Say(ja, en), lines, len(found)))
    for _ in range(more):
        rule, severity, _, ja, en = chance.choice(_DEFECTS)
        found.append(_finding(chance, rule, severity, Say(ja, en), lines, len(found)))
    path = f"{chance.choice(_FOLDERS)}/{date or 'undated'}-{number:05}.md"
    found = [_in_file(one, path) for one in sorted(found, key=lambda one: (one.line, one.rule))]
    characters = lines * 38
    repeated = sum((one.end_line - one.line + 1) * 40 for one in found if one.rule in ("DUP001", "DUP002"))
    return article(
        path,
        title=theme + aspect + ("" if number % 9 == 0 else f"（{_KANJI[number % 10]}の{_KANJI[number // 10 % 10]}）"),
        date=date,
        categories=[chance.choice(_CATEGORIES)],
        tags=sorted(chance.sample(_TAGS, chance.randint(0, 3))),
        authors=[author],
        lines=lines,
        characters=characters,
        repeated=min(repeated, characters // 2),
        stated_minutes=5.0 if chance.random() < 0.7 else float(chance.randint(2, 12)),
        measured_minutes=round(characters / 520, 1),
        findings=found,
    )


def _finding(chance: random.Random, rule: str, severity: str, message: Say, lines: int, number: int) -> FindingData:
    first, second = sorted(chance.sample(range(4, lines - 8), 2))
    run = {"DUP001": chance.randint(6, 16), "DUP002": 1}.get(rule, 0)
    end = min(second + run, lines)
    related = []
    if rule.startswith("DUP"):
        note = Say("最初の文章", "The text as it stands first")
        related = [RelatedData("", first, min(first + run, second), note)]
    before, after = chance.choice(_SENTENCES), chance.choice(_SENTENCES)
    marked = chance.choice(_CUT) if rule == "TR001" else chance.choice(_SENTENCES)
    excerpt = ExcerptData(before, marked, "" if rule == "TR001" else after, second)
    return finding(
        rule,
        severity=severity,
        line=second,
        end_line=end,
        message=message,
        excerpt=None if rule.startswith("FM") else excerpt,
        scope="file" if rule.startswith("FM") else "text",
        related=related,
        fingerprint=f"{number:016x}",
        counted=not (rule == "DUP004" and number % 5 == 4),
    )


def _in_file(one: FindingData, path: str) -> FindingData:
    related = [RelatedData(path, place.line, place.end_line, place.message) for place in one.related]
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    return finding(**fields | {"related": related})


def _hostile(one: ArticleData) -> ArticleData:
    excerpt = ExcerptData("</script><script>alert(3)</script>\n", HOSTILE, "{{ 7 * 7 }} &amp; ' \" `", 1)
    message = Say(f"題「{HOSTILE}」が切れています。", f"The title “{HOSTILE}” is cut.")
    found = finding("FM007", severity="error", message=message, excerpt=excerpt, fingerprint="f")
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    fields |= {"title": HOSTILE, "tags": [HOSTILE], "authors": [HOSTILE], "categories": [HOSTILE]}
    fields |= {"findings": [found], "counts": counts_of([found])}
    return article(**fields | {"path": f"{one.folder}/<b>&'\".md"})


def _site(articles: Sequence[ArticleData]) -> SiteData:
    dated = sorted((one for one in articles if one.date), key=lambda one: (one.date or "", one.path))
    times = Counter(
        (int(one.stated_minutes), int(one.measured_minutes))
        for one in articles
        if one.stated_minutes is not None and one.measured_minutes is not None
    )
    authors = Counter(name for one in articles for name in one.authors)
    tags = Counter(name for one in articles for name in one.tags)
    boilerplate = (
        "この記事は、取材した時点の情報をもとに書いています。営業の時間は前もってお確かめください。",
        "最後まで読んでくださり、ありがとうございました。",
        "記事の写真は、許しを得て編集部が撮影しました。",
    )
    rivals = _rivals(articles)
    clusters = [
        _cluster(dated[number], dated[number * 3 + 40 : number * 3 + 40 + copies])
        for number, copies in enumerate((3, 1, 2, 1, 1, 1))
        if number * 3 + 40 + copies < len(dated)
    ]
    return SiteData(
        clusters=clusters,
        cluster_count=len(clusters),
        copies=sum(len(cluster.members) for cluster in clusters),
        boilerplate=[
            BoilerplateData(text, len(articles) // (rank + 2), len(text), [PlaceData(dated[rank].path, 48, 48)])
            for rank, text in enumerate(boilerplate)
        ],
        boilerplate_sentences=len(boilerplate),
        titles=rivals,
        title_count=len(rivals),
        reading_times=[ReadingTimeData(*minutes, count) for minutes, count in sorted(times.items())],
        census=[
            _census("title", len(articles), {"string": len(articles)}, []),
            CensusData(
                "date", len(dated), {"date": len(dated) - 2, "string": 2}, len(dated), [],
                [OutlierData(one.path, 3, "kind", "string", "去年の春") for one in dated[:2]], 2,
            ),
            _census("author", len(articles), {"string": len(articles)}, authors.most_common()),
            _census("tags[]", len(articles) - 30, {"string": len(articles) - 30}, tags.most_common()),
            CensusData(
                "draft", len(articles) // 3, {"boolean": len(articles) // 3 - 1, "string": 1}, 3,
                [ValueData("false", len(articles) // 3 - 1), ValueData("いいえ", 1)],
                [OutlierData(dated[5].path, 1, "kind", "string", "いいえ")], 1,
            ),
        ],
    )  # fmt: skip


def _cluster(canonical: ArticleData, copies: Sequence[ArticleData]) -> ClusterData:
    members = []
    for number, copy in enumerate(copies):
        start = 5 + number * 4
        # The last is a copy of a copy.
        original = copies[0].path if number == 2 else canonical.path
        end = min(canonical.lines, copy.lines) - 20
        ranges = [
            SharedLinesData(LinesData(start, start + 14), LinesData(4, 18)),
            SharedLinesData(LinesData(start + 20, end), LinesData(24, end + 4 - start)),
        ]
        share = round(0.93 - 0.11 * number, 2)
        members.append(MemberData(copy.path, copy.title, copy.date, original, share, copy.characters // 2, ranges))
    return ClusterData(canonical.path, canonical.title, canonical.date, members)


def _rivals(articles: Sequence[ArticleData]) -> list[TitlesData]:
    named: dict[str, list[ArticleData]] = {}
    for one in articles:
        named.setdefault(one.title, []).append(one)
    most = sorted((same for same in named.values() if len(same) > 1), key=lambda same: (-len(same), same[0].title))
    return [TitlesData([TitledData(one.path, one.title, one.date) for one in same]) for same in most]


def _census(key: str, articles: int, kinds: dict[str, int], values: list[tuple[str, int]]) -> CensusData:
    distinct = len(values) or articles
    return CensusData(key, articles, kinds, distinct, [ValueData(*value) for value in values[:20]], [], 0)


def _comparison(articles: Sequence[ArticleData], totals: TotalsData) -> ComparisonData:
    before = TotalsData(
        totals.articles - 12,
        totals.affected - 4,
        totals.certain + 23,
        totals.findings,
        totals.characters,
        totals.repeated,
    )
    hit = [one for one in articles if one.counts][:14]
    changes = [
        ArticleChangeData(
            one.path, one.path, one.title, ("worse", "better", "mixed")[number % 3],
            CountData(2, 1, 3), CountData(number % 3, 1, 2),
            {"TR001": 2} if number % 3 else {}, {} if number % 3 == 1 else {"DUP001": 1},
        )
        for number, one in enumerate(hit)
    ]  # fmt: skip
    return ComparisonData(
        version="0.1.0",
        before=before,
        rules=[
            RuleChangeData("DUP001", "repeated-section", 70, 58, CountData(131), CountData(104), 35, 8),
            RuleChangeData("HD001", "skipped-level", 31, 40, CountData(0, 49), CountData(0, 63), 3, 17),
            RuleChangeData("TR001", "truncated-ending", 66, 55, CountData(80, 30), CountData(71, 28), 14, 3),
        ],
        articles=changes,
        unchanged=totals.articles - len(changes),
    )
