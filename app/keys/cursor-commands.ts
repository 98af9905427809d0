/**
 * @file Keys that move the cursor.
 */

import type { Application } from "../application.ts";
import { type Level, moveBy, moveToMarker } from "../timeline/moves.ts";
import { type Command, command, inPuzzle } from "./command.ts";

const by =
  (level: Level, direction: 1 | -1) =>
  ({ cursor }: Application): void =>
    cursor.move(({ timeline }, index) => moveBy(timeline, index, level, direction));

const toMarker =
  (direction: 1 | -1) =>
  ({ cursor }: Application): void =>
    cursor.move(({ markers }, index) => moveToMarker(markers, index, direction));

const move = (id: string, title: string, keys: readonly string[], run: Command["run"]): Command =>
  command(`cursor.${id}`, title, "move", keys, run, inPuzzle);

export const CURSOR_COMMANDS: readonly Command[] = [
  move("next-l-step", "Next L-step", ["ArrowRight"], by("l", 1)),
  move("previous-l-step", "Previous L-step", ["ArrowLeft"], by("l", -1)),
  move("next-h-step", "Next H-step", ["Shift+ArrowRight", "PageUp"], by("h", 1)),
  move("previous-h-step", "Previous H-step", ["Shift+ArrowLeft", "PageDown"], by("h", -1)),
  move("next-supervision-step", "Next supervision step", ["Ctrl+ArrowRight"], by("supervision", 1)),
  move("previous-supervision-step", "Previous supervision step", ["Ctrl+ArrowLeft"], by("supervision", -1)),
  move("start", "First L-step", ["Home"], ({ cursor }) => cursor.move(() => 0)),
  move("end", "Last answer", ["End"], ({ cursor }) => cursor.move(({ timeline }) => timeline.span)),
  move("next-event", "Next event", ["."], toMarker(1)),
  move("previous-event", "Previous event", [","], toMarker(-1)),
  move("play", "Play or pause", ["Space"], ({ player }) => player.toggle()),
  move("faster", "Play faster", ["]"], ({ player }) => player.changeSpeed(1)),
  move("slower", "Play slower", ["["], ({ player }) => player.changeSpeed(-1)),
];
