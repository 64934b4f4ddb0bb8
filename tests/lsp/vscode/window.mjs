/** A window of VS Code in a browser, and what a user does in it. */

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";

const PATIENCE = 30_000;

/** The folder in which code-server and playwright-core are installed. */
export class Studio {
  constructor(modules, home) {
    this.entry = join(modules, "node_modules", "code-server", "out", "node", "entry.js");
    this.playwright = createRequire(join(modules, "package.json"))("playwright-core");
    this.home = home;
    this.settingsFile = join(home, "data", "User", "settings.json");
    this.own = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
    mkdirSync(join(home, "data", "User"), { recursive: true });
  }

  /** Nothing of this machine's user, and no koetsu in PATH. */
  get environment() {
    const { VSCODE_IPC_HOOK_CLI, ...rest } = process.env;
    return { ...rest, HOME: this.home, PATH: "/usr/bin:/bin", XDG_CONFIG_HOME: this.home, XDG_DATA_HOME: this.home };
  }

  install(vsix) {
    const words = [this.entry, ...this.own, "--install-extension", vsix, "--force"];
    const done = spawnSync(process.execPath, words, { env: this.environment, encoding: "utf8" });
    if (done.status !== 0) {
      throw new Error(done.stdout + done.stderr);
    }
  }

  /** Replace the settings of the user. */
  set(settings) {
    const quiet = {
      "chat.disableAIFeatures": true,
      "editor.minimap.enabled": false,
      "extensions.ignoreRecommendations": true,
      "files.autoSave": "off",
      "remote.autoForwardPorts": false,
      "security.workspace.trust.enabled": false,
      "telemetry.telemetryLevel": "off",
      "window.restoreWindows": "none",
      "workbench.colorTheme": "Default Light Modern",
      "workbench.editor.restoreEditors": false,
      "workbench.secondarySideBar.defaultVisibility": "hidden",
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
    };
    writeFileSync(this.settingsFile, JSON.stringify({ ...quiet, ...settings }, null, 2));
  }

  async start() {
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    const words = [this.entry, ...this.own, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
    words.push("--disable-telemetry", "--disable-update-check", "--disable-getting-started-override");
    this.process = spawn(process.execPath, words, { env: this.environment, detached: true, stdio: "ignore" });
    await until(async () => (await fetch(`${this.address}/healthz`).catch(() => undefined))?.ok, "code-server answers");
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    this.browser = await this.playwright.chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }

  /** Open a folder or a file `.code-workspace` in a window of its own. */
  async open(path, locale = "en-US") {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, locale });
    const page = await context.newPage();
    const kind = path.endsWith(".code-workspace") ? "workspace" : "folder";
    await page.goto(`${this.address}/?${kind}=${encodeURIComponent(path)}`);
    await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor({ timeout: PATIENCE });
    return new Window(page);
  }

  async stop() {
    await this.browser?.close();
    if (this.process) {
      process.kill(-this.process.pid);
    }
  }
}

export class Window {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  /** Open a file by its name, and put the cursor somewhere, lines and columns from 1. */
  async openFile(name, line = 1, column = 1) {
    await this.#pick("Control+P", name);
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.goTo(line, column);
  }

  async goTo(line, column) {
    await this.#pick("Control+G", `:${line}:${column}`, "to go to line");
  }

  closePanel() {
    return this.command("View: Hide Panel");
  }

  async command(title) {
    await this.#pick("F1", `>${title}`, title);
  }

  async #pick(key, text, row = text) {
    const { page } = this;
    const input = page.locator(".quick-input-widget input").first();
    await page.keyboard.press(key);
    await input.waitFor();
    await input.fill(text);
    // What Enter takes is the first row, which comes some time after the text.
    const first = page.locator(".quick-input-widget .monaco-list-row").first();
    await until(async () => (await first.innerText()).includes(row), `${row} offered first`);
    await page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** The texts that squiggles of a severity underline, as far as they can be counted: how many there are. */
  squiggles(severity = "error") {
    return this.page.locator(`.monaco-editor .squiggly-${severity}`).count();
  }

  async untilSquiggles(count, severity = "error") {
    await until(async () => (await this.squiggles(severity)) === count, `${count} squiggles of ${severity}`);
  }

  /** The rows of the panel of problems, which must be open. */
  async problems() {
    return (await this.page.locator(".markers-panel .monaco-list-row").allInnerTexts()).map((row) =>
      row.replace(/\s+/g, " ").trim(),
    );
  }

  async untilProblems(holds, what) {
    let rows = [];
    await until(
      async () => {
        rows = await this.problems();
        return holds(rows);
      },
      () => `${what}, but there is ${JSON.stringify(rows, null, 1)}`,
    );
  }

  async text(selector) {
    const found = this.page.locator(selector).first();
    await found.waitFor();
    return (await found.innerText()).replace(/\u00a0/g, " ");
  }

  close() {
    return this.page.context().close();
  }
}

/** Wait for something to become true. */
export async function until(holds, what, patience = PATIENCE) {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`never seen: ${typeof what === "function" ? what() : what}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Wait for a file to hold a text. */
export function untilFile(file, text) {
  const now = () => readFileSync(file, "utf8");
  return until(async () => now() === text, () => `${JSON.stringify(text)} in ${file}, which holds ${JSON.stringify(now())}`, 20_000);
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
