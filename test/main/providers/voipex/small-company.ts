import { neverAborted } from '../session-context.ts';
import { accessTo, type Answer, ipbx, voipexStub } from './voipex-stub.ts';

const users = [
  { login: 'jana@example.test', name: 'Jana', surname: 'Nováková', id: 'u-jana', pbxUserId: 31, exten: 201 },
  { login: 'petr@example.test', name: 'Petr', surname: 'Dub', id: 'u-petr', pbxUserId: 32, exten: 202 },
  { login: 'eva@example.test', name: 'Eva', surname: 'Malá', id: 'u-eva', pbxUserId: 33, exten: 203 },
  { login: 'ivo', name: 'Ivo', surname: null, id: 'u-ivo', pbxUserId: 34 },
];
const queue = { id: 5, name: 'Podpora', callerId: null };
const members = [
  {
    userId: 'u-jana',
    pbxUserId: 31,
    firstName: 'Jana',
    lastName: 'Nováková',
    login: 'jana@example.test',
    exten: { id: 77, number: '201' },
    queues: [queue],
    skillsGroup: null,
  },
  {
    userId: 'u-ota',
    pbxUserId: 35,
    firstName: 'Ota',
    lastName: 'Host',
    login: 'ota@example.test',
    exten: null,
    queues: [queue],
    skillsGroup: null,
  },
];
export const numbers = [
  { number: '201', ownerId: 31, id: 1, ownerType: 'user', type: 'exten', numplan: {} },
  {
    number: '+420555777001',
    ownerId: 9,
    id: 2,
    ownerType: 'application',
    applicationType: 'ivr',
    type: 'ddi',
    numplan: { name: 'Hlavní' },
  },
  { number: '+420555777002', ownerId: 9, id: 3, ownerType: 'application', type: 'cid', numplan: {} },
  { number: '*99', ownerId: 9, id: 4, ownerType: 'application', type: 'teleport', numplan: {} },
];
export const callCentre = (isPaused: boolean, agentState?: string) => ({
  status: { callCenter: { isPaused, agentState } },
});
export const destinations = [
  {
    id: 31,
    name: 'Jana Nováková',
    extension: '201',
    ownerType: 'user',
    properties: { id: 31, ...callCentre(false, 'NOT_INUSE') },
  },
  {
    id: 32,
    name: 'Petr Dub',
    extension: '202',
    ownerType: 'user',
    properties: { id: 32, ...callCentre(true) },
  },
  { id: 33, name: 'Eva Malá', extension: '203', ownerType: 'user', properties: { id: 33, status: null } },
  {
    id: 5,
    name: 'Podpora',
    extension: '600',
    ownerType: 'application',
    properties: { applicationType: 'queue', freeAgents: 1 },
  },
];

/** What each path of the IPBX API answers, people, lines and queues of a small company. */
export const whole: Record<string, Answer> = {
  [`${ipbx}/pbx/users`]: users,
  [`${ipbx}/members`]: members,
  [`${ipbx}/numbers`]: numbers,
  [`${ipbx}/calls/transfer/destinations`]: destinations,
  [`${ipbx}/calls/current`]: [],
};
/** That company, with some answers changed. */
export const stub = (change: Record<string, Answer> = {}) =>
  voipexStub({ ...whole, ...change }, { access: accessTo('ipbx') });
/** By person, their presence and its word. */
export const presences = async ({ session }: ReturnType<typeof stub>) =>
  Object.fromEntries(
    (await session.switchboard.read('everything', neverAborted)).people.map((p) => [
      p.id,
      [p.presence, p.presenceWord],
    ]),
  );

/** A channel of Jana's, as GET /calls/current lists it. */
export const channel = {
  callId: '1795180001.402',
  src: '+420555010203',
  dst: '201',
  channelId: '1795180001.403',
  duration: 7,
  user: { id: 'u-jana', login: 'jana@example.test' },
  direction: 'In',
  state: 'Up',
  creationTime: '2026-11-21T08:59:53.000Z',
};
