const minuteMs = 60_000;

export const callBackChoices = ['minutes', 'hour', 'tomorrow', 'whenever'] as const;
export type CallBackChoice = (typeof callBackChoices)[number];

const tomorrowAt = { hour: 9, minute: 0 } as const;

/** Tomorrow at nine by this computer's clock, epoch ms. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  return new Date(
    day.getFullYear(),
    day.getMonth(),
    day.getDate() + 1,
    tomorrowAt.hour,
    tomorrowAt.minute,
  ).getTime();
}

/** When to be reminded, epoch ms; null: whenever. */
export function dueAtOf(choice: CallBackChoice, now: number): number | null {
  switch (choice) {
    case 'minutes':
      return now + 15 * minuteMs;
    case 'hour':
      return now + 60 * minuteMs;
    case 'tomorrow':
      return tomorrowMorning(now);
    case 'whenever':
      return null;
  }
}
