import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeGif } from "../../../test/render/decode-gif.ts";
import { decodePng } from "../../../test/render/decode-png.ts";
import type { Colour } from "../colour.ts";
import { encodeGif } from "./gif.ts";
import { type ColourTable, createColourTable, type IndexedImage } from "./image.ts";
import { encodePng } from "./png.ts";

const [WIDTH, HEIGHT] = [7, 5];

const colourOf = (number: number): Colour => `#${number.toString(16).padStart(6, "0")}`;
const someColours = (count: number) =>
  fc.array(
    fc.integer({ min: 0, max: count }).map((n) => colourOf(n * 5003)),
    {
      minLength: WIDTH * HEIGHT,
      maxLength: WIDTH * HEIGHT,
    },
  );

function imageOf(colours: readonly Colour[], table: ColourTable): IndexedImage {
  return { width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(colours, (colour) => table.indexOf(colour)) };
}

describe("a PNG file", () => {
  it("holds the picture that went in", async () => {
    await fc.assert(
      fc.asyncProperty(someColours(30), async (colours) => {
        const table = createColourTable();
        const file = await encodePng(imageOf(colours, table), table.colours);
        expect(decodePng(file)).toEqual({ width: WIDTH, height: HEIGHT, colours });
      }),
    );
  });
});

describe("a GIF file", () => {
  it("holds the pictures that went in, though it stores what changes, and colours that come up later", () => {
    const pictures = fc.array(fc.oneof(someColours(1), someColours(3), someColours(250)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pictures, (all) => {
        const table = createColourTable();
        function* frames() {
          for (const [index, colours] of all.entries()) yield { image: imageOf(colours, table), delay: 100 * index };
        }
        const { frames: decoded } = decodeGif(Buffer.concat([...encodeGif(frames(), table)]));
        expect(decoded.map(({ colours }) => colours)).toEqual(all);
        expect(decoded.map(({ delay }) => delay)).toEqual(all.map((_, index) => 100 * index));
      }),
    );
  });

  it("is short where nothing changes", () => {
    const table = createColourTable();
    const image = imageOf(new Array<Colour>(WIDTH * HEIGHT).fill("#123456"), table);
    const frames = (count: number) => new Array(count).fill({ image, delay: 100 });
    const bytes = (count: number) => Buffer.concat([...encodeGif(frames(count), table)]).length;
    expect(bytes(101) - bytes(1)).toBeLessThan(100 * 30);
  });
});

describe("a table of colours", () => {
  it("is full at 255, so that GIF has an index left for what does not change", () => {
    const table = createColourTable();
    for (let number = 0; number < 255; number++) table.indexOf(colourOf(number));
    expect(table.indexOf(colourOf(7))).toBe(7);
    expect(() => table.indexOf(colourOf(255))).toThrow("more than 255 colours");
  });
});
