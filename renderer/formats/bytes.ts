const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size on the disk as the language writes it, in the largest unit of a thousand that is at least one: `1.5 GB`. */
export function byteSizes(locale: string): (bytes: number) => string {
  const formats = units.map(
    (unit, index) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: index === 0 ? 'long' : 'short',
        // A gigabyte more or less matters, a kilobyte not.
        maximumFractionDigits: index < 3 ? 0 : 1,
      }),
  );
  return (bytes) => {
    const steps = bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3);
    // 999,999 bytes round up to 1,000 kB, which is said as 1 MB.
    const rounded = Math.round(bytes / 1000 ** steps) >= 1000 ? steps + 1 : steps;
    const index = Math.min(rounded, units.length - 1);
    return (formats[index] ?? formats[0])?.format(bytes / 1000 ** index) ?? '';
  };
}
