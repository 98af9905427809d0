/** @file Tests of reading configuration. */

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { describeShared, shared } from "../../test/shared.ts";
import { FixpointError } from "../errors.ts";
import { parseConfig } from "./config.ts";

const yaml = (text: string) => parseConfig(text, "all_config.yaml");
const json = (text: string) => parseConfig(text, "config.json");

describeShared("upstream's config files", () => {
  it("give the numbers that they hold", async () => {
    const all = yaml(await readFile(shared("golden/trm-att/all_config.yaml"), "utf8"));
    expect(all).toMatchObject({
      arch: { H_cycles: 3, L_cycles: 4, mlp_t: false, pos_encodings: "rope", loss: { name: "losses@ACTLossHead" } },
      data_paths: ["data/golden-trm-att"],
      load_checkpoint: null,
      lr: 0.0001,
    });
    const flat = json(await readFile(shared("golden/trm-att/config.json"), "utf8"));
    expect(flat).toMatchObject({ hidden_size: 64, rms_norm_eps: 1e-5, mlp_t: false, num_puzzle_identifiers: 8 });
  });
});

describe("a config", () => {
  it("is YAML 1.2, in which 1e-4 is a number and on is not true", () => {
    expect(yaml("lr: 1e-4\neps: 1.0e-05\nname: on\nempty:\n1: one\n")).toEqual({
      lr: 1e-4,
      eps: 1e-5,
      name: "on",
      empty: null,
      1: "one",
    });
  });

  it("may use anchors", () => {
    expect(yaml("a: &x {lr: 1}\nb: *x\n")).toEqual({ a: { lr: 1 }, b: { lr: 1 } });
  });

  it("may be JSON in a file of either name", () => {
    expect(yaml('{"arch": {"L_cycles": 4}}')).toEqual({ arch: { L_cycles: 4 } });
    expect(json('{"arch": {"L_cycles": 4}}')).toEqual({ arch: { L_cycles: 4 } });
  });
});

describe("a config that is refused", () => {
  it("gets one line that says why and where", () => {
    expect(() => yaml("- 1\n- 2\n")).toThrow(
      "invalid config: it is not a mapping (expected key: value, in all_config.yaml)",
    );
    expect(() => yaml("")).toThrow("it is not a mapping");
    expect(() => json("3")).toThrow("invalid config: it is not a mapping (expected key: value, in config.json)");
    expect(() => json("{")).toThrow("invalid config: it is not JSON (in config.json)");
    expect(() => yaml("a: 1\nb: [1, 2\nc: 3\n")).toThrow(/^invalid config: line \d: .*\(in all_config.yaml\)$/);
    expect(() => yaml("a: 1\na: 2\n")).toThrow("line 2: map keys must be unique");
    expect(() => yaml("a: !!python/object/apply:os.system ['true']\n")).toThrow(/line 1: unresolved tag/);
    expect(() => yaml("a: !custom 1\n")).toThrow(/line 1: unresolved tag/);
    expect(() => yaml("a: 1\n---\nb: 2\n")).toThrow(/multiple documents/);
    expect(() => yaml("[a, b]: 1\n")).toThrow("a key that is a list or a mapping");
    expect(() => yaml("%YAML 1.1\n---\na: 2001-01-01\n")).toThrow("neither a number, a text, a list nor a mapping");
  });

  it("is one that would reach a prototype", () => {
    expect(() => yaml("__proto__: {polluted: true}\n")).toThrow("invalid config: a key '__proto__'");
    expect(() => json('{"arch": {"__proto__": {"polluted": true}}}')).toThrow("invalid config: a key '__proto__'");
    expect({}).not.toHaveProperty("polluted");
  });

  it("is one made to use up time or memory", () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    expect(() => yaml(`l0: &l0 [1]\n${levels.join("\n")}\n`)).toThrow(/^invalid config: excessive alias count/);
    expect(() => yaml("x".repeat(2 ** 15 + 1))).toThrow(
      "invalid config: 32769 characters long (expected at most 32768, in all_config.yaml)",
    );
    expect(() => json(" ".repeat(2 ** 20 + 1))).toThrow("1048577 characters long");
    expect(() => yaml("a: &a [*a]\n")).toThrow(FixpointError);
    const keys = Array.from({ length: 4_500 }, (_, i) => `${i}:\n`).join("");
    const full = (piece: string) => piece.repeat(2 ** 15 / piece.length);
    for (const text of [full("["), full("{a: "), full("- "), full("a:\n "), full("? "), full("a: ]\n"), keys]) {
      // Of the processor: on the clock other work on the machine would count too.
      const before = process.cpuUsage();
      try {
        yaml(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FixpointError);
      }
      expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
    }
  });
});
