"""How does a test get a site of many old articles, with the defects that such a site has?"""

import random

ARTICLES = 200

_PLACES = ("港", "駅前", "川沿い", "丘の上", "市場", "図書館", "工場跡", "商店街", "公民館", "植物園")
_THINGS = ("古い地図", "手書きの帳面", "木の模型", "大きな時計", "石の道標", "展示の写真", "木造の橋", "案内板")
_PEOPLE = ("館長", "職人", "卒業生", "案内係", "店主", "農家の人", "船長", "大工")
_ACTS = ("話してくれました", "一緒に歩いてくれました", "直し方を教えてくれました", "資料を広げてくれました")
_REASONS = (
    "記録が一枚も残っていないからです",
    "毎年少しずつ形が変わるからです",
    "次の世代に渡したいからです",
    "誰も本当の年を知らないからです",
)


def sentence(chance: random.Random) -> str:
    """A sentence that hardly ever comes twice."""
    day, hour, count = chance.randint(1, 28), chance.randint(6, 20), chance.randint(3, 97)
    return (
        f"{chance.choice(_PLACES)}の{chance.choice(_PEOPLE)}は、{day}日の{hour}時に着いた私たちに"
        f"{chance.choice(_THINGS)}を見せて、{count}分ほど{chance.choice(_ACTS)}。"
    )


def paragraph(chance: random.Random, sentences: int = 3) -> str:
    """A paragraph of its own."""
    said = "".join(sentence(chance) for _ in range(sentences))
    return f"{said}わざわざ書くのは、{chance.choice(_REASONS)}。"


def section(chance: random.Random, title: str) -> str:
    """A heading and three paragraphs: long enough to be a repeated section once it stands twice."""
    return f"## {title}\n\n" + "\n\n".join(paragraph(chance) for _ in range(3)) + "\n"


def article(number: int) -> str:
    """An old article; its number says which defects it has."""
    chance = random.Random(number)
    first, second = section(chance, "訪ねた日のこと"), section(chance, "帰り道で考えたこと")
    parts = [f"---\ntitle: 第{number}回の散歩\n---\n", first, second]
    if number % 2 == 0:
        parts.append(f"{paragraph(chance)[:-1]}、そのときは天気が変わり、みんなで急いで駅まで走って、残っていた切符を")
        parts.append("")
    if number % 3 == 0:
        parts.append(first)
    if number % 5 == 0:
        parts.append("---END---\n")
    return "\n".join(parts).rstrip("\n") + "\n"


def name(number: int) -> str:
    """Where an article lies in the repository."""
    return f"記事/{2019 + number % 6}/散歩 {number:03}.md" if number % 7 == 0 else f"posts/walk-{number:03}.md"
