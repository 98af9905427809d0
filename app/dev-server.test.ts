import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url);

it("while one works on the page, it has the models and recorded runs of the repository as the built page has", async () => {
  const vite = await createServer({
    configFile: fileURLToPath(new URL("vite.config.ts", ROOT)),
    root: fileURLToPath(new URL("app/", ROOT)),
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  const http = createHttpServer(vite.middlewares).listen(0, "127.0.0.1");
  try {
    await once(http, "listening");
    const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const { models } = (await (await fetch(`${base}/models.json`)).json()) as {
      models: { name: string; files: string[] }[];
    };
    const model = models.find(({ name }) => name === "sudoku6-mlp");
    expect(model?.files).toContain("model.safetensors");
    const bytes = new Uint8Array(await (await fetch(`${base}/models/sudoku6-mlp/model.safetensors`)).arrayBuffer());
    // The header of the file says where its JSON ends.
    expect(new TextDecoder().decode(bytes.subarray(8, 10))).toBe('{"');
    const { runs } = (await (await fetch(`${base}/runs.json`)).json()) as { runs: { name: string; url: string }[] };
    expect(runs.map(({ name }) => name)).toEqual(["kicked", "undisturbed"]);
    expect(await (await fetch(`${base}/${runs[0]?.url}run.json`)).json()).toMatchObject({ status: "complete" });
    const other = await fetch(`${base}/models/sudoku6-mlp/recipe.yaml`);
    expect(await other.text()).not.toContain("arch");
  } finally {
    http.close();
    await vite.close();
  }
});
