export const accounts = {
  title: '',
} as const;
