import { describe, expect, it } from "vitest";
import { type Inferable, inferBroadcast, inferReshape, inferType } from "./infer.ts";
import type { Dtype, TensorType } from "./types.ts";

const type = (dtype: Dtype, ...shape: number[]): TensorType => ({ dtype, shape });
const f32 = (...shape: number[]): TensorType => type("f32", ...shape);
const i32 = (...shape: number[]): TensorType => type("i32", ...shape);
const bool = (...shape: number[]): TensorType => type("bool", ...shape);

const GIVES: readonly (readonly [Inferable, readonly TensorType[], TensorType])[] = [
  [{ op: "add" }, [f32(2, 1), f32(3)], f32(2, 3)],
  [{ op: "sub" }, [f32(), f32(3)], f32(3)],
  [{ op: "mul" }, [f32(4, 1, 2), f32(3, 1)], f32(4, 3, 2)],
  [{ op: "div" }, [f32(2), f32(2)], f32(2)],
  [{ op: "equal" }, [i32(2, 1), i32(3)], bool(2, 3)],
  [{ op: "greaterOrEqual" }, [f32(2, 1), f32(3)], bool(2, 3)],
  [{ op: "neg" }, [f32(2, 3)], f32(2, 3)],
  [{ op: "sqrt" }, [f32()], f32()],
  [{ op: "exp" }, [f32(7)], f32(7)],
  [{ op: "log" }, [f32(7)], f32(7)],
  [{ op: "sigmoid" }, [f32(7)], f32(7)],
  [{ op: "abs" }, [f32(2, 3)], f32(2, 3)],
  [{ op: "atan" }, [f32()], f32()],
  [{ op: "softmax" }, [f32(2, 7)], f32(2, 7)],
  [{ op: "matmul" }, [f32(2, 3), f32(3, 4)], f32(2, 4)],
  [{ op: "matmul" }, [f32(5, 1, 2, 3), f32(6, 3, 4)], f32(5, 6, 2, 4)],
  [{ op: "reduce", kind: "sum", axes: [0, 2] }, [f32(2, 3, 4)], f32(1, 3, 1)],
  [{ op: "reduce", kind: "max", axes: [1] }, [f32(2, 3)], f32(2, 1)],
  [{ op: "reduce", kind: "sumSquare", axes: [0] }, [f32(2, 3)], f32(1, 3)],
  [{ op: "where" }, [bool(2, 1), f32(3), f32()], f32(2, 3)],
  [{ op: "where" }, [bool(3), i32(), i32(2, 1)], i32(2, 3)],
  [{ op: "transpose", permutation: [2, 0, 1] }, [f32(2, 3, 4)], f32(4, 2, 3)],
  [{ op: "transpose", permutation: [1, 0] }, [i32(2, 3)], i32(3, 2)],
  [{ op: "slice", axis: 1, start: 1, end: 3 }, [f32(2, 3)], f32(2, 2)],
  [{ op: "concat", axis: 1 }, [f32(2, 3), f32(2, 1), f32(2, 5)], f32(2, 9)],
  [{ op: "gather" }, [f32(9, 4), i32(2, 3)], f32(2, 3, 4)],
  [{ op: "gather" }, [f32(9), i32()], f32()],
];

const THROWS: readonly (readonly [Inferable, readonly TensorType[], string])[] = [
  [{ op: "add" }, [f32(2), f32(3)], "shapes [2] and [3] do not broadcast"],
  [{ op: "add" }, [f32(2), i32(2)], "add of f32 and i32"],
  [{ op: "add" }, [i32(2), i32(2)], "add of i32"],
  [{ op: "add" }, [f32(2)], "add lacks input 1"],
  [{ op: "neg" }, [i32(2)], "neg of i32"],
  [{ op: "exp" }, [bool(2)], "exp of bool"],
  [{ op: "softmax" }, [i32(2)], "softmax of i32"],
  [{ op: "equal" }, [bool(2), bool(2)], "equal of bool and bool"],
  [{ op: "greaterOrEqual" }, [f32(2), i32(2)], "greaterOrEqual of f32 and i32"],
  [{ op: "matmul" }, [f32(2, 3), f32(4, 2)], "matmul of [2,3] and [4,2]"],
  [{ op: "matmul" }, [f32(3), f32(3, 2)], "matmul of [3] and [3,2]"],
  [{ op: "matmul" }, [f32(2, 2, 3), f32(3, 3, 4)], "do not broadcast"],
  [{ op: "matmul" }, [i32(2, 2), i32(2, 2)], "matmul of i32"],
  [{ op: "reduce", kind: "sum", axes: [] }, [f32(2)], "reduce [] of [2]"],
  [{ op: "reduce", kind: "sum", axes: [1] }, [f32(2)], "reduce [1] of [2]"],
  [{ op: "reduce", kind: "sum", axes: [0, 0] }, [f32(2)], "reduce [0,0] of [2]"],
  [{ op: "reduce", kind: "mean", axes: [0] }, [i32(2)], "mean of i32"],
  [{ op: "where" }, [f32(2), f32(2), f32(2)], "where needs a bool condition"],
  [{ op: "where" }, [bool(2), f32(2), i32(2)], "where of f32 and i32"],
  [{ op: "where" }, [bool(2), bool(2), bool(2)], "where of bool and bool"],
  [{ op: "where" }, [bool(2), f32(3), f32()], "do not broadcast"],
  [{ op: "transpose", permutation: [0, 0] }, [f32(2, 3)], "transpose [0,0] of [2,3]"],
  [{ op: "transpose", permutation: [0] }, [f32(2, 3)], "transpose [0] of [2,3]"],
  [{ op: "transpose", permutation: [0, 1, 2] }, [f32(2, 3)], "transpose [0,1,2] of [2,3]"],
  [{ op: "transpose", permutation: [1, 0] }, [bool(2, 3)], "transpose of bool"],
  [{ op: "slice", axis: 1, start: 2, end: 2 }, [f32(2, 3)], "slice 2:2 of axis 1 of [2,3]"],
  [{ op: "slice", axis: 1, start: 0, end: 4 }, [f32(2, 3)], "slice 0:4 of axis 1"],
  [{ op: "slice", axis: 1, start: -1, end: 3 }, [f32(2, 3)], "slice -1:3 of axis 1"],
  [{ op: "slice", axis: 2, start: 0, end: 1 }, [f32(2, 3)], "slice 0:1 of axis 2"],
  [{ op: "slice", axis: 0, start: 0, end: 1 }, [i32(2)], "slice of i32"],
  [{ op: "concat", axis: 0 }, [f32(2, 3), f32(2, 4)], "concat of [2,3] and [2,4] along axis 0"],
  [{ op: "concat", axis: 1 }, [f32(2, 3), f32(2)], "concat of [2,3] and [2] along axis 1"],
  [{ op: "concat", axis: 0 }, [f32(2), i32(2)], "concat of f32 and f32 and i32"],
  [{ op: "concat", axis: 0 }, [], "concat lacks input 0"],
  [{ op: "gather" }, [f32(9, 4), f32(2)], "gather needs i32 indices"],
  [{ op: "gather" }, [f32(), i32(2)], "gather from a scalar"],
];

const written = (types: readonly TensorType[]): string =>
  types.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(", ");

describe("inferType", () => {
  it.each(
    GIVES.map(
      ([operation, inputs, out]) => [operation.op, written(inputs), written([out]), operation, inputs, out] as const,
    ),
  )("%s of %s gives %s", (_op, _inputs, _out, operation, inputs, out) => {
    expect(inferType(operation, inputs)).toEqual(out);
  });

  it.each(
    THROWS.map(([operation, inputs, message]) => [operation.op, written(inputs), operation, inputs, message] as const),
  )("%s refuses %s", (_op, _inputs, operation, inputs, message) => {
    expect(() => inferType(operation, inputs)).toThrow(message);
  });
});

describe("inferReshape", () => {
  it("keeps the number of elements", () => {
    expect(inferReshape(i32(2, 6), [3, 4])).toEqual(i32(3, 4));
    expect(inferReshape(f32(1, 1), [])).toEqual(f32());
    expect(() => inferReshape(f32(2, 3), [5])).toThrow("reshape [2,3] to [5]");
  });

  it.each([[[-1, 6]], [[1.5, 4]], [[0]], [[Number.NaN, 6]]])("refuses [%s], which is no shape", (shape) => {
    expect(() => inferReshape(f32(2, 3), shape)).toThrow("no shape");
  });

  it("refuses a bool", () => {
    expect(() => inferReshape(bool(2), [2, 1])).toThrow("reshape of bool");
  });
});

describe("inferBroadcast", () => {
  it("repeats axes of length 1, and adds axes in front", () => {
    expect(inferBroadcast(f32(3, 1), [2, 3, 4])).toEqual(f32(2, 3, 4));
    expect(inferBroadcast(f32(), [2])).toEqual(f32(2));
  });

  it("never shrinks or drops an axis", () => {
    expect(() => inferBroadcast(f32(2, 3), [3])).toThrow("broadcast [2,3] to [3]");
    expect(() => inferBroadcast(f32(3), [1])).toThrow("broadcast [3] to [1]");
    expect(() => inferBroadcast(f32(3), [2, 2])).toThrow();
    expect(() => inferBroadcast(bool(1), [2])).toThrow("broadcast of bool");
  });
});
