/** What does VS Code call, and what does it tell? */

import * as vscode from "vscode";
import { onInterpreterChosen } from "./interpreters";
import { Server } from "./server";

const NEEDS_RESTART = ["enable", "path", "interpreter", "arguments", "language"].map((name) => `koetsu.${name}`);

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("koetsu", { log: true });
  const started = new Server(output, () => showGuide(context.extensionUri));
  server = started;
  context.subscriptions.push(
    output,
    started,
    vscode.commands.registerCommand("koetsu.restart", () => started.restart()),
    vscode.commands.registerCommand("koetsu.showOutput", () => output.show()),
    vscode.commands.registerCommand("koetsu.fixAll", fixAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (NEEDS_RESTART.some((name) => change.affectsConfiguration(name))) {
        void started.restart();
      }
      if (change.affectsConfiguration("koetsu.trace.server")) {
        started.trace.refresh();
      }
    }),
    // What may run has changed.
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  await started.restart();
  const listener = await onInterpreterChosen(() => void started.restart()).catch((error: unknown) => {
    output.warn(`ms-python.python: ${error}`);
    return undefined;
  });
  if (listener) {
    context.subscriptions.push(listener);
  }
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** Every safe fix in the active editor, as when saving with `source.fixAll.koetsu`. */
function fixAll(): Thenable<unknown> {
  return vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.koetsu", apply: "first" });
}

/** How to install koetsu, in the language of the editor. */
function showGuide(extension: vscode.Uri): Thenable<unknown> {
  // What is packed has the name of the one in lower case.
  const name = vscode.env.language.startsWith("ja") ? "README.ja.md" : "readme.md";
  return vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.joinPath(extension, name));
}
