/** @file Tests of pickled objects as plain values. */

import { expect, it } from "vitest";
import { call, dict, global, type Picklable, pickle, withState } from "../../../test/pickle-writer.ts";
import { invalid } from "../../errors.ts";
import { plainValue } from "./plain-value.ts";
import { unpickle } from "./unpickle.ts";

const plain = (value: Picklable) =>
  plainValue(unpickle(pickle(value), { where: "step_5" }), (got) => invalid("value", got));

it("shows paths, namespaces and names of classes and dtypes", () => {
  expect(plain(call(global("pathlib", "PosixPath"), "/", "home", "run"))).toBe("/home/run");
  expect(plain(call(global("pathlib", "PosixPath"), "data", "arc"))).toBe("data/arc");
  const namespace = withState(call(global("argparse", "Namespace")), dict({ lr: 0.5 }));
  expect(plain(namespace)).toEqual({ lr: 0.5 });
  expect(plain(global("torch", "bfloat16"))).toBe("torch.bfloat16");
});

it("unwraps OmegaConf's nodes", () => {
  const node = (value: Picklable) => withState(call(global("omegaconf.nodes", "AnyNode")), dict({ _val: value }));
  const list = withState(call(global("omegaconf.listconfig", "ListConfig")), dict({ _content: [node(1), node("a")] }));
  const config = dict({ _content: dict({ hidden_size: node(512), betas: list }), _parent: null });
  expect(plain(withState(call(global("omegaconf.dictconfig", "DictConfig")), config))).toEqual({
    hidden_size: 512,
    betas: [1, "a"],
  });
});

it("says what stands where there is nothing plain to show", () => {
  expect(plain([call(global("torch.optim.adam", "Adam"), 1)])).toEqual(["<torch.optim.adam.Adam>"]);
});
