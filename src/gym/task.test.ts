import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gridBytes } from "../arc/grid.ts";
import { parseTask } from "../arc/task.ts";
import { parseRuleFamilies, RULE_FAMILIES } from "./catalogue.ts";
import { chooseRules } from "./order.ts";
import type { Example, Rule } from "./rule.ts";
import { explains, isDetermined, makeTask } from "./task.ts";
import { taskJson } from "./task-json.ts";

function ruleOf(name: string, index: number): Rule {
  const rule = parseRuleFamilies(name)[0]?.rules[index];
  if (rule === undefined) throw new Error(`no ${name}-${index}`);
  return rule;
}

const inputs = (examples: readonly Example[]) => examples.map(({ input }) => gridBytes(input).join());

describe("makeTask", () => {
  it("shows a rule in three or four pairs and asks one or two", () => {
    const tasks = Array.from({ length: 24 }, (_, seed) => makeTask(ruleOf("crop", seed % 3), { seed }));
    expect(new Set(tasks.map(({ train }) => train.length))).toEqual(new Set([3, 4]));
    expect(new Set(tasks.map(({ test }) => test.length))).toEqual(new Set([1, 2]));
  });

  it("makes no input twice", () => {
    const { train, test } = makeTask(ruleOf("tile", 0), { seed: 1, pairs: 400, testPairs: 100 });
    expect(new Set(inputs([...train, ...test])).size).toBe(500);
  });

  it("never trains on what is held out, whatever the seeds and numbers of pairs", () => {
    // Bounce has so few inputs that two sets of pairs share many.
    const rule = ruleOf("bounce", 0);
    const [one, other] = [1, 2].map((seed) => makeTask(rule, { seed, pairs: 300, testPairs: 90 }));
    const shared = (a: readonly Example[] = [], b: readonly Example[] = []) =>
      inputs(a).filter((input) => inputs(b).includes(input)).length;
    expect(shared(one?.train, other?.train)).toBeGreaterThan(50);
    expect(shared(one?.test, other?.test)).toBeGreaterThan(20);
    expect(shared(one?.train, other?.test)).toBe(0);
  });

  it("asks the same whatever the number of training pairs", () => {
    const rule = ruleOf("outline", 3);
    const [few, many] = [4, 60].map((pairs) => makeTask(rule, { seed: 5, pairs, testPairs: 3 }));
    expect(few?.test).toEqual(many?.test);
  });

  it("makes inputs as large as asked for, where the rule has any", () => {
    const sides = (name: string) => {
      const { train, test } = makeTask(ruleOf(name, 0), { seed: 2, pairs: 40, testPairs: 9, minSide: 10 });
      return new Set([...train, ...test].flatMap(({ input }) => [input.length, input[0]?.length ?? 0]));
    };
    for (const name of ["mirror", "gravity", "outline", "move", "shift+recolour"])
      expect(sides(name)).toEqual(new Set([10]));
    expect(Math.max(...sides("tile"))).toBeLessThan(10);
  });

  it("gives what there is where a rule has no more pairs", () => {
    const { train, test } = makeTask(ruleOf("bounce", 1), { seed: 0, pairs: 5000, testPairs: 5000 });
    expect(train.length).toBeGreaterThan(400);
    expect(train.length).toBeLessThan(2000);
    expect(test.length).toBeLessThan(700);
  });

  it("refuses concepts that never go together", () => {
    expect(() => makeTask(ruleOf("combine-panels+combine-panels", 0), { seed: 0 })).toThrow(
      "shows on no grid (expected concepts that go together)",
    );
  });

  it("refuses so few pairs that they leave the rule in doubt", () => {
    const rule = ruleOf("mirror", 0);
    // Agrees on as many grids as it is asked about first, and on no other.
    const agreeing = (times: number): Rule => {
      let asked = 0;
      return { ...rule, apply: (input) => (asked++ < times ? rule.apply(input) : undefined) };
    };
    const doubtful: Rule = { ...rule, alternatives: () => [agreeing(2)] };
    expect(() => makeTask(doubtful, { seed: 0, pairs: 2 })).toThrow(
      "invalid pairs: 2 leave mirror-0 in doubt (expected more)",
    );
    expect(makeTask(doubtful, { seed: 0, pairs: 3 }).train).toHaveLength(3);
  });

  it("takes rules that never differ for the same", () => {
    // What colour the vanishing objects get first does not matter.
    const rule = parseRuleFamilies("recolour-by-cells+keep-colour")[0]?.rules[0];
    expect(rule && makeTask(rule, { seed: 0 }).train.length).toBeGreaterThan(2);
  });

  it("leaves no other variant that explains the training pairs", () => {
    for (const [index, { rules }] of RULE_FAMILIES.slice(0, 45).entries()) {
      const rule = rules[(7 * index) % rules.length];
      if (rule === undefined) throw new Error("no rule");
      const { train } = makeTask(rule, { seed: 3 });
      expect(isDetermined(rule, train), rule.id).toBe(true);
      expect(explains(rule, train)).toBe(true);
    }
  });

  it("is hardly ever explained by another concept that answers otherwise", () => {
    const singles = RULE_FAMILIES.slice(0, 45);
    const doubtful = singles.flatMap(({ name, rules }, index) => {
      const rule = rules[(3 * index) % rules.length];
      const { train, test } = makeTask(rule ?? ruleOf("move", 0), { seed: 11 });
      const others = singles.filter((other) => other.name !== name).flatMap((other) => other.rules);
      return others
        .filter((other) => explains(other, train) && !explains(other, test))
        .map(({ id }) => `${name} ${id}`);
    });
    // Some 3 in 2000 tasks are.
    expect(doubtful).toEqual([]);
  });

  it("is the same on every machine", () => {
    const texts = ["gravity", "extend", "repair-tiling", "crop+mirror+frame"].map((name) =>
      JSON.stringify(taskJson(makeTask(ruleOf(name, 2), { seed: 2024, pairs: 12 }))),
    );
    const hash = createHash("sha256").update(texts.join()).digest("hex");
    expect(hash).toBe("50e8693e33fc5bffced5dd6dde8c6210685dd6aea4c1802bae592d3a857b3095");
  });
});

describe("taskJson", () => {
  it("is an ARC task, with the ground truth where others do not look", () => {
    const task = makeTask(ruleOf("crop+mirror", 1), { seed: 4 });
    const json: unknown = JSON.parse(JSON.stringify(taskJson(task)));
    const read = parseTask(json, task.id, "task.json");
    expect(read.train).toEqual(task.train.map(({ input, output }) => ({ input, output })));
    expect(read.test).toHaveLength(task.test.length);
    expect(json).toMatchObject({
      fixpoint: { concept: "crop+mirror", parameters: [{ to: "largest" }, { across: "up-down" }] },
    });
    const { steps } = taskJson(task).fixpoint;
    expect(steps.train.map((pair) => pair.at(-1)?.grids.at(-1))).toEqual(task.train.map(({ output }) => output));
  });
});

describe("chooseRules", () => {
  const families = parseRuleFamilies("gravity,rotate,recolour");
  const ids = (count: number, seed: number) => chooseRules(families, count, seed).map(({ id }) => id);

  it("takes the families by turns, no rule twice, and leaves out those that have no more", () => {
    const chosen = ids(79, 1);
    expect(new Set(chosen).size).toBe(79);
    expect(chosen.slice(0, 6).map((id) => id.split("-")[0])).toEqual([
      ...["gravity", "rotate", "recolour"],
      ...["gravity", "rotate", "recolour"],
    ]);
  });

  it("only adds to the end where there are to be more, and begins elsewhere with another seed", () => {
    expect(ids(40, 1).slice(0, 10)).toEqual(ids(10, 1));
    expect(ids(10, 1)).not.toEqual(ids(10, 2));
  });

  it("says how many there are", () => {
    expect(() => ids(80, 0)).toThrow("invalid count: 80 (expected at most 79, as many as these concepts have rules)");
  });
});
