/**
 * @file The executable specification of every operation: plain loops in float64.
 */

import { broadcastStrides, sizeOf, stridesOf } from "../../graph/shape.ts";
import type { BinaryOp, ReduceOp, UnaryOp, Value } from "../../graph/types.ts";
import { walkRuns } from "./walk.ts";

/** Row-major elements; bool as 0 and 1, i32 as whole numbers. */
export type Elements = Float64Array;

const UNARY: Record<UnaryOp, (x: number) => number> = {
  neg: (x) => -x,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  atan: Math.atan,
};

const BINARY: Record<BinaryOp, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  equal: (a, b) => (a === b ? 1 : 0),
  greaterOrEqual: (a, b) => (a >= b ? 1 : 0),
};

const REDUCE: Record<ReduceOp, { readonly start: number; readonly step: (total: number, x: number) => number }> = {
  sum: { start: 0, step: (total, x) => total + x },
  mean: { start: 0, step: (total, x) => total + x },
  max: { start: Number.NEGATIVE_INFINITY, step: Math.max },
  min: { start: Number.POSITIVE_INFINITY, step: Math.min },
  sumSquare: { start: 0, step: (total, x) => total + x * x },
};

/** The elements of `value`, from those of its inputs. Inputs and constants of the graph are not for here. */
export function evaluate(value: Value, inputs: readonly Elements[]): Elements {
  const { operation, shape } = value;
  const out = new Float64Array(sizeOf(shape));
  const input = (index: number): Elements => inputs[index] as Elements;
  const types = value.inputs;
  switch (operation.op) {
    case "input":
    case "constant":
      throw new Error(`${operation.op} is not evaluated`);
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "equal":
    case "greaterOrEqual": {
      const [a, b, f] = [input(0), input(1), BINARY[operation.op]];
      walkRuns(shape, strides(value), ({ place, length, offsets: [x = 0, y = 0], steps: [dx = 0, dy = 0] }) => {
        for (let i = 0; i < length; i++) out[place + i] = f(a[x + i * dx] as number, b[y + i * dy] as number);
      });
      return out;
    }
    case "where": {
      const [condition, a, b] = [input(0), input(1), input(2)];
      walkRuns(shape, strides(value), ({ place, length, offsets, steps }) => {
        const [[c = 0, x = 0, y = 0], [dc = 0, dx = 0, dy = 0]] = [offsets, steps];
        for (let i = 0; i < length; i++) {
          out[place + i] = (condition[c + i * dc] === 1 ? a[x + i * dx] : b[y + i * dy]) as number;
        }
      });
      return out;
    }
    case "neg":
    case "abs":
    case "sqrt":
    case "exp":
    case "log":
    case "sigmoid":
    case "atan":
      return input(0).map(UNARY[operation.op]);
    case "reshape":
      return input(0);
    case "broadcast":
      return gatherStrided(value, input(0), broadcastStrides(types[0]?.shape ?? [], shape), 0);
    case "transpose": {
      const own = stridesOf(types[0]?.shape ?? []);
      return gatherStrided(
        value,
        input(0),
        operation.permutation.map((axis) => own[axis] ?? 0),
        0,
      );
    }
    case "slice": {
      const own = stridesOf(types[0]?.shape ?? []);
      return gatherStrided(value, input(0), own, operation.start * (own[operation.axis] ?? 0));
    }
    case "concat":
      return concat(value, inputs, operation.axis);
    case "gather": {
      const row = sizeOf(types[0]?.shape.slice(1) ?? []);
      input(1).forEach((index, place) => {
        if (index < 0 || index >= (types[0]?.shape[0] ?? 0)) throw new Error(`gather of row ${index}`);
        out.set(input(0).subarray(index * row, (index + 1) * row), place * row);
      });
      return out;
    }
    case "reduce":
      return reduce(value, input(0), operation.kind);
    case "softmax":
      return softmax(input(0), shape.at(-1) ?? 1);
    case "matmul":
      return matmul(value, input(0), input(1));
  }
}

const strides = (value: Value): number[][] => value.inputs.map((input) => broadcastStrides(input.shape, value.shape));

function gatherStrided(value: Value, from: Elements, stride: readonly number[], start: number): Elements {
  const out = new Float64Array(sizeOf(value.shape));
  walkRuns(value.shape, [stride], ({ place, length, offsets: [offset = 0], steps: [step = 0] }) => {
    for (let i = 0; i < length; i++) out[place + i] = from[start + offset + i * step] as number;
  });
  return out;
}

function concat(value: Value, inputs: readonly Elements[], axis: number): Elements {
  const out = new Float64Array(sizeOf(value.shape));
  const block = sizeOf(value.shape.slice(axis));
  let start = 0;
  value.inputs.forEach((type, index) => {
    const from = inputs[index] as Elements;
    const own = sizeOf(type.shape.slice(axis));
    for (let row = 0; row * own < from.length; row++) {
      out.set(from.subarray(row * own, (row + 1) * own), row * block + start);
    }
    start += own;
  });
  return out;
}

function reduce(value: Value, from: Elements, kind: ReduceOp): Elements {
  const { start, step } = REDUCE[kind];
  const source = value.inputs[0]?.shape ?? [];
  const out = new Float64Array(sizeOf(value.shape)).fill(start);
  walkRuns(source, [broadcastStrides(value.shape, source)], (run) => {
    const [target = 0, dt = 0] = [run.offsets[0], run.steps[0]];
    for (let i = 0; i < run.length; i++) {
      out[target + i * dt] = step(out[target + i * dt] as number, from[run.place + i] as number);
    }
  });
  return kind === "mean" ? out.map((total) => total / (from.length / out.length)) : out;
}

function softmax(from: Elements, width: number): Elements {
  const out = new Float64Array(from.length);
  for (let row = 0; row < from.length; row += width) {
    const cells = from.subarray(row, row + width);
    const largest = cells.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    let total = 0;
    cells.forEach((x, place) => {
      const e = Math.exp(x - largest);
      out[row + place] = e;
      total += e;
    });
    for (let place = row; place < row + width; place++) out[place] = (out[place] as number) / total;
  }
  return out;
}

function matmul(value: Value, a: Elements, b: Elements): Elements {
  const [left, right] = value.inputs as [Value, Value];
  const [m, k, n] = [left.shape.at(-2) ?? 1, left.shape.at(-1) ?? 1, right.shape.at(-1) ?? 1];
  const batch = value.shape.slice(0, -2);
  const out = new Float64Array(sizeOf(value.shape));
  const leading = [left, right].map((input) => broadcastStrides(input.shape.slice(0, -2), batch));
  const multiply = (fromA: number, fromB: number, to: number): void => {
    for (let i = 0; i < m; i++) {
      const row = out.subarray(to + i * n, to + (i + 1) * n);
      for (let j = 0; j < k; j++) {
        const factor = a[fromA + i * k + j] as number;
        const other = fromB + j * n;
        for (let l = 0; l < n; l++) row[l] = (row[l] as number) + factor * (b[other + l] as number);
      }
    }
  };
  walkRuns(batch, leading, ({ place, length, offsets: [x = 0, y = 0], steps: [dx = 0, dy = 0] }) => {
    for (let i = 0; i < length; i++) multiply((x + i * dx) * m * k, (y + i * dy) * k * n, (place + i) * m * n);
  });
  return out;
}
