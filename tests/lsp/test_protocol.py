"""Does the server keep to the protocol with what clients say that they can do?

pytest-lsp plays clients with the capabilities of real editors, and warns of what such a client did not ask for.
"""

import sys

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

TEXT = "# 樽の話\n\n樽を塗ります。\n\n---END---\n"
MARK = lsp.Range(lsp.Position(4, 0), lsp.Position(4, 9))

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning"),
]


@pytest_lsp.fixture(
    params=[("neovim", False), ("neovim", True), ("visual_studio_code", False), ("emacs", False)],
    ids=["neovim", "neovim that asks again when told to", "visual_studio_code", "emacs"],
    config=ClientServerConfig(server_command=[sys.executable, "-m", "koetsu", "lsp"]),
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    (tmp_path / "koetsu.toml").write_text('select = ["RS001"]\n', encoding="utf-8")
    (tmp_path / "樽 1.md").write_text(TEXT, encoding="utf-8")

    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def registered(params: lsp.RegistrationParams) -> None:
        """Editors watch files for the server; nothing changes here."""

    name, lsp_client.pulls = request.param
    capabilities = client_capabilities(name)
    if lsp_client.pulls:
        capabilities.workspace.diagnostics = lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    await lsp_client.initialize_session(lsp.InitializeParams(capabilities, root_uri=tmp_path.as_uri()))
    lsp_client.uri = (tmp_path / "樽 1.md").as_uri()
    yield
    await lsp_client.shutdown_session()


async def opened(client) -> list[lsp.Diagnostic]:
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(client.uri, "markdown", 1, TEXT)),
    )
    if client.pulls:
        document = lsp.TextDocumentIdentifier(client.uri)
        report = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
        return list(report.items)
    await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[client.uri])


async def test_findings_reach_each_client_in_its_own_way(client):
    found = await opened(client)

    assert [(one.code, one.range) for one in found] == [("RS001", MARK)]
    assert (client.uri in client.diagnostics) is not client.pulls


async def test_finding_can_be_mended_and_is_explained(client):
    found = await opened(client)
    document = lsp.TextDocumentIdentifier(client.uri)

    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(document, MARK, lsp.CodeActionContext(found))
    )
    page = await client.text_document_hover_async(lsp.HoverParams(document, MARK.start))

    assert actions[0].kind == lsp.CodeActionKind.QuickFix
    assert "RS001" in page.contents.value
