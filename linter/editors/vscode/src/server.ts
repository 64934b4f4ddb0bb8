/** How does the server of a window come and go? */

import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient/node";
import { adviseFailure, adviseInstallation, adviseSetting, type Remedies } from "./advice";
import { chosenInterpreters } from "./interpreters";
import { findProgram, type Program } from "./program";
import { TraceOutput } from "./trace";

const SELECTOR = ["markdown", "mdx"].flatMap((language) =>
  ["file", "untitled"].map((scheme) => ({ language, scheme })),
);

/** The one server of a window, whatever folders it has open. */
export class Server implements vscode.Disposable {
  readonly trace: TraceOutput;
  readonly #output: vscode.LogOutputChannel;
  readonly #remedies: Remedies;
  readonly #status: vscode.LanguageStatusItem;
  #client: LanguageClient | undefined;
  /** What was asked for last; each thing begins when the one before has ended. */
  #turn: Promise<void> = Promise.resolve();

  constructor(output: vscode.LogOutputChannel, showGuide: () => unknown) {
    this.#output = output;
    this.trace = new TraceOutput(output);
    this.#remedies = { showGuide, showOutput: () => output.show(), restart: () => this.restart() };
    this.#status = vscode.languages.createLanguageStatusItem("koetsu", SELECTOR);
    this.#status.name = "koetsu";
    this.#status.command = { command: "koetsu.restart", title: vscode.l10n.t("Restart") };
  }

  get isRunning(): boolean {
    return this.#client?.isRunning() ?? false;
  }

  /** Stop the server if it runs, and start it with the settings of now. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  dispose(): void {
    this.#status.dispose();
    this.trace.dispose();
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#output.error(String(error)));
    return this.#turn;
  }

  async #start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("koetsu");
    if (!settings.get("enable", true)) {
      this.#show(vscode.l10n.t("koetsu is switched off"), "koetsu.enable = false");
      return;
    }
    this.#show("koetsu", "", true);
    const program = await this.#find(settings);
    if (!program) {
      this.#show(vscode.l10n.t("koetsu was not found"), "", false, vscode.LanguageStatusSeverity.Warning);
      return;
    }
    const words = [...program.arguments, ...settings.get<string[]>("arguments", [])];
    const line = [program.command, ...words].join(" ");
    this.#output.info(vscode.l10n.t("Starting {0} ({1})", line, describe(program)));
    const client = new LanguageClient(
      "koetsu",
      "koetsu",
      { command: program.command, args: words },
      this.#options(settings),
    );
    try {
      await client.start();
    } catch (error) {
      this.#output.error(String(error));
      this.#show(vscode.l10n.t("koetsu did not start"), line, false, vscode.LanguageStatusSeverity.Error);
      adviseFailure(line, this.#remedies);
      return;
    }
    this.#client = client;
    const { name = "koetsu", version = "" } = client.initializeResult?.serverInfo ?? {};
    this.#show(`${name} ${version}`.trim(), program.command);
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One that has crashed for good has nothing to stop.
    if (client?.isRunning()) {
      await client.stop();
    }
    await client?.dispose();
  }

  async #find(settings: vscode.WorkspaceConfiguration): Promise<Program | undefined> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await findProgram({
      path: settings.get("path", ""),
      interpreter: settings.get("interpreter", ""),
      folders: folders.filter((folder) => folder.uri.scheme === "file").map((folder) => folder.uri.fsPath),
      trusted: vscode.workspace.isTrusted,
      interpreters: () => this.#interpreters(),
      platform: process.platform,
      home: homedir(),
      searchPath: process.env.PATH ?? "",
    });
    if ("program" in found) {
      return found.program;
    }
    if ("misnamed" in found) {
      this.#output.error(`koetsu.${found.misnamed.setting}: ${found.misnamed.file}`);
      adviseSetting(found.misnamed);
    } else {
      this.#output.warn(vscode.l10n.t("koetsu was not found"));
      adviseInstallation(this.#remedies);
    }
    return undefined;
  }

  /** What another extension says may be missing or wrong; koetsu is looked for elsewhere then. */
  async #interpreters(): Promise<string[]> {
    try {
      return await chosenInterpreters();
    } catch (error) {
      this.#output.warn(`ms-python.python: ${error}`);
      return [];
    }
  }

  #options(settings: vscode.WorkspaceConfiguration): LanguageClientOptions {
    const language = settings.get("language", "auto");
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#output,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: language === "auto" ? {} : { language },
      initializationFailedHandler: () => false,
      diagnosticPullOptions: { onChange: true, onSave: true },
    };
  }

  #show(text: string, detail: string, busy = false, severity = vscode.LanguageStatusSeverity.Information): void {
    Object.assign(this.#status, { text, detail, busy, severity });
  }
}

function describe({ origin }: Program): string {
  switch (origin) {
    case "setting":
      return vscode.l10n.t("named in the settings");
    case "environment":
      return vscode.l10n.t("in the virtual environment of the folder");
    case "interpreter":
      return vscode.l10n.t("beside the interpreter that the Python extension has chosen");
    case "path":
      return vscode.l10n.t("found in PATH");
    case "home":
      return vscode.l10n.t("found in the home folder");
  }
}
