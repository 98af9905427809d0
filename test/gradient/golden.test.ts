import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openTensorFile } from "../../src/formats/checkpoint.ts";
import { stripPrefixes } from "../../src/formats/names.ts";
import {
  add,
  broadcast,
  createGraph,
  div,
  exp,
  type GraphBuilder,
  greaterOrEqual,
  log,
  mul,
  reduce,
  slice,
  sub,
  where,
} from "../../src/graph/build.ts";
import { gradients } from "../../src/graph/gradient/gradients.ts";
import { sizeOf } from "../../src/graph/shape.ts";
import type { Value } from "../../src/graph/types.ts";
import { type ModelConfig, positionsOf } from "../../src/model/config.ts";
import { decode } from "../../src/model/decode.ts";
import { UNTRAINED } from "../../src/model/demo-model.ts";
import { embedInput } from "../../src/model/embedding.ts";
import { applyNetwork } from "../../src/model/network.ts";
import type { Weight } from "../../src/model/weights.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { describeShared, shared } from "../shared.ts";
import { worstDifference } from "./differences.ts";
import { exactly } from "./exact.ts";

/** The training run of `../shared/golden/train`. */
const CONFIG: ModelConfig = {
  ...UNTRAINED,
  lCycles: 2,
  hiddenSize: 32,
  heads: 2,
  seqLen: 25,
  puzzlePositions: 2,
  puzzleEmbNdim: 32,
};
const BATCH = 4;

interface TokenBatch {
  readonly inputs: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(shared(`golden/train/${file}`), "utf8")) as T;
}

async function tensorsOf(file: string): Promise<ReadonlyMap<string, Weight>> {
  const { tensors } = await openTensorFile(memorySource(file, readFileSync(shared(`golden/train/${file}`))));
  const entries = [...tensors].map(async ([name, tensor]): Promise<[string, Weight]> => {
    return [stripPrefixes(name), { shape: tensor.shape, data: await tensor.readF32() }];
  });
  return new Map(await Promise.all(entries));
}

/** −Σ over rows of the mean log(s(x of the label) / Σ s(x)) over labelled cells; s(x) = x + 1 from 0 on, 1/(1 − x) below. */
function stablemaxLoss(graph: GraphBuilder, logits: Value, labels: TokenBatch["labels"]): Value {
  const positive = greaterOrEqual(logits, 0);
  const weight = where(
    positive,
    add(logits, 1),
    div(graph.scalar(1), sub(graph.scalar(1), where(positive, 0, logits))),
  );
  const factors = labels.flatMap((row) => {
    const labelled = row.filter((label) => label >= 0).length;
    return row.flatMap((label) =>
      Array.from({ length: CONFIG.vocabSize }, (_, token) => (token === label ? -1 / labelled : 0)),
    );
  });
  const shares = log(div(weight, reduce("sum", weight, -1)));
  return reduce("sum", mul(shares, graph.constant(logits.shape, Float32Array.from(factors))), 0, 1, 2);
}

/** Σ over rows of log(1 + eˣ) − x·target. */
function halvedHaltLoss(graph: GraphBuilder, qLogits: Value, right: readonly boolean[]): Value {
  const q = slice(qLogits, 1, 0, 1);
  const target = graph.constant([BATCH, 1], Float32Array.from(right, Number));
  return mul(reduce("sum", sub(log(add(exp(q), 1)), mul(q, target)), 0, 1), 0.5);
}

/** Whether the largest logit of every labelled cell is that of its label. */
function rightRows({ data }: Weight, labels: TokenBatch["labels"]): boolean[] {
  const { vocabSize, seqLen } = CONFIG;
  return labels.map((row, index) =>
    row.every((label, cell) => {
      const start = (index * seqLen + cell) * vocabSize;
      const logits = data.subarray(start, start + vocabSize);
      return label < 0 || logits.indexOf(Math.max(...logits)) === label;
    }),
  );
}

describeShared("the gradients of the official code's first training step", () => {
  it("are ours, to every weight and to the puzzle embedding", async () => {
    const weights = await tensorsOf("state_step0.safetensors");
    const expected = await tensorsOf("grads_step1.safetensors");
    const logitsOfStep = (await tensorsOf("carry_step1.safetensors")).get("logits") as Weight;
    const [{ inputs, labels }] = read<[TokenBatch]>("batches.json");

    const graph = createGraph();
    const asked = new Map<string, Value>();
    const feeds = new Map<string, ArrayLike<number>>();
    const enter = (name: string, { shape, data }: Weight): Value => {
      const value = asked.get(name) ?? graph.input(name, "f32", shape);
      feeds.set(name, data);
      asked.set(name, value);
      return value;
    };
    const description = { config: CONFIG, weightValue: (name: string) => enter(name, weights.get(name) as Weight) };
    const tokens = graph.constant([BATCH, CONFIG.seqLen], Int32Array.from(inputs.flat()));
    const puzzleRows = enter("puzzle_emb.local_weights", expected.get("puzzle_emb.local_weights") as Weight);
    const input = embedInput(graph, description, tokens, puzzleRows);

    const state = (name: string): Value => {
      const { shape, data } = weights.get(name) as Weight;
      return broadcast(graph.constant(shape, data), [BATCH, positionsOf(CONFIG), CONFIG.hiddenSize]);
    };
    let [zH, zL] = [state("H_init"), state("L_init")];
    const given: Value[] = [];
    for (let hStep = 1; hStep <= CONFIG.hCycles; hStep++) {
      if (hStep === CONFIG.hCycles) given.push(zH, zL);
      for (let lStep = 1; lStep <= CONFIG.lCycles; lStep++) {
        zL = applyNetwork(graph, description, "L", add(zL, add(zH, input)));
      }
      zH = applyNetwork(graph, description, "L", add(zH, zL));
    }
    const { logits, qLogits } = decode(graph, description, zH);
    const right = rightRows(logitsOfStep, labels);
    const loss = div(add(stablemaxLoss(graph, logits, labels), halvedHaltLoss(graph, qLogits, right)), BATCH);

    const found = gradients(loss, [...asked.values()], { constants: given });
    const [lossNow = [], ...elements] = exactly(graph, [loss, ...found])((name) => feeds.get(name));
    const [{ loss_backpropagated }] = read<[{ loss_backpropagated: number }]>("steps.json");
    expect(sizeOf(loss.shape)).toBe(1);
    expect(lossNow[0]).toBeCloseTo(loss_backpropagated, 6);
    const differences = [...asked.keys()].map((name, place): [string, number] => {
      const reference = expected.get(name === "puzzle_emb.local_weights" ? `${name}.grad` : name) as Weight;
      return [name, worstDifference(elements[place] ?? [], reference.data)];
    });
    expect(differences).toHaveLength(13);
    expect(differences.filter(([, difference]) => !(difference < 1e-7))).toEqual([]);
  });
});
