/**
 * @file Models that run in the page: which is open, what it can be given, and its rollouts, which become a run in memory.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import type { RecordedRollout } from "../../src/trace/recorder.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { oncePerFrame } from "../draw/frames.ts";
import { rolloutModel } from "../session/rollout-model.ts";
import type { Session } from "../session/session.ts";
import type { DroppedFile } from "../sources/source.ts";
import { createStore, type Watched } from "../state/store.ts";
import type { ViewStore } from "../state/view-store.ts";
import { branchOrder, type RanRollout } from "./interference.ts";
import { liveFilesOf } from "./live-files.ts";
import { liveRun, recordSoFar } from "./live-run.ts";
import type { EngineChoice, LiveModel, LivePuzzle, RunOrder } from "./protocol.ts";
import type { Roller } from "./roller.ts";
import { fetchModel, fetchModelList, type ShippedModel } from "./shipped-models.ts";

const EXAMPLES = 8;

export interface LiveState {
  readonly shipped: readonly ShippedModel[];
  /** Of the model that is open, or being opened. */
  readonly modelName: string | null;
  readonly model: LiveModel | null;
  readonly engine: EngineChoice;
  readonly puzzles: readonly LivePuzzle[];
  /** Place of the one that is to be run. */
  readonly chosen: number;
  /** Id of the run that its rollouts make up. */
  readonly runId: string;
  readonly ran: readonly RanRollout[];
  readonly activity: "idle" | "opening" | "running";
}

export interface Live extends Watched<LiveState> {
  /** Looks what there is, and opens the first model; once. */
  enter(): Promise<void>;
  openShipped(name: string): Promise<void>;
  chooseEngine(engine: EngineChoice): Promise<void>;
  /** What of dropped files is a model, or tasks while the live view is on screen. False where nothing was. */
  take(files: readonly DroppedFile[]): Promise<boolean>;
  moreExamples(): Promise<void>;
  choose(index: number): void;
  /** Adds a puzzle and chooses it. */
  add(puzzle: LivePuzzle): void;
  run(seed: number): Promise<void>;
  /** Runs the rollout on screen again, interfered with. */
  branch(spec: string, seed: number): Promise<void>;
  cancel(): void;
}

const EMPTY: LiveState = {
  shipped: [],
  modelName: null,
  model: null,
  engine: "auto",
  puzzles: [],
  chosen: 0,
  runId: "",
  ran: [],
  activity: "idle",
};

/** `startRoller` starts the worker, when it is first wanted. `base` is the page's folder. */
export function createLive(view: ViewStore, session: Session, startRoller: () => Roller, base: () => string): Live {
  const { get, set, subscribe } = createStore<LiveState>(EMPTY);
  const update = (change: Partial<LiveState>): void => set({ ...get(), ...change });
  const { busy, notices } = session;
  let roller: Roller | undefined;
  const worker = (): Roller => {
    roller ??= startRoller();
    return roller;
  };
  let entered = false;
  let runs = 0;
  let seed = 0;
  let files: readonly DroppedFile[] = [];
  let recorded: readonly RecordedRollout[] = [];
  const tasks = new Map<string, Task>();

  async function open(name: string, getFiles: () => Promise<readonly DroppedFile[]>): Promise<void> {
    if (get().activity !== "idle") return notices.say("a model is at work: cancel it first");
    const before = get();
    update({ activity: "opening", modelName: name });
    try {
      const found = await busy.during(`fetching ${name}`, getFiles());
      const model = await busy.during(`opening ${name}`, worker().ask("open", { files: found, engine: before.engine }));
      files = found;
      recorded = [];
      tasks.clear();
      update({ model, puzzles: [], chosen: 0, ran: [], runId: `live:${++runs}`, activity: "idle" });
      publish();
      await moreExamples();
    } catch (error) {
      // The one that was open still is.
      update({ modelName: before.modelName, activity: "idle" });
      notices.report(error);
    }
  }
  function publish(): ReturnType<typeof liveRun> | undefined {
    const { model, modelName, runId } = get();
    if (model === null) return undefined;
    const run = liveRun({ id: runId, name: `live ${runs}: ${modelName}`, model, recorded, tasks });
    session.put(run);
    return run;
  }
  async function moreExamples(): Promise<void> {
    const { model } = get();
    try {
      const made = worker().ask("examples", { seed: seed++, count: EXAMPLES });
      const puzzles = await busy.during("making puzzles", made);
      if (get().model !== model) return;
      if (puzzles.length > 0) update({ puzzles, chosen: 0 });
      else notices.say("no generator makes puzzles for this model: drop a task");
    } catch (error) {
      notices.report(error);
    }
  }

  async function rollOut(order: RunOrder): Promise<void> {
    const puzzle = get().puzzles.find(({ row }) => row === order.row);
    const task = puzzle?.task ?? tasks.get(order.row.puzzle.task);
    if (task !== undefined) tasks.set(order.row.puzzle.task, task);
    const run = publish();
    if (run === undefined) return;
    const before = view.get();
    const steps: StepRecord[] = [];
    const draw = oncePerFrame(() => {
      const last = steps.at(-1);
      if (last !== undefined) session.put(run, rolloutModel(run, recordSoFar(order, last), [...steps], task));
    });
    update({ activity: "running" });
    const pin = order.branch === null ? null : { run: run.id, rollout: order.branch.parent };
    view.update({ view: "live", run: run.id, rollout: null, cursor: null, pin });
    try {
      const record = await worker().run(order, (step) => {
        steps.push(step);
        draw.request();
      });
      draw.cancel();
      if (record === null) {
        notices.say(`cancelled after ${steps.length} steps: nothing of it is kept`);
        view.update({ run: before.run, rollout: before.rollout, pin: before.pin });
        return;
      }
      recorded = [...recorded, { rollout: record, steps }];
      update({ ran: [...get().ran, { row: order.row, record }] });
      publish();
      view.update({ run: run.id, rollout: record.rollout });
    } catch (error) {
      draw.cancel();
      notices.report(error);
      view.update({ run: before.run, rollout: before.rollout, pin: before.pin });
    } finally {
      update({ activity: "idle" });
    }
  }

  const live: Live = {
    get,
    subscribe,
    async enter() {
      if (entered) return;
      entered = true;
      const shipped = await busy.during("looking for models", fetchModelList(base()));
      update({ shipped });
      const [first] = shipped;
      if (first !== undefined && get().modelName === null) await live.openShipped(first.name);
    },
    async openShipped(name) {
      const found = get().shipped.find((one) => one.name === name);
      if (found !== undefined) await open(name, () => fetchModel(found, base()));
    },
    async chooseEngine(engine) {
      const { engine: before, modelName } = get();
      if (engine === before || get().activity !== "idle") return;
      update({ engine });
      if (modelName !== null && files.length > 0) await open(modelName, async () => files);
    },
    async take(dropped) {
      const { model, tasks: taskFiles } = liveFilesOf(dropped);
      if (model.length > 0) {
        view.update({ view: "live" });
        entered = true;
        await open(model.find(({ path }) => !/\.(json|yaml)$/.test(path))?.path ?? "dropped", async () => model);
        if (get().shipped.length === 0) update({ shipped: await fetchModelList(base()) });
      }
      if (taskFiles.length === 0 || view.get().view !== "live") return model.length > 0;
      try {
        const read = await Promise.all(taskFiles.map((file) => worker().ask("tasks", file)));
        update({ puzzles: read.flat(), chosen: 0 });
      } catch (error) {
        notices.report(error);
      }
      return true;
    },
    moreExamples,
    choose: (chosen) => update({ chosen }),
    add: (puzzle) => update({ puzzles: [...get().puzzles, puzzle], chosen: get().puzzles.length }),
    async run(noiseSeed) {
      const { puzzles, chosen, model, activity } = get();
      const puzzle = puzzles[chosen];
      if (puzzle === undefined || model === null || activity !== "idle") return;
      await rollOut({
        row: puzzle.row,
        rollout: recorded.length,
        steps: model.steps,
        seed: noiseSeed,
        interventions: [],
        branch: null,
      });
    },
    async branch(spec, noiseSeed) {
      const parent = get().ran[view.get().rollout ?? -1];
      if (parent === undefined || view.get().run !== get().runId || get().activity !== "idle") {
        return notices.say("nothing to branch off: run a puzzle first, or choose one of its rollouts");
      }
      await rollOut(branchOrder(parent, spec, { seed: noiseSeed, rollout: recorded.length }));
    },
    cancel: () => void worker().ask("cancel", null),
  };
  return live;
}
