/**
 * @file How a picture of the rollout on screen looks: as the page does.
 */

import { shownDoubt } from "../../src/render/doubt.ts";
import type { PictureOptions } from "../../src/render/frames.ts";
import type { ThemeName } from "../../src/render/theme.ts";
import type { RolloutModel } from "../session/rollout-model.ts";
import type { ViewState } from "../state/view-state.ts";

type Looks = Pick<ViewState, "palette" | "difference" | "doubt" | "digits" | "lines" | "uncropped">;

/** What the page cannot outline or mark is off: a link may ask for a target, a pinned rollout or doubt that is not there. */
export function pictureLook(
  { palette, difference, doubt, digits, lines, uncropped }: Looks,
  { record, timeline }: Pick<RolloutModel, "record" | "timeline">,
  { theme, hasPinned }: { readonly theme: ThemeName; readonly hasPinned: boolean },
): PictureOptions {
  const isKnown = { target: record.targetTokens !== null, pinned: hasPinned, none: true, previous: true, input: true };
  return {
    palette,
    theme,
    difference: isKnown[difference] ? difference : "none",
    doubt: shownDoubt(doubt, timeline.at(0).shown),
    digits,
    lines,
    uncropped,
  };
}
