/**
 * @file Where in a checkpoint the state dict is, and what is in it.
 */

import { type FixpointError, invalid, unsupported } from "../../errors.ts";
import { isKind, type PickleDict, type PickleValue } from "../pickle/values.ts";
import { quote } from "../quote.ts";
import type { StoredTensor } from "../tensor-file.ts";
import type { PytorchArchive } from "./archive.ts";
import { rebuiltTensor, tensorCall } from "./rebuild.ts";

/** Keys under which people put the state dict beside other things: Lightning's first. */
const CONTAINERS = ["state_dict", "model", "model_state_dict"];
/** `{"model": {"state_dict": …}}` happens; deeper does not. */
const DEEPEST_CONTAINER = 4;

/** The tensors of the checkpoint's state dict, under the names they have there. */
export function stateDictTensors(top: PickleValue, archive: PytorchArchive): ReadonlyMap<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, value] of stateDict(top, archive).entries) {
    const call = tensorCall(value);
    if (call === undefined) {
      const foreign = foreignName(value);
      if (foreign !== undefined) throw notATensor(archive.name, foreign);
      // Numbers and plain containers stand beside the tensors in some state dicts (`_extra_state`, counters).
      continue;
    }
    if (typeof name !== "string") throw invalid("checkpoint", "a tensor without a name", { where: archive.name });
    tensors.set(name, rebuiltTensor(name, call, archive));
  }
  if (tensors.size === 0) throw noStateDict(archive.name);
  return tensors;
}

/** The refusal of a checkpoint that holds a foreign object; `global` is what would have been called. */
export function notATensor(file: string, global: string): FixpointError {
  const got = `${file} holds ${quote(global)}, which is not a tensor type (nothing was executed)`;
  return unsupported("checkpoint", got);
}

function stateDict(top: PickleValue, archive: PytorchArchive): PickleDict {
  let found = top;
  for (let depth = 0; depth < DEEPEST_CONTAINER && isKind(found, "dict"); depth++) {
    const { entries } = found;
    const inner = CONTAINERS.map((key) => entries.get(key)).find((value) => value !== undefined && isContainer(value));
    if (inner === undefined) return found;
    found = inner;
  }
  const foreign = foreignName(found);
  if (foreign !== undefined) throw notATensor(archive.name, foreign);
  if (!isKind(found, "dict")) throw noStateDict(archive.name);
  return found;
}

/** A dict, or a whole model that somebody saved instead of its state dict: an object that is no tensor. */
function isContainer(value: PickleValue): boolean {
  return isKind(value, "dict") || (foreignName(value) !== undefined && tensorCall(value) === undefined);
}

/** What a foreign object or a bare class is called. */
function foreignName(value: PickleValue): string | undefined {
  if (isKind(value, "instance")) return value.global;
  return isKind(value, "global") ? value.name : undefined;
}

function noStateDict(file: string): FixpointError {
  return invalid("checkpoint", `${file} holds no state dict`, {
    expected: `tensors by name, alone or under ${CONTAINERS.map(quote).join(", ")}`,
  });
}
