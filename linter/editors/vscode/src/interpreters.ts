/** Which interpreters has the Python extension chosen for the open folders? */

import * as vscode from "vscode";

/** The part of that extension's interface that is used here. */
interface PythonExtension {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment(environment: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** One for each folder for which there is one; none without that extension. */
export async function chosenInterpreters(): Promise<string[]> {
  const { environments } = (await pythonExtension()) ?? {};
  if (!environments) {
    return [];
  }
  const found: string[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const resolved = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder.uri));
    if (resolved?.executable.uri) {
      found.push(resolved.executable.uri.fsPath);
    }
  }
  return found;
}

/** Be told when the user chooses another interpreter. */
export async function onInterpreterChosen(listener: () => void): Promise<vscode.Disposable | undefined> {
  return (await pythonExtension())?.environments?.onDidChangeActiveEnvironmentPath(listener);
}

async function pythonExtension(): Promise<PythonExtension | undefined> {
  return vscode.extensions.getExtension<PythonExtension>("ms-python.python")?.activate();
}
