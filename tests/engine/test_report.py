"""Does a report count, locate and decide rightly?"""

import pytest

from koetsu import Diagnostic, Edit, Fix, Related, Source, Span
from koetsu.engine.faults import FAULTS
from koetsu.engine.report import FileReport, Report, positions_of

RULES = {fault.code: fault for fault in FAULTS}


def report(*severities: str, rule: str = "XX001", fail_on: str = "error") -> Report:
    diagnostics = [Diagnostic(rule, Span(0, 0), severity) for severity in severities]
    return Report([FileReport("a.md", "", diagnostics, {0: (0, 0)})], RULES, fail_on)


@pytest.mark.parametrize(
    ("severities", "fail_on", "status"),
    [
        ((), "error", 0),
        (("warning", "info"), "error", 0),
        (("error", "info"), "error", 1),
        (("warning",), "warning", 1),
        (("info",), "warning", 0),
        (("info",), "info", 1),
        (("error",), "never", 0),
    ],
)
def test_exit_status_follows_the_severity_that_fails(severities, fail_on, status):
    assert report(*severities, fail_on=fail_on).exit_status == status


@pytest.mark.parametrize("fault", ["EN001", "EN002"])
@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_fault_of_the_engine_wins(fault, fail_on):
    assert report("error", rule=fault, fail_on=fail_on).exit_status == 2


def test_diagnostics_are_counted_by_severity():
    counted = report("info", "error", "info")

    assert [counted.count(severity) for severity in ("error", "warning", "info")] == [1, 0, 2]


def test_every_offset_that_is_mentioned_has_its_position():
    source = Source("a.md", "一二\r\n😀四五\r六")
    diagnostic = Diagnostic(
        "XX001",
        Span(1, 4),
        "info",
        related=(Related(Span(5, 6), ""),),
        fixes=(Fix("", (Edit(Span(8, 9), ""),), safe=True),),
    )

    assert positions_of(source, [diagnostic]) == {
        1: (0, 1),
        4: (1, 0),
        5: (1, 1),
        6: (1, 2),
        8: (2, 0),
        9: (2, 1),
    }


def test_range_is_in_lines_and_columns_from_0():
    file = FileReport("a.md", "", [], {3: (0, 3), 9: (2, 1)})

    assert Report([file], RULES).range(file, Span(3, 9)) == ((0, 3), (2, 1))


def test_source_is_read_from_the_file(tmp_path):
    (tmp_path / "a.md").write_text("本文\n", encoding="utf-8")
    file = FileReport("shown/a.md", str(tmp_path / "a.md"), [], {})

    source = Report([file], RULES).source(file)

    assert (source.path, source.text) == ("shown/a.md", "本文\n")


def test_source_of_standard_input_is_the_one_that_was_checked():
    source = Source("a.md", "本文\n")
    file = FileReport("a.md", "", [], {})

    assert Report([file], RULES, sources={"a.md": source}).source(file) is source


def test_source_that_is_gone_is_empty(tmp_path):
    file = FileReport("a.md", str(tmp_path / "a.md"), [], {})

    assert Report([file], RULES).source(file).text == ""
