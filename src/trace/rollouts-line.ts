/**
 * @file A line of `rollouts.jsonl`, the format of the known TRM fork: a puzzle and every answer on the way, as cropped grids.
 *
 * `{"puzzle_name", "puzzle": {"train", "test"}, "input", "rollout": [{"out_grid", "q_halt_logit", "q_continue_logit",
 * "H_trace": [{"out_grid", "L_trace": [grids]}]}]}`, the keys in this order.
 */

import { describeValue, isObject } from "../arc/describe.ts";
import { checkGrid } from "../arc/grid.ts";
import type { Grid, Pair, Task } from "../arc/puzzle.ts";
import { parseTask } from "../arc/task.ts";
import { invalid } from "../errors.ts";
import { formatFloat, formatList, formatObject, formatString, type JsonStyle } from "./json-style.ts";

export interface RolloutsLine {
  /** With upstream's suffix, if the puzzle is an augmentation. */
  readonly puzzleName: string;
  readonly puzzle: Pick<Task, "train" | "test">;
  readonly input: Grid;
  readonly rollout: readonly LineStep[];
}

/** A supervision step. */
export interface LineStep {
  readonly outGrid: Grid;
  readonly qHaltLogit: number;
  /** Null where the head has one row. */
  readonly qContinueLogit: number | null;
  readonly hTrace: readonly LineHStep[];
}

export interface LineHStep {
  readonly outGrid: Grid;
  /** The probe after each L-step. */
  readonly lTrace: readonly Grid[];
}

/** One line, without a line break. */
export function formatLine({ puzzleName, puzzle, input, rollout }: RolloutsLine, style: JsonStyle): string {
  const grid = (cells: Grid): string =>
    formatList(
      cells.map((row) => formatList(row.map(String), style)),
      style,
    );
  const pair = ({ input: asked, output }: Pair): string => {
    const answer = output === undefined ? [] : [["output", grid(output)] as const];
    return formatObject([["input", grid(asked)], ...answer], style);
  };
  const number = (value: number | null): string => (value === null ? "null" : formatFloat(value, style));
  const hStep = ({ outGrid, lTrace }: LineHStep): string =>
    formatObject(
      [
        ["out_grid", grid(outGrid)],
        ["L_trace", formatList(lTrace.map(grid), style)],
      ],
      style,
    );
  const step = ({ outGrid, qHaltLogit, qContinueLogit, hTrace }: LineStep): string =>
    formatObject(
      [
        ["out_grid", grid(outGrid)],
        ["q_halt_logit", number(qHaltLogit)],
        ["q_continue_logit", number(qContinueLogit)],
        ["H_trace", formatList(hTrace.map(hStep), style)],
      ],
      style,
    );
  const pairs = (list: readonly Pair[]): string => formatList(list.map(pair), style);
  const task = formatObject(
    [
      ["train", pairs(puzzle.train)],
      ["test", pairs(puzzle.test)],
    ],
    style,
  );
  return formatObject(
    [
      ["puzzle_name", formatString(puzzleName, style)],
      ["puzzle", task],
      ["input", grid(input)],
      ["rollout", formatList(rollout.map(step), style)],
    ],
    style,
  );
}

/**
 * Reads a line. Keys that it does not know are passed over. Throws a `FixpointError` that says where in the line it is not of
 * this form; which line and file it is, the caller knows.
 */
export function parseLine(text: string): RolloutsLine {
  const line = object(parseJsonWithNaN(text), "the line");
  const puzzleName = line["puzzle_name"];
  if (typeof puzzleName !== "string" || puzzleName !== wellFormed(puzzleName)) {
    throw invalid("puzzle_name", describeValue(puzzleName), { expected: "a string of valid Unicode" });
  }
  const { id: _, ...puzzle } = parseTask(line["puzzle"], puzzleName, "puzzle");
  const rollout = list(line["rollout"], "rollout", "the line").map((step, index) =>
    parseStep(step, `supervision step ${index + 1}`),
  );
  const first = rollout[0]?.hTrace[0];
  if (first === undefined || first.lTrace.length === 0) {
    throw invalid("rollout", "empty", { expected: "supervision steps of H-steps of L-steps" });
  }
  return { puzzleName, puzzle, input: croppedGrid(line["input"], "input"), rollout };
}

function parseStep(value: unknown, where: string): LineStep {
  const step = object(value, where);
  const qContinueLogit = step["q_continue_logit"] ?? null;
  return {
    outGrid: croppedGrid(step["out_grid"], `${where}, out_grid`),
    qHaltLogit: number(step["q_halt_logit"], "q_halt_logit", where),
    qContinueLogit: qContinueLogit === null ? null : number(qContinueLogit, "q_continue_logit", where),
    hTrace: list(step["H_trace"], "H_trace", where).map((hStep, index) =>
      parseHStep(hStep, `${where}, H-step ${index + 1}`),
    ),
  };
}

function parseHStep(value: unknown, where: string): LineHStep {
  const hStep = object(value, where);
  return {
    outGrid: croppedGrid(hStep["out_grid"], `${where}, out_grid`),
    lTrace: list(hStep["L_trace"], "L_trace", where).map((grid, index) =>
      croppedGrid(grid, `${where}, L-step ${index + 1}`),
    ),
  };
}

/** A crop may be the 0×0 grid. */
function croppedGrid(value: unknown, where: string): Grid {
  return Array.isArray(value) && value.length === 0 ? [] : checkGrid(value, where);
}

function object(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw invalid("value", describeValue(value), { expected: "an object", where });
}

function list(value: unknown, what: string, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(what, describeValue(value), { expected: "a list", where });
}

function number(value: unknown, what: string, where: string): number {
  const spelled = typeof value === "string" ? SPELLED.get(value) : value;
  if (typeof spelled === "number") return spelled;
  throw invalid(what, describeValue(value), { expected: "a number", where });
}

/** What Python writes for a number that JSON has none for. */
const SPELLED = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

function parseJsonWithNaN(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A quote within a string is escaped, so that a key of this form is a key.
    const quoted = text.replace(/("q_(?:halt|continue)_logit"\s*:\s*)(NaN|-?Infinity)/g, '$1"$2"');
    try {
      return JSON.parse(quoted);
    } catch {
      throw invalid("JSON", "it cannot be read");
    }
  }
}

/** Files are UTF-8, which has no lone surrogates. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
