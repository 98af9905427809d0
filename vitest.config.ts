import { defineConfig } from "vitest/config";
import { hasChromium } from "./test/browser/chromium.ts";

export default defineConfig({
  test: {
    pool: "forks",
    reporters: ["default", "./test/closing-line.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{src,app,test,examples}/**/*.test.ts"],
          exclude: ["test/e2e/**", "test/browser/**"],
          sequence: { groupOrder: 0 },
          // Vitest would leave one idle, of two: half of them.
          maxWorkers: "100%",
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/e2e/build-cli.ts",
          // After the others, since some of these measure. Two at once: what they start waits more than it computes.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [hasChromium ? "test/browser/**/*.test.ts" : "test/browser/without-chromium.ts"],
          globalSetup: hasChromium ? "test/browser/build-app.ts" : [],
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
