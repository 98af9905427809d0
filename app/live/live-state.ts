/**
 * @file What the live view shows, and what may be asked of it.
 */

import type { Grid } from "../../src/arc/puzzle.ts";
import type { DroppedFile } from "../sources/source.ts";
import type { LiveLink, PuzzleLink } from "../state/live-link.ts";
import type { Watched } from "../state/store.ts";
import type { RanRollout } from "./interference.ts";
import type { EngineChoice, LiveModel, LivePuzzle } from "./protocol.ts";
import type { ShippedModel } from "./shipped-models.ts";

/** What was run, and how another page runs it again. */
export interface LinkedRollout extends RanRollout {
  readonly link: LiveLink;
}

export interface LiveState {
  readonly shipped: readonly ShippedModel[];
  /** Of the model that is open, or being opened. */
  readonly modelName: string | null;
  readonly model: LiveModel | null;
  readonly engine: EngineChoice;
  readonly puzzles: readonly LivePuzzle[];
  /** Place of the one that is to be run. */
  readonly chosen: number;
  /** What is drawn instead of it; null where nothing is. */
  readonly drawing: Grid | null;
  /** Id of the run that its rollouts make up. */
  readonly runId: string;
  readonly ran: readonly LinkedRollout[];
  readonly activity: "idle" | "opening" | "running";
}

export interface Live extends Watched<LiveState> {
  /** Looks what there is, and opens the first model where no link asks for one; once. */
  enter(): Promise<void>;
  /** Whether it is open then; what was wrong is said. */
  openShipped(name: string): Promise<boolean>;
  /** The same model, puzzles and drawing on another engine; its rollouts are another run. */
  chooseEngine(engine: EngineChoice): Promise<void>;
  /** What of dropped files is a model, or tasks for one. False where they are a run. */
  take(files: readonly DroppedFile[]): Promise<boolean>;
  moreExamples(): Promise<void>;
  choose(index: number): void;
  draw(grid: Grid | null): void;
  /** Chooses the puzzle of a link. Whether there is one. */
  give(puzzle: PuzzleLink): Promise<boolean>;
  /** Runs what is drawn, else the puzzle that is chosen. Whether a rollout came of it. */
  run(seed: number): Promise<boolean>;
  /** Runs the rollout on screen again, interfered with. */
  branch(spec: string, seed: number): Promise<boolean>;
  cancel(): void;
}

export const EMPTY: LiveState = {
  shipped: [],
  modelName: null,
  model: null,
  engine: "auto",
  puzzles: [],
  chosen: 0,
  drawing: null,
  runId: "",
  ran: [],
  activity: "idle",
};
