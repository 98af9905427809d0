/**
 * @file The command line as a child process, the way a person or a script starts it: no terminal, pipes for output.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { inject } from "vitest";

export interface CliResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself, before the program. */
  readonly node?: readonly string[];
}

export interface StartedCli {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
}

/** The arguments of `process.execPath` that run the command line. */
export function cliArguments(args: readonly string[]): string[] {
  return [inject("cli"), ...args];
}

export function startCli(args: readonly string[], { cwd, env, node = [] }: CliOptions = {}): StartedCli {
  const child = spawn(process.execPath, [...node, ...cliArguments(args)], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, result: collect(child) };
}

async function collect(child: ReturnType<typeof spawn>): Promise<CliResult> {
  const output = [child.stdout, child.stderr].map((stream) => (stream === null ? "" : text(stream)));
  const [code, signal] = await once(child, "exit");
  const [stdout = "", stderr = ""] = await Promise.all(output);
  return { code, signal, stdout, stderr };
}

export function runCli(args: readonly string[], options?: CliOptions): Promise<CliResult> {
  return startCli(args, options).result;
}

/** Runs a command that must succeed; returns what it printed to stdout. */
export async function succeed(args: readonly string[], options?: CliOptions): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, options);
  if (code !== 0) throw new Error(`fixpoint ${args.join(" ")} exited with ${code}: ${stderr}`);
  return stdout;
}
