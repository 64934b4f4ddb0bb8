"""What is said of an accepted finding that is no longer there?"""

from __future__ import annotations

from koetsu.engine.upkeep import UpkeepRule
from koetsu.message import Message
from koetsu.rule import Options


class StaleBaselineEntry(UpkeepRule[Options]):
    """An entry of the baseline that holds nothing back."""

    code = "EN005"
    severity = "warning"
    message = Message(
        ja="{path}の{rule}の指摘{excerpt:quote}はもうありません。koetsu baseline pruneでこの行を外してください。",
        en="{path} no longer has the finding {excerpt:quote} of {rule}. Drop this line: koetsu baseline prune.",
    )
    messages = {
        "gone": Message(
            ja="{path}はもうなく、その{rule}の指摘{excerpt:quote}を引き継いだ原稿もありません。koetsu baseline pruneで"
            "この行を外してください。",
            en="{path} is gone, and no other article has its finding {excerpt:quote} of {rule}. Drop this line: koetsu"
            " baseline prune.",
        ),
        "unknown-rule": Message(
            ja="{path}の指摘{excerpt:quote}の規則{rule}はありません。パッケージの規則ならそれをインストールし、"
            "そうでなければkoetsu baseline pruneでこの行を外してください。",
            en="There is no rule {rule}, of which {path} has the finding {excerpt:quote}. Install the package that"
            " brings it, or drop this line: koetsu baseline prune.",
        ),
    }
