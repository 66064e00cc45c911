import { Draw } from './draw.ts';
import { nameOf, plain, type Tongue } from './names.ts';
import type { System, WorldNumber, WorldPerson, WorldTag, WorldTeam } from './world.ts';

/** The company's side of a system: small lists, made once. */
export interface Staff {
  readonly people: readonly WorldPerson[];
  readonly numbers: readonly WorldNumber[];
  readonly teams: readonly WorldTeam[];
  /** Person indexes by team index. */
  readonly members: readonly (readonly number[])[];
}

export const companyName = 'Lumora Servis';
const mailDomain = 'lumora.example';

const lineNames = {
  CZ: ['Praha – hlavní linka', 'Zákaznická podpora', 'Obchod', 'Reklamace', 'Brno – pobočka', 'Fakturace'],
  FR: ['Accueil Paris', 'Service clients', 'Support technique', 'Facturation'],
  GB: ['London main line', 'Customer care', 'Returns desk'],
} as const;
const teamNames: Readonly<Record<System, readonly string[]>> = {
  aircall: ['Podpora CZ', 'Support FR', 'UK Care', 'Obchod', 'Réclamations', 'VIP', 'Billing', 'Nábor'],
  voipex: [
    'Příjem hovorů',
    'Technická podpora',
    'Obchodní oddělení',
    'Účtárna',
    'Dispečink',
    'Reklamace',
    'Expedice',
    'Vrátnice',
  ],
};
const zones = { CZ: 'Europe/Prague', FR: 'Europe/Paris', GB: 'Europe/London' } as const;

/** Which name of a repeated list, so that names stay unique: `Obchod`, then `Obchod 2`. */
function repeated(list: readonly string[], position: number): string {
  const name = list[position % list.length] ?? 'Line';
  const round = Math.floor(position / list.length);
  return round === 0 ? name : `${name} ${String(round + 1)}`;
}

function makeNumbers(system: System, people: number): readonly WorldNumber[] {
  const count = Math.max(3, Math.min(24, Math.ceil(people / 4)));
  const used = { CZ: 0, FR: 0, GB: 0 };
  return Array.from({ length: count }, (_, index) => {
    // VoIPEX lines are Czech; the Aircall ones turn around the three countries.
    const country = system === 'voipex' ? 'CZ' : ((['CZ', 'FR', 'GB'] as const)[index % 3] ?? 'CZ');
    const position = used[country]++;
    const two = String(position).padStart(2, '0');
    // Ranges the contacts never use.
    const e164 = {
      CZ: system === 'voipex' ? `+4202288803${two}` : `+4202345607${two}`,
      FR: `+33199009${two}1`,
      GB: `+442079460${two}2`,
    }[country];
    return {
      index,
      system,
      name: repeated(lineNames[country], position),
      e164,
      country,
      timeZone: zones[country],
    };
  });
}

function tongueFor(system: System, draw: Draw): Tongue {
  return system === 'voipex'
    ? draw.weighted([
        ['cs-CZ', 9],
        ['en-GB', 1],
      ] as const)
    : draw.weighted([
        ['cs-CZ', 4],
        ['fr-FR', 4],
        ['en-GB', 2],
      ] as const);
}

function makePeople(
  seed: number,
  system: System,
  count: number,
  numbers: readonly WorldNumber[],
  teams: number,
  taken: Set<string>,
): readonly WorldPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const draw = new Draw(seed, system === 'aircall' ? 201 : 202, index);
    const language = tongueFor(system, draw);
    const { firstName, lastName } = nameOf(language, () => draw.unit());
    const local = `${plain(firstName)}.${plain(lastName)}`;
    let email = `${local}@${mailDomain}`;
    for (let n = 2; taken.has(email); n++) email = `${local}${String(n)}@${mailDomain}`;
    taken.add(email);
    // The first people fill every team and line, so that none is empty.
    const team = index % teams;
    const second = draw.below(teams);
    const line = index % numbers.length;
    const other = draw.below(numbers.length);
    return {
      index,
      system,
      firstName,
      lastName,
      email,
      extension: system === 'aircall' ? String(index + 1).padStart(3, '0') : String(201 + index),
      teamIndexes: draw.chance(0.25) && second !== team ? [team, second] : [team],
      numberIndexes: draw.chance(0.4) && other !== line ? [line, other] : [line],
      language,
    };
  });
}

/** People, lines and teams of one system. `taken` holds the e-mail addresses used so far. */
export function makeStaff(seed: number, system: System, people: number, taken: Set<string>): Staff {
  const numbers = makeNumbers(system, people);
  const teamCount = Math.max(1, Math.min(8, Math.ceil(people / 8), people));
  const teams = Array.from({ length: teamCount }, (_, index) => ({
    index,
    system,
    name: repeated(teamNames[system], index),
  }));
  const list = makePeople(seed, system, people, numbers, teamCount, taken);
  const members = teams.map(({ index }) =>
    list.filter((p) => p.teamIndexes.includes(index)).map((p) => p.index),
  );
  return { people: list, numbers, teams, members };
}

/** Whether calls of a line are recorded: every fifth line has recording switched off. */
export const recordsCalls = (numberIndex: number): boolean => numberIndex % 5 !== 4;

export const worldTags: readonly WorldTag[] = [
  ['Reklamace', '#E5484D'],
  ['Zpětné volání', '#0D9488'],
  ['Objednávka', '#2563EB'],
  ['Nový zákazník', '#16A34A'],
  ['Stížnost', '#B91C1C'],
  ['Facturation', '#7C3AED'],
  ['Rappel client', '#0891B2'],
  ['Réclamation', '#DB2777'],
  ['Billing', '#9333EA'],
  ['VIP', '#CA8A04'],
  ['Wrong number', '#64748B'],
  ['Spam', '#334155'],
].map(([name, colour], index) => ({ index, name: name ?? '', colour: colour ?? '' }));
