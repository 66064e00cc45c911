import { acting as csActing } from '../locales/cs/acting.ts';
import { accounts as csAccounts } from '../locales/cs/accounts.ts';
import { calls as csCalls } from '../locales/cs/calls.ts';
import { common as csCommon } from '../locales/cs/common.ts';
import { connection as csConnection } from '../locales/cs/connection.ts';
import { exports as csExports } from '../locales/cs/exports.ts';
import { failures as csFailures } from '../locales/cs/failures.ts';
import { keeping as csKeeping } from '../locales/cs/keeping.ts';
import { live as csLive } from '../locales/cs/live.ts';
import { progress as csProgress } from '../locales/cs/progress.ts';
import { search as csSearch } from '../locales/cs/search.ts';
import { settings as csSettings } from '../locales/cs/settings.ts';
import { signIn as csSignIn } from '../locales/cs/sign-in.ts';
import { switchboard as csSwitchboard } from '../locales/cs/switchboard.ts';
import { views as csViews } from '../locales/cs/views.ts';
import { welcome as csWelcome } from '../locales/cs/welcome.ts';
import { acting } from '../locales/en/acting.ts';
import { accounts } from '../locales/en/accounts.ts';
import { calls } from '../locales/en/calls.ts';
import { common } from '../locales/en/common.ts';
import { connection } from '../locales/en/connection.ts';
import { exports } from '../locales/en/exports.ts';
import { failures } from '../locales/en/failures.ts';
import { keeping } from '../locales/en/keeping.ts';
import { live } from '../locales/en/live.ts';
import { progress } from '../locales/en/progress.ts';
import { search } from '../locales/en/search.ts';
import { settings } from '../locales/en/settings.ts';
import { signIn } from '../locales/en/sign-in.ts';
import { switchboard } from '../locales/en/switchboard.ts';
import { views } from '../locales/en/views.ts';
import { welcome } from '../locales/en/welcome.ts';

/** One namespace per area of the page; English is the shape, Czech must fill it (see `translation.ts`). */
export const en = {
  common,
  failures,
  welcome,
  signIn,
  connection,
  accounts,
  search,
  settings,
  calls,
  switchboard,
  views,
  acting,
  progress,
  keeping,
  exports,
  live,
} as const;

export const cs = {
  common: csCommon,
  failures: csFailures,
  welcome: csWelcome,
  signIn: csSignIn,
  connection: csConnection,
  accounts: csAccounts,
  search: csSearch,
  settings: csSettings,
  calls: csCalls,
  switchboard: csSwitchboard,
  views: csViews,
  acting: csActing,
  progress: csProgress,
  keeping: csKeeping,
  exports: csExports,
  live: csLive,
} as const;
