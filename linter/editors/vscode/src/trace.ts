/** What is shown of the messages between editor and server? */

import * as vscode from "vscode";

/**
 * An output that shows traces whenever the setting says so.
 *
 * The client library asks the level of the output first, so that the setting alone would show nothing.
 */
export class TraceOutput implements vscode.LogOutputChannel {
  readonly #levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  readonly onDidChangeLogLevel = this.#levelChanged.event;

  constructor(private readonly output: vscode.LogOutputChannel) {}

  get name(): string {
    return this.output.name;
  }

  get logLevel(): vscode.LogLevel {
    const wanted = vscode.workspace.getConfiguration("koetsu").get("trace.server", "off");
    return wanted === "off" ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
  }

  /** The setting has changed. */
  refresh(): void {
    this.#levelChanged.fire(this.logLevel);
  }

  trace(message: string): void {
    this.output.info(message);
  }

  debug(message: string): void {
    this.output.debug(message);
  }

  info(message: string): void {
    this.output.info(message);
  }

  warn(message: string): void {
    this.output.warn(message);
  }

  error(error: string | Error): void {
    this.output.error(error);
  }

  append(value: string): void {
    this.output.append(value);
  }

  appendLine(value: string): void {
    this.output.appendLine(value);
  }

  replace(value: string): void {
    this.output.replace(value);
  }

  clear(): void {
    this.output.clear();
  }

  show(): void {
    this.output.show(true);
  }

  hide(): void {
    this.output.hide();
  }

  dispose(): void {
    this.#levelChanged.dispose();
  }
}
