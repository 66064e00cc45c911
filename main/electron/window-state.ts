import { z } from 'zod';

export const minimumSize = { width: 720, height: 480 } as const;
const defaultSize = { width: 1240, height: 800 } as const;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was, as kept between runs. Pixels of the virtual desktop. */
export const WindowState = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

/**
 * Bounds to open with: the kept ones when enough of the title bar is still on some screen, else centred by the
 * system on the primary one. A kept state that does not parse counts as none.
 */
export function openingBounds(
  kept: unknown,
  workAreas: readonly Area[],
): { bounds: Partial<Area>; maximised: boolean } {
  const state = WindowState.safeParse(kept);
  if (!state.success) return { bounds: defaultSize, maximised: false };
  const { maximised } = state.data;
  const width = Math.max(state.data.width, minimumSize.width);
  const height = Math.max(state.data.height, minimumSize.height);
  const reachable = workAreas.some((area) => {
    const visible = Math.min(state.data.x + width, area.x + area.width) - Math.max(state.data.x, area.x);
    return visible >= 120 && state.data.y >= area.y - 10 && state.data.y < area.y + area.height - 40;
  });
  return {
    bounds: reachable ? { x: state.data.x, y: state.data.y, width, height } : { width, height },
    maximised,
  };
}
