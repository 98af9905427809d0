/** @file Tests of URLs as byte sources, against servers of every kind on this machine. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openUrl } from "./http-source.ts";

const content = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/models/step%205.bin?token=secret#x`;
}

interface RangeAnswer {
  total?: number | string;
  body?: Uint8Array;
  shift?: number;
  etag?: string;
}

/** A server that takes ranges, and may then answer wrongly. */
function ranges(answer: (range: string) => RangeAnswer = () => ({})): Handler {
  return (request, response) => {
    const range = request.headers.range ?? "";
    const [first = 0, last = 0] = range.replace("bytes=", "").split("-").map(Number);
    const { total = content.length, shift = 0, body = content.subarray(first, last + 1), etag = '"1"' } = answer(range);
    response.writeHead(206, { "Content-Range": `bytes ${first + shift}-${last + shift}/${total}`, ETag: etag });
    response.end(body);
  };
}

const whole: Handler = (_, response) => response.end(content);
const isProbe = (range: string) => range === "bytes=0-0";

describe("openUrl", () => {
  it("reads by range and asks for nothing else", async () => {
    const asked: string[] = [];
    const source = await openUrl(
      await serve(
        ranges((range) => {
          asked.push(range);
          return {};
        }),
      ),
    );
    expect([source.name, source.size]).toEqual(["step%205.bin", 1000]);
    expect(await source.read(300, 5)).toEqual(content.slice(300, 305));
    expect(await source.read(999, 1)).toEqual(content.slice(999));
    expect(await source.read(1000, 0)).toEqual(new Uint8Array(0));
    await expect(source.read(999, 2)).rejects.toThrow("invalid file: bytes 999 to 1001 are missing");
    expect(asked).toEqual(["bytes=0-0", "bytes=300-304", "bytes=999-999"]);
  });

  it("fetches the whole file once from a server without ranges", async () => {
    let requests = 0;
    const url = await serve((request, response) => {
      requests++;
      whole(request, response);
    });
    const source = await openUrl(url);
    expect(source.size).toBe(1000);
    expect(await source.read(300, 5)).toEqual(content.slice(300, 305));
    expect(requests).toBe(1);
  });

  it("stops at the limit when a server without ranges sends more", async () => {
    const endless: Handler = (_, response) => {
      const more = () => {
        while (response.write(content));
      };
      response.on("drain", more);
      more();
    };
    await expect(openUrl(await serve(endless), 5000)).rejects.toThrow(
      "invalid answer: more than 5000 bytes (expected at most 5000, in step%205.bin)",
    );
  });

  it("fetches the whole file where the size is not told", async () => {
    const url = await serve((request, response) =>
      request.headers.range === undefined
        ? whole(request, response)
        : ranges(() => ({ total: "*" }))(request, response),
    );
    expect((await openUrl(url)).size).toBe(1000);
  });

  it("takes an empty file", async () => {
    const url = await serve((request, response) => {
      if (request.headers.range !== undefined) response.writeHead(416, { "Content-Range": "bytes */0" });
      response.end();
    });
    expect((await openUrl(url)).size).toBe(0);
  });

  it.each([
    ["another range", { shift: 1 }, "invalid answer: another range than was asked for (in step%205.bin)"],
    ["too few bytes", { body: content.subarray(0, 3) }, "invalid answer: 3 bytes (expected 5 bytes, in step%205.bin)"],
    ["too many bytes", { body: content }, "invalid answer: more than 5 bytes (expected at most 5, in step%205.bin)"],
    ["another size", { total: 2000 }, "invalid answer: the file changed while it was read (in step%205.bin)"],
    ["another version", { etag: '"2"' }, "invalid answer: the file changed while it was read (in step%205.bin)"],
  ])("refuses %s than was asked for", async (_, wrong: RangeAnswer, message) => {
    const source = await openUrl(await serve(ranges((range) => (isProbe(range) ? {} : wrong))));
    await expect(source.read(300, 5)).rejects.toThrow(message);
  });

  it.each([
    [404, "cannot read step%205.bin: the server answers 404 Not Found"],
    [500, "cannot read step%205.bin: the server answers 500 Internal Server Error"],
  ])("says that the server answers %i, without the query", async (status, message) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    await expect(openUrl(url)).rejects.toMatchObject({ message });
  });

  it("says to a page that a server elsewhere may not let it read", async () => {
    vi.stubGlobal("location", new URL("http://127.0.0.1:2/page/"));
    onTestFinished(() => void vi.unstubAllGlobals());
    await expect(openUrl("http://127.0.0.1:1/x.bin")).rejects.toThrow(
      /connection failed, or .* other sites .*\(CORS\)$/,
    );
    await expect(openUrl("http://127.0.0.1:2/x.bin")).rejects.toThrow(/connection failed$/);
  });

  it("says that the connection failed, at once or half-way", async () => {
    const cut: Handler = (request, response) => {
      if (isProbe(request.headers.range ?? "")) return ranges()(request, response);
      response.writeHead(206, { "Content-Range": "bytes 0-999/1000", ETag: '"1"', "Content-Length": 1000 });
      response.write(content.subarray(0, 10), () => response.destroy());
    };
    const source = await openUrl(await serve(cut));
    await expect(source.read(0, 1000)).rejects.toThrow("cannot read step%205.bin: the connection failed");
    await expect(openUrl("http://127.0.0.1:1/x.bin")).rejects.toThrow("cannot read x.bin: the connection failed");
    await expect(openUrl("no url")).rejects.toThrow("cannot read no url: the connection failed");
  });
});
