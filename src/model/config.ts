/**
 * @file A model's configuration as everything below the command line uses it: resolved, checked against the tensors, in our
 * own spelling. Upstream's YAML keys are converted once, in `resolve-config.ts`.
 */

export type Architecture = "trm" | "trm-singlez" | "hrm";

/** How a block mixes information between positions. */
export type Mixer = "attention" | "mlp_t";

export type Positions = "rope" | "learned" | "none";

export interface ModelConfig {
  readonly architecture: Architecture;
  readonly mixer: Mixer;
  /**
   * The axis of the norm after the token-mixing MLP. Official: `token`, since the state is still transposed there. nano-trm
   * turns it back first: `hidden`.
   */
  readonly mixerNormAxis: "token" | "hidden";
  readonly positions: Positions;
  /** H_cycles, L_cycles */
  readonly hCycles: number;
  readonly lCycles: number;
  /** Blocks of the L network; of the H network too, which only HRM has as one of its own. */
  readonly lLayers: number;
  readonly hLayers: number;
  /** D */
  readonly hiddenSize: number;
  readonly heads: number;
  /** V */
  readonly vocabSize: number;
  /** S, the cells of the square canvas */
  readonly seqLen: number;
  /** P, the positions of the puzzle embedding, which come first */
  readonly puzzlePositions: number;
  /** Learned values of the puzzle block; the rest of its P·D is zero. 0 where there is no puzzle embedding. */
  readonly puzzleEmbNdim: number;
  /** Rows of the puzzle embedding; 0 where there is none. */
  readonly puzzleIdentifiers: number;
  readonly rmsNormEps: number;
  readonly ropeTheta: number;
  readonly haltMaxSteps: number;
  /** Whether the halting head has a second row, `q_continue`. */
  readonly hasContinue: boolean;
}

/** P + S, the length of the token axis of every state. */
export const positionsOf = (config: ModelConfig): number => config.puzzlePositions + config.seqLen;

/** The side of the square canvas. */
export const canvasSide = (config: ModelConfig): number => Math.round(Math.sqrt(config.seqLen));
