/**
 * Does the extension do in a real VS Code what its README says?
 *
 *     node tests/lsp/vscode/visit.mjs STUDIO [PYTHON [SCREENSHOTS]]
 *
 * STUDIO is a folder with code-server and playwright-core (CONTRIBUTING.md says how to make one), PYTHON an interpreter
 * with koetsu (else that of .venv), SCREENSHOTS a folder for pictures of what was seen, to be looked at.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Studio, until, untilFile } from "./window.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const EXTENSION = join(ROOT, "linter", "editors", "vscode");

const [modules, python = join(ROOT, ".venv", "bin", "python"), pictures] = process.argv.slice(2);
assert.ok(modules, "name the folder with code-server and playwright-core");
const top = mkdtempSync(join(tmpdir(), "koetsu-vscode-"));
const screenshots = resolve(pictures ?? join(top, "screenshots"));
const site = join(top, "夜の site");
/** How long what is animated needs to come to rest. */
const pause = () => new Promise((done) => setTimeout(done, 1500));

// --- the articles -------------------------------------------------------------------------------------------------

const MARK = "---END---";
const CUT = "最後まで書いていない文をここに置いたままにして、机の上の包みを";
const ARTICLE = `# 夜の市場\n\n😀港の文章です。\n\n${MARK}\n\n😀${CUT}\n\n${MARK}\n`;
const ONE_MARK_LESS = ARTICLE.replace(`${MARK}\n\n`, "");
const WITHOUT_MARKS = `# 夜の市場\n\n😀港の文章です。\n\n😀${CUT}\n`;
const SECTION = [
  "## 朝の支度\n",
  "市場の朝は、まだ暗いうちに始まります。荷車が石畳を鳴らし、魚を載せた箱が次々に並べられていきます。店の人は、前の晩に書いた札を一枚ずつ確かめながら、棚の端に立てていきます。",
  "\n空が明るくなると、最初の客がやって来ます。その人たちは値段をたずねる前に、必ず海の様子をたずねます。風が強かった日は、品物が少ないことを知っているからです。",
  "\n日が高くなるころには、棚はほとんど空になります。残った氷は通りに撒かれ、子どもたちがその上を滑って遊びます。",
].join("\n");
const REPEATED = `---\ntitle: 港町の一日\nreading_time: 45\n---\n\n${SECTION}\n\n## 昼の休み\n\n昼には店を閉めて、みんなで長い食事をします。\n\n${SECTION}\n`;
const CONFIGURATION = 'select = ["RS001", "TR001", "DUP001", "RT001", "HD001"]\n';

function write(name, text, folder = site) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The processes that serve this site. */
function servers() {
  const { stdout } = spawnSync("pgrep", ["-f", join(site, ".venv", "bin", "koetsu")], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

function furnish() {
  write("koetsu.toml", CONFIGURATION);
  write("記事 1.md", ARTICLE);
  write("港町.md", REPEATED);
  write("しまってある記事.md", `# 静かな夜\n\n誰も開かない文章です。\n\n${MARK}\n`);
  write("広場.mdx", `# 広場\n\n文章です。\n\n${MARK}\n`);
  installKoetsu();
}

/** Put a program into the virtual environment of the site, as pip writes one. */
function installKoetsu() {
  const folder = join(site, ".venv", "bin");
  mkdirSync(folder, { recursive: true });
  const program = `#!${python}\nfrom koetsu.__main__ import main\n\nmain()\n`;
  writeFileSync(join(folder, "koetsu"), program, { mode: 0o755 });
}

// --- what is tried ------------------------------------------------------------------------------------------------

const studio = new Studio(resolve(modules), join(top, "home"));
const ENGLISH = { "koetsu.language": "en" };
let window;

/** What the settings of the folder say beyond those of the user, which VS Code in a browser reads only once. */
function set(settings = {}) {
  write("settings.json", JSON.stringify(settings), join(site, ".vscode"));
}

async function look(name) {
  await pause();
  await window.page.screenshot({ path: join(screenshots, `${name}.png`) });
}

const STEPS = {
  async "01 squiggles"() {
    await window.openFile("記事 1.md");
    await window.untilSquiggles(3);
  },

  async "02 problems of articles that are not open"() {
    await window.press("Control+Shift+M");
    await window.untilProblems(
      (rows) => rows.some((row) => row.startsWith("しまってある記事.md")) && rows.some((row) => row.includes("RS001")),
      "an article that is not open",
    );
  },

  async "03 hover"() {
    await window.closePanel();
    await window.openFile("記事 1.md", 5, 4);
    await window.press("Control+K", "Control+I");
    await until(async () => {
      const said = await window.text(".monaco-editor .monaco-hover-content");
      return /\(RS001\)/.test(said) && /How to mend it/.test(said);
    }, "finding and page");
  },

  async "04 quick fixes"() {
    await window.press("Escape");
    await window.goTo(5, 4);
    await window.press("Control+.");
    const menu = await window.text(".action-widget");
    assert.match(menu, /Delete the mark[^]*Fix all of RS001[^]*Ignore RS001[^]*Accept this RS001/);
  },

  async "05 a quick fix"() {
    await window.press("Enter");
    await window.untilSquiggles(2);
    await window.press("Control+S");
    await untilFile(join(site, "記事 1.md"), ONE_MARK_LESS);
  },

  async "06 undone, and fixed all by the command"() {
    await window.press("Control+Z");
    await window.untilSquiggles(3);
    await window.command("koetsu: Fix All in This File");
    await window.untilSquiggles(1);
    await window.press("Control+S");
    await untilFile(join(site, "記事 1.md"), WITHOUT_MARKS);
  },

  async "07 fixed all when saving"() {
    const file = join(site, "記事 1.md");
    await window.press("Control+Z");
    await window.untilSquiggles(3);
    await window.press("Control+S");
    await untilFile(file, ARTICLE);
    set({ "[markdown]": { "editor.codeActionsOnSave": { "source.fixAll.koetsu": "explicit" } } });
    // Nothing shows when VS Code has read the setting.
    await until(async () => {
      await window.press("Control+End", "x", "Backspace", "Control+S");
      return readFileSync(file, "utf8") === WITHOUT_MARKS;
    }, "all fixed by saving");
    await window.untilSquiggles(1);
    set();
  },

  async "08 reading time"() {
    await window.openFile("港町.md");
    await window.page.locator(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning").first().waitFor();
    await until(async () => /→ \d/.test(await window.text(".monaco-editor .view-lines")), "the inlay hint");
  },

  async "09 a repeated section"() {
    await window.goTo(24, 1);
    await window.page.locator(".monaco-editor .squiggly-error").first().waitFor();
    await window.page.locator(".monaco-editor .squiggly-unnecessary, .monaco-editor .squiggly-inline-unnecessary").first().waitFor();
  },

  async "10 MDX"() {
    await window.openFile("広場.mdx");
    await window.untilSquiggles(1);
  },

  async "11 another configuration"() {
    await window.press("Control+Shift+M");
    write("koetsu.toml", 'select = ["TR001"]\n');
    await window.untilProblems((rows) => rows.length && !rows.some((row) => row.includes("RS001")), "no RS001 any more");
  },

  async "12 a broken configuration"() {
    write("koetsu.toml", 'select = ["TR001"]\nlanguge = "ja"\n');
    await window.untilProblems(
      (rows) => rows.some((row) => row.startsWith("koetsu.toml")) && rows.some((row) => row.includes("languge")),
      "the fault of the configuration",
    );
  },

  async "13 the configuration mended"() {
    write("koetsu.toml", CONFIGURATION);
    await window.untilProblems(
      (rows) => !rows.some((row) => row.startsWith("koetsu.toml")) && rows.some((row) => row.includes("RS001")),
      "all as before",
    );
  },

  async "14 Japanese messages"() {
    set({ "koetsu.language": "ja" });
    await window.untilProblems((rows) => rows.some((row) => row.includes("消してください")), "Japanese messages");
  },

  async "15 switched off"() {
    set({ "koetsu.enable": false });
    await window.untilProblems((rows) => !rows.some((row) => row.includes("RS001")), "nothing");
  },

  async "16 switched on again"() {
    set();
    await window.untilProblems((rows) => rows.some((row) => row.includes("RS001")), "all again");
  },

  async "17 output with traces"() {
    set({ "koetsu.trace.server": "messages" });
    await window.command("koetsu: Restart Server");
    await window.command("koetsu: Show Output");
    await until(async () => /Received response '(textDocument|workspace)/.test(await window.text(".output-view .view-lines")), "traces");
    set();
  },

  async "18 settings"() {
    await window.closePanel();
    await window.command("Preferences: Open Settings (UI)");
    await window.page.locator(".settings-editor .monaco-editor").first().click();
    await window.page.keyboard.type("@ext:koetsu.koetsu");
    await window.page.locator(".settings-editor .action-label", { hasText: "Remote" }).click();
    await window.page.locator(".settings-editor .setting-item-contents", { hasText: "Interpreter" }).first().waitFor();
  },

  async "19 a setting that names nothing"() {
    await window.press("Escape", "Escape");
    set({ "koetsu.path": "~/gone/koetsu" });
    await window.page.locator(".notification-toast", { hasText: "which is no program" }).waitFor();
  },

  async "20 a program that does not start"() {
    await window.command("Notifications: Clear All Notifications");
    set({ "koetsu.path": "/usr/bin/false" });
    await window.page.locator(".notification-toast", { hasText: "does not run" }).waitFor();
    assert.equal(await window.page.locator(".notification-toast").count(), 1);
  },

  async "21 no koetsu"() {
    await window.command("Notifications: Clear All Notifications");
    rmSync(join(site, ".venv"), { recursive: true });
    set();
    await window.page.locator(".notification-toast", { hasText: "is not installed" }).waitFor();
  },

  async "22 how to install it"() {
    await window.page.locator(".notification-toast .monaco-button", { hasText: "How to Install" }).click();
    await window.page.locator(".tab.active", { hasText: /readme/i }).waitFor();
  },

  async "23 installed meanwhile"() {
    await window.command("Notifications: Clear All Notifications");
    await window.openFile("広場.mdx");
    assert.equal(await window.squiggles(), 0);
    installKoetsu();
    await window.untilSquiggles(1);
  },

  async "24 the server killed"() {
    const [before] = servers();
    process.kill(before, "SIGKILL");
    await until(() => servers().some((one) => one !== before), "another server");
    await window.openFile("広場.mdx", 3, 1);
    await window.page.keyboard.type(`${MARK}\n\n`);
    await window.untilSquiggles(2);
    await window.command("File: Revert File");
    await window.untilSquiggles(1);
  },

  async "25 a folder that is not trusted"() {
    await window.close();
    studio.set({ ...ENGLISH, "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" });
    window = await studio.open(site);
    await window.openFile("記事 1.md");
    await window.page.locator(".notification-toast", { hasText: "once you trust" }).waitFor();
    assert.equal(await window.squiggles(), 0);
  },

  async "26 two folders"() {
    await window.close();
    set();
    studio.set(ENGLISH);
    const other = join(top, "別の site");
    write("koetsu.toml", 'select = ["HD001"]\n', other);
    write("別の記事.md", `# 一\n\n文章です。\n\n### 三\n\n${MARK}\n`, other);
    const both = join(top, "both.code-workspace");
    writeFileSync(both, JSON.stringify({ folders: [{ path: site }, { path: other }] }));
    window = await studio.open(both);
    await window.openFile("別の記事.md");
    await window.untilSquiggles(1, "warning");
    await window.press("Control+Shift+M");
    await window.untilProblems(
      (rows) => rows.some((row) => row.startsWith("しまってある記事.md")) && rows.some((row) => row.includes("HD001")),
      "findings of both folders",
    );
    assert.equal(await window.squiggles(), 0);
  },
};

// --- from start to end --------------------------------------------------------------------------------------------

function run(...command) {
  const done = spawnSync(command[0], command.slice(1), { cwd: EXTENSION, encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

if (!existsSync(join(EXTENSION, "node_modules"))) {
  run("npm", "ci");
}
run("npm", "run", "package");
mkdirSync(screenshots, { recursive: true });
furnish();
studio.set(ENGLISH);
studio.install(join(EXTENSION, "koetsu.vsix"));
let failed = true;
let step = "";
try {
  await studio.start();
  window = await studio.open(site);
  for (const [name, work] of Object.entries(STEPS)) {
    step = name;
    await work();
    await look(name);
    console.log(`ok ${name}`);
  }
  failed = false;
} catch (error) {
  console.error(`not ok ${step}: ${error.stack ?? error}`);
  await look("fault").catch(() => undefined);
} finally {
  await studio.stop();
}
console.log(`what was seen: ${screenshots}`);
if (!failed && pictures) {
  rmSync(top, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
