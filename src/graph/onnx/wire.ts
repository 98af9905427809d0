/**
 * @file Protocol-buffer encoding, as much of it as an ONNX model needs: varints, strings and nested messages. Large
 * tensors are passed through as views and copied once, in `concatenate`.
 */

/** An encoded message, in pieces. */
export type Message = readonly Uint8Array[];

const WIRE_VARINT = 0;
const WIRE_BYTES = 2;
const encoder = new TextEncoder();

/** A non-negative safe integer, seven bits a byte, low ones first. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is no varint`);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

const tag = (field: number, wire: number): Uint8Array => varint(field * 8 + wire);

export function byteLength(message: Message): number {
  return message.reduce((total, piece) => total + piece.byteLength, 0);
}

export function integerField(field: number, value: number): Message {
  if (value >= 0) return [tag(field, WIRE_VARINT), varint(value)];
  // A negative int64 takes ten bytes: its two's complement, all the way up.
  const bytes = new Uint8Array(10);
  let rest = BigInt.asUintN(64, BigInt(value));
  for (let place = 0; place < 10; place++) {
    bytes[place] = Number(rest & 0x7fn) | (place < 9 ? 0x80 : 0);
    rest >>= 7n;
  }
  return [tag(field, WIRE_VARINT), bytes];
}

export function bytesField(field: number, bytes: Uint8Array): Message {
  return [tag(field, WIRE_BYTES), varint(bytes.byteLength), bytes];
}

export const stringField = (field: number, text: string): Message => bytesField(field, encoder.encode(text));

export function messageField(field: number, message: Message): Message {
  return [tag(field, WIRE_BYTES), varint(byteLength(message)), ...message];
}

/** The message as one array. */
export function concatenate(message: Message): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength(message));
  let offset = 0;
  for (const piece of message) {
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return bytes;
}
