/** Where is koetsu? Nothing here knows VS Code, so that it can be tested without. */

import { accessSync, constants, statSync } from "node:fs";
import * as path from "node:path";

/** What is known when koetsu is looked for. */
export interface Search {
  /** The settings of these names; empty if they are not set. */
  path: string;
  interpreter: string;
  /** The folders that are open, in order. */
  folders: readonly string[];
  /** Whether the user trusts them: nothing in a folder is run before. */
  trusted: boolean;
  /** The interpreters that the Python extension has chosen for the folders, asked for only if nothing lies nearer. */
  interpreters: () => Promise<readonly string[]>;
  platform: NodeJS.Platform;
  home: string;
  /** The value of PATH. */
  searchPath: string;
}

export type Origin = "setting" | "environment" | "interpreter" | "path" | "home";

export interface Program {
  command: string;
  arguments: string[];
  /** Why this one was taken. */
  origin: Origin;
}

/** A setting names a file that is not there. */
export interface Misnamed {
  setting: "path" | "interpreter";
  file: string;
}

export type Found = { program: Program } | { misnamed: Misnamed } | { nothing: true };

/** The koetsu that lies nearest. A setting that names nothing is never passed over. */
export async function findProgram(search: Search): Promise<Found> {
  for (const setting of ["path", "interpreter"] as const) {
    if (search[setting]) {
      return named(setting, search);
    }
  }
  const places: [Origin, () => Promise<readonly string[]>][] = [
    ["environment", async () => (search.trusted ? inEnvironments(search) : [])],
    ["interpreter", async () => (search.trusted ? besideInterpreters(search) : [])],
    ["path", async () => onSearchPath(search)],
    // Where pipx, uv and pip --user put programs; a window opened from the desktop may not have it in its PATH.
    ["home", async () => [path.join(search.home, ".local", "bin")]],
  ];
  for (const [origin, folders] of places) {
    for (const folder of await folders()) {
      const command = path.join(folder, executableName("koetsu", search.platform));
      if (isExecutable(command)) {
        return { program: { command, arguments: ["lsp"], origin } };
      }
    }
  }
  return { nothing: true };
}

function named(setting: "path" | "interpreter", search: Search): Found {
  const file = expanded(search[setting], search);
  if (!isExecutable(file)) {
    return { misnamed: { setting, file } };
  }
  // Without -P, Python would take modules from the folder that is open.
  const words = setting === "path" ? ["lsp"] : ["-P", "-m", "koetsu", "lsp"];
  return { program: { command: file, arguments: words, origin: "setting" } };
}

/** A path as settings may have it: from the home folder, or from the first folder that is open. */
function expanded(setting: string, { folders, home, platform }: Search): string {
  const [first = home] = folders;
  const whole = setting.replaceAll("${workspaceFolder}", first).replaceAll("${userHome}", home);
  const file = path.resolve(first, whole.replace(/^~(?=$|[/\\])/, home));
  return platform === "win32" && path.extname(file) === "" ? `${file}.exe` : file;
}

function inEnvironments({ folders, platform }: Search): string[] {
  return folders.flatMap((folder) => [".venv", "venv"].map((name) => path.join(folder, name, binaries(platform))));
}

async function besideInterpreters({ interpreters, platform }: Search): Promise<string[]> {
  const folders = (await interpreters()).map((file) => path.dirname(file));
  // On Windows an interpreter outside a virtual environment lies one folder above its programs.
  return platform === "win32" ? folders.flatMap((folder) => [folder, path.join(folder, "Scripts")]) : folders;
}

function onSearchPath({ searchPath, folders, trusted, platform }: Search): string[] {
  const entries = searchPath.split(platform === "win32" ? ";" : ":").filter((entry) => path.isAbsolute(entry));
  return trusted ? entries : entries.filter((entry) => !folders.some((folder) => contains(folder, entry)));
}

function contains(folder: string, inner: string): boolean {
  const way = path.relative(folder, inner);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function binaries(platform: NodeJS.Platform): string {
  return platform === "win32" ? "Scripts" : "bin";
}

function executableName(name: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? `${name}.exe` : name;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
