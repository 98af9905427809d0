import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, EngineTensor } from "../../src/engine/engine.ts";
import { add, createGraph, gather, greaterOrEqual, matmul, mul, where } from "../../src/graph/build.ts";
import type { Graph } from "../../src/graph/types.ts";
import { hasSoftwareWebGpu, testEngine } from "../engines.ts";

/** `y = 2·x + 1` of f32 [2, 3]. */
function affine(): Graph {
  const graph = createGraph();
  graph.output("y", add(mul(graph.input("x", "f32", [2, 3]), 2), 1));
  return graph;
}

const SIX = Float32Array.of(1, -2, 0.5, 3, 0, -4);
const SIX_AFTER = [3, -3, 2, 7, 1, -7];

describe.each(["reference", "cpu", "wasm", "webgpu"] as const)("on %s", (name) => {
  const missing = name === "webgpu" && !hasSoftwareWebGpu;
  describe.skipIf(missing)(missing ? "(needs chromium and libvulkan1)" : "an engine", () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await testEngine(name);
    });
    afterAll(() => engine.close());

    const values = async (tensor: EngineTensor | undefined): Promise<number[]> => [
      ...(await engine.read(tensor as EngineTensor)),
    ];

    it("says what it is", () => {
      expect(engine.name).toBe(name);
      expect(engine.description).toContain(name);
    });

    it("reads back what was uploaded, bit for bit", async () => {
      const data = Float32Array.of(0, -0, 1 / 3, 3e38, 1e-38, -7);
      const read = await engine.read(engine.upload([2, 3], data));
      expect(read).toEqual(data);
    });

    it("gives the reader a copy of its own", async () => {
      const tensor = engine.upload([2, 3], SIX.slice());
      (await engine.read(tensor)).fill(9);
      expect(await values(tensor)).toEqual([...SIX]);
    });

    it("refuses data that do not fill the shape", () => {
      expect(() => engine.upload([2, 2], SIX)).toThrow("upload of 6 elements as [2,2]");
    });

    it("takes scalars and gives them", async () => {
      const graph = createGraph();
      graph.output("y", mul(graph.input("x", "f32", []), 3));
      const executable = await engine.compile(graph);
      const { y } = await executable.run({ x: engine.upload([], Float32Array.of(2)) });
      expect(y?.shape).toEqual([]);
      expect(await values(y)).toEqual([6]);
      await executable.release();
    });

    it("gives outputs their dtype and shape, and passes an input straight through, under two names", async () => {
      const graph = createGraph();
      const x = graph.input("x", "f32", [2, 3]);
      graph.output("same", x);
      graph.output("again", x);
      graph.output("constant", graph.constant([3], Float32Array.of(1, 2, 3)));
      graph.output("sum", add(x, 1));
      const executable = await engine.compile(graph);
      const out = await executable.run({ x: engine.upload([2, 3], SIX) });
      expect(Object.keys(out).toSorted()).toEqual(["again", "constant", "same", "sum"]);
      expect([out["same"], out["sum"]].map((tensor) => [tensor?.dtype, tensor?.shape])).toEqual([
        ["f32", [2, 3]],
        ["f32", [2, 3]],
      ]);
      expect(await values(out["same"])).toEqual([...SIX]);
      expect(await values(out["again"])).toEqual([...SIX]);
      expect(await values(out["constant"])).toEqual([1, 2, 3]);
      await executable.release();
    });

    it("keeps inputs and outputs apart whatever they are called", async () => {
      const graph = createGraph();
      const x = graph.input("v3", "f32", [2]);
      const y = graph.input("v2", "f32", [2]);
      graph.output("v4", add(mul(x, 10), y));
      const executable = await engine.compile(graph);
      const inputs = { v3: engine.upload([2], Float32Array.of(1, 2)), v2: engine.upload([2], Float32Array.of(3, 4)) };
      expect(await values((await executable.run(inputs))["v4"])).toEqual([13, 24]);
      await executable.release();
    });

    it("ignores what no output needs", async () => {
      const graph = createGraph();
      const x = graph.input("x", "f32", [2]);
      const unused = graph.input("unused", "f32", [2]);
      add(unused, x);
      graph.output("y", mul(x, 2));
      const executable = await engine.compile(graph);
      const one = engine.upload([2], Float32Array.of(1, 2));
      expect(await values((await executable.run({ x: one, unused: one }))["y"])).toEqual([2, 4]);
      await executable.release();
    });

    it("feeds resident outputs into another executable, and into the same again", async () => {
      const first = await engine.compile(affine(), { resident: ["y"] });
      const graph = createGraph();
      const [a, b] = [graph.input("a", "f32", [2, 3]), graph.input("b", "f32", [3, 2])];
      graph.output("product", matmul(a, b));
      const second = await engine.compile(graph);

      const once = await first.run({ x: engine.upload([2, 3], SIX) });
      const twice = await first.run({ x: once["y"] as EngineTensor });
      const b1 = engine.upload([3, 2], Float32Array.of(1, 0, 0, 1, 1, 1));
      const { product } = await second.run({ a: twice["y"] as EngineTensor, b: b1 });
      expect(await values(twice["y"])).toEqual([7, -5, 5, 15, 3, -13]);
      expect(await values(product)).toEqual([12, 0, 2, -10]);
      expect(await values(once["y"])).toEqual(SIX_AFTER);
      for (const tensor of [once["y"], twice["y"], product]) engine.dispose(tensor as EngineTensor);
      await first.release();
      await second.release();
    });

    it("keeps a resident output when the executable that made it is released", async () => {
      const executable = await engine.compile(affine(), { resident: ["y"] });
      const { y } = await executable.run({ x: engine.upload([2, 3], SIX) });
      await executable.release();
      expect(await values(y)).toEqual(SIX_AFTER);
    });

    it("takes light graphs and runs several executables at once", async () => {
      const executables = await Promise.all(
        [true, false, true].map((light) => engine.compile(affine(), { light, resident: light ? ["y"] : [] })),
      );
      const runs = Array.from({ length: 12 }, async (_, index) => {
        const x = engine.upload(
          [2, 3],
          SIX.map((value) => value + index),
        );
        const out = await executables[index % 3]?.run({ x });
        return values(out?.["y"]);
      });
      const expected = Array.from({ length: 12 }, (_, index) => SIX_AFTER.map((value) => value + 2 * index));
      expect(await Promise.all(runs)).toEqual(expected);
      for (const executable of executables) await executable.release();
    });

    it("refuses an input that is missing, of the wrong shape or of the wrong kind", async () => {
      const executable = await engine.compile(affine());
      await expect(executable.run({})).rejects.toThrow();
      await expect(executable.run({ x: engine.upload([3, 2], SIX) })).rejects.toThrow();
      await expect(executable.run({ x: engine.upload([2, 3], new Int32Array(6)) })).rejects.toThrow();
      await executable.release();
    });

    it("reads floats only", async () => {
      expect(engine.upload([2], Int32Array.of(1, 2)).dtype).toBe("i32");
      await expect(engine.read(engine.upload([2], Int32Array.of(1, 2)))).rejects.toThrow("read of a i32 tensor");
    });

    it("refuses a tensor of another engine", async () => {
      const foreign = { dtype: "f32", shape: [2, 3] } as const;
      const executable = await engine.compile(affine());
      await expect(executable.run({ x: foreign })).rejects.toThrow("a tensor of another engine");
      await expect(engine.read(foreign)).rejects.toThrow("a tensor of another engine");
      await executable.release();
    });

    it("does not read a tensor that was disposed of", async () => {
      const executable = await engine.compile(affine(), { resident: ["y"] });
      const { y } = await executable.run({ x: engine.upload([2, 3], SIX) });
      engine.dispose(y as EngineTensor);
      await expect(engine.read(y as EngineTensor)).rejects.toThrow();
      await executable.release();
    });

    it("does not run what was released, however often it is", async () => {
      const executable = await engine.compile(affine());
      await executable.release();
      await executable.release();
      await expect(executable.run({ x: engine.upload([2, 3], SIX) })).rejects.toThrow();
    });

    it("does not let the branch of a where that is not taken shine through", async () => {
      const graph = createGraph();
      const x = graph.input("x", "f32", [3]);
      graph.output("y", where(greaterOrEqual(x, 0), x, Number.NEGATIVE_INFINITY));
      const executable = await engine.compile(graph);
      const { y } = await executable.run({ x: engine.upload([3], Float32Array.of(1, 2, 3)) });
      expect(await values(y)).toEqual([1, 2, 3]);
      await executable.release();
    });

    it("looks up rows of a constant table", async () => {
      const graph = createGraph();
      const table = graph.constant([3, 2], Float32Array.of(0, 1, 10, 11, 20, 21));
      graph.output("y", gather(table, graph.input("rows", "i32", [2, 2])));
      const executable = await engine.compile(graph);
      const { y } = await executable.run({ rows: engine.upload([2, 2], Int32Array.of(2, 0, 1, 2)) });
      expect(y?.shape).toEqual([2, 2, 2]);
      expect(await values(y)).toEqual([20, 21, 0, 1, 10, 11, 20, 21]);
      await executable.release();
    });
  });

  it.skipIf(missing)("a closed engine runs nothing any more", async () => {
    const own = await testEngine(name);
    const executable = await own.compile(affine());
    await own.close();
    await expect(executable.run({ x: own.upload([2, 3], SIX) })).rejects.toThrow();
  });
});
