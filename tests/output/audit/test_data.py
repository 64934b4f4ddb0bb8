"""Can programs and spreadsheets read what an audit gives them, whatever the articles say?"""

import csv
import io
import json
from importlib.resources import files

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_samples import article, articles_of, audit_of, finding
from koetsu.engine.audit.model import AuditData, ExcerptData, Say
from koetsu.output.audit import csv as tables
from koetsu.output.audit import json as json_data
from koetsu.output.audit.schema import NAME, published

HOSTILE = st.text(st.sampled_from("=+-@＝'\",;\n\r\t\0\u2028\u202e<あ猫 0"), max_size=12)


def rows_of(pieces: object) -> list[dict[str, str]]:
    text = b"".join(pieces).decode("utf-8")
    assert text.startswith(tables.BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(tables.BOM), newline=""), strict=True))


def test_schema_is_made_from_the_types() -> None:
    assert files("koetsu.output.audit").joinpath(NAME).read_text(encoding="utf-8") == published()


@pytest.mark.parametrize("count", [0, 1, 130])
def test_json_is_what_the_schema_says_and_the_types_read(count: int) -> None:
    data = audit_of(articles_of(count))

    written = b"".join(json_data.render(data))

    jsonschema_rs.validator_for(json.loads(published())).validate(json.loads(written))
    assert b"".join(json_data.render(msgspec.json.decode(written, type=AuditData))) == written


def test_json_has_a_line_for_each_article() -> None:
    lines = b"".join(json_data.render(audit_of(articles_of(3)))).split(b"\n")

    assert [json.loads(line.rstrip(b","))["path"] for line in lines[1:4]] == [f"posts/0000{n}.md" for n in range(3)]


def test_table_of_findings_has_a_row_for_each() -> None:
    found = [finding(fingerprint="a"), finding("DUP001", line=7, severity="warning", counted=False)]

    rows = rows_of(tables.findings(audit_of([article("庭/猫.md", findings=found)]), "ja"))

    assert [(row["path"], row["rule"], row["line"], row["severity"], row["counted"]) for row in rows] == [
        ("庭/猫.md", "TR001", "3", "error", "true"),
        ("庭/猫.md", "DUP001", "7", "warning", "false"),
    ]
    assert rows[0]["message"] == "途切れています"
    assert rows[0]["text"] == "この文"


def test_table_of_articles_counts_by_rule() -> None:
    one = article("a.md", findings=[finding(), finding()], tags=["猫", "庭"], stated_minutes=8.0)

    rows = rows_of(tables.articles(audit_of([one, article("b.md")])))

    assert [(row["path"], row["errors"], row["TR001"], row["tags"], row["stated_minutes"]) for row in rows] == [
        ("a.md", "2", "2", "猫; 庭", "8.0"),
        ("b.md", "0", "0", "", ""),
    ]


@given(HOSTILE, HOSTILE)
def test_no_cell_is_a_formula_and_no_row_is_broken(title: str, text: str) -> None:
    found = finding(message=Say(text, text), excerpt=ExcerptData("", text, "", 1))
    data = audit_of([article(title=title, tags=[text], findings=[found]), article("b.md", findings=[finding()])])

    for rows in (rows_of(tables.findings(data, "en")), rows_of(tables.articles(data))):
        assert len(rows) == 2
        for row in rows:
            for cell in row.values():
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
                assert not set(cell) & set("\n\r\t\0\u2028")


@given(HOSTILE)
def test_json_gives_every_text_back(text: str) -> None:
    data = audit_of([article(title=text)])

    assert msgspec.json.decode(b"".join(json_data.render(data)), type=AuditData).articles[0].title == text
