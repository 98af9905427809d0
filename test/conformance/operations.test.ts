import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { hasSoftwareWebGpu, testEngine } from "../engines.ts";
import type { OperationName } from "./cases.ts";
import { drawCases, OPERATIONS, type Result, runCases } from "./run-cases.ts";

/** Relative to the largest term of an element. */
interface Accuracy {
  readonly relative: number;
  readonly sigmoidAbsolute: number;
}

/** Rounding to float32; ONNX Runtime's sigmoid is a rational approximation, off by up to 5e-8. */
const FLOAT32: Accuracy = { relative: 5e-7, sigmoidAbsolute: 1e-7 };

const ENGINES = [
  { name: "reference", accuracy: { relative: 1e-7, sigmoidAbsolute: 0 }, tensorsAre: ["inputs"] },
  // Constants are computed with when the graph is compiled, by other code than inputs.
  { name: "cpu", accuracy: FLOAT32, tensorsAre: ["inputs", "constants"] },
  { name: "wasm", accuracy: FLOAT32, tensorsAre: ["inputs", "constants"] },
  { name: "webgpu", accuracy: FLOAT32, tensorsAre: ["inputs"] },
] as const;

const CASES = drawCases(16);

describe.each(ENGINES)("on $name", ({ name: engineName, accuracy, tensorsAre }) => {
  const missing = engineName === "webgpu" && !hasSoftwareWebGpu;
  describe.skipIf(missing)(missing ? "(needs chromium and libvulkan1)" : "an operation", () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await testEngine(engineName);
    });
    afterAll(() => engine.close());

    describe.each(tensorsAre)("of %s", (kind) => {
      let results: ReadonlyMap<OperationName, readonly Result[]>;
      beforeAll(async () => {
        results = await runCases(engine, CASES, kind);
      }, 120_000);

      it.each(OPERATIONS)("gives the values of %s", (name) => {
        const list = results.get(name) ?? [];
        expect(list).toHaveLength(16);
        expect(list.flatMap((result) => differences(name, result, accuracy))).toEqual([]);
      });
    });
  });
});

/** A sentence for every element that is wrong. */
function differences(
  name: OperationName,
  { expected: { inputs, expected, scale }, got }: Result,
  own: Accuracy,
): string[] {
  if (got.length !== expected.data.length) return [`${got.length} elements for ${expected.data.length}`];
  const absolute = name === "sigmoid" ? own.sigmoidAbsolute : 0;
  return expected.data.flatMap((value, place) => {
    const element = got[place] as number;
    const right =
      scale === undefined
        ? isSame(element, Math.fround(value), name)
        : Math.abs(element - value) <= absolute + own.relative * (scale[place] ?? 0);
    return right ? [] : [`${element} for ${value} at ${place} of ${JSON.stringify(inputs)}`];
  });
}

/** To the last bit; but ONNX Runtime's `Where` loses the sign of zero. */
const isSame = (a: number, b: number, name: OperationName): boolean =>
  Object.is(a, b) || (name === "where" && a === 0 && b === 0);
