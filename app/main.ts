/**
 * @file The page begins: the reading worker, the state of the link, the components, then the runs that the host gives.
 */

import { mount } from "svelte";
import App from "./App.svelte";
import { createApplication } from "./application.ts";
import type { Channel } from "./channel/channel.ts";
import { openFirst } from "./sources/open-first.ts";
import { createReader } from "./sources/reader.ts";
import { followHistory } from "./state/browser-history.ts";
import { createViewStore } from "./state/view-store.ts";
import { parseLink } from "./state/view-url.ts";
import "./styles/base.css";

const worker = new Worker(new URL("./sources/read-worker.ts", import.meta.url), { type: "module" });
const { state, notes } = parseLink(location.hash);
const view = createViewStore(state);
const application = createApplication(view, createReader(worker as Channel));
for (const note of notes) application.session.notices.say(note);
followHistory(view, application.session.notices.say);
// What nothing else has caught is a bug of ours: it is said, and not on the console alone.
addEventListener("error", ({ error }) => {
  // Browsers also tell here of what they did not get done within a frame, without an error.
  if (error instanceof Error) application.session.notices.report(error);
});
addEventListener("unhandledrejection", ({ reason }) => application.session.notices.report(reason));
const target = document.getElementById("app");
if (target === null) throw new Error("the page has no #app");
mount(App, { target, props: { application } });
void openFirst(application, location);
