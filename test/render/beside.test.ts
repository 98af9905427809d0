import { describe, expect, it } from "vitest";
import { DEFAULT_PICTURE } from "../../src/render/frames.ts";
import { type PictureRequest, picture } from "../../src/render/picture.ts";
import { decodeGif } from "./decode-gif.ts";
import { decodePng } from "./decode-png.ts";
import { expectPicture, expectSvg } from "./expected.ts";
import { viewOfScript } from "./scripted-rollout.ts";
import { KICKED, UNSURE } from "./scripts.ts";

async function drawn(request: Partial<PictureRequest>, pinned = true): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const other = pinned ? await viewOfScript(KICKED) : undefined;
  const asked: PictureRequest = { ...DEFAULT_PICTURE, format: "svg", ...request };
  for await (const piece of picture(await viewOfScript(UNSURE), asked, other)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("a rollout beside another", () => {
  it("looks as it did: what differs is outlined in both", async () => {
    await expectSvg((await drawn({ at: "2.1.2", difference: "pinned" })).toString(), "beside.svg");
  });

  it("looks as it did with marks of doubt and without lines between the cells", async () => {
    expectPicture(
      await drawn({ format: "png", at: "2.1", difference: "pinned", doubt: "probability", lines: false }),
      "beside-doubt.png",
    );
  });

  it("has its filmstrip under the other's, where one ended sooner too", async () => {
    const look = { difference: "pinned", doubt: "probability", theme: "dark" } as const;
    expectPicture(await drawn({ format: "png", ...look }), "beside-strips-dark.png");
  });

  it("has frames of one size to its end", async () => {
    const { frames } = decodeGif(await drawn({ format: "gif", difference: "pinned", scale: 8 }));
    expect(frames).toHaveLength(6);
    const { width, height } = decodePng(await drawn({ format: "png", at: "1", scale: 8 }));
    expect(frames[0]?.width).toBe(width);
    expect(frames[0]?.height).toBeGreaterThanOrEqual(height - 40);
  });

  it("cannot be outlined without it, nor doubt be marked that nobody recorded", async () => {
    await expect(drawn({ difference: "pinned" }, false)).rejects.toThrow("invalid diff: pinned (expected a rollout");
    await expect(drawn({ doubt: "entropy" })).rejects.toThrow(
      "invalid doubt: entropy (expected off or probability, since nothing else was recorded, in scripted)",
    );
  });

  it("has room for marks, and says where too little is asked for", async () => {
    await expect(drawn({ doubt: "probability", scale: 4 })).rejects.toThrow("invalid scale: 4 (expected at least 6");
  });
});
