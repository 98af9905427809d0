/**
 * @file A reader of protocol buffers that shares nothing with the writer in `src/graph/onnx/`: BigInt varints, recursion, and
 * only as much of `onnx.proto3` as a test wants to see.
 */

export interface Field {
  readonly number: number;
  /** A varint as an unsigned 64-bit integer, or the bytes of a string, of a nested message or of a float. */
  readonly value: bigint | Uint8Array;
}

export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 63n) throw new Error("a varint without an end");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  while (at < bytes.length) {
    const key = Number(varint());
    const [number, wire] = [key >>> 3, key & 7];
    if (wire === 0) {
      fields.push({ number, value: varint() });
      continue;
    }
    const length = wire === 2 ? Number(varint()) : wire === 5 ? 4 : Number.NaN;
    if (!(at + length <= bytes.length)) throw new Error(`field ${number} of wire type ${wire} reaches past the end`);
    fields.push({ number, value: bytes.slice(at, at + length) });
    at += length;
  }
  return fields;
}

function all(fields: readonly Field[], number: number): (bigint | Uint8Array)[] {
  return fields.filter((field) => field.number === number).map(({ value }) => value);
}

const integers = (fields: readonly Field[], number: number): number[] =>
  all(fields, number).map((value) => Number(BigInt.asIntN(64, value as bigint)));
const texts = (fields: readonly Field[], number: number): string[] =>
  all(fields, number).map((value) => new TextDecoder().decode(value as Uint8Array));
const messages = (fields: readonly Field[], number: number): Field[][] =>
  all(fields, number).map((value) => readFields(value as Uint8Array));

export interface OnnxTensor {
  readonly name: string;
  readonly dataType: number;
  readonly dims: readonly number[];
  readonly raw: Uint8Array;
}

export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attribute name → type number and value. */
  readonly attributes: Readonly<Record<string, { readonly type: number; readonly value: number | readonly number[] }>>;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly elementType: number;
  readonly dims: readonly number[];
}

export interface OnnxModel {
  readonly irVersion: number;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = readFields(bytes);
  const [graph = []] = messages(model, 7);
  return {
    irVersion: integers(model, 1)[0] ?? 0,
    opsets: messages(model, 8).map((opset) => ({
      domain: texts(opset, 1)[0] ?? "",
      version: integers(opset, 2)[0] ?? 0,
    })),
    nodes: messages(graph, 1).map((node) => ({
      type: texts(node, 4)[0] ?? "",
      inputs: texts(node, 1),
      outputs: texts(node, 2),
      attributes: Object.fromEntries(messages(node, 5).map((attribute) => [texts(attribute, 1)[0], read(attribute)])),
    })),
    initializers: messages(graph, 5).map((tensor) => ({
      name: texts(tensor, 8)[0] ?? "",
      dataType: integers(tensor, 2)[0] ?? 0,
      dims: integers(tensor, 1),
      raw: all(tensor, 9)[0] as Uint8Array,
    })),
    inputs: messages(graph, 11).map(valueInfo),
    outputs: messages(graph, 12).map(valueInfo),
  };
}

/** INT is 2, INTS is 7. */
function read(attribute: readonly Field[]): { type: number; value: number | number[] } {
  const [type = 0] = integers(attribute, 20);
  if (type === 2) return { type, value: integers(attribute, 3)[0] ?? Number.NaN };
  return { type, value: integers(attribute, 8) };
}

function valueInfo(info: readonly Field[]): OnnxValueInfo {
  const [type = []] = messages(info, 2);
  const [tensor = []] = messages(type, 1);
  const [shape = []] = messages(tensor, 2);
  return {
    name: texts(info, 1)[0] ?? "",
    elementType: integers(tensor, 1)[0] ?? 0,
    dims: messages(shape, 1).map((dimension) => integers(dimension, 1)[0] ?? Number.NaN),
  };
}
