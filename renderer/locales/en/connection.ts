export const connection = {
  title: 'Connection string',
  discarded: 'The connection string was discarded. Nothing was saved.',
} as const;
