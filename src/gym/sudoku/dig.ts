/**
 * @file Taking digits out of a solved board for as long as it stays the only solution.
 */

import type { Board } from "./shape.ts";
import type { Solver } from "./solver.ts";

export interface Digger {
  /**
   * Takes digits out of `puzzle` in this order of cells, but for those without which it had several solutions, until `target`
   * are left or there is nothing more to take.
   */
  takeOut(puzzle: Board, order: readonly number[], target: number): void;
}

/**
 * Remembers every other solution that it comes upon, as the cells where that differs from `solution`: a puzzle that shows none
 * of these cells has both solutions. So most digits that cannot go are known without a search.
 */
export function createDigger(solution: Board, solver: Solver): Digger {
  const words = Math.ceil(solution.length / 32);
  const differences: Uint32Array[] = [];

  /** The cells for which it holds, a bit each. */
  function bitsWhere(holds: (cell: number) => boolean): Uint32Array {
    const bits = new Uint32Array(words);
    for (let cell = 0; cell < solution.length; cell++) {
      if (holds(cell)) bits[cell >>> 5] = (bits[cell >>> 5] ?? 0) | (1 << (cell & 31));
    }
    return bits;
  }

  function isAmbiguous(puzzle: Board, cell: number, shown: Uint32Array): boolean {
    if (differences.some((difference) => difference.every((word, n) => (word & (shown[n] ?? 0)) === 0))) return true;
    const other = solver.otherSolution(puzzle, cell, solution[cell] ?? 0);
    if (other === undefined) return false;
    differences.push(bitsWhere((place) => other[place] !== solution[place]));
    return true;
  }

  return {
    takeOut(puzzle, order, target) {
      const shown = bitsWhere((cell) => puzzle[cell] !== 0);
      let left = puzzle.filter((digit) => digit !== 0).length;
      for (const cell of order) {
        if (left <= target) return;
        const digit = puzzle[cell] ?? 0;
        if (digit === 0) continue;
        const [word, bit] = [cell >>> 5, 1 << (cell & 31)];
        puzzle[cell] = 0;
        shown[word] = (shown[word] ?? 0) & ~bit;
        if (isAmbiguous(puzzle, cell, shown)) {
          puzzle[cell] = digit;
          shown[word] = (shown[word] ?? 0) | bit;
        } else left--;
      }
    },
  };
}
