import { z } from 'zod';

/** What one desk holds. */
export const DeskReport = z.object({
  /** Every stored call as text, without what differs between two desks of one company. */
  calls: z.array(z.string()),
  /** Calls on its switchboard. */
  running: z.number(),
  live: z.string(),
  cards: z.number(),
  /** Lines of the log that tell of a fault of ours. */
  bugs: z.number(),
});
export type DeskReport = z.infer<typeof DeskReport>;

/** What a process of desks answers. */
export const Answers = {
  ready: z.object({ ready: z.literal(true) }),
  memory: z.object({ heapMb: z.number() }),
  pull: z.object({ pulled: z.literal(true) }),
  report: z.object({ desks: z.array(DeskReport) }),
} as const;
