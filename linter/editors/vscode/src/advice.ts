/** What is the user told when koetsu cannot be started, and what can be done about it with one click? */

import * as vscode from "vscode";
import type { Misnamed } from "./program";

/** What the buttons of a message do. */
export interface Remedies {
  showGuide(): unknown;
  showOutput(): unknown;
  restart(): unknown;
}

type Remedy = [title: string, action: () => unknown];

/** Nothing was found. */
export function adviseInstallation(remedies: Remedies): void {
  const guide: Remedy = [vscode.l10n.t("How to Install"), remedies.showGuide];
  const again: Remedy = [vscode.l10n.t("Try Again"), remedies.restart];
  if (vscode.workspace.isTrusted) {
    const message = vscode.l10n.t(
      "koetsu is not installed: it is neither in a virtual environment of this folder nor in PATH.",
    );
    advise(message, guide, openSettings("koetsu.path"), again);
  } else {
    const message = vscode.l10n.t(
      "koetsu was not found in PATH. That of this folder is used only once you trust the folder.",
    );
    const trust: Remedy = [
      vscode.l10n.t("Manage Trust"),
      () => vscode.commands.executeCommand("workbench.trust.manage"),
    ];
    advise(message, guide, trust, again);
  }
}

/** A setting names what is not there. */
export function adviseSetting({ setting, file }: Misnamed): void {
  const name = `koetsu.${setting}`;
  advise(vscode.l10n.t("The setting {0} names {1}, which is no program.", name, file), openSettings(name));
}

/** The server did not start, or crashed again and again. */
export function adviseFailure(command: string, remedies: Remedies): void {
  advise(
    vscode.l10n.t("koetsu does not run ({0}). The output may say why.", command),
    [vscode.l10n.t("Show Output"), remedies.showOutput],
    openSettings("koetsu"),
    [vscode.l10n.t("Try Again"), remedies.restart],
  );
}

function openSettings(name: string): Remedy {
  const open = () => vscode.commands.executeCommand("workbench.action.openSettings", name);
  return [vscode.l10n.t("Open Settings"), open];
}

/** Show a message, without waiting for the answer. */
function advise(message: string, ...remedies: Remedy[]): void {
  const asked = vscode.window.showWarningMessage(message, ...remedies.map(([title]) => title));
  void asked.then((chosen) => remedies.find(([title]) => title === chosen)?.[1]());
}
