export type KlogSeverity = 'I' | 'W' | 'E' | 'F';

/** One line as klog writes it, of process 1 of a container where no other is said. */
export function klogLine(
  severity: KlogSeverity,
  source: string,
  text: string,
  now: Date,
  pid = 1,
): string {
  const iso = now.toISOString();
  const date = iso.slice(5, 10).replace('-', '');
  const time = iso.slice(11, 23);
  return `${severity}${date} ${time}000 ${String(pid).padStart(7)} ${source}] ${text}`;
}
