import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { openFolder } from "../../src/platform/node/folder.ts";
import { openRun } from "../../src/trace/run-reader.ts";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { type ExportedEvent, exportedEvents, exportedText, parquetRows } from "./exported.ts";
import { succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const ENGINES = ["cpu", "wasm", "reference"] as const;

const { path, write } = workspace();
let checkpoint: string;
beforeAll(async () => {
  checkpoint = await writeCheckpoint(path("model"), TINY);
  const tasks = ["a", "b", "c"].map((id, colour) => [
    id,
    {
      train: [],
      test: [
        {
          input: [
            [colour, 2, 3],
            [4, 5, 6],
          ],
        },
      ],
    },
  ]);
  await write("tasks.json", Object.fromEntries(tasks));
  await write("reversed.json", Object.fromEntries(tasks.toReversed()));
});

/** Traces three tasks (8 supervision steps); every intervention is a spec. Returns the run. */
let runs = 0;
async function trace(specs: readonly string[], ...more: string[]): Promise<string> {
  const out = path(`run ${runs++}`);
  const tasks = more.includes("reversed") ? "reversed.json" : "tasks.json";
  const interventions = specs.flatMap((spec) => ["--intervene", spec]);
  const rest = [...interventions, ...more.filter((word) => word !== "reversed")];
  const what = ["trace", path(tasks), "--checkpoint", checkpoint, "--puzzle-identifier", "1", "--threads", "1"];
  await succeed([...what, "--out", out, ...rest]);
  return out;
}

/** Each of them is traced once: several tests look at the same undisturbed run. */
const traced = new Map<string, Promise<readonly ExportedEvent[]>>();
function tracedEvents(specs: readonly string[], ...more: string[]): Promise<readonly ExportedEvent[]> {
  const key = JSON.stringify([specs, more]);
  const events = traced.get(key) ?? trace(specs, ...more).then(exportedEvents);
  traced.set(key, events);
  return events;
}

const until = (events: readonly ExportedEvent[], step: number) =>
  events.filter((event) => event.supervision_step < step);
const from = (events: readonly ExportedEvent[], step: number) =>
  events.filter((event) => event.supervision_step >= step);

/** z_L after the first L-step and z_H after the first supervision step, f32, task by task. */
async function firstStates(run: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const opened = await openRun(openFolder(run));
  const states = new Map<string, readonly number[]>();
  for (const { rollout, task } of await opened.rollouts()) {
    const file = await opened.states(rollout);
    states.set(task, [...((await file?.read("z_L", 0)) ?? []), ...((await file?.read("z_H", 0)) ?? [])]);
  }
  await opened.close();
  return states;
}

function largestDifference(a: ReadonlyMap<string, readonly number[]>, b: ReadonlyMap<string, readonly number[]>) {
  expect([...a.keys()].toSorted()).toEqual([...b.keys()].toSorted());
  let largest = 0;
  for (const [task, values] of a) {
    values.forEach((value, place) => {
      largest = Math.max(largest, Math.abs(value - (b.get(task)?.[place] ?? Number.NaN)));
    });
  }
  return largest;
}

describe.each(ENGINES)("noise on %s", (engine) => {
  it("of strength zero changes nothing, bit for bit", async () => {
    const specs = ["noise@2:target=z_L,sigma=0", "noise@*.*.*:target=both,sigma=0"];
    const silent = await tracedEvents(specs, "--engine", engine, "--steps", "6");
    expect(silent).toEqual(await tracedEvents([], "--engine", engine, "--steps", "6"));
  });

  it("at step 5 changes what follows, and no bit of what was before", async () => {
    const undisturbed = await tracedEvents([], "--engine", engine, "--steps", "6");
    const kicked = await tracedEvents(["noise@5:target=z_L,sigma=1"], "--engine", engine, "--steps", "6");
    expect(until(kicked, 5)).toEqual(until(undisturbed, 5));
    const [after, disturbed] = [from(undisturbed, 5), from(kicked, 5)];
    expect(disturbed).toHaveLength(after.length);
    for (const [at, event] of disturbed.entries()) expect(event.q_halt_logit).not.toBe(after[at]?.q_halt_logit);
    // The kick itself is no movement: what is measured starts from the state that was kicked.
    expect(Math.max(...disturbed.map(({ l_cos_dist }) => l_cos_dist ?? 0))).toBeGreaterThan(0.1);
  });
});

describe("the same seed", () => {
  it("gives the same noise at every batch size, in any order of tasks, and on every engine", async () => {
    const kicked = (...more: string[]) =>
      trace(["noise@1:target=both,sigma=1"], "--steps", "1", "--states", "all", ...more).then(firstStates);
    const expected = await kicked("--seed", "7", "--batch", "1");
    for (const more of [["--batch", "3"], ["reversed"], ["--engine", "wasm"], ["--engine", "reference"]]) {
      expect(largestDifference(expected, await kicked("--seed", "7", ...more)), more.join(" ")).toBeLessThan(2e-5);
    }
    expect(largestDifference(expected, await kicked("--seed", "8"))).toBeGreaterThan(0.5);
  });

  it("repeats a run bit for bit, and another seed does not", async () => {
    const spec = ["noise@*:target=z_L,sigma=0.3"];
    const text = await exportedText(await trace(spec, "--seed", "3"));
    expect((await exportedText(await trace(spec, "--seed", "3"))) === text).toBe(true);
    expect((await exportedText(await trace(spec, "--seed", "4"))) === text).toBe(false);
  });

  it("may be given to one intervention", async () => {
    const own = await tracedEvents(["noise@2:target=z_L,sigma=1,seed=9"], "--seed", "1", "--steps", "2");
    expect(own).toEqual(await tracedEvents(["noise@2:target=z_L,sigma=1"], "--seed", "9", "--steps", "2"));
  });
});

describe("only when settled", () => {
  it("noise waits for the first answer, and then acts at every moment at which it holds", async () => {
    // Everything counts as settled: any movement is below 2, any logit below a million.
    const always = await tracedEvents(["noise@*:target=z_L,sigma=1,when=settled,epsilon=2,halt=1000000"]);
    expect(always).toEqual(await tracedEvents(["noise@2-8:target=z_L,sigma=1"]));
  });

  it("noise never acts on a model that always moves, or believes its answer", async () => {
    const undisturbed = await tracedEvents([]);
    for (const condition of ["epsilon=1e-12", "epsilon=2,halt=-1000000"]) {
      expect(await tracedEvents([`noise@*:target=z_L,sigma=1,when=settled,${condition}`])).toEqual(undisturbed);
    }
  });

  it("each rollout is judged by itself", async () => {
    const undisturbed = await tracedEvents([]);
    const movement = (task: string) =>
      undisturbed.find(
        (event) => event.task === task && event.supervision_step === 4 && event.kind === "answer" && event.h_step === 2,
      )?.h_cos_dist ?? 0;
    const movements = ["a", "b", "c"].map(movement).toSorted((a, b) => a - b);
    const epsilon = ((movements[0] ?? 0) + (movements[1] ?? 0)) / 2;
    const kicked = await tracedEvents([`noise@5:target=z_L,sigma=1,when=settled,epsilon=${epsilon},halt=1000000`]);
    const changed = ["a", "b", "c"].filter((task) => {
      const of = (events: readonly ExportedEvent[]) => JSON.stringify(events.filter((event) => event.task === task));
      return of(kicked) !== of(undisturbed);
    });
    expect(changed).toHaveLength(1);
    expect(movement(changed[0] ?? "")).toBe(movements[0]);
  });
});

describe("several interventions", () => {
  it("apply in the order given", async () => {
    const [kick, forget] = ["noise@3:target=z_L,sigma=1", "ablate@3:target=z_L"];
    const forgotten = await tracedEvents([forget]);
    expect(await tracedEvents([kick, forget])).toEqual(forgotten);
    expect(await tracedEvents([forget, kick])).not.toEqual(forgotten);
  });

  it("stand in the run as they were given", async () => {
    const specs = ["noise@3:target=z_L,sigma=1", "ablate@4.2:target=z_H"];
    const run = await trace(specs);
    expect(JSON.parse(await readFile(`${run}/run.json`, "utf8")).interventions).toEqual(specs);
    const rows = await parquetRows(`${run}/rollouts.parquet`);
    expect(rows.map(({ intervention }) => intervention)).toEqual(new Array(3).fill(specs.join(" ")));
  });
});

describe("a patch", () => {
  it("from the same rollout changes nothing, and from another one does", async () => {
    const source = await trace([], "--states", "all", "--steps", "4", "--batch", "1");
    const undisturbed = await tracedEvents([], "--steps", "4", "--batch", "1", "--limit", "1");
    const patched = (rollout: number) =>
      tracedEvents(
        [`patch@3.1.2:target=z_L,from=${source}#${rollout}`],
        "--steps",
        "4",
        "--batch",
        "1",
        "--limit",
        "1",
      );
    expect(await patched(0)).toEqual(undisturbed);
    const other = await patched(1);
    expect(until(other, 3)).toEqual(until(undisturbed, 3));
    expect(from(other, 4)).not.toEqual(from(undisturbed, 4));
  });
});
