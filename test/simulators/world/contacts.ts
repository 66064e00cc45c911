import { Draw } from './draw.ts';
import { nameOf, organisationOf, type Tongue } from './names.ts';
import { numberFrom, type NumberPool } from './phone-numbers.ts';
import type { WorldContact } from './world.ts';

/** Of every twenty contacts in a row, thirteen are Czech, four French, three British. */
export const contactCycle = 20;
const czechShare = 13;
const frenchShare = 17;

export type Country = 'CZ' | 'FR' | 'GB';

export function countryOfContact(index: number): Country {
  const place = index % contactCycle;
  return place < czechShare ? 'CZ' : place < frenchShare ? 'FR' : 'GB';
}

/** Places within the cycle that belong to a country, as [first, count]. */
export const placesOf: Readonly<Record<Country, readonly [number, number]>> = {
  CZ: [0, czechShare],
  FR: [czechShare, frenchShare - czechShare],
  GB: [frenchShare, contactCycle - frenchShare],
};

const pools: Readonly<Record<Country, NumberPool>> = {
  CZ: 'czechContacts',
  FR: 'frenchContacts',
  GB: 'britishContacts',
};
export const tongueOf: Readonly<Record<Country, Tongue>> = { CZ: 'cs-CZ', FR: 'fr-FR', GB: 'en-GB' };

/** The address book grows with the calls; 80,000 is what the British fiction ranges can tell apart. */
export const contactCountFor = (calls: number): number =>
  Math.max(40, Math.min(80_000, Math.round(calls / 20)));

/** The number alone: what a search by number compares, without making up names. */
export function contactNumber(index: number): string {
  const country = countryOfContact(index);
  const [first, count] = placesOf[country];
  const position = Math.floor(index / contactCycle) * count + ((index % contactCycle) - first);
  return numberFrom(pools[country], position);
}

export function makeContact(seed: number, index: number): WorldContact {
  const draw = new Draw(seed, 101, index);
  const tongue = tongueOf[countryOfContact(index)];
  const { firstName, lastName } = nameOf(tongue, () => draw.unit());
  return {
    index,
    firstName,
    lastName,
    organisation: draw.chance(0.55) ? organisationOf(tongue, draw.unit()) : null,
    e164: contactNumber(index),
  };
}
