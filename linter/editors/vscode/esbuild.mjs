/** Bundles the extension into one file; with the word `tests`, what the tests are instead. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const forTests = process.argv.includes("tests");

const { metafile } = await build({
  entryPoints: forTests ? readdirSync("tests").map((name) => `tests/${name}`) : ["src/extension.ts"],
  outdir: forTests ? "dist/tests" : "dist",
  bundle: true,
  external: ["vscode"],
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: !forTests,
  metafile: true,
  logLevel: "warning",
});

if (!forTests) {
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices(Object.keys(metafile.inputs)));
}

/** The licences of all packages of which something is in the bundle, which they ask to be handed on. */
function notices(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean);
  return [...new Set(folders)].sort().map(notice).join("\n\n----\n\n");
}

function notice(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!licence) {
    throw new Error(`${name} has no licence`);
  }
  return `${name} ${version}\n\n${readFileSync(`${folder}/${licence}`, "utf8").trim()}`;
}
