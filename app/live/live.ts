/**
 * @file Models that run in the page: which is open, what it can be given, and its rollouts, which become a run in memory.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import { formatAddress } from "../../src/model/address.ts";
import type { RecordedRollout } from "../../src/trace/recorder.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { oncePerFrame } from "../draw/frames.ts";
import { rolloutModel } from "../session/rollout-model.ts";
import type { Session } from "../session/session.ts";
import type { DroppedFile } from "../sources/source.ts";
import { type LiveLink, shortHash } from "../state/live-link.ts";
import { createStore } from "../state/store.ts";
import type { ViewStore } from "../state/view-store.ts";
import { drawnPuzzle } from "./drawing.ts";
import { branchOrder } from "./interference.ts";
import { liveFilesOf } from "./live-files.ts";
import { linkedPuzzle, puzzleLink } from "./live-puzzle.ts";
import { liveRun, recordSoFar } from "./live-run.ts";
import { EMPTY, type Live, type LiveState } from "./live-state.ts";
import type { LivePuzzle, RunOrder } from "./protocol.ts";
import type { Roller } from "./roller.ts";
import { fetchModel, fetchModelList } from "./shipped-models.ts";

const EXAMPLES = 8;

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
  let entering: Promise<void> | undefined;
  /** No other page's runs have the same ids: what a link shows was run there. */
  const page = Date.now().toString(36);
  let runs = 0;
  let seed = 0;
  let files: readonly DroppedFile[] = [];
  let recorded: readonly RecordedRollout[] = [];
  const tasks = new Map<string, Task>();

  /** With puzzles made up, unless those there are should stay: then `kept` has none. */
  async function open(
    name: string,
    getFiles: () => Promise<readonly DroppedFile[]>,
    kept: Partial<LiveState> = { puzzles: [], chosen: 0, drawing: null },
  ): Promise<boolean> {
    const before = get();
    const succeeded = notices.begin();
    if (before.activity !== "idle") {
      notices.say("a model is at work: cancel it first");
      return false;
    }
    const engine = kept.engine ?? before.engine;
    update({ activity: "opening", modelName: name, engine });
    const run = { id: `live:${page}.${runs + 1}`, name: `live ${runs + 1}: ${name}` };
    try {
      const found = await busy.during(`fetching ${name}`, getFiles());
      const model = await busy.during(`opening ${name}`, worker().ask("open", { files: found, engine, run }));
      files = found;
      recorded = [];
      tasks.clear();
      runs++;
      update({ ...kept, model, ran: [], runId: run.id });
      publish();
      if (kept.puzzles !== undefined) await makeUp(seed++);
      // The first is opened for the page, not by anybody.
      if (before.model !== null) succeeded();
      update({ activity: "idle" });
      return true;
    } catch (error) {
      // The one that was open still is.
      update({ modelName: before.modelName, engine: before.engine, activity: "idle" });
      notices.report(error);
      return false;
    }
  }
  function publish(): ReturnType<typeof liveRun> | undefined {
    const { model, modelName, runId } = get();
    if (model === null) return undefined;
    const run = liveRun({ id: runId, name: `live ${runs}: ${modelName}`, model, recorded, tasks, ask: worker().ask });
    session.put(run);
    return run;
  }
  async function makeUp(exampleSeed: number): Promise<void> {
    const { model } = get();
    try {
      const made = worker().ask("examples", { seed: exampleSeed, count: EXAMPLES });
      const puzzles = await busy.during("making puzzles", made);
      if (get().model !== model) return;
      if (puzzles.length > 0) update({ puzzles, chosen: 0, drawing: null });
      else notices.say("no generator makes puzzles for this model: drop a task");
    } catch (error) {
      notices.report(error);
    }
  }
  const add = (puzzle: LivePuzzle): void =>
    update({ puzzles: [...get().puzzles, puzzle], chosen: get().puzzles.length, drawing: null });

  async function rollOut(order: RunOrder, link: LiveLink, task: Task | undefined): Promise<boolean> {
    if (task !== undefined) tasks.set(order.row.puzzle.task, task);
    const run = publish();
    if (run === undefined) return false;
    const before = view.get();
    const [succeeded, isFirst] = [notices.begin(), recorded.length === 0];
    const steps: StepRecord[] = [];
    const draw = oncePerFrame(() => {
      const record = recordSoFar(order, steps, run.cycles);
      if (record !== undefined) session.put(run, rolloutModel(run, record, [...steps], task, order.steps));
    });
    update({ activity: "running" });
    const pin = order.branch === null ? null : { run: run.id, rollout: order.branch.parent };
    view.update({ view: "live", run: run.id, rollout: null, cursor: null, pin, live: link });
    /** Whether it is still what is looked at. */
    const isWatched = (): boolean => {
      const { view: shown, run: id, rollout } = view.get();
      return shown === "live" || (id === run.id && rollout === null);
    };
    const back = (): void => {
      if (!isWatched()) return;
      view.update({ run: before.run, rollout: before.rollout, pin: before.pin, live: before.live });
    };
    try {
      const running = worker().run(order, (step) => {
        steps.push(step);
        draw.request();
      });
      const record = await busy.during(`running ${link.model}`, running);
      draw.cancel();
      if (record === null) {
        const last = steps.at(-1);
        notices.tell(`cancelled${last === undefined ? "" : ` at ${formatAddress(last)}`}: nothing of it is kept`);
        back();
        return false;
      }
      recorded = [...recorded, { rollout: record, steps }];
      update({ ran: [...get().ran, { row: order.row, record, link }] });
      publish();
      if (isWatched()) view.update({ run: run.id, rollout: record.rollout });
      // What a link shows is run for the page, and it may have said what of the link is wrong.
      if (!isFirst) succeeded();
      return true;
    } catch (error) {
      draw.cancel();
      notices.report(error);
      back();
      return false;
    } finally {
      update({ activity: "idle" });
    }
  }

  /** Whether they are tasks. */
  async function readTasks(taskFiles: readonly DroppedFile[]): Promise<boolean> {
    try {
      const reading = Promise.all(taskFiles.map((file) => worker().ask("tasks", file)));
      const read = await busy.during("reading tasks", reading);
      update({ puzzles: read.flatMap(({ puzzles }) => puzzles), chosen: 0, drawing: null });
      for (const note of read.flatMap(({ notes }) => notes)) notices.say(note);
      return true;
    } catch (error) {
      notices.report(error);
      return false;
    }
  }
  async function look(): Promise<void> {
    update({ shipped: await busy.during("looking for models", fetchModelList(base())) });
    const [first] = get().shipped;
    if (first !== undefined && get().modelName === null && view.get().live === null) await live.openShipped(first.name);
  }

  const live: Live = {
    get,
    subscribe,
    enter() {
      entering ??= look();
      return entering;
    },
    async openShipped(name) {
      const found = get().shipped.find((one) => one.name === name);
      return found !== undefined && open(name, () => fetchModel(found, base()));
    },
    async chooseEngine(engine) {
      const { engine: before, modelName, activity } = get();
      if (engine === before || activity !== "idle") return;
      if (modelName === null || files.length === 0) return update({ engine });
      const same = files;
      await open(modelName, async () => same, { engine });
    },
    async take(dropped) {
      const { model, tasks: taskFiles, isRun } = liveFilesOf(dropped);
      if (isRun) return false;
      if (model.length === 0 && taskFiles.length === 0) {
        if (view.get().view !== "live") return false;
        const names = dropped.map(({ path }) => path).join(", ");
        notices.say(
          `${names}: no model, no task and no run (expected .safetensors, .pt, a task's .json or a run's files)`,
        );
        return true;
      }
      const succeeded = notices.begin();
      // The view goes to the model only when there is one: what is on screen stays there until then, and where there is none.
      if (model.length > 0) {
        const name = model.find(({ path }) => !/\.(json|yaml)$/.test(path))?.path ?? "dropped";
        if (!(await open(name, async () => model))) return true;
        view.update({ view: "live" });
      }
      await live.enter();
      if (taskFiles.length > 0 && !(await readTasks(taskFiles))) return true;
      view.update({ view: "live" });
      succeeded();
      return true;
    },
    async moreExamples() {
      if (get().activity !== "idle") return;
      // Nothing is chosen of those that go.
      update({ activity: "opening" });
      await makeUp(seed++);
      update({ activity: "idle" });
    },
    choose: (chosen) => update({ chosen, drawing: null }),
    draw: (drawing) => update({ drawing }),
    async give(puzzle) {
      const { model } = get();
      if (model === null) return false;
      if (puzzle.kind === "made") {
        await makeUp(puzzle.seed);
        const { puzzles } = get();
        if (puzzles[puzzle.index]?.made?.seed === puzzle.seed) {
          update({ chosen: puzzle.index });
          return true;
        }
        notices.say(`invalid puzzle in the link: number ${puzzle.index} (expected 0 to ${puzzles.length - 1})`);
        return false;
      }
      try {
        add(linkedPuzzle(puzzle, model));
        return true;
      } catch (error) {
        notices.report(error);
        return false;
      }
    },
    async run(noiseSeed) {
      const { chosen, drawing, model, modelName, activity } = get();
      const base = get().puzzles[chosen];
      if (base === undefined || model === null || modelName === null || activity !== "idle") return false;
      try {
        if (drawing !== null) add(drawnPuzzle(base, drawing, model));
      } catch (error) {
        notices.report(error);
        return false;
      }
      const puzzle = get().puzzles[get().chosen] ?? base;
      const { row, task } = puzzle;
      const { steps } = model;
      const order = { row, rollout: recorded.length, steps, seed: noiseSeed, interventions: [], branch: null };
      const weights = shortHash(model.identity.sha256);
      return rollOut(order, { model: modelName, weights, puzzle: puzzleLink(puzzle), branches: [] }, task);
    },
    async branch(spec, noiseSeed) {
      const parent = get().ran[view.get().rollout ?? -1];
      if (parent === undefined || view.get().run !== get().runId || get().activity !== "idle") {
        notices.say("nothing to branch off: run a puzzle first, or choose one of its rollouts");
        return false;
      }
      const order = branchOrder(parent, spec, { seed: noiseSeed, rollout: recorded.length });
      const { link, row } = parent;
      const branches = [...link.branches, { seed: order.seed, spec }];
      return rollOut(order, { ...link, branches }, tasks.get(row.puzzle.task));
    },
    cancel: () => void worker().ask("cancel", null),
  };
  return live;
}
