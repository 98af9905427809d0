import { describe, expect, it } from "vitest";
import { memorySource } from "../platform/byte-source.ts";
import { LOG_COLUMNS } from "./log-record.ts";
import { readLog } from "./read-log.ts";

const line = (step: number): string =>
  JSON.stringify(Object.fromEntries(LOG_COLUMNS.map((name, index) => [name, name === "step" ? step : index / step])));
const read = (text: string) => readLog(memorySource("log.jsonl", new TextEncoder().encode(text)));

describe("the log of a training", () => {
  it("is read column by column", async () => {
    const { columns, isCut } = await read(`${line(1)}\n${line(2)}\n`);
    expect(isCut).toBe(false);
    expect([...columns.step]).toEqual([1, 2]);
    expect([...columns.elapsed_s]).toEqual([12, 6]);
  });

  it("may be cut in its last line, as a kill leaves it", async () => {
    const { columns, isCut } = await read(`${line(1)}\n${line(2)}\n${line(3).slice(0, 40)}`);
    expect([isCut, [...columns.step]]).toEqual([true, [1, 2]]);
    expect((await read(`${line(1)}\n${line(2)}`)).columns.step).toHaveLength(2);
  });

  it.each([
    ["", "invalid log: no line in it (expected log.jsonl of fixpoint train, in log.jsonl)"],
    ['{"step": 1}\n', "invalid log: no number lr (expected log.jsonl of fixpoint train, in line 1 of log.jsonl)"],
    ["[1, 2]\n", "invalid log: no number step (expected log.jsonl of fixpoint train, in line 1 of log.jsonl)"],
    ["step,lr\n", "invalid log: it is not JSON (in line 1 of log.jsonl)"],
    [`${line(1)}\n{"st\n${line(3)}\n`, "invalid log: it is not JSON (in line 2 of log.jsonl)"],
    [`${line(1)}\n{"st\n`, "invalid log: it is not JSON (in line 2 of log.jsonl)"],
    [`${line(2)}\n${line(2)}\n`, "invalid log: step 2 after step 2 (expected ascending steps, in line 2 of log.jsonl)"],
  ])("%j is refused", async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence);
  });
});
