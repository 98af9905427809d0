/**
 * @file LZW as GIF uses it (GIF89a, appendix F): codes of growing width, least significant bit first.
 */

const MOST_CODES = 4096;

/** Bytes of the codes for `pixels`, each below 2^`bits`; `bits` is 2 to 8. */
export function lzw(pixels: Uint8Array, bits: number): Uint8Array<ArrayBuffer> {
  const clear = 1 << bits;
  const end = clear + 1;
  const out = createBitWriter(pixels.length);
  /** The code of a known stretch and one more pixel, at `code << 8 | pixel`. */
  const longer = new Map<number, number>();
  let next = end + 1;
  let width = bits + 1;
  const restart = (): void => {
    out.write(clear, width);
    longer.clear();
    next = end + 1;
    width = bits + 1;
  };

  restart();
  let code = -1;
  for (const pixel of pixels) {
    const known = code === -1 ? pixel : longer.get((code << 8) | pixel);
    if (known !== undefined) {
      code = known;
      continue;
    }
    out.write(code, width);
    if (next === MOST_CODES) restart();
    else {
      longer.set((code << 8) | pixel, next);
      // The reader learns each code one step later: it must be wide enough once the reader may meet it.
      if (next === 1 << width) width++;
      next++;
    }
    code = pixel;
  }
  if (code !== -1) out.write(code, width);
  // As if a code had been added after the last one: the reader adds one.
  out.write(end, next === 1 << width && next < MOST_CODES ? width + 1 : width);
  return out.finish();
}

interface BitWriter {
  write(value: number, width: number): void;
  finish(): Uint8Array<ArrayBuffer>;
}

function createBitWriter(expected: number): BitWriter {
  let bytes = new Uint8Array(Math.max(64, expected >> 2));
  let length = 0;
  let pending = 0;
  let count = 0;
  function put(byte: number): void {
    if (length === bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[length++] = byte;
  }
  return {
    write(value, width) {
      pending |= value << count;
      for (count += width; count >= 8; count -= 8) {
        put(pending & 0xff);
        pending >>>= 8;
      }
    },
    finish() {
      if (count > 0) put(pending & 0xff);
      return bytes.slice(0, length);
    },
  };
}
