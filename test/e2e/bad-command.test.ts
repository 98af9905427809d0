import { chmod, mkdir, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withValue } from "./bad-checkpoints.ts";
import { TINY } from "./checkpoint-folder.ts";
import { CHECKPOINT, refusals } from "./refusal.ts";

const { path, write, list, expectRefusal, traceArgs } = refusals();

describe("commands that are refused", () => {
  const tracing = (...more: string[]) => traceArgs("good.json", ...more);
  it.each<[args: () => string[], sentence: string | RegExp]>([
    [() => tracing("--limt", "3"), "unknown option '--limt' (did you mean --limit?)"],
    [() => ["trac", "good.json"], "unknown command 'trac' (did you mean trace?)"],
    [() => ["trace", "good.json"], "required option '--checkpoint <file>' not specified (see fixpoint trace --help)"],
    [
      () => tracing("more"),
      /^too many arguments for 'trace': expected 1 argument but got 2 \(see fixpoint trace --help\)/,
    ],
    [() => ["inspect"], "missing required argument 'run-or-checkpoint' (see fixpoint inspect --help)"],
    [() => tracing("--steps"), "option '--steps <n>' argument missing (see fixpoint trace --help)"],
    [() => tracing("--steps", "0"), "invalid steps: 0 (expected a whole number from 1)"],
    [() => tracing("--steps", "1.5"), "invalid steps: 1.5 (expected a whole number from 1)"],
    [() => tracing("--seed", "9007199254740993"), "invalid seed: 9007199254740993 (expected 0 to 9007199254740991)"],
    [() => tracing("--batch", "0"), "invalid batch: 0 (expected 1 to 4096)"],
    [() => tracing("--threads", "0"), "invalid threads: 0 (expected 1 to 1024)"],
    [() => tracing("--limit", "0"), "invalid limit: 0 (expected a whole number from 1)"],
    [() => tracing("--augment", "-1"), "invalid augment: -1 (expected a whole number from 0)"],
    [() => tracing("--engine", "gpu"), "invalid engine: gpu (expected cpu, wasm, webgpu, cuda, reference)"],
    [() => tracing("--states", "some"), "invalid states: some (expected none, h, all)"],
    [() => tracing("--identifiers", "names.json"), /cannot be used with option '--identifiers <file>'/],
    [() => tracing("--intervene", "noise"), /^invalid intervention: noise \(expected kind@moments:key=value/],
    [() => tracing("--intervene", ""), /^invalid intervention: ""/],
    [() => tracing("--intervene", "nois@5:target=z_L"), /^invalid kind of intervention: nois \(expected noise, /],
    [() => tracing("--intervene", "noise@5:sigma=1"), /has no target \(expected target=z_L, z_H or both\)/],
    [() => tracing("--intervene", "noise@5:target=z_L"), /has no sigma/],
    [() => tracing("--intervene", "noise@5:target=z_L,sigma=-1"), /^invalid sigma: -1 \(expected 0 to 1000000/],
    [() => tracing("--intervene", "noise@5:target=z_X,sigma=1"), /^invalid target: z_X/],
    [() => tracing("--intervene", "noise@5:target=z_L,sigma=1,hue=2"), /^invalid option of noise: hue/],
    [() => tracing("--intervene", "noise@5.3:target=z_L,sigma=1"), /^invalid moment: 5.3 \(expected H-step 1 to 2/],
    [() => tracing("--intervene", "noise@x:target=z_L,sigma=1"), /^invalid moment: x/],
    [
      () => tracing("--intervene", "noise@9:target=z_L,sigma=1"),
      "invalid intervention: noise@9:target=z_L,sigma=1 reaches supervision step 9 (expected 1 to 8, or --steps 9)",
    ],
    [() => tracing("--intervene", "noise@1:target=z_L,sigma=1,when=settled"), /^invalid when: settled/],
    [() => tracing("--intervene", "patch@5:target=z_L,from=somewhere"), /^invalid from: somewhere \(expected RUN#N/],
    [
      () => ["export", "empty", "--format", "xml"],
      "invalid format: xml (expected jsonl, csv, rollouts, safetensors, pt)",
    ],
    [
      () => ["export", "good.json", "--format", "jsonl"],
      "invalid format: jsonl (expected safetensors, pt for the file good.json)",
    ],
    [
      () => ["export", "empty", "--format", "pt", "-o", "out"],
      "invalid format: pt (expected jsonl, csv, rollouts for the directory empty)",
    ],
    [
      () => ["export", "empty", "--format", "jsonl", "--dtype", "f16"],
      "invalid dtype: f16 (expected a checkpoint, and empty is a directory)",
    ],
    [
      () => ["export", CHECKPOINT, "--format", "pt", "-o", "out", "--dtype", "f8"],
      "invalid dtype: f8 (expected f32, f16, bf16)",
    ],
    [
      () => ["export", CHECKPOINT, "--format", "pt"],
      "invalid output: stdout (expected -o FILE, to write a checkpoint to)",
    ],
    [() => ["inspect", "empty", "--at", "5"], "invalid at: 5 (expected --rollout N beside it)"],
    [
      () => ["inspect", "good.json", "--rollout", "0"],
      /^invalid rollout: 0 \(expected a run, and good.json is a file\)/,
    ],
  ])("%# wrong usage", async (args, sentence) => {
    await expectRefusal(args(), 2, sentence);
  });

  it.each<[args: () => string[], sentence: string | RegExp]>([
    [() => traceArgs("missing.json"), "cannot read missing.json: no such file or directory"],
    [() => traceArgs("empty"), /^invalid directory of tasks: no task in it/],
    [() => traceArgs("good.json/x"), "cannot read good.json/x: a part of the path is not a directory"],
    [() => tracing("--config", "missing.yaml"), "cannot read missing.yaml: no such file or directory"],
    [() => tracing("--config", "empty"), "unsupported file: not a plain file (in empty)"],
    [
      () => tracing("--intervene", "patch@5:target=z_L,from=missing#0"),
      "cannot read missing: no such file or directory",
    ],
    [() => tracing("--intervene", "patch@5:target=z_L,from=empty#0"), /^invalid run: no run.json/],
    [() => ["inspect", "missing"], "cannot read missing: no such file or directory"],
    [
      () => ["inspect", "empty"],
      "invalid run: no run.json (expected a directory that trace or import wrote, in empty)",
    ],
    [() => ["inspect", "good.json"], /^invalid checkpoint: good.json is in no known format/],
    [() => ["export", "missing", "--format", "jsonl"], "cannot read missing: no such file or directory"],
    [
      () => ["export", "good.json", "--format", "pt", "-o", "out"],
      "invalid checkpoint: good.json is in no known format (expected a PyTorch or safetensors checkpoint)",
    ],
    [
      () => ["export", CHECKPOINT, "--format", "pt", "-o", "empty"],
      "invalid output: empty exists (expected a new file)",
    ],
    [
      () => ["export", CHECKPOINT, "--format", "pt", "-o", "none/out"],
      "cannot write none/out: no such file or directory",
    ],
    [() => ["export", "empty", "--format", "jsonl"], /^invalid run: no run.json/],
    [() => ["import", "missing.jsonl", "-o", "out"], "cannot read missing.jsonl: no such file or directory"],
    [() => ["import", "good.json", "-o", "out"], /^invalid good.json: line 1: puzzle_name/],
    [() => ["import", "good.json", "-o", "empty"], "invalid output: empty exists (expected a new directory)"],
  ])("%# what is not there or not what it should be", async (args, sentence) => {
    await expectRefusal(args(), 1, sentence);
  });
});

describe("an output", () => {
  const into = (out: string, checkpoint = CHECKPOINT, ...more: string[]) => {
    const files = ["trace", "good.json", "--checkpoint", checkpoint, "--out", out];
    return [...files, "--puzzle-identifier", "1", ...more];
  };

  it("that exists is not touched", async () => {
    await mkdir(path("taken"));
    await write("taken/thesis.tex", "\\begin{document}");
    const refused = (args: string[], sentence: string) => expectRefusal(args, 1, sentence);
    await refused(into("taken"), "invalid output: taken exists (expected a new directory, or --resume)");
    const resume = into("taken", CHECKPOINT, "--resume");
    await refused(resume, "invalid output: taken holds no run.json (expected a run to resume)");
    await refused(into("good.json"), "invalid output: good.json is a file (expected a new directory, or --resume)");
    await refused(into("good.json/out"), "cannot write good.json/out: a part of the path is not a directory");
    expect(await list("taken")).toEqual(["thesis.tex"]);
  });

  it("without a name is wrong usage", async () => {
    await expectRefusal(into(""), 2, "invalid output: an empty name (expected a new directory, or --resume)");
  });

  it("in folders that are not there yet leaves none of them after a failure", async () => {
    const row = await withValue(path(CHECKPOINT), "puzzle_emb.weights", TINY.puzzleEmbNdim, Number.NaN);
    await write("model/row.safetensors", row);
    await expectRefusal(into("a/b/c", "model/row.safetensors"), 1, /^invalid weight: NaN/);
  });

  it.skipIf(process.getuid?.() === 0)("that may not be written is one sentence", async () => {
    await mkdir(path("locked"), { mode: 0o500 });
    await expectRefusal(into("locked/out"), 1, "cannot write locked/out: permission denied");
    await chmod(path("locked"), 0o700);
  });
});

describe("an input that may not be read", () => {
  it.skipIf(process.getuid?.() === 0)("is one sentence", async () => {
    await write("secret.json", "{}");
    await chmod(path("secret.json"), 0);
    await expectRefusal(traceArgs("secret.json"), 1, "cannot read secret.json: permission denied");
  });
});

describe("a name with a line break or an escape sequence", () => {
  it("stays in one line", async () => {
    await expectRefusal(
      traceArgs("two\nlines\u001b[31m.json"),
      1,
      "cannot read two\\nlines\\u001b[31m.json: no such file or directory",
    );
    await writeFile(path("bad\nname.json"), "[]");
    await expectRefusal(traceArgs("bad\nname.json"), 1, /^invalid tasks: a list .*in bad\\nname\.json\)/);
    await expectRefusal([...traceArgs("good.json"), "--un\nknown"], 2, /^unknown option '--un\\nknown'/);
  });
});
