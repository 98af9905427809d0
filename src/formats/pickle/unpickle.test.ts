/** @file Tests of the unpickler: against what Python's pickler writes, and against what only an attacker would. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call, dict, global, type Picklable, pickle, tuple, withState } from "../../../test/pickle-writer.ts";
import { FixpointError, invalid } from "../../errors.ts";
import { plainValue } from "./plain-value.ts";
import { unpickle } from "./unpickle.ts";
import { isKind, type PickleValue } from "./values.ts";

const where = "step_5";
const read = (bytes: Uint8Array<ArrayBuffer>) => unpickle(bytes, { where });
const readOpcodes = (...opcodes: number[]) => read(Uint8Array.from(opcodes));
const plain = (value: PickleValue) => plainValue(value, (got) => invalid("value", got));

/** The same value, pickled by CPython 3.11 with these protocols. */
const BY_PYTHON: Readonly<Record<number, string>> = {
  0: "KGRwMApWaW50CnAxCihscDIKSTAKYUktMQphSTI1NQphSTI1NgphSTY1NTM1CmFJLTcwMDAwCmFJMjE0NzQ4MzY0NwphTDEwOTk1MTE2Mjc3NzZMCmFMLTEwOTk1MTE2Mjc3NzZMCmFMMTE4MDU5MTYyMDcxNzQxMTMwMzQyNEwKYUwtMTE4MDU5MTYyMDcxNzQxMTMwMzQyNEwKYXNWZmxvYXQKcDMKKGxwNApGMS41CmFGLTAuMAphRjFlKzMwMAphRmluZgphc1Z0ZXh0CnA1CihscDYKVgpwNwphVulcdTIwMjh4CnA4CmFWXFUwMDAxZjYwMApwOQphVmFcdTAwNWNiXHUwMDBhYwpwMTAKYXNWYnl0ZXMKcDExCmNfY29kZWNzCmVuY29kZQpwMTIKKFZcdTAwMDD/CnAxMwpWbGF0aW4xCnAxNAp0cDE1ClJwMTYKc1Zub25lCnAxNwpOc1Zib29scwpwMTgKKEkwMQpJMDAKdHAxOQpzVnR1cGxlcwpwMjAKKCh0KEkxCnRwMjEKKEkxCkkyCnRwMjIKKEkxCkkyCkkzCnRwMjMKKEkxCkkyCkkzCkk0CnRwMjQKdHAyNQpzVnNldApwMjYKY19fYnVpbHRpbl9fCnNldApwMjcKKChscDI4Ckk3CmF0cDI5ClJwMzAKc1Zmcm96ZW4KcDMxCmNfX2J1aWx0aW5fXwpmcm96ZW5zZXQKcDMyCigobHAzMwpJOAphdHAzNApScDM1CnNWb3JkZXJlZApwMzYKY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnAzNwoodFJwMzgKVmIKcDM5CkkxCnNWYQpwNDAKSTIKc3NWZGVmYXVsdApwNDEKY2NvbGxlY3Rpb25zCmRlZmF1bHRkaWN0CnA0MgooY19fYnVpbHRpbl9fCmxpc3QKcDQzCnRwNDQKUnA0NQpWawpwNDYKKGxwNDcKSTEKYXNzVnNhbWUKcDQ4CihscDQ5CihscDUwClZ4CnA1MQphYWc1MAphcy4=",
  1: "fXEAKFgDAAAAaW50cQFdcQIoSwBK/////0v/TQABTf//SpDu/v9K////f0wxMDk5NTExNjI3Nzc2TApMLTEwOTk1MTE2Mjc3NzZMCkwxMTgwNTkxNjIwNzE3NDExMzAzNDI0TApMLTExODA1OTE2MjA3MTc0MTEzMDM0MjRMCmVYBQAAAGZsb2F0cQNdcQQoRz/4AAAAAAAAR4AAAAAAAAAAR3435DyIAHWcR3/wAAAAAAAAZVgEAAAAdGV4dHEFXXEGKFgAAAAAcQdYBgAAAMOp4oCoeHEIWAQAAADwn5iAcQlYBQAAAGFcYgpjcQplWAUAAABieXRlc3ELY19jb2RlY3MKZW5jb2RlCnEMKFgDAAAAAMO/cQ1YBgAAAGxhdGluMXEOdHEPUnEQWAQAAABub25lcRFOWAUAAABib29sc3ESKEkwMQpJMDAKdHETWAYAAAB0dXBsZXNxFCgpKEsBdHEVKEsBSwJ0cRYoSwFLAksDdHEXKEsBSwJLA0sEdHEYdHEZWAMAAABzZXRxGmNfX2J1aWx0aW5fXwpzZXQKcRsoXXEcSwdhdHEdUnEeWAYAAABmcm96ZW5xH2NfX2J1aWx0aW5fXwpmcm96ZW5zZXQKcSAoXXEhSwhhdHEiUnEjWAcAAABvcmRlcmVkcSRjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcSUpUnEmKFgBAAAAYnEnSwFYAQAAAGFxKEsCdVgHAAAAZGVmYXVsdHEpY2NvbGxlY3Rpb25zCmRlZmF1bHRkaWN0CnEqKGNfX2J1aWx0aW5fXwpsaXN0CnErdHEsUnEtWAEAAABrcS5dcS9LAWFzWAQAAABzYW1lcTBdcTEoXXEyWAEAAAB4cTNhaDJldS4=",
  2: "gAJ9cQAoWAMAAABpbnRxAV1xAihLAEr/////S/9NAAFN//9KkO7+/0r///9/igYAAAAAAAGKBgAAAAAA/4oJAAAAAAAAAABAigkAAAAAAAAAAMBlWAUAAABmbG9hdHEDXXEEKEc/+AAAAAAAAEeAAAAAAAAAAEd+N+Q8iAB1nEd/8AAAAAAAAGVYBAAAAHRleHRxBV1xBihYAAAAAHEHWAYAAADDqeKAqHhxCFgEAAAA8J+YgHEJWAUAAABhXGIKY3EKZVgFAAAAYnl0ZXNxC2NfY29kZWNzCmVuY29kZQpxDFgDAAAAAMO/cQ1YBgAAAGxhdGluMXEOhnEPUnEQWAQAAABub25lcRFOWAUAAABib29sc3ESiImGcRNYBgAAAHR1cGxlc3EUKClLAYVxFUsBSwKGcRZLAUsCSwOHcRcoSwFLAksDSwR0cRh0cRlYAwAAAHNldHEaY19fYnVpbHRpbl9fCnNldApxG11xHEsHYYVxHVJxHlgGAAAAZnJvemVucR9jX19idWlsdGluX18KZnJvemVuc2V0CnEgXXEhSwhhhXEiUnEjWAcAAABvcmRlcmVkcSRjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcSUpUnEmKFgBAAAAYnEnSwFYAQAAAGFxKEsCdVgHAAAAZGVmYXVsdHEpY2NvbGxlY3Rpb25zCmRlZmF1bHRkaWN0CnEqY19fYnVpbHRpbl9fCmxpc3QKcSuFcSxScS1YAQAAAGtxLl1xL0sBYXNYBAAAAHNhbWVxMF1xMShdcTJYAQAAAHhxM2FoMmV1Lg==",
  3: "gAN9cQAoWAMAAABpbnRxAV1xAihLAEr/////S/9NAAFN//9KkO7+/0r///9/igYAAAAAAAGKBgAAAAAA/4oJAAAAAAAAAABAigkAAAAAAAAAAMBlWAUAAABmbG9hdHEDXXEEKEc/+AAAAAAAAEeAAAAAAAAAAEd+N+Q8iAB1nEd/8AAAAAAAAGVYBAAAAHRleHRxBV1xBihYAAAAAHEHWAYAAADDqeKAqHhxCFgEAAAA8J+YgHEJWAUAAABhXGIKY3EKZVgFAAAAYnl0ZXNxC0MCAP9xDFgEAAAAbm9uZXENTlgFAAAAYm9vbHNxDoiJhnEPWAYAAAB0dXBsZXNxECgpSwGFcRFLAUsChnESSwFLAksDh3ETKEsBSwJLA0sEdHEUdHEVWAMAAABzZXRxFmNidWlsdGlucwpzZXQKcRddcRhLB2GFcRlScRpYBgAAAGZyb3plbnEbY2J1aWx0aW5zCmZyb3plbnNldApxHF1xHUsIYYVxHlJxH1gHAAAAb3JkZXJlZHEgY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnEhKVJxIihYAQAAAGJxI0sBWAEAAABhcSRLAnVYBwAAAGRlZmF1bHRxJWNjb2xsZWN0aW9ucwpkZWZhdWx0ZGljdApxJmNidWlsdGlucwpsaXN0CnEnhXEoUnEpWAEAAABrcSpdcStLAWFzWAQAAABzYW1lcSxdcS0oXXEuWAEAAAB4cS9haC5ldS4=",
  4: "gASVlAEAAAAAAAB9lCiMA2ludJRdlChLAEr/////S/9NAAFN//9KkO7+/0r///9/igYAAAAAAAGKBgAAAAAA/4oJAAAAAAAAAABAigkAAAAAAAAAAMBljAVmbG9hdJRdlChHP/gAAAAAAABHgAAAAAAAAABHfjfkPIgAdZxHf/AAAAAAAABljAR0ZXh0lF2UKIwAlIwGw6nigKh4lIwE8J+YgJSMBWFcYgpjlGWMBWJ5dGVzlEMCAP+UjARub25llE6MBWJvb2xzlIiJhpSMBnR1cGxlc5QoKUsBhZRLAUsChpRLAUsCSwOHlChLAUsCSwNLBHSUdJSMA3NldJSPlChLB5CMBmZyb3plbpQoSwiRlIwHb3JkZXJlZJSMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpQojAFilEsBjAFhlEsCdYwHZGVmYXVsdJRoG4wLZGVmYXVsdGRpY3SUk5SMCGJ1aWx0aW5zlIwEbGlzdJSTlIWUUpSMAWuUXZRLAWFzjARzYW1llF2UKF2UjAF4lGFoLWV1Lg==",
  5: "gAWVlAEAAAAAAAB9lCiMA2ludJRdlChLAEr/////S/9NAAFN//9KkO7+/0r///9/igYAAAAAAAGKBgAAAAAA/4oJAAAAAAAAAABAigkAAAAAAAAAAMBljAVmbG9hdJRdlChHP/gAAAAAAABHgAAAAAAAAABHfjfkPIgAdZxHf/AAAAAAAABljAR0ZXh0lF2UKIwAlIwGw6nigKh4lIwE8J+YgJSMBWFcYgpjlGWMBWJ5dGVzlEMCAP+UjARub25llE6MBWJvb2xzlIiJhpSMBnR1cGxlc5QoKUsBhZRLAUsChpRLAUsCSwOHlChLAUsCSwNLBHSUdJSMA3NldJSPlChLB5CMBmZyb3plbpQoSwiRlIwHb3JkZXJlZJSMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpQojAFilEsBjAFhlEsCdYwHZGVmYXVsdJRoG4wLZGVmYXVsdGRpY3SUk5SMCGJ1aWx0aW5zlIwEbGlzdJSTlIWUUpSMAWuUXZRLAWFzjARzYW1llF2UKF2UjAF4lGFoLWV1Lg==",
};

describe("a pickle that Python wrote", () => {
  it.each(Object.entries(BY_PYTHON))("is read (protocol %s)", (_, base64) => {
    const top = read(Uint8Array.from(Buffer.from(base64, "base64")));
    expect(plain(top)).toEqual({
      int: [0, -1, 255, 256, 65535, -70000, 2147483647, 2 ** 40, -(2 ** 40), `${2n ** 70n}`, `${-(2n ** 70n)}`],
      float: [1.5, -0, 1e300, Number.POSITIVE_INFINITY],
      text: ["", "é\u2028x", "\u{1F600}", "a\\b\nc"],
      bytes: "<bytes>",
      none: null,
      bools: [true, false],
      tuples: [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]],
      set: [7],
      frozen: [8],
      ordered: { b: 1, a: 2 },
      default: { k: [1] },
      same: [["x"], ["x"]],
    });
    if (!isKind(top, "dict")) throw new Error("not a dict");
    expect(top.entries.get("bytes")).toEqual(Uint8Array.of(0, 255));
    const same = top.entries.get("same");
    expect(isKind(same, "list") && same.items[0] === same.items[1]).toBe(true);
  });

  it("is read whatever plain value it holds", () => {
    const scalar = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const { value } = fc.letrec<{ value: Picklable }>((tie) => ({
      value: fc.oneof({ depthSize: "small" }, scalar, fc.array(tie("value"))),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(plain(read(pickle(given)))).toEqual(given);
      }),
    );
  });
});

describe("a call in a pickle", () => {
  it("becomes a record of what would have been called, with which arguments and state", () => {
    const top = read(pickle(withState(call(global("lib.shapes", "Square"), 3, "m"), dict({ side: 3 }))));
    expect(top).toMatchObject({ kind: "instance", global: "lib.shapes.Square", args: [3, "m"] });
    expect(isKind(top, "instance") && isKind(top.state, "dict") && top.state.entries.get("side")).toBe(3);
  });

  it("is announced before it is recorded, by the name of what it would call", () => {
    const names: string[] = [];
    const admit = (name: string) => void names.push(name);
    unpickle(pickle([call(global("os", "system"), "true"), global("torch", "float32")]), { where, admit });
    expect(names).toEqual(["os.system", "torch.float32"]);
  });

  it("cannot reach a prototype", () => {
    const top = read(pickle(dict({ ["__proto__"]: dict({ polluted: true }), constructor: 1 })));
    expect(isKind(top, "dict") && [...top.entries.keys()]).toEqual(["__proto__", "constructor"]);
    expect({}).not.toHaveProperty("polluted");
    expect(() => plain(top)).toThrow("invalid value: a key named '__proto__'");
  });
});

describe("a malformed pickle", () => {
  const refusal = (...opcodes: number[]) => expect(() => readOpcodes(...opcodes));

  it("is refused with a sentence that says where it goes wrong", () => {
    refusal(0x80, 2, 0x4e).toThrow("invalid pickle: it is cut short after 3 bytes (in step_5)");
    refusal(0x80, 6).toThrow("invalid pickle: protocol 6 at byte 2 (in step_5)");
    refusal(0xff).toThrow("invalid pickle: unknown opcode 0xff at byte 1 (in step_5)");
    refusal(0x2e).toThrow("nothing on the stack at byte 1");
    refusal(0x28, 0x2e).toThrow("nothing on the stack");
    refusal(0x74).toThrow("no mark on the stack");
    refusal(0x68, 9).toThrow("nothing in the memo at 9");
    refusal(0x4e, 0x4e, 0x61).toThrow("appends to what is not a list");
    refusal(0x5d, 0x4e, 0x4e, 0x73).toThrow("sets items of what is not a dict");
    refusal(0x7d, 0x28, 0x4e, 0x75).toThrow("a key without a value");
    refusal(0x4e, 0x29, 0x52).toThrow("a call of what cannot be called");
    refusal(0x4e, 0x4e, 0x52).toThrow("arguments that are not a tuple");
    refusal(0x4e, 0x4e, 0x93).toThrow("a global without a name");
    refusal(0x5d, 0x4e, 0x62).toThrow("a state for what has none");
    refusal(0x49, 0x78, 0x0a).toThrow("a malformed integer");
    refusal(0x8d, 255, 255, 255, 255, 255, 255, 255, 255).toThrow("cut short");
    refusal(0x82, 1).toThrow("unknown opcode 0x82");
  });

  it("is read or refused, never anything else, whatever its bytes are", () => {
    const base = Buffer.from(BY_PYTHON[4] ?? "", "base64");
    const flips = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(flips, (changes) => {
        const bytes = Uint8Array.from(base);
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          plain(read(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(FixpointError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a pickle made to use up time or memory", () => {
  it("may hold itself, and is then refused where its value is wanted", () => {
    // l = []; l.append(l)
    const top = readOpcodes(0x5d, 0x71, 0, 0x68, 0, 0x61, 0x2e);
    expect(isKind(top, "list") && top.items[0] === top).toBe(true);
    expect(() => plain(top)).toThrow("invalid value: values nested deeper than 64 levels");
  });

  it("may hold a list ten times in a list ten times, and is then refused where its value is wanted", () => {
    const level = (index: number) => [0x5d, 0x28, ...Array(10).fill([0x68, index]).flat(), 0x65, 0x71, index + 1];
    const opcodes = Array.from({ length: 30 }, (_, index) => level(index)).flat();
    const top = readOpcodes(0x5d, 0x71, 0, ...opcodes, 0x2e);
    expect(() => plain(top)).toThrow("invalid value: more than 100000 values");
  });

  it("gets no further than the caps", () => {
    const many = (count: number, opcode: number) => new Uint8Array(count).fill(opcode);
    expect(() => read(many(1_001, 0x28))).toThrow("nested deeper than 1000 levels");
    expect(() => read(many(600_000, 0x5d))).toThrow("more than 500000 objects");
    expect(() => read(many(1_100_000, 0x4e))).toThrow("more than 1048576 values on the stack");
    const emptied = Array(1_100)
      .fill([0x28, ...many(1_000, 0x4e), 0x31])
      .flat();
    expect(read(Uint8Array.from([...emptied, 0x4e, 0x2e]))).toBeNull();
    const memoized = many(1_100_000, 0x94);
    memoized[0] = 0x4e;
    expect(() => read(memoized)).toThrow("values in the memo");
    expect(() => read(new Uint8Array(2 ** 25 + 1))).toThrow("33554433 bytes long (expected at most 33554432");
    // set(list), over and over, of one list of 50,000.
    const list = [0x5d, 0x28, ...Array(50_000).fill(0x4e), 0x65, 0x71, 0];
    const copy = [...call(global("builtins", "set"), { opcodes: [0x68, 0] }).opcodes];
    expect(() => readOpcodes(...list, ...Array(400).fill(copy).flat())).toThrow("copied items");
    expect(() => readOpcodes(0x8b, 0, 0, 0, 1, ...Array(100).fill(1))).toThrow("an integer of 16777216 bytes");
  });
});

describe("plain containers", () => {
  it("are made by the calls that pickles make them with", () => {
    const builtin = (name: string) => global("__builtin__", name);
    const pairs = [tuple("a", 1), tuple("b", 2)];
    const value = [
      call(global("collections", "OrderedDict"), pairs),
      call(builtin("dict"), pairs),
      call(builtin("set"), [1, 2]),
      call(builtin("tuple"), [1]),
    ];
    expect(plain(read(pickle(value)))).toEqual([{ a: 1, b: 2 }, { a: 1, b: 2 }, [1, 2], [1]]);
    const bytes = read(pickle(call(global("_codecs", "encode"), "\u0000\u00ff", "latin1")));
    expect(bytes).toEqual(Uint8Array.of(0, 255));
  });
});
