/**
 * @file Models and tasks to be dropped into the page: small, untrained, made on the spot.
 */

import type { Page } from "playwright-core";
import { encodeSafetensors } from "../../src/formats/safetensors-write.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import { upstreamConfig } from "../../src/model/upstream-config.ts";
import { SMALL, smallWeights } from "../small-model.ts";

export interface TestFile {
  readonly name: string;
  readonly buffer: Buffer;
}

export const textFile = (name: string, text: string): TestFile => ({ name, buffer: Buffer.from(text) });
export const jsonFile = (name: string, value: unknown): TestFile => textFile(name, JSON.stringify(value));

/** A checkpoint with its config beside it, two supervision steps deep. */
export async function smallModelFiles(
  change: Partial<ModelConfig>,
  { config: told = {}, names }: { config?: Record<string, unknown>; names?: readonly string[] } = {},
): Promise<TestFile[]> {
  const config: ModelConfig = { ...SMALL, haltMaxSteps: 2, ...change };
  const chunks = encodeSafetensors(
    [...smallWeights(config)].map(([name, { shape, data }]) => ({
      name,
      dtype: "f32",
      shape,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    })),
  );
  return [
    { name: "model.safetensors", buffer: Buffer.concat([...chunks]) },
    jsonFile("config.json", { ...upstreamConfig(config), ...told }),
    ...(names === undefined ? [] : [jsonFile("identifiers.json", names)]),
  ];
}

/** As a person drops them: onto the page, all at once. */
export async function drop(page: Page, files: readonly TestFile[]): Promise<void> {
  const sent = files.map(({ name, buffer }) => ({ name, content: buffer.toString("base64") }));
  await page.evaluate((all) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of all) {
      const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    for (const type of ["dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, sent);
}
