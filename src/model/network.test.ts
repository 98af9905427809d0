import { describe, expect, it } from "vitest";
import { SMALL, smallWeights } from "../../test/small-model.ts";
import type { EngineTensor } from "../engine/engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { createGraph } from "../graph/build.ts";
import { normalStream } from "../random/stream.ts";
import { scheduleOf } from "./architectures.ts";
import { type ModelConfig, positionsOf } from "./config.ts";
import { applyNetwork, type Tap } from "./network.ts";
import type { NetworkName } from "./schedule.ts";
import { type Weight, type Weights, weight } from "./weights.ts";

type Matrix = readonly (readonly number[])[];

const [D, T] = [SMALL.hiddenSize, positionsOf(SMALL)];
const normal = normalStream(8);
/** One row of the batch, [T, D]. */
const INPUT: Matrix = Array.from({ length: T }, () => Array.from({ length: D }, () => Math.fround(normal())));

async function applied(config: ModelConfig, weights: Weights, name: NetworkName = "L", tap?: Tap): Promise<number[]> {
  const engine = createReferenceEngine();
  const graph = createGraph();
  const x = graph.input("x", "f32", [1, T, D]);
  graph.output("out", applyNetwork(graph, { config, weights }, name, x, tap));
  const executable = await engine.compile(graph);
  const { out } = await executable.run({ x: engine.upload([1, T, D], Float32Array.from(INPUT.flat())) });
  return [...(await engine.read(out as EngineTensor))];
}

const transposed = (x: Matrix): Matrix => (x[0] ?? []).map((_, column) => x.map((row) => row[column] as number));
const added = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + (b[i]?.[j] as number)));

/** `x Wᵀ`, W as PyTorch stores it. */
function linear(x: Matrix, { shape: [rows = 0, columns = 0], data }: Weight): Matrix {
  return x.map((row) =>
    Array.from({ length: rows }, (_, out) =>
      row.reduce((sum, value, column) => sum + value * (data[out * columns + column] as number), 0),
    ),
  );
}

function swiglu(x: Matrix, weights: Weights, prefix: string): Matrix {
  const inner = linear(x, weight(weights, `${prefix}.gate_up_proj.weight`)).map((row) => {
    const half = row.length / 2;
    return row.slice(0, half).map((gate, i) => (gate / (1 + Math.exp(-gate))) * (row[half + i] as number));
  });
  return linear(inner, weight(weights, `${prefix}.down_proj.weight`));
}

function rmsNorm(x: Matrix): Matrix {
  return x.map((row) => {
    const scale = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / row.length + 1e-5);
    return row.map((value) => value / scale);
  });
}

function expectNear(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  expect(got.reduce((worst, x, i) => Math.max(worst, Math.abs(x - (expected[i] as number))), 0)).toBeLessThan(1e-6);
}

describe("a token-mixing block", () => {
  const config: ModelConfig = { ...SMALL, mixer: "mlp_t", positions: "none", heads: 1 };
  const weights = smallWeights(config);
  const prefix = "L_level.layers.0";
  const channels = (state: Matrix): Matrix => rmsNorm(added(state, swiglu(state, weights, `${prefix}.mlp`)));
  const mixed = added(transposed(INPUT), swiglu(transposed(INPUT), weights, `${prefix}.mlp_t`));

  it("is normalised over the token axis, as upstream has it", async () => {
    expectNear(await applied(config, weights), channels(transposed(rmsNorm(mixed))).flat());
  });

  it("is normalised over the hidden axis, as nano-trm has it", async () => {
    const hidden: ModelConfig = { ...config, mixerNormAxis: "hidden" };
    expectNear(await applied(hidden, weights), channels(rmsNorm(transposed(mixed))).flat());
  });
});

describe("the networks of a model", () => {
  it("are one for both updates, but HRM's two", async () => {
    expect(scheduleOf(SMALL).hUpdate.network).toBe(scheduleOf(SMALL).lUpdate.network);
    const config: ModelConfig = { ...SMALL, architecture: "hrm", hLayers: 2 };
    expect(scheduleOf(config).hUpdate.network).toBe("H");
    const hrm = smallWeights(config);
    expect(await applied(config, hrm, "H")).not.toEqual(await applied(config, hrm, "L"));
    const renamed = new Map([...hrm].map(([name, value]) => [name.replace("H_level", "L_level"), value]));
    expect(await applied(config, hrm, "H")).toEqual(await applied({ ...config, lLayers: 2 }, renamed, "L"));
  });
});

describe("a tap", () => {
  it("is shown every place of every block, in order", async () => {
    const config: ModelConfig = { ...SMALL, lLayers: 2 };
    const seen: [string, readonly number[]][] = [];
    await applied(config, smallWeights(config), "L", (name, { shape }) => seen.push([name, shape]));
    const block = (layer: number) => [
      [`layer${layer}.self_attn.qkv`, [1, T, 3 * D]],
      [`layer${layer}.self_attn.out`, [1, T, D]],
      [`layer${layer}.mlp.in`, [1, T, D]],
      [`layer${layer}.mlp.out`, [1, T, D]],
      [`layer${layer}.out`, [1, T, D]],
    ];
    expect(seen).toEqual([...block(0), ...block(1)]);
  });
});
