/**
 * @file Reading a pickle (protocols 0 to 5) without ever executing it. Python's pickle is a program for a small stack
 * machine that can import and call anything; this machine can only write down what it was asked for.
 */

import { invalid } from "../../errors.ts";
import { type Machine, makeMachine } from "./machine.ts";
import { CONTAINER_OPCODES } from "./opcodes-container.ts";
import { objectOpcodes } from "./opcodes-object.ts";
import { SCALAR_OPCODES } from "./opcodes-scalar.ts";
import type { PickleValue } from "./values.ts";

/** Far beyond any checkpoint's: a published TRM's is 4 kB, one with optimiser states some hundred kB. */
export const LONGEST_PICKLE = 2 ** 25;

const NEWEST_PROTOCOL = 5;
const PROTO = 0x80;
const FRAME = 0x95;
const STOP = 0x2e;

export interface UnpickleOptions {
  /** The file's name, for error messages. */
  readonly where: string;
  /** Gets every `module.name` that the pickle names, and throws for those that must not be there. */
  readonly admit?: (global: string) => void;
}

/** The value that the pickle holds. Throws a `FixpointError` for anything that is not a whole, well-formed pickle. */
export function unpickle(bytes: Uint8Array<ArrayBuffer>, { where, admit = () => {} }: UnpickleOptions): PickleValue {
  if (bytes.length > LONGEST_PICKLE) {
    throw invalid("pickle", `${bytes.length} bytes long`, { expected: `at most ${LONGEST_PICKLE}`, where });
  }
  const machine = makeMachine(bytes, where);
  const opcodes = new Map([...SCALAR_OPCODES, ...CONTAINER_OPCODES, ...objectOpcodes(admit)]);
  for (;;) {
    const code = machine.cursor.u8();
    if (code === STOP) return machine.pop();
    if (code === PROTO) checkProtocol(machine);
    else if (code === FRAME) machine.cursor.u64();
    else {
      const opcode = opcodes.get(code);
      if (opcode === undefined) throw machine.wrong(`unknown opcode 0x${code.toString(16).padStart(2, "0")}`);
      opcode(machine);
    }
  }
}

function checkProtocol(machine: Machine): void {
  const protocol = machine.cursor.u8();
  if (protocol > NEWEST_PROTOCOL) throw machine.wrong(`protocol ${protocol}`);
}
