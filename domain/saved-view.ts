import { z } from 'zod';
import { AccountId, ProviderId } from './account.ts';
import { CallId, Direction, Outcome } from './call.ts';

export const CallsView = z.enum(['calls', 'missed']);
export type CallsView = z.infer<typeof CallsView>;

export const dateSpans = ['any', 'today', 'yesterday', 'last-7-days', 'this-month'] as const;
export const DateSpan = z.enum(dateSpans);
export type DateSpan = z.infer<typeof DateSpan>;

const DateField = z
  .string()
  .regex(/^\d{4,6}-\d{2}-\d{2}$/)
  .nullable();
/** Days as a date field writes them (`2026-11-21`), both inclusive; null leaves that end open. */
export const DateRange = z.strictObject({ from: DateField, to: DateField });
export type DateRange = z.infer<typeof DateRange>;

/** What the agent picked. Dates stay words, so that "today" is still today after midnight. */
export const FilterChoice = z.strictObject({
  providers: z.array(ProviderId),
  accounts: z.array(AccountId).max(50),
  directions: z.array(Direction),
  outcomes: z.array(Outcome),
  agents: z.array(z.string().max(200)).max(200),
  lines: z.array(z.string().max(200)).max(200),
  dates: z.union([DateSpan, DateRange]),
});
export type FilterChoice = z.infer<typeof FilterChoice>;

/** Everything that makes a list: where it is looked at, what was picked, what was typed. */
export const ViewQuery = z.strictObject({
  view: CallsView,
  choice: FilterChoice,
  text: z.string().max(200),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

export const SavedViewId = z.string().regex(/^[a-z0-9]{8,32}$/);
export type SavedViewId = z.infer<typeof SavedViewId>;

export const longestViewName = 60;
export const SavedViewName = z.string().trim().min(1).max(longestViewName);

/** A list with a name. Pinned ones stand in the rail with their count. In the order the agent gave them. */
export const SavedView = z.strictObject({
  id: SavedViewId,
  name: SavedViewName,
  pinned: z.boolean(),
  query: ViewQuery,
});
export type SavedView = z.infer<typeof SavedView>;
export const mostSavedViews = 100;

/** How the desk was left: shown again at the next start. `viewId`: the saved view that was open, null for none. */
export const DeskState = z.strictObject({
  screen: z.enum(['calls', 'missed', 'switchboard', 'accounts', 'settings']),
  calls: ViewQuery.nullable(),
  missed: ViewQuery.nullable(),
  viewId: SavedViewId.nullable(),
  /** The call whose detail was open. */
  openCall: CallId.nullable(),
});
export type DeskState = z.infer<typeof DeskState>;

export const freshDesk: DeskState = {
  screen: 'calls',
  calls: null,
  missed: null,
  viewId: null,
  openCall: null,
};
