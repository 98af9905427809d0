import { beforeAll, describe, expect, it } from "vitest";
import { hasSoftwareWebGpu, testEngine } from "../../test/engines.ts";
import type { EngineTensor } from "../engine/engine.ts";
import { createGraph } from "../graph/build.ts";
import { normalStream } from "../random/stream.ts";
import { cosDist, type JointState, residual, unit, unitCosDist } from "./movement.ts";

const [POSITIONS, WIDTH] = [40, 16];
const SIZE = POSITIONS * WIDTH;

type Row = ArrayLike<number>;

function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** One row of a state, of RMS 1. */
function randomRow(seed: number): Float32Array {
  const normal = normalStream(seed);
  return Float32Array.from({ length: SIZE }, () => normal());
}

/** A row at this 1 − cosine from `from`, up to float32, and a quarter longer. */
function rowAt(distance: number, from: Float32Array): Float32Array {
  const away = randomRow(99);
  const along = dot(away, from) / dot(from, from);
  const across = Float64Array.from(away, (x, i) => x - along * (from[i] as number));
  const cosine = 1 - distance;
  const sine = Math.sqrt(distance * (2 - distance)) * Math.sqrt(dot(from, from) / dot(across, across));
  return from.map((x, i) => 1.25 * (cosine * x + sine * (across[i] as number)));
}

/** In float64, from the chord: 1 − a·b/(‖a‖‖b‖) would lose what is below 1e-16. */
function cosDist64(a: Row, b: Row): number {
  const [lengthA, lengthB] = [Math.sqrt(dot(a, a)), Math.sqrt(dot(b, b))];
  const chord = Array.from(a, (x, i) => x / lengthA - (b[i] as number) / lengthB);
  return dot(chord, chord) / 2;
}

function residual64(before: Row, after: Row): number {
  const change = Array.from(after, (x, i) => x - (before[i] as number));
  return Math.sqrt(dot(change, change) / dot(after, after));
}

const DISTANCES = [1e-10, 1e-7, 1e-4, 0.01, 0.3, 1, 1.9];
const ZEROS = new Float32Array(SIZE);

/** A row of the batch each; behind the distances: the same state twice, to zeros, from zeros. */
const FIRST = [...DISTANCES.keys(), 7, 8].map((index) => randomRow(1 + index));
const PAIRS: readonly (readonly [Float32Array, Float32Array])[] = [
  ...DISTANCES.map(
    (distance, row) => [FIRST[row] as Float32Array, rowAt(distance, FIRST[row] as Float32Array)] as const,
  ),
  [FIRST[7] as Float32Array, FIRST[7] as Float32Array],
  [FIRST[8] as Float32Array, ZEROS],
  [ZEROS, FIRST[8] as Float32Array],
];
const [SAME, TO_ZEROS, FROM_ZEROS] = [7, 8, 9];
/** The other state, where both are taken together; it stands still. */
const STILL = PAIRS.map((_, row) => randomRow(50 + row));

const joined = (rows: readonly Float32Array[]): Float32Array =>
  Float32Array.from({ length: rows.length * SIZE }, (_, i) => rows[Math.floor(i / SIZE)]?.[i % SIZE] as number);

type Measured = Record<"single" | "joint" | "ofUnits" | "residual", Float32Array>;

async function measure(engineName: Parameters<typeof testEngine>[0]): Promise<Measured> {
  const engine = await testEngine(engineName);
  const graph = createGraph();
  const shape = [PAIRS.length, POSITIONS, WIDTH];
  const [a, b, still] = [
    graph.input("a", "f32", shape),
    graph.input("b", "f32", shape),
    graph.input("still", "f32", shape),
  ];
  const before: JointState = [a, still];
  const after: JointState = [b, still];
  graph.output("single", cosDist([a], [b]));
  graph.output("joint", cosDist(before, after));
  graph.output("ofUnits", unitCosDist(unit(graph, before), unit(graph, after)));
  graph.output("residual", residual(before, after));
  const executable = await engine.compile(graph);
  const outputs = await executable.run({
    a: engine.upload(shape, joined(PAIRS.map(([first]) => first))),
    b: engine.upload(shape, joined(PAIRS.map(([, second]) => second))),
    still: engine.upload(shape, joined(STILL)),
  });
  const read = (name: string): Promise<Float32Array> => engine.read(outputs[name] as EngineTensor);
  const measured = {
    single: await read("single"),
    joint: await read("joint"),
    ofUnits: await read("ofUnits"),
    residual: await read("residual"),
  };
  await engine.close();
  return measured;
}

describe.each(["reference", "cpu", "wasm", "webgpu"] as const)("on %s", (name) => {
  const missing = name === "webgpu" && !hasSoftwareWebGpu;
  describe.skipIf(missing)(missing ? "(needs chromium and libvulkan1)" : "movement", () => {
    let measured: Measured;
    beforeAll(async () => {
      measured = await measure(name);
    }, 60_000);

    const expectNear = (got: number | undefined, expected: number, relative: number): void => {
      expect(Math.abs((got as number) / expected - 1)).toBeLessThan(relative);
    };

    it.each(DISTANCES.map((distance, row) => ({ distance, row })))(
      "is measured at a distance of $distance",
      ({ distance, row }) => {
        const [a, b] = PAIRS[row] as (typeof PAIRS)[number];
        const together = (first: Row): number[] => [...Array.from(first), ...(STILL[row] as Float32Array)];
        const expected = cosDist64(a, b);
        expectNear(expected, distance, 1e-3);
        expectNear(measured.single[row], expected, distance < 1e-6 ? 1e-3 : 1e-5);
        const joint = cosDist64(together(a), together(b));
        expectNear(measured.joint[row], joint, 1e-5);
        expectNear(measured.ofUnits[row], joint, 1e-5);
        expectNear(measured.residual[row], residual64(together(a), together(b)), 1e-5);
      },
    );

    it("is exactly nothing between identical states", () => {
      expect(Object.values(measured).map((values) => values[SAME])).toEqual([0, 0, 0, 0]);
    });

    it("is 1 to and from a state of zeros", () => {
      expect(measured.single[TO_ZEROS]).toBe(1);
      expect(measured.single[FROM_ZEROS]).toBe(1);
    });
  });
});
