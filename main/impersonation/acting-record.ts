import { randomBytes } from 'node:crypto';
import { type AccountColour, accountColours, AccountLabel, type ActingAs } from '../../domain/account.ts';
import { keepEverything } from '../../domain/keeping.ts';
import type { AccountRecord, AccountRegister } from '../accounts/account-register.ts';
import type { ProvenAccess } from '../providers/provider.ts';

const longestLabel = 60;

/** The record of an account that acts as another user through `base`, as probing shows it. */
export function actingRecord(
  base: AccountRecord,
  actingAs: ActingAs,
  access: ProvenAccess,
  register: Pick<AccountRegister, 'freeColour'>,
): AccountRecord {
  const { email } = actingAs;
  // An exchanged token is always a user's, also where nothing else tells who that is.
  const agent = access.agent ?? { id: '', name: email, email, company: null };
  return {
    id: `${base.provider}:${randomBytes(6).toString('hex')}`,
    provider: base.provider,
    label: labelOf(base.label, agent.name === '' ? email : agent.name),
    colour: otherColour(base.colour, register.freeColour()),
    way: base.way,
    signedInAs: (access.signedInAs === '' ? email : access.signedInAs).slice(0, 200),
    createdAt: actingAs.since,
    // What acts as somebody does not act as somebody else in turn.
    capabilities: { ...access.capabilities, impersonate: 'refused' },
    pbx: [...access.pbx],
    surface: access.surface,
    signedOut: false,
    inKeychain: false,
    agent,
    actingAs,
    events: null,
    relay: null,
    retention: keepEverything,
  };
}

/** Whose access it is and whom it acts as; the user stays readable whatever the access is called. */
function labelOf(base: string, user: string): string {
  const who = user.slice(0, longestLabel / 2);
  const room = longestLabel - who.length - ' · '.length;
  return AccountLabel.parse(`${base.slice(0, room).trim()} · ${who}`);
}

const otherColour = (taken: AccountColour, free: AccountColour): AccountColour =>
  free === taken ? (accountColours.find((colour) => colour !== taken) ?? free) : free;
