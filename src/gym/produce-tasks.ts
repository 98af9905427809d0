/**
 * @file A set of gym tasks.
 */

import { parseRuleFamilies } from "./catalogue.ts";
import { gymDataset } from "./gym-dataset.ts";
import { chooseRules } from "./order.ts";
import { counted, type Product, type Production } from "./product.ts";
import type { GymSpecification } from "./specification.ts";
import { type GymTask, makeTask } from "./task.ts";
import { taskJson } from "./task-json.ts";

/** Training pairs that `test_puzzles.json` shows of a task. */
const SHOWN_PAIRS = 4;

export function produceTasks(specification: GymSpecification): Production {
  const { concepts, count, seed, pairs, testPairs, minSide } = specification;
  const rules = chooseRules(parseRuleFamilies(concepts), count, seed);
  return {
    total: rules.length,
    unit: "tasks",
    *run() {
      const tasks: GymTask[] = [];
      for (const rule of rules) {
        tasks.push(makeTask(rule, { seed, pairs, testPairs, minSide }));
        yield tasks.length;
      }
      return productOf(tasks, specification);
    },
  };
}

function productOf(tasks: readonly GymTask[], { seed, side, augment, pairs, testPairs }: GymSpecification): Product {
  const total = (split: "train" | "test") => tasks.reduce((sum, task) => sum + task[split].length, 0);
  const json = (trainPairs?: number) => Object.fromEntries(tasks.map((task) => [task.id, taskJson(task, trainPairs)]));
  return {
    summary: `${counted(tasks.length, "task")}, ${counted(total("train"), "training pair")}, ${total("test")} held out`,
    notes: shortages(tasks, pairs, testPairs),
    arcTasks: () => json(),
    dataset: () => gymDataset(tasks, { seed, side, augment }),
    beside: () => ({ "test_puzzles.json": json(SHOWN_PAIRS) }),
  };
}

/** Some rules have only so many inputs. */
function shortages(tasks: readonly GymTask[], pairs = 1, testPairs = 1): string[] {
  const short = tasks.filter(({ train, test }) => train.length < pairs || test.length < testPairs);
  const [first] = short;
  if (first === undefined) return [];
  const others = short.length === 1 ? "" : `, and ${counted(short.length - 1, "other task")} fewer too`;
  return [
    `${first.id} has only ${counted(first.train.length, "training pair")} and ${first.test.length} held out${others}`,
  ];
}
