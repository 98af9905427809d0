/**
 * @file Opening what `torch.save` writes: upstream's `step_N`, `.pt`, `.pth`, and Lightning's `.ckpt`. Nothing in the file
 * is executed, and of its tensors only what is asked for is read.
 */

import { invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { isDangerous } from "./pickle/dangerous.ts";
import { plainValue } from "./pickle/plain-value.ts";
import { unpickle } from "./pickle/unpickle.ts";
import { isKind, type PickleValue } from "./pickle/values.ts";
import { openArchive } from "./pytorch/archive.ts";
import { notATensor, stateDictTensors } from "./pytorch/state-dict.ts";
import type { TensorFile } from "./tensor-file.ts";

/** Where Lightning keeps a module's constructor arguments. */
const HYPER_PARAMETERS = "hyper_parameters";

/** Opens the zip and reads its pickle. Throws a `FixpointError` for what is damaged, foreign or dangerous. */
export async function openPytorch(source: ByteSource): Promise<TensorFile> {
  const archive = await openArchive(source);
  const top = unpickle(archive.pickle, {
    where: source.name,
    admit(global) {
      if (isDangerous(global)) throw notATensor(source.name, global);
    },
  });
  return {
    name: source.name,
    format: "pytorch",
    tensors: stateDictTensors(top, archive),
    metadata: {},
    hyperParameters: hyperParameters(top, source.name),
  };
}

function hyperParameters(top: PickleValue, where: string): Readonly<Record<string, unknown>> | undefined {
  const stored = isKind(top, "dict") ? top.entries.get(HYPER_PARAMETERS) : undefined;
  if (stored === undefined) return undefined;
  const plain = plainValue(stored, (got) => invalid(HYPER_PARAMETERS, got, { where }));
  return isMapping(plain) ? plain : undefined;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
