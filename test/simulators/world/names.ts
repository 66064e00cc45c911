export type Tongue = 'cs-CZ' | 'fr-FR' | 'en-GB';

/** First names with the surnames that go with them: Czech surnames follow the gender. */
interface NameStock {
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly womenSurnames: readonly string[];
  readonly menSurnames: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

const french =
  words(`Lefèvre Bérard Noël François Gauthier Müller-Durand Châtelain Bézier Lemaître Pâquet Rousseau
  Desprès Mercier Benoît Guérin Hébert D'Angély Fontaine Moreau Crépin`);
const british =
  words(`Ashworth Bennett Clarke O'Connor Davies Fairclough Greenwood Hughes Llewellyn McAllister Nash
  Pemberton Radcliffe Siân-Jones Thistlewood Underhill Whittaker Yates Zöe-Hart Brontë`);

const stocks: Readonly<Record<Tongue, NameStock>> = {
  'cs-CZ': {
    women: words(
      'Jana Eliška Tereza Kateřina Lucie Věra Zuzana Šárka Markéta Žaneta Ludmila Růžena Alžběta Hana',
    ),
    men: words(
      'Jiří Tomáš Ondřej Řehoř Šimon Matěj Vojtěch Zdeněk Luboš Radek Čeněk František Václav Přemysl',
    ),
    womenSurnames:
      words(`Nováková Dvořáková Svobodová Černá Procházková Kučerová Veselá Šťastná Řezníčková Žižková
      Hájková Růžičková Beránková Sýkorová Ďurišová Koláčková Křížová Jelínková Ševčíková Vlčková`),
    menSurnames: words(`Novák Dvořák Svoboda Černý Procházka Kučera Veselý Šťastný Řezníček Žižka
      Hájek Růžička Beránek Sýkora Ďuriš Koláček Kříž Jelínek Ševčík Vlček`),
  },
  'fr-FR': {
    women: words('Gaëlle Chloé Zoé Hélène Anaïs Inès Françoise Aurélie Maëlys Océane Noémie Clémence'),
    men: words('Loïc Jérôme Théo Gaël Rémi Étienne Cédric Raphaël Benoît Léo Mathéo Grégoire'),
    womenSurnames: french,
    menSurnames: french,
  },
  'en-GB': {
    women: words('Charlotte Imogen Siobhán Gwendolyn Harriet Poppy Zoë Niamh Beatrice Freya Isla Rosalind'),
    men: words('Alistair Callum Declan Edmund Rhys Oliver Seán Hamish Rupert Gareth Toby Angus'),
    womenSurnames: british,
    menSurnames: british,
  },
};

const organisations: Readonly<Record<Tongue, readonly string[]>> = {
  'cs-CZ': [
    'Pekařství U Lípy',
    'Řeznictví Skřivan',
    'Truhlářství Žďár',
    'Autoservis Příbram s.r.o.',
    'Zahradnictví Květ',
    'Lékárna Na Růžku',
    'Účetnictví Čtyřlístek',
    'Stavebniny Šumava a.s.',
  ],
  'fr-FR': [
    'Boulangerie du Château',
    'Atelier Crépuscule',
    'Société Générique SARL',
    'Fleurs de Provence',
    'Cabinet Lefèvre & Fils',
    "Garage de l'Étoile",
  ],
  'en-GB': [
    'Thistle & Rye Ltd',
    'Pemberton Garden Supplies',
    'Harbour Lights Bakery',
    'Northgate Joinery',
    'Fairclough & Daughters',
    'Blue Heron Books',
  ],
};

/** A full name; `choice` gives numbers in [0, 1). */
export function nameOf(tongue: Tongue, choice: () => number): { firstName: string; lastName: string } {
  const stock = stocks[tongue];
  const woman = choice() < 0.5;
  const take = (list: readonly string[]): string => list[Math.floor(choice() * list.length)] ?? '';
  return {
    firstName: take(woman ? stock.women : stock.men),
    lastName: take(woman ? stock.womenSurnames : stock.menSurnames),
  };
}

/** A firm's name; `choice` in [0, 1). */
export function organisationOf(tongue: Tongue, choice: number): string {
  const list = organisations[tongue];
  return list[Math.floor(choice * list.length)] ?? '';
}

/** Letters without marks, lower case, for e-mail addresses. */
export const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/gu, '')
    .toLowerCase();
