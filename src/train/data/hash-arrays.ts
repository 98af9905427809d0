/**
 * @file One hash over several arrays.
 */

type Hashed = Int32Array | Uint8Array;

/** SHA-256 (hex) over one line `type length sha256` per array. */
export async function hashArrays(arrays: readonly Hashed[]): Promise<string> {
  const lines: string[] = [];
  for (const array of arrays) lines.push(`${array.BYTES_PER_ELEMENT} ${array.length} ${await sha256(array)}\n`);
  return sha256(new TextEncoder().encode(lines.join("")));
}

async function sha256(data: Hashed): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", data as Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
