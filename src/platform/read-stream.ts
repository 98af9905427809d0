/**
 * @file A whole stream of bytes in memory, up to a limit.
 */

/** All bytes of a stream. As soon as there are more than `limit`, cancels it and throws what `tooLong` gives. */
export async function readStream(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  tooLong: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatenate(chunks, length);
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      throw tooLong();
    }
    chunks.push(value);
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
