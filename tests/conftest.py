"""Which tests that need a foreign program ran, and which did not?"""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for outcome in ("passed", "failed", "skipped"):
        reports = terminalreporter.stats.get(outcome, [])
        names = [report.nodeid for report in reports if "external" in report.keywords]
        if names:
            terminalreporter.section(f"external: {len(names)} {outcome}")
            terminalreporter.write_line("\n".join(names))
