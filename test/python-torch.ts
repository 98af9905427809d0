/**
 * @file A Python with PyTorch, where this machine has one: what we write is to be opened by those for whom it is written.
 */

import { execFileSync } from "node:child_process";

/** What PATH finds first may be another one than the system's, which has Debian's python3-torch. */
const CANDIDATES = ["python3", "/usr/bin/python3"];

function hasTorch(python: string): boolean {
  try {
    execFileSync(python, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** Undefined where there is none. */
export const pythonWithTorch: string | undefined = CANDIDATES.find(hasTorch);

/** Runs a program with these arguments; gives what it prints as JSON. */
export function runPython(program: string, args: readonly string[]): unknown {
  if (pythonWithTorch === undefined) throw new Error("no Python with PyTorch");
  return JSON.parse(execFileSync(pythonWithTorch, ["-c", program, ...args], { encoding: "utf8" }));
}
