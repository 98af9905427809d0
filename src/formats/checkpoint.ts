/**
 * @file Opening a checkpoint of whatever format: told by its first bytes, never by its name.
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { openPytorch } from "./pytorch.ts";
import { openSafetensors } from "./safetensors.ts";
import type { TensorFile } from "./tensor-file.ts";

/** A tar's magic, the last thing looked for, ends here. */
const FIRST_BYTES = 512;

/** Opens a PyTorch or safetensors file. Throws a `FixpointError` that says what the file is, where that can be told. */
export async function openTensorFile(source: ByteSource): Promise<TensorFile> {
  const first = await source.read(0, Math.min(FIRST_BYTES, source.size));
  if (startsWith(first, "PK\x03\x04") || startsWith(first, "PK\x05\x06")) return openPytorch(source);
  if (looksLikeSafetensors(first)) return openSafetensors(source);
  if (looksLikePickle(first) || startsWith(first.subarray(257), "ustar")) {
    throw unsupported("checkpoint", `${source.name} has the format of PyTorch before 1.6`, {
      expected: "a zip: load it and torch.save it again with a current PyTorch",
    });
  }
  throw notACheckpoint(source, first);
}

function notACheckpoint(source: ByteSource, first: Uint8Array): FixpointError {
  const expected = "a PyTorch or safetensors checkpoint";
  if (first.length === 0) return invalid("checkpoint", `${source.name} is empty`, { expected });
  if (startsWith(first, "version https://git-lfs")) {
    return invalid("checkpoint", `${source.name} is a Git LFS pointer`, { expected: "the file itself: git lfs pull" });
  }
  return invalid("checkpoint", `${source.name} is in no known format`, { expected });
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}

/** Opcode PROTO with a version: what the legacy format starts with, and so does any bare pickle. */
function looksLikePickle(first: Uint8Array): boolean {
  return first[0] === 0x80 && (first[1] ?? 0) >= 2 && (first[1] ?? 0) <= 5;
}

/** A header length below 2⁴⁸ and the brace that opens the header; whether they are right is for the reader to say. */
function looksLikeSafetensors(first: Uint8Array): boolean {
  return first.length > 8 && first[6] === 0 && first[7] === 0 && first[8] === 0x7b;
}
