/** Which koetsu is taken, of all that may lie around? */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { findProgram, type Origin, type Search } from "../src/program";

let top: string;

beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), "koetsu 校閲 "));
});

afterEach(() => {
  rmSync(top, { recursive: true });
});

/** Put a program where it is looked for. */
function put(name: string, mode = 0o755): string {
  const file = path.join(top, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "", { mode });
  return file;
}

function search(more: Partial<Search> = {}): Search {
  return {
    path: "",
    interpreter: "",
    folders: [path.join(top, "site")],
    trusted: true,
    interpreters: async () => [],
    platform: "linux",
    home: path.join(top, "home"),
    searchPath: [path.join(top, "empty"), path.join(top, "bin")].join(path.delimiter),
    ...more,
  };
}

async function taken(more: Partial<Search> = {}): Promise<[Origin, string] | undefined> {
  const found = await findProgram(search(more));
  return "program" in found ? [found.program.origin, found.program.command] : undefined;
}

test("nothing is found where there is nothing", async () => {
  assert.deepEqual(await findProgram(search()), { nothing: true });
});

test("what lies nearest is taken", async () => {
  const home = put("home/.local/bin/koetsu");
  assert.deepEqual(await taken(), ["home", home]);
  const onPath = put("bin/koetsu");
  assert.deepEqual(await taken(), ["path", onPath]);
  const chosen = put("conda/bin/koetsu");
  const interpreters = async () => [path.join(top, "conda", "bin", "python")];
  assert.deepEqual(await taken({ interpreters }), ["interpreter", chosen]);
  const second = put("site/venv/bin/koetsu");
  assert.deepEqual(await taken({ interpreters }), ["environment", second]);
  const first = put("site/.venv/bin/koetsu");
  assert.deepEqual(await taken({ interpreters }), ["environment", first]);
  const named = put("elsewhere/koetsu");
  assert.deepEqual(await taken({ interpreters, path: named }), ["setting", named]);
});

test("the interpreters are asked for only if nothing lies nearer", async () => {
  put("site/.venv/bin/koetsu");
  const interpreters = async () => assert.fail("asked");

  assert.equal((await taken({ interpreters }))?.[0], "environment");
});

test("an interpreter without koetsu is passed over", async () => {
  const onPath = put("bin/koetsu");
  put("conda/bin/python");

  assert.deepEqual(await taken({ interpreters: async () => [path.join(top, "conda/bin/python")] }), ["path", onPath]);
});

test("every folder of the window is searched, in order", async () => {
  const folders = ["a", "b", "c"].map((name) => path.join(top, name));
  const last = put("c/.venv/bin/koetsu");
  assert.deepEqual(await taken({ folders }), ["environment", last]);
  const earlier = put("b/venv/bin/koetsu");
  assert.deepEqual(await taken({ folders }), ["environment", earlier]);
});

test("what cannot be run is passed over", async () => {
  put("site/.venv/bin/koetsu", 0o644);
  mkdirSync(path.join(top, "site/venv/bin/koetsu"), { recursive: true });
  const onPath = put("bin/koetsu");

  assert.deepEqual(await taken(), ["path", onPath]);
});

test("a program is started as a language server, an interpreter never with modules of the folder", async () => {
  const program = put("bin/koetsu");
  const python = put("bin/python3");

  assert.deepEqual(await findProgram(search()), {
    program: { command: program, arguments: ["lsp"], origin: "path" },
  });
  assert.deepEqual(await findProgram(search({ interpreter: python })), {
    program: { command: python, arguments: ["-P", "-m", "koetsu", "lsp"], origin: "setting" },
  });
});

test("the program counts before the interpreter", async () => {
  const program = put("own/koetsu");

  assert.deepEqual(await taken({ path: program, interpreter: put("bin/python3") }), ["setting", program]);
});

test("a setting that names nothing is said, not passed over", async () => {
  put("site/.venv/bin/koetsu");
  const file = path.join(top, "gone/koetsu");

  assert.deepEqual(await findProgram(search({ path: file })), { misnamed: { setting: "path", file } });
  assert.deepEqual(await findProgram(search({ interpreter: file })), { misnamed: { setting: "interpreter", file } });
});

test("a setting may start from the home folder or the first folder", async () => {
  const home = put("home/tools/koetsu");
  const site = put("site/tools/koetsu");

  for (const written of ["~/tools/koetsu", "${userHome}/tools/koetsu"]) {
    assert.deepEqual(await taken({ path: written }), ["setting", home]);
  }
  for (const written of ["tools/koetsu", "./tools/koetsu", "${workspaceFolder}/tools/koetsu"]) {
    assert.deepEqual(await taken({ path: written }), ["setting", site]);
  }
  assert.deepEqual(await taken({ path: "~/tools/koetsu", folders: [] }), ["setting", home]);
});

test("nothing of a folder that is not trusted is run", async () => {
  put("site/.venv/bin/koetsu");
  put("site/bin/koetsu");
  const interpreters = async () => [path.join(top, "site/.venv/bin/python")];
  const searchPath = [path.join(top, "site/bin"), path.join(top, "site/.venv/bin")].join(path.delimiter);
  const untrusted = { trusted: false, interpreters, searchPath };
  assert.equal(await taken(untrusted), undefined);
  const home = put("home/.local/bin/koetsu");
  assert.deepEqual(await taken(untrusted), ["home", home]);
});

test("a folder whose name starts alike is another one", async () => {
  const other = put("site-tools/koetsu");

  assert.deepEqual(await taken({ trusted: false, searchPath: path.dirname(other) }), ["path", other]);
});

test("what PATH has without a whole path is passed over", async () => {
  put("site/koetsu");
  const here = process.cwd();
  process.chdir(path.join(top, "site"));
  try {
    assert.equal(await taken({ searchPath: ["", ".", "bin"].join(path.delimiter) }), undefined);
  } finally {
    process.chdir(here);
  }
});

test("on Windows programs have their ending and folders their names", async () => {
  const windows: Partial<Search> = { platform: "win32", searchPath: "" };
  const tool = put("tools/koetsu.exe");
  assert.deepEqual(await taken({ ...windows, path: path.join(top, "tools/koetsu") }), ["setting", tool]);
  const global = put("Python312/Scripts/koetsu.exe");
  const interpreters = async () => [path.join(top, "Python312/python.exe")];
  assert.deepEqual(await taken({ ...windows, interpreters }), ["interpreter", global]);
  const environment = put("site/.venv/Scripts/koetsu.exe");
  assert.deepEqual(await taken({ ...windows, interpreters }), ["environment", environment]);
});
