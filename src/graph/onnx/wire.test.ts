import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFields } from "../../../test/read-protobuf.ts";
import { bytesField, concatenate, integerField, messageField, stringField } from "./wire.ts";

describe("the wire format", () => {
  it("writes integers as the documentation of protocol buffers has them", () => {
    expect([...concatenate(integerField(1, 150))]).toEqual([0x08, 0x96, 0x01]);
    expect([...concatenate(integerField(1, 0))]).toEqual([0x08, 0x00]);
    const minusOne = [0x08, ...new Array<number>(9).fill(0xff), 0x01];
    expect([...concatenate(integerField(1, -1))]).toEqual(minusOne);
  });

  it("writes strings as the documentation of protocol buffers has them", () => {
    expect([...concatenate(stringField(2, "testing"))]).toEqual([0x12, 0x07, ...new TextEncoder().encode("testing")]);
  });

  it("is read back: integers of every size and sign", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.maxSafeInteger(), (number, value) => {
        const [field] = readFields(concatenate(integerField(number, value)));
        expect(field?.number).toBe(number);
        expect(BigInt.asIntN(64, field?.value as bigint)).toBe(BigInt(value));
      }),
    );
  });

  it("is read back: bytes and nested messages", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, text) => {
        const inner = [...bytesField(3, bytes), ...stringField(4, text)];
        const [outer] = readFields(concatenate(messageField(1, inner)));
        const [first, second] = readFields(outer?.value as Uint8Array).map(({ value }) => value as Uint8Array);
        expect(first).toEqual(bytes);
        expect(new TextDecoder().decode(second)).toBe(text);
      }),
    );
  });

  it("refuses numbers that are no whole ones", () => {
    expect(() => integerField(1, 0.5)).toThrow("0.5 is no varint");
    expect(() => integerField(1, 2 ** 60)).toThrow("is no varint");
  });
});
