/**
 * @file The opcodes by which Python would import and call things (names as in Python's `pickletools`). Here they only
 * write down what was asked for.
 */

import type { Machine } from "./machine.ts";
import { type Opcode, text } from "./opcodes-scalar.ts";
import { plainCall } from "./plain-calls.ts";
import { isKind, type PickleValue } from "./values.ts";

/** `admit` sees every name before anything else happens with it, and throws where it must not be there. */
export function objectOpcodes(admit: (global: string) => void): readonly (readonly [code: number, opcode: Opcode])[] {
  function global(machine: Machine, module: PickleValue, name: PickleValue): PickleValue {
    if (typeof module !== "string" || typeof name !== "string") throw machine.wrong("a global without a name");
    admit(`${module}.${name}`);
    return machine.container({ kind: "global", name: `${module}.${name}` });
  }
  const lines = (machine: Machine): [string, string] => [text(machine.cursor.line()), text(machine.cursor.line())];

  return [
    [0x63 /* GLOBAL */, (machine) => machine.push(global(machine, ...lines(machine)))],
    [
      0x93 /* STACK_GLOBAL */,
      (machine) => {
        const name = machine.pop();
        machine.push(global(machine, machine.pop(), name));
      },
    ],
    [0x52 /* REDUCE */, callWithTuple],
    [0x81 /* NEWOBJ */, callWithTuple],
    [
      0x92 /* NEWOBJ_EX */,
      (machine) => {
        // Keyword arguments: nothing that is read here has any.
        machine.pop();
        callWithTuple(machine);
      },
    ],
    [0x69 /* INST */, (machine) => call(machine, global(machine, ...lines(machine)), machine.popToMark())],
    [
      0x6f /* OBJ */,
      (machine) => {
        const [callee = null, ...args] = machine.popToMark();
        call(machine, callee, args);
      },
    ],
    [0x62 /* BUILD */, build],
    [0x50 /* PERSID */, (machine) => pushPersistent(machine, text(machine.cursor.line()))],
    [0x51 /* BINPERSID */, (machine) => pushPersistent(machine, machine.pop())],
  ];
}

function pushPersistent(machine: Machine, id: PickleValue): void {
  machine.push(machine.container({ kind: "persistent", id }));
}

/** The arguments are on the stack's top, the callee below them. */
function callWithTuple(machine: Machine): void {
  const args = machine.pop();
  if (!isKind(args, "tuple")) throw machine.wrong("arguments that are not a tuple");
  call(machine, machine.pop(), args.items);
}

/** Nothing is called: a plain container is made where Python would make one, a record of the call for everything else. */
function call(machine: Machine, callee: PickleValue, args: readonly PickleValue[]): void {
  if (isKind(callee, "global"))
    machine.push(plainCall(machine, callee.name, args) ?? machine.instance(callee.name, args));
  else if (isKind(callee, "instance")) machine.push(machine.instance(callee.global, args));
  else throw machine.wrong("a call of what cannot be called");
}

/** Python would set the object's state; attributes of a dict (`OrderedDict._metadata`) are let go. */
function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  if (isKind(target, "instance")) target.state = state;
  else if (!isKind(target, "dict")) throw machine.wrong("a state for what has none");
}
