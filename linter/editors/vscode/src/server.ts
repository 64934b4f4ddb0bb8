/** How does the server of a window come and go? */

import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import { adviseFailure, adviseInstallation, adviseSetting, type Remedies } from "./advice";
import { chosenInterpreters } from "./interpreters";
import { type Found, findProgram, type Program } from "./program";
import { TraceOutput } from "./trace";

const SELECTOR = ["markdown", "mdx"].flatMap((language) =>
  ["file", "untitled"].map((scheme) => ({ language, scheme })),
);

/** A server that has crashed more often in so many milliseconds is left alone. */
const CRASHES = 4;
const CRASH_PERIOD = 3 * 60 * 1000;

/** After how many milliseconds koetsu is looked for again, where it was not found: it may have been installed. */
const PERIOD = 3000;

/** The one server of a window, whatever folders it has open. */
export class Server implements vscode.Disposable {
  readonly trace: TraceOutput;
  readonly #output: vscode.LogOutputChannel;
  readonly #remedies: Remedies;
  readonly #status: vscode.LanguageStatusItem;
  #client: LanguageClient | undefined;
  #search: NodeJS.Timeout | undefined;
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
    clearTimeout(this.#search);
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
    const found = await this.#find(settings);
    if (!("program" in found)) {
      this.#missing(found);
      return;
    }
    const { program } = found;
    const words = [...program.arguments, ...settings.get<string[]>("arguments", [])];
    const line = [program.command, ...words].join(" ");
    this.#output.info(vscode.l10n.t("Starting {0} ({1})", line, describe(program)));
    const crashes = new Crashes(() => this.#failed(line));
    const options = { ...this.#options(settings), errorHandler: crashes };
    const client = new Client("koetsu", "koetsu", { command: program.command, args: words }, options);
    try {
      await client.start();
    } catch (error) {
      this.#output.error(String(error));
      this.#failed(line);
      return;
    }
    // The client listens only from now on.
    this.trace.refresh();
    crashes.hasStarted = true;
    this.#client = client;
    const { name = "koetsu", version = "" } = client.initializeResult?.serverInfo ?? {};
    this.#show(`${name} ${version}`.trim(), program.command);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#search);
    this.#search = undefined;
    const client = this.#client;
    this.#client = undefined;
    // One that has crashed for good has nothing to stop.
    if (client?.isRunning()) {
      await client.stop();
    }
    await client?.dispose();
  }

  #failed(line: string): void {
    this.#show(vscode.l10n.t("koetsu does not run"), line, false, vscode.LanguageStatusSeverity.Error);
    adviseFailure(line, this.#remedies);
  }

  #missing(found: Exclude<Found, { program: Program }>): void {
    const text = vscode.l10n.t("koetsu was not found");
    this.#show(text, "", false, vscode.LanguageStatusSeverity.Warning);
    if ("misnamed" in found) {
      this.#output.error(`koetsu.${found.misnamed.setting}: ${found.misnamed.file}`);
      adviseSetting(found.misnamed);
    } else {
      this.#output.warn(text);
      adviseInstallation(this.#remedies);
    }
    this.#searchAgain();
  }

  /** Start by itself once there is a koetsu. Files that appear in new folders are not always told of. */
  #searchAgain(): void {
    const search = setTimeout(async () => {
      const found = await this.#find(vscode.workspace.getConfiguration("koetsu"));
      if (this.#search !== search) {
        return; // restarted meanwhile
      }
      if ("program" in found) {
        void this.restart();
      } else {
        this.#searchAgain();
      }
    }, PERIOD);
    this.#search = search;
  }

  #find(settings: vscode.WorkspaceConfiguration): Promise<Found> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return findProgram({
      path: settings.get("path", ""),
      interpreter: settings.get("interpreter", ""),
      folders: folders.filter((folder) => folder.uri.scheme === "file").map((folder) => folder.uri.fsPath),
      trusted: vscode.workspace.isTrusted,
      interpreters: () => this.#interpreters(),
      platform: process.platform,
      home: homedir(),
      searchPath: process.env.PATH ?? "",
    });
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
      // All that the server asks for comes with its start; one that is being stopped would be sent a change in vain.
      middleware: { workspace: { didChangeConfiguration: async () => {} } },
      diagnosticPullOptions: { onChange: true, onSave: true },
    };
  }

  #show(text: string, detail: string, busy = false, severity = vscode.LanguageStatusSeverity.Information): void {
    Object.assign(this.#status, { text, detail, busy, severity });
  }
}

/** Writes its errors into the output only: what the user must know is said once, by this extension. */
class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Starts a server again that has crashed, and gives up when that is of no use. */
class Crashes implements ErrorHandler {
  hasStarted = false;
  #times: number[] = [];

  constructor(private readonly gaveUp: () => void) {}

  error() {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed() {
    if (!this.hasStarted) {
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    const now = Date.now();
    this.#times = [...this.#times.filter((time) => now - time < CRASH_PERIOD), now];
    if (this.#times.length <= CRASHES) {
      return { action: CloseAction.Restart, handled: true };
    }
    this.gaveUp();
    return { action: CloseAction.DoNotRestart, handled: true };
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
