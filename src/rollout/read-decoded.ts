/**
 * @file From the engine's small results to the fields of an event.
 */

import type { Engine, EngineTensor, EngineTensors } from "../engine/engine.ts";
import { invalid } from "../errors.ts";
import type { RolloutEvent } from "./events.ts";

export type DecodedFields = Pick<
  RolloutEvent,
  "tokens" | "qHaltLogit" | "qContinueLogit" | "meanEntropy" | "minMargin" | "confidence" | "probabilities"
>;

/** Reads and disposes of the outputs of the H-update graph that are not states. */
export async function readDecoded(engine: Engine, outputs: EngineTensors): Promise<DecodedFields> {
  const take = async (name: string): Promise<Float32Array | undefined> => {
    const tensor: EngineTensor | undefined = outputs[name];
    if (tensor === undefined) return undefined;
    const values = await engine.read(tensor);
    engine.dispose(tensor);
    return values;
  };
  const always = async (name: string): Promise<Float32Array> => {
    const values = await take(name);
    if (values === undefined) throw new Error(`the H-update has no output ${name}`);
    return values;
  };
  const q = await always("q");
  const meanEntropy = await always("meanEntropy");
  const rows = q.length / meanEntropy.length;
  const column = (place: number): Float32Array => q.filter((_, index) => index % rows === place);
  return {
    tokens: Uint8Array.from(await always("tokens")),
    qHaltLogit: column(0),
    qContinueLogit: rows > 1 ? column(1) : undefined,
    meanEntropy,
    minMargin: await always("minMargin"),
    confidence: asBytes(await take("confidence")),
    probabilities: asBytes(await take("probabilities")),
  };
}

/**
 * Throws where what was decoded is not finite. Weights that are numbers may still be so large that float32 overflows, and
 * tokens of such logits mean nothing.
 */
export function checkDecoded({ qHaltLogit, meanEntropy, minMargin }: DecodedFields, at: string, file: string): void {
  for (const values of [qHaltLogit, meanEntropy, minMargin]) {
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) {
      throw invalid("checkpoint", `${wrong} comes out at ${at}`, { expected: "finite numbers", where: file });
    }
  }
}

/** 0…1 as 0…255, rounded. */
function asBytes(probabilities: Float32Array | undefined): Uint8Array | undefined {
  if (probabilities === undefined) return undefined;
  return Uint8Array.from(probabilities, (probability) => Math.round(255 * probability));
}
