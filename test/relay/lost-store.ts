import { type Store, StoreUnavailable } from '../../relay/store/store.ts';

const away = (): Promise<never> => Promise.reject(new StoreUnavailable('ECONNREFUSED'));

/** A store that cannot be reached. */
export const lostStore: Store = {
  keepTransaction: away,
  readTransaction: away,
  takeTransaction: away,
  keepResult: away,
  readLanding: away,
  redeem: away,
  forget: away,
  useSession: away,
  renewSession: away,
  endSession: away,
  endCompany: away,
  endedAmong: away,
  claimWebhook: away,
  companyOfWebhook: away,
  keepAccess: away,
  readAccess: away,
  dropAccess: away,
  lease: away,
  release: away,
  noteDelivery: away,
  wasDelivered: away,
  pending: away,
  check: away,
  close: async () => undefined,
};
