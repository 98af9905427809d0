/**
 * @file Checkpoints that nobody should trust, made from a good one.
 */

import { readFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import type { ModelConfig } from "../../src/model/config.ts";
import { untrainedCheckpoint } from "../../src/model/demo-model.ts";
import { call, dict, global, pickle } from "../pickle-writer.ts";
import { torchFile, torchTensor } from "../torch-file.ts";
import { zipBytes } from "../zip-writer.ts";

/** A whole PyTorch file of a model, as `torch.save` writes it. */
export function torchCheckpoint(config: ModelConfig): Uint8Array {
  const { tensors } = untrainedCheckpoint(config, 1);
  const [header = new Uint8Array(), ...data] = tensors;
  // The data stand in the order of the header.
  const entries = Object.entries<{ shape: number[] }>(JSON.parse(new TextDecoder().decode(header.subarray(8))));
  const state = entries.map(([name, { shape }], at) => {
    const count = (data[at]?.length ?? 0) / 4;
    return [name, torchTensor({ key: String(at), storage: "FloatStorage", count, shape })] as const;
  });
  return torchFile(dict(Object.fromEntries(state)), Object.fromEntries(data.map((bytes, at) => [String(at), bytes])));
}

/** What `os.system("touch …")` would be once a careless reader loads it. */
export function pickleThatCalls(module: string, name: string, argument: string): Uint8Array {
  return torchFile(dict({ weight: call(global(module, name), argument) }));
}

/** A few kilobytes that claim to be, and unpack to, gigabytes. */
export function zipBomb(): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(64 << 20));
  return zipBytes([
    { name: "archive/data.pkl", data: packed, method: 8, size: 0xfffffffe },
    { name: "archive/version", data: new TextEncoder().encode("3\n") },
  ]);
}

/** The same pickle, deflated, under a size that is true. */
export function deflatedPickle(): Uint8Array {
  const data = pickle("x".repeat(1 << 20));
  return zipBytes([{ name: "archive/data.pkl", data: deflateRawSync(data), method: 8, size: data.length }]);
}

export interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: number[];
}

/** A safetensors file with its header changed; the bytes behind it stay. */
export async function withHeader(path: string, change: (header: Record<string, HeaderEntry>) => void): Promise<Buffer> {
  const file = await readFile(path);
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString("utf8", 8, 8 + length));
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([size, text, file.subarray(8 + length)]);
}

/** The float at `element` of a tensor changed. */
export async function withValue(path: string, tensor: string, element: number, value: number): Promise<Buffer> {
  const file = await readFile(path);
  const length = Number(file.readBigUInt64LE());
  const [begin] = JSON.parse(file.toString("utf8", 8, 8 + length))[tensor].data_offsets;
  file.writeFloatLE(value, 8 + length + begin + 4 * element);
  return file;
}
