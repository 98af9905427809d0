/**
 * @file `steps.parquet` of a run, or of a part of it: the steps of one rollout by range, or of all in order.
 */

import { type FixpointError, invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import type { FileAccess } from "./file-access.ts";
import { openTable, readColumnsAt, readRowGroupAt } from "./parquet/read.ts";
import type { Columns } from "./parquet/table.ts";
import type { StepsIndex } from "./run-info.ts";
import { FIRST_ROW_GROUP } from "./run-layout.ts";
import { STEPS, type StepRecord } from "./schema.ts";

export interface StepsTable {
  /** One range where the run says what its row groups hold, else the footer (once) and a range per row group. */
  steps(rollout: number): Promise<readonly StepRecord[]>;
  /** Rollout by rollout, a row group at a time. */
  all(): AsyncGenerator<readonly StepRecord[], void, void>;
  /** The same, some columns only. */
  allColumns<Field extends StepField>(fields: readonly Field[]): AsyncGenerator<StepColumns<Field>, void, void>;
}

export type StepField = keyof StepRecord & string;

/** Some columns of the steps of one rollout, in order. Numbers are views into a row group's. */
export interface StepColumns<Field extends StepField> {
  readonly rollout: number;
  readonly rows: number;
  readonly columns: Columns<StepRecord, Field>;
}

/** Where the rows of some rollouts are. */
interface Group {
  holds(rollout: number): boolean;
  read(source: ByteSource): Promise<readonly StepRecord[]>;
  readColumns<Field extends StepField>(
    source: ByteSource,
    fields: readonly Field[],
  ): Promise<Columns<StepRecord, Field>>;
}

/**
 * `index` is what `run.json` knows of the file: one of another length was rewritten by something else, and is read by its
 * footer. `firstRollout` is the number of its first rollout.
 */
export function stepsTable(file: FileAccess, index: StepsIndex | null, firstRollout: number): StepsTable {
  let groups: Promise<readonly Group[]> | undefined;
  function allGroups(source: ByteSource): Promise<readonly Group[]> {
    groups ??= index?.bytes === source.size ? Promise.resolve(indexed(index, firstRollout)) : fromFooter(source);
    return groups;
  }

  async function readGroup(at: number): Promise<readonly StepRecord[] | undefined> {
    return file.use(async (source) => {
      const group = (await allGroups(source))[at];
      return group && checked(await group.read(source), file.name);
    });
  }

  return {
    async steps(rollout) {
      const places = await file.use(async (source) =>
        [...(await allGroups(source)).entries()].filter(([, group]) => group.holds(rollout)).map(([at]) => at),
      );
      const rows: StepRecord[] = [];
      for (const at of places) rows.push(...((await readGroup(at)) ?? []).filter((row) => row.rollout === rollout));
      if (rows.length === 0) throw wrong(file.name, `the steps of rollout ${rollout} are missing`);
      return rows;
    },
    async *all() {
      let steps: StepRecord[] = [];
      for (let at = 0; ; at++) {
        const rows = await readGroup(at);
        if (rows === undefined) break;
        for (const row of rows) {
          if (steps[0] !== undefined && steps[0].rollout !== row.rollout) {
            yield steps;
            steps = [];
          }
          steps.push(row);
        }
      }
      if (steps.length > 0) yield steps;
    },
    async *allColumns<Field extends StepField>(fields: readonly Field[]) {
      // Of a file that something else wrote, a rollout may go on in the next row group.
      let begun: StepColumns<Field> | undefined;
      const readAt = (at: number) => {
        const reading = file.use(async (source) =>
          (await allGroups(source))[at]?.readColumns(source, [...fields, "rollout" as const]),
        );
        // Whoever stops before it is awaited does not want to know.
        reading.catch(() => undefined);
        return reading;
      };
      // The next row group is fetched while this one is looked at.
      let ahead = readAt(0);
      for (let at = 1; ; at++) {
        const read = await ahead;
        if (read === undefined) break;
        ahead = readAt(at);
        for (const part of byRollout(read, fields)) {
          if (begun?.rollout === part.rollout) begun = joined(begun, part, fields);
          else {
            if (begun !== undefined) yield begun;
            begun = part;
          }
        }
      }
      if (begun !== undefined) yield begun;
    },
  };
}

function* byRollout<Field extends StepField>(
  read: Columns<StepRecord, Field | "rollout">,
  fields: readonly Field[],
): Generator<StepColumns<Field>, void, void> {
  const numbers: Float64Array = read.rollout;
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    const rollout = numbers[from] as number;
    while (to < numbers.length && numbers[to] === rollout) to++;
    const part = (field: Field): unknown => {
      const cells: Float64Array | readonly unknown[] = read[field];
      return cells instanceof Float64Array ? cells.subarray(from, to) : cells.slice(from, to);
    };
    const columns = Object.fromEntries(fields.map((field) => [field, part(field)])) as Columns<StepRecord, Field>;
    yield { rollout, rows: to - from, columns };
  }
}

function joined<Field extends StepField>(
  { rollout, rows, columns: first }: StepColumns<Field>,
  second: StepColumns<Field>,
  fields: readonly Field[],
): StepColumns<Field> {
  const both = (field: Field): unknown => {
    const [a, b]: (Float64Array | readonly unknown[])[] = [first[field], second.columns[field]];
    return a instanceof Float64Array ? Float64Array.from([...a, ...(b as Float64Array)]) : [...(a ?? []), ...(b ?? [])];
  };
  const columns = Object.fromEntries(fields.map((field) => [field, both(field)])) as Columns<StepRecord, Field>;
  return { rollout, rows: rows + second.rows, columns };
}

function indexed({ rowGroups }: StepsIndex, firstRollout: number): Group[] {
  let offset = FIRST_ROW_GROUP;
  let first = firstRollout;
  return rowGroups.map(({ rollouts, bytes }) => {
    const [start, from, to] = [offset, first, first + rollouts];
    offset += bytes;
    first = to;
    return {
      holds: (rollout) => rollout >= from && rollout < to,
      read: (source) => readRowGroupAt(source, STEPS, { offset: start, length: bytes }),
      readColumns: (source, fields) => readColumnsAt(source, STEPS, { offset: start, length: bytes }, fields),
    };
  });
}

async function fromFooter(source: ByteSource): Promise<Group[]> {
  const table = await openTable(source, STEPS);
  return table.rowGroups.map((info, at) => {
    const range = info.range("rollout");
    return {
      // Without statistics it may be anywhere.
      holds: (rollout) => range === undefined || (rollout >= range.least && rollout <= range.greatest),
      read: (from) => table.read(from, at),
      readColumns: (from, fields) => table.readColumns(from, at, fields),
    };
  });
}

function checked(rows: readonly StepRecord[], name: string): readonly StepRecord[] {
  const strange = rows.find(({ kind }) => kind !== "probe" && kind !== "answer");
  if (strange !== undefined) throw wrong(name, "a kind that is neither probe nor answer");
  return rows;
}

function wrong(name: string, what: string): FixpointError {
  return invalid("run", what, { where: name });
}
