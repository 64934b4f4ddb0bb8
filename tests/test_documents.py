"""Do koetsu's own documents pass the check that its workflow asks for?"""

import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from composite_action import CompositeAction

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "documents.yml"


@pytest.mark.skipif(not WORKFLOW.exists(), reason="the sources that are published do not hold it")
def test_the_documents_pass_the_workflow(tmp_path: Path) -> None:
    steps = YAML(typ="safe").load(WORKFLOW)["jobs"]["koetsu"]["steps"]
    step = next(step for step in steps if step["uses"].startswith("./"))
    program = str(Path(sys.executable).with_name("koetsu"))

    outcome = CompositeAction(ROOT / step["uses"]).run(
        ROOT,
        tmp_path,
        inputs={name: str(value) for name, value in step["with"].items()},
        known={"install": {"program": program}},
    )

    assert outcome.status == 0, outcome.log
