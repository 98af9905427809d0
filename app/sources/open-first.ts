/**
 * @file What is open when the page opens: what the link shows, else `?url=`, else the first of the runs that the host gives and that
 * can be opened.
 */

import type { Application } from "../application.ts";
import { fetchRunList } from "./run-list.ts";
import { type RunSource, urlSource } from "./source.ts";

export async function openFirst(
  { view, session }: Pick<Application, "view" | "session">,
  { href }: Pick<Location, "href">,
): Promise<void> {
  const base = new URL(".", href).href;
  const sourceOf = (url: string): readonly RunSource[] => {
    const source = urlSource(url, base);
    if (source === undefined) session.notices.say(`invalid address of a run: ${url} (expected http or https)`);
    return source === undefined ? [] : [source];
  };
  const asked = new URL(href).searchParams.getAll("url").flatMap(sourceOf);
  const linked = view.get().sources.flatMap(sourceOf);
  const given = await session.busy.during("looking for runs", fetchRunList(base));
  const ids = asked.map(({ id }) => id);
  if (ids.length > 0 || linked.length > 0) {
    view.update({ sources: [...new Set([...linked.map(({ id }) => id), ...ids])] });
  }
  session.runs.add([...linked, ...asked, ...given]);
  session.ready();
  for (const id of new Set([...ids, ...session.runs.known.get().map((run) => run.id)])) {
    if (view.get().run !== null) return;
    if (await canOpen(id)) return view.get().run === null ? view.update({ run: id }) : undefined;
    // A link to what is shown instead should not ask for it again, nor the menu offer what the host does not.
    view.update({ sources: view.get().sources.filter((url) => url !== id) });
    if (!given.some((run) => run.id === id)) session.runs.forget(id);
  }

  async function canOpen(id: string): Promise<boolean> {
    const name = session.runs.known.get().find((run) => run.id === id)?.name ?? id;
    try {
      await session.busy.during(`reading ${name}`, session.runs.open(id));
      return true;
    } catch (error) {
      session.notices.report(error);
      return false;
    }
  }
}
