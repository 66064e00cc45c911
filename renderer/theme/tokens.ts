/**
 * Every colour of the page, by theme. Names say what a colour is for; `test/renderer/theme/tokens.test.ts` holds the
 * pairs to their contrast. In stylesheets they are `var(--desk-<name>)`.
 */
export interface Tokens {
  /** Surfaces in three steps: the frame, the page, what lies on the page. */
  readonly frame: string;
  readonly page: string;
  readonly raised: string;
  readonly hover: string;
  readonly selected: string;
  /** Lines between things, and the stronger edge of things to press or type into. */
  readonly line: string;
  readonly edge: string;
  /** Around a button whose words already say that it is one. */
  readonly outline: string;
  readonly text: string;
  readonly secondary: string;
  readonly accent: string;
  readonly 'accent-hover': string;
  readonly 'on-accent': string;
  readonly 'accent-text': string;
  readonly focus: string;
  /** The button that loses something; white words on it. */
  readonly loss: string;
  readonly missed: string;
  readonly 'missed-surface': string;
  readonly waiting: string;
  readonly 'waiting-surface': string;
  readonly live: string;
  readonly 'live-surface': string;
  readonly skeleton: string;
  readonly backdrop: string;
  readonly 'account-teal': string;
  readonly 'account-blue': string;
  readonly 'account-violet': string;
  readonly 'account-pink': string;
  readonly 'account-orange': string;
  readonly 'account-lime': string;
  readonly 'account-slate': string;
  readonly 'account-yellow': string;
}

export const light: Tokens = {
  frame: '#eceff3',
  page: '#f7f8fa',
  raised: '#ffffff',
  hover: '#eef1f5',
  selected: '#daecea',
  line: '#dde2e9',
  edge: '#7f8b9b',
  outline: '#c8d0da',
  text: '#1a232f',
  secondary: '#526070',
  accent: '#0f6e68',
  'accent-hover': '#0b5954',
  'on-accent': '#ffffff',
  'accent-text': '#0d655f',
  focus: '#0f6e68',
  loss: '#b3261e',
  missed: '#b3261e',
  'missed-surface': '#fbe9e7',
  waiting: '#835400',
  'waiting-surface': '#fbf1dc',
  live: '#156b2c',
  'live-surface': '#e2f3e6',
  skeleton: '#e2e6ec',
  backdrop: 'rgba(22, 30, 41, 0.42)',
  'account-teal': '#0f8a82',
  'account-blue': '#2f6fd6',
  'account-violet': '#7c55d9',
  'account-pink': '#cf4589',
  'account-orange': '#cb5a0b',
  'account-lime': '#5c8a12',
  'account-slate': '#64748b',
  'account-yellow': '#a07a00',
};

export const dark: Tokens = {
  frame: '#151c24',
  page: '#1a222c',
  raised: '#212b37',
  hover: '#283442',
  selected: '#1d4245',
  line: '#2d3947',
  edge: '#6f8095',
  outline: '#46566a',
  text: '#e6ebf1',
  secondary: '#a3b0bf',
  accent: '#137d76',
  'accent-hover': '#0f6e68',
  'on-accent': '#ffffff',
  'accent-text': '#5fcabf',
  focus: '#5fcabf',
  loss: '#b8362d',
  missed: '#f58f86',
  'missed-surface': '#43282a',
  waiting: '#e9bb62',
  'waiting-surface': '#3b3222',
  live: '#6ad08c',
  'live-surface': '#1f3a2b',
  skeleton: '#2c3846',
  backdrop: 'rgba(6, 10, 15, 0.6)',
  'account-teal': '#2fb3a8',
  'account-blue': '#6ea2f5',
  'account-violet': '#a78bfa',
  'account-pink': '#ee7fb3',
  'account-orange': '#f0914a',
  'account-lime': '#9ccc45',
  'account-slate': '#94a3b8',
  'account-yellow': '#e3bf3f',
};
