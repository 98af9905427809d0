/**
 * @file NumPy's array files (numpy.lib.format, versions 1.0 to 3.0): row-major, little-endian, plain numbers.
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import { quote } from "./quote.ts";
import { elementCount } from "./tensor-layout.ts";

/** dtype → how its elements are given out. */
interface NpyData {
  u8: Uint8Array<ArrayBuffer>;
  i8: Int8Array<ArrayBuffer>;
  i16: Int16Array<ArrayBuffer>;
  i32: Int32Array<ArrayBuffer>;
  /** Exact: an integer beyond ±2⁵³ is an error. */
  i64: Float64Array<ArrayBuffer>;
  f32: Float32Array<ArrayBuffer>;
  f64: Float64Array<ArrayBuffer>;
  /** 0 and 1. */
  bool: Uint8Array<ArrayBuffer>;
}

export type NpyDtype = keyof NpyData;

/** An array of any of the dtypes; `dtype` tells the type of `data`, which is row-major [...shape]. */
export type NpyArray = { [D in NpyDtype]: { dtype: D; shape: readonly number[]; data: NpyData[D] } }[NpyDtype];

const DTYPE_OF = new Map<string, NpyDtype>([
  ["|u1", "u8"],
  ["|i1", "i8"],
  ["<i2", "i16"],
  ["<i4", "i32"],
  ["<i8", "i64"],
  ["<f4", "f32"],
  ["<f8", "f64"],
  ["|b1", "bool"],
]);

const ITEM_SIZE: Readonly<Record<NpyDtype, number>> = { u8: 1, i8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8, bool: 1 };

const MAGIC = "\x93NUMPY";
const LONGEST_HEADER = 2 ** 16;

/** Reads a whole file; `name` is the file's, for error messages. Throws a `FixpointError` for anything else. */
export function parseNpy(bytes: Uint8Array, name: string): NpyArray {
  const { text, dataOffset } = readHeader(bytes, name);
  const { descr, fortran, shape } = parseHeader(text, name);
  const dtype = DTYPE_OF.get(descr);
  if (dtype === undefined) {
    const expected = [...DTYPE_OF.keys()].join(", ");
    throw unsupported("npy file", `numbers of type ${quote(descr)}`, { expected, where: name });
  }
  if (fortran && shape.length > 1) {
    throw unsupported("npy file", "it is column-major", { expected: "row-major (C order)", where: name });
  }
  const count = elementCount(shape);
  const size = bytes.length - dataOffset;
  if (count === undefined || count * ITEM_SIZE[dtype] !== size) {
    throw wrong(name, `${size} bytes of data do not fit ${dtype} [${shape.join(", ")}]`);
  }
  return decode(dtype, shape, new Uint8Array(bytes.subarray(dataOffset)).buffer, name);
}

function wrong(where: string, got: string): FixpointError {
  return invalid("npy file", got, { where });
}

function decode(dtype: NpyDtype, shape: readonly number[], buffer: ArrayBuffer, name: string): NpyArray {
  switch (dtype) {
    case "u8":
      return { dtype, shape, data: new Uint8Array(buffer) };
    case "i8":
      return { dtype, shape, data: new Int8Array(buffer) };
    case "i16":
      return { dtype, shape, data: new Int16Array(buffer) };
    case "i32":
      return { dtype, shape, data: new Int32Array(buffer) };
    case "i64":
      return { dtype, shape, data: exactIntegers(new BigInt64Array(buffer), name) };
    case "f32":
      return { dtype, shape, data: new Float32Array(buffer) };
    case "f64":
      return { dtype, shape, data: new Float64Array(buffer) };
    case "bool":
      return { dtype, shape, data: new Uint8Array(buffer).map((byte) => (byte === 0 ? 0 : 1)) };
  }
}

function exactIntegers(integers: BigInt64Array, name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(integers, (integer) => {
    const number = Number(integer);
    if (!Number.isSafeInteger(number)) throw wrong(name, `${integer} is beyond 2^53`);
    return number;
  });
}

/** Magic, version, the header's length (u16, from version 2.0 on u32), the header. */
function readHeader(bytes: Uint8Array, name: string): { text: string; dataOffset: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isNpy = bytes.length >= 10 && [...MAGIC].every((character, i) => bytes[i] === character.charCodeAt(0));
  if (!isNpy) throw wrong(name, "it does not start as an npy file does");
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw unsupported("npy file", `format version ${version}`, { where: name });
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw wrong(name, "it is cut short");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > Math.min(LONGEST_HEADER, bytes.length - start)) throw wrong(name, `a header of ${length} bytes`);
  return { text: new TextDecoder().decode(bytes.subarray(start, start + length)), dataOffset: start + length };
}

interface NpyHeader {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (16, 3), }`, a Python literal, keys in any order. */
function parseHeader(text: string, name: string): NpyHeader {
  const malformed = wrong(name, "its header is malformed");
  const item = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([\d,\s]*\))\s*(,|(?=\}))/y;
  const values = new Map<string, string>();
  item.lastIndex = text.indexOf("{") + 1;
  let end = item.lastIndex;
  for (let match = item.exec(text); match !== null; match = item.exec(text)) {
    const [, key = "", value = ""] = match;
    if (values.has(key)) throw malformed;
    values.set(key, value);
    end = item.lastIndex;
  }
  const descr = values.get("descr");
  const fortran = values.get("fortran_order");
  const dims = values.get("shape");
  const whole = text.trimStart().startsWith("{") && /^\s*\}\s*$/.test(text.slice(end)) && values.size === 3;
  if (!whole || !descr?.startsWith("'") || !dims?.startsWith("(") || (fortran !== "True" && fortran !== "False")) {
    throw malformed;
  }
  const shape = dims
    .slice(1, -1)
    .split(",")
    .map((dim) => dim.trim());
  if (shape.at(-1) === "") shape.pop();
  if (!shape.every((dim) => /^\d{1,16}$/.test(dim)) || shape.length > 64) throw malformed;
  return { descr: descr.slice(1, -1), fortran: fortran === "True", shape: shape.map(Number) };
}
