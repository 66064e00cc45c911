import { z } from 'zod';

/**
 * The answers as the description of the IPBX API 1.98 declares them (5.1 to 5.7), key by key: unknown keys are
 * refused, required ones must be there. Written from the reference, apart from the simulator's own code.
 */

const moment = z.iso.datetime({ offset: true });
const way = z.enum(['Loc', 'In', 'Out']);

export const CallItem = z.strictObject({
  user_id: z.union([z.string(), z.number()]).nullable(),
  line: z.union([z.string(), z.number()]),
  calldate: moment,
  clid: z.string().optional(),
  src: z.string(),
  dst: z.string(),
  duration: z.number(),
  billsec: z.number(),
  disposition: z.string(),
  accountcode: z.string().optional(),
  userfield: z.string().optional(),
  filename: z.string().optional(),
  way,
  trunk: z.string().optional(),
  hangupcause: z.string().optional(),
  uniqueid: z.string().optional(),
  linkedid: z.string().optional(),
  organization: z.string(),
  organizationPerson: z.string().optional(),
  data: z.string().optional(),
  sipcallid: z.string().optional(),
  stamp: moment,
  cc_cb: z.number().nullable().optional(),
  queue: z.string().nullable().optional(),
  note: z.string().nullable().optional(),
  categories: z.array(z.string()).optional(),
  phoneNumber: z.string(),
  user: z.strictObject({ login: z.string().optional() }).nullable().optional(),
  endTime: moment,
  userAnswered: z.boolean().nullable(),
});
export type CallItem = z.infer<typeof CallItem>;

const Link = z.strictObject({ rel: z.string(), href: z.string(), method: z.string() });
export const CallPage = z.strictObject({
  items: z.array(CallItem),
  links: z.array(Link),
  currentPage: z.number(),
  totalPages: z.number(),
  totalResults: z.number(),
});

export const CurrentCalls = z.array(
  z.strictObject({
    callId: z.string(),
    src: z.string(),
    dst: z.string(),
    channel: z.string().optional(),
    channelId: z.string(),
    duration: z.number().optional(),
    user: z.strictObject({ id: z.string().optional(), login: z.string().optional() }).nullable().optional(),
    direction: way.optional(),
    state: z
      .enum([
        'Down',
        'Rsrvd',
        'OffHook',
        'Dialing',
        'Ring',
        'Ringing',
        'Up',
        'Busy',
        'Offhook',
        'Pre-ring',
        'Unknown',
      ])
      .optional(),
    creationTime: moment.optional(),
  }),
);

export const MissedCalls = z.array(
  z.strictObject({
    callId: z.string(),
    agent: z.string().nullable(),
    attempts: z.number(),
    outgoingAttempts: z.number(),
    callerId: z.string(),
    callerIdentity: z.string(),
    calldate: moment,
    holdTime: z.number(),
    ivrValue: z.string().nullable(),
    lastUpdate: moment,
    queue: z.string().nullable(),
    state: z.enum(['noChange', 'inProgress']),
  }),
);

export const CallEvents = z.array(
  z.strictObject({
    eventtype: z.string(),
    eventtime: moment,
    src: z.string().nullable(),
    dst: z.string().nullable(),
  }),
);
export const CallRecordings = z.array(
  z.strictObject({ name: z.string(), src: z.string().optional(), dst: z.string().optional() }),
);
export const Transcripts = z.array(
  z.strictObject({
    filename: z.string(),
    src: z.string().optional(),
    dst: z.string().optional(),
    recognition: z.array(z.strictObject({ channel: z.number().optional(), transcript: z.string() })),
  }),
);
export const Dialled = z.strictObject({ callId: z.string(), channelId: z.string().optional() });

export const Destinations = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    extension: z.string(),
    ownerType: z.enum(['user', 'application']),
    properties: z
      .strictObject({
        id: z.string().nullable().optional(),
        applicationType: z.string().optional(),
        freeAgents: z.number().optional(),
        status: z
          .strictObject({
            callCenter: z
              .strictObject({ agentState: z.string().optional(), isPaused: z.boolean().optional() })
              .nullable()
              .optional(),
          })
          .nullable()
          .optional(),
      })
      .nullable()
      .optional(),
  }),
);

export const PbxUser = z.strictObject({
  login: z.string(),
  name: z.string(),
  surname: z.string(),
  id: z.string(),
  pbxUserId: z.number().optional(),
  exten: z.number().optional(),
});
export const Members = z.array(
  z.strictObject({
    userId: z.string(),
    pbxUserId: z.number(),
    firstName: z.string(),
    lastName: z.string(),
    login: z.string(),
    exten: z.strictObject({ id: z.number(), number: z.string() }).nullable(),
    queues: z.array(
      z.strictObject({ id: z.number(), name: z.string(), callerId: z.string().nullable().optional() }),
    ),
    skillsGroup: z.strictObject({ id: z.number(), name: z.string() }).nullable(),
  }),
);
export const PbxNumber = z.strictObject({
  number: z.string(),
  ownerId: z.string(),
  id: z.string(),
  ownerType: z.enum(['user', 'application']),
  applicationType: z.string().optional(),
  type: z.enum(['ddi', 'exten', 'cid']),
  priority: z.number().optional(),
  numplan: z.strictObject({ id: z.number().optional(), name: z.string().optional() }),
});
export const Pauses = z.array(
  z.strictObject({
    id: z.number(),
    name: z.string(),
    billable: z.boolean().optional(),
    description: z.string().optional(),
  }),
);
export const Profiles = z.array(
  z.strictObject({
    id: z.int(),
    name: z.string(),
    active: z.boolean(),
    description: z.string(),
    params: z.strictObject({
      hasDevice: z.boolean(),
      hasForward: z.boolean(),
      alert: z.boolean(),
      endpointId: z.int().nullable(),
      fwd: z.enum(['none', 'mymobile', 'another']).nullable(),
      fwdNum: z.string().nullable(),
    }),
  }),
);
export const ProfileSet = z.strictObject({
  id: z.union([z.string(), z.number()]),
  message: z.enum(['created', 'updated']),
});

const Editor = z.strictObject({ id: z.string(), email: z.string() });
export const Menus = z.array(
  z.strictObject({
    ...{ id: z.string(), name: z.string(), description: z.string(), createdAt: moment, updatedAt: moment },
    ...{ createdBy: Editor, updatedBy: Editor },
    routing: z.array(z.strictObject({ exten: z.string(), ddi: z.string() })),
  }),
);

export const RecordingPage = z.strictObject({
  files: z.array(z.string()),
  currentPage: z.number(),
  totalPages: z.number(),
});

export const QueueReport = z.array(
  z.strictObject({
    ...{ name: z.string(), total: z.number(), answered: z.number(), noanswer: z.number() },
    ...{ afterSla: z.number(), inSla: z.number(), avgWait: z.number(), maxWait: z.number() },
    ...{ avgDur: z.number(), maxDur: z.number() },
    noanswerRecur: z.number(),
    noanswerUniq: z.number(),
  }),
);

const text = z.string().nullable().optional();
const number = z.number().nullable().optional();
export const CallReport = z.array(
  z.strictObject({
    ...{ date: z.string(), time: z.string(), direction: z.string(), answered: z.boolean() },
    ...{ checked: z.boolean().nullable(), callId: z.string(), duration: z.number(), ringing: z.number() },
    holdtime: z.number(),
    ...{ ivr: text, queue: text, user: text, cb: text, cbId: text, cbWho: text, cbDate: text, cbTime: text },
    ...{ cbDiff: number, cid: text, org: text, orgPerson: text, wait: number, membersCount: number },
    ...{ waitingCalls: number, lastRinging: text, exit: text, position: number, attempt: number },
    ...{
      customerRating: number,
      customerSuccess: number,
      resolvedStatus: text,
      recording: text,
      linkedid: text,
    },
  }),
);

export const Activity = z.strictObject({
  links: z.array(z.string()),
  currentPage: z.number(),
  totalPages: z.number(),
  items: z.array(
    z.strictObject({
      time: moment,
      queue: z.string(),
      agent: z.string().optional(),
      event: z.string(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
export const ActivityDurations = z.array(
  z.strictObject({
    id: z.number(),
    loggedIn: z.array(z.string()),
    pausedIn: z.array(z.string()),
    isDynamic: z.boolean().optional(),
    wasOncePaused: z.boolean().optional(),
    wasOnceLogged: z.boolean().optional(),
    logonStartTime: moment.optional(),
    pauseStartTime: moment.optional(),
    pendingCallStartTime: z.boolean().optional(),
    durations: z
      .strictObject({
        ...{ incomingCalls: z.number(), outgoingCalls: z.number(), pauses: z.number() },
        ...{ login: z.number(), idle: z.number() },
      })
      .optional(),
  }),
);
export const DailyStats = z.array(
  z.strictObject({
    ...{ agent: z.string(), userId: z.string(), callsTaken: z.number(), outgoingCallsAnswered: z.number() },
    ...{ outgoingCallsUnanswered: z.number(), cbCalls: z.number(), talkTime: z.number() },
    ...{ logonTime: moment.nullable(), ringNoAnswer: z.number(), billPauseTime: z.number() },
    nonBillPauseTime: z.number(),
  }),
);

/** Section 6. */
export const Me = z.strictObject({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  customer: z.strictObject({ id: z.number() }),
  services: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      properties: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
    }),
  ),
});
export const BillingRows = z.array(
  z.strictObject({
    ...{ cislo_int: z.string(), cislo_ext: z.string(), destinace: z.string() },
    datetime: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/u),
    ...{ odchozi: z.enum(['Y', 'N']), placeny: z.enum(['Y', 'N']), stav: z.string(), delka: z.number() },
    ...{ jednotka: z.string(), cena: z.number(), sazba_dph: z.number(), pocet: z.number() },
    ...{ cdr_flags: z.string(), zakaznik: z.string(), zakaznik_id: z.number() },
  }),
);

export const Refused = z.strictObject({ statusCode: z.number(), error: z.string(), message: z.string() });
