/**
 * @file The zip that `torch.save` writes: `<stem>/data.pkl`, a storage per `<stem>/data/N`, `<stem>/byteorder` since
 * PyTorch 2.1, and small entries that say nothing about the tensors.
 */

import { invalid, unsupported } from "../../errors.ts";
import type { ByteSource } from "../../platform/byte-source.ts";
import { LONGEST_PICKLE } from "../pickle/unpickle.ts";
import { quote } from "../quote.ts";
import type { Storage } from "../stored-tensor.ts";
import { openZip, type ZipEntry } from "../zip.ts";

export interface PytorchArchive {
  /** The file's name, for error messages. */
  readonly name: string;
  readonly pickle: Uint8Array<ArrayBuffer>;
  /** The bytes of the storage with this key; undefined where the archive has none. */
  storage(key: string): Storage | undefined;
}

const PICKLE = "/data.pkl";

/** Opens the archive and reads its pickle; storages are read when they are asked for. */
export async function openArchive(source: ByteSource): Promise<PytorchArchive> {
  const entries = await openZip(source);
  const pickles = [...entries.values()].filter(
    ({ name }) => name.indexOf("/") === name.length - PICKLE.length && name.endsWith(PICKLE),
  );
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1) {
    throw invalid("checkpoint", `a zip with ${pickles.length} entries named data.pkl`, {
      expected: "one, as torch.save writes it",
      where: source.name,
    });
  }
  const stem = pickle.name.slice(0, -PICKLE.length);
  if (entries.has(`${stem}/constants.pkl`)) {
    throw unsupported("checkpoint", `${source.name} is a TorchScript program`, { expected: "a saved state_dict" });
  }
  await checkByteOrder(entries.get(`${stem}/byteorder`), source);
  if (pickle.size > LONGEST_PICKLE) {
    const got = `${quote(pickle.name)} is ${pickle.size} bytes long`;
    throw invalid("checkpoint", got, { expected: `at most ${LONGEST_PICKLE}`, where: source.name });
  }
  return {
    name: source.name,
    pickle: await pickle.read(0, pickle.size),
    storage: (key) => entries.get(`${stem}/data/${key}`),
  };
}

async function checkByteOrder(entry: ZipEntry | undefined, source: ByteSource): Promise<void> {
  if (entry === undefined) return;
  const order = new TextDecoder().decode(await entry.read(0, Math.min(entry.size, 16))).trim();
  if (order !== "little") {
    throw unsupported("checkpoint", `its numbers have byte order ${quote(order)}`, {
      expected: "little",
      where: source.name,
    });
  }
}
