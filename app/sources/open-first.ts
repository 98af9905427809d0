/**
 * @file What is open when the page opens: what the link shows, else `?url=`, else the first of the runs that the host gives.
 */

import type { Application } from "../application.ts";
import { fetchRunList } from "./run-list.ts";
import { type RunSource, urlSource } from "./source.ts";

export async function openFirst({ view, session }: Application, location: Location): Promise<void> {
  const base = new URL(".", location.href).href;
  const asked = new URL(location.href).searchParams.getAll("url");
  const linked = [...view.get().sources, ...asked].flatMap((url): readonly RunSource[] => {
    const source = urlSource(url, base);
    if (source === undefined) session.notices.say(`invalid address of a run: ${url} (expected http or https)`);
    return source === undefined ? [] : [source];
  });
  if (asked.length > 0) view.update({ sources: [...new Set([...view.get().sources, ...asked])] });
  session.runs.add([...linked, ...(await session.busy.during("looking for runs", fetchRunList(base)))]);
  session.ready();
  const first = asked[0] ?? session.runs.known.get()[0]?.id;
  if (view.get().run === null && first !== undefined) view.update({ run: first });
}
