/**
 * @file The engine that a command asked for, as a command needs it: a GPU that is not there is one sentence, and Ctrl-C is heard
 * while it computes.
 */

import { setImmediate } from "node:timers/promises";
import { createEngine } from "../engine/create.ts";
import type { Engine, EngineName, EngineOptions } from "../engine/engine.ts";
import { unsupported } from "../errors.ts";
import { note } from "./output.ts";

/** Says on stderr when another engine runs than the one asked for. */
export async function openEngine(name: EngineName | undefined, options: EngineOptions): Promise<Engine> {
  const created = await createEngine(name, options);
  if (created.note !== undefined) note(`note: ${created.note}`);
  const { engine } = created;
  return {
    ...engine,
    async compile(graph, compileOptions) {
      const executable = await engine.compile(graph, compileOptions).catch((error: unknown) => {
        throw startFailure(engine, error);
      });
      return {
        ...executable,
        async run(inputs) {
          // `wasm` and `reference` compute on this thread: without a turn of the event loop no signal would arrive.
          await setImmediate();
          return executable.run(inputs);
        },
      };
    },
  };
}

/** Whether there is a GPU shows only when its first graph is compiled. The CPU's engines run anywhere: theirs are bugs. */
function startFailure({ name }: Engine, error: unknown): unknown {
  if ((name !== "webgpu" && name !== "cuda") || !(error instanceof Error)) return error;
  const reason = error.message
    .trim()
    .split("\n", 1)[0]
    ?.replace(/^.*::.*\. (?=[A-Z])/, "");
  return unsupported("engine", `${name} does not run here: ${reason}`, { expected: "cpu, wasm or reference" });
}
