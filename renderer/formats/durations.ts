/** `m:ss`, from an hour on `h:mm:ss`. Fractions of a second are dropped: a running timer never runs ahead. */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A duration as it is spoken: `3 minutes 5 seconds`, `3 minuty 5 sekund`. For screen readers and tooltips. */
export function spokenDurations(locale: string): (seconds: number) => string {
  const unit = (name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const [hours, minutes, rest] = [unit('hour'), unit('minute'), unit('second')];
  return (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const parts = [
      { value: Math.floor(whole / 3600), format: hours },
      { value: Math.floor((whole % 3600) / 60), format: minutes },
      { value: whole % 60, format: rest },
    ].filter(({ value }) => value > 0);
    return parts.length === 0
      ? rest.format(0)
      : parts.map(({ value, format }) => format.format(value)).join(' ');
  };
}
