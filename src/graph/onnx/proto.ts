/**
 * @file The messages of an ONNX model, field by field. Numbers as in `onnx.proto3` of the ONNX project.
 */

import type { Dtype, Shape } from "../types.ts";
import { bytesField, integerField, type Message, messageField, stringField } from "./wire.ts";

const IR_VERSION = 10;
const OPSET = 20;

const DATA_TYPE = { f32: 1, i32: 6, i64: 7, bool: 9 } as const;
const ATTRIBUTE_TYPE = { int: 2, ints: 7 } as const;

export type Attribute =
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly ints: readonly number[] };

export function attributeProto(attribute: Attribute): Message {
  const name = stringField(1, attribute.name);
  const type = (value: number) => integerField(20, value);
  if ("int" in attribute) return [...name, ...integerField(3, attribute.int), ...type(ATTRIBUTE_TYPE.int)];
  return [...name, ...attribute.ints.flatMap((value) => integerField(8, value)), ...type(ATTRIBUTE_TYPE.ints)];
}

export interface NodeSpec {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: readonly Attribute[];
}

export function nodeProto({ type, inputs, output, attributes }: NodeSpec): Message {
  return [
    ...inputs.flatMap((name) => stringField(1, name)),
    ...stringField(2, output),
    ...stringField(3, output),
    ...stringField(4, type),
    ...attributes.flatMap((attribute) => messageField(5, attributeProto(attribute))),
  ];
}

/** An initializer; the data are little-endian, as every host that runs this is. */
export function tensorProto(name: string, shape: Shape, data: Float32Array | Int32Array | BigInt64Array): Message {
  const dtype = data instanceof Float32Array ? "f32" : data instanceof Int32Array ? "i32" : "i64";
  return [
    ...shape.flatMap((length) => integerField(1, length)),
    ...integerField(2, DATA_TYPE[dtype]),
    ...stringField(8, name),
    ...bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}

export function valueInfoProto(name: string, dtype: Dtype, shape: Shape): Message {
  const dimensions = shape.flatMap((length) => messageField(1, integerField(1, length)));
  const tensor = [...integerField(1, DATA_TYPE[dtype]), ...messageField(2, dimensions)];
  return [...stringField(1, name), ...messageField(2, messageField(1, tensor))];
}

export interface GraphSpec {
  readonly nodes: readonly Message[];
  readonly initializers: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
}

export function modelProto({ nodes, initializers, inputs, outputs }: GraphSpec): Message {
  const graph = [
    ...nodes.flatMap((node) => messageField(1, node)),
    ...stringField(2, "fixpoint"),
    ...initializers.flatMap((tensor) => messageField(5, tensor)),
    ...inputs.flatMap((info) => messageField(11, info)),
    ...outputs.flatMap((info) => messageField(12, info)),
  ];
  const opset = [...stringField(1, ""), ...integerField(2, OPSET)];
  return [
    ...integerField(1, IR_VERSION),
    ...stringField(2, "fixpoint"),
    ...messageField(7, graph),
    ...messageField(8, opset),
  ];
}
