/**
 * @file Traces every task of an ARC challenges file on the full 30×30 canvas, with a small untrained model: `npm run bench:arc --
 * FILE [N]`, where N is the number of test inputs to take (default: all).
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ARC_CANVAS, untrainedCheckpoint } from "../src/model/demo-model.ts";

const [file, limit] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: npm run bench:arc -- CHALLENGES.json[.gz] [N]");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "fixpoint-arc-"));
try {
  const { tensors, config } = untrainedCheckpoint(ARC_CANVAS, 1);
  const checkpoint = join(folder, "untrained.safetensors");
  writeFileSync(checkpoint, Buffer.concat(tensors));
  writeFileSync(join(folder, "config.json"), config);
  const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  const out = join(folder, "run");
  const trace = ["trace", file, "--checkpoint", checkpoint, "--puzzle-identifier", "0", "--out", out];
  for (const argv of [
    [...trace, ...(limit === undefined ? [] : ["--limit", limit])],
    ["inspect", out],
  ]) {
    const { status } = spawnSync(process.execPath, [command, ...argv], { stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
