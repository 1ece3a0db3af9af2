/** How long ago it was (go-units `HumanDuration`). */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1_000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(seconds / 3_600);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(hours / 24 / 365)} years`;
}

const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** In thousands, with so many significant digits (go-units `HumanSizeWithPrecision`). */
export function humanSize(bytes: number, precision = 4): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < sizes.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${Number(value.toPrecision(precision))}${sizes[unit]}`;
}

/** As much of an id as is needed to tell it from others. */
export function truncatedId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 13);
}
