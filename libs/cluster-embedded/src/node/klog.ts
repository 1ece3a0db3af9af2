export type KlogSeverity = 'I' | 'W' | 'E' | 'F';

/** One line as klog writes it; process 1 of its container. */
export function klogLine(severity: KlogSeverity, source: string, text: string, now: Date): string {
  const iso = now.toISOString();
  const date = iso.slice(5, 10).replace('-', '');
  const time = iso.slice(11, 23);
  return `${severity}${date} ${time}000       1 ${source}] ${text}`;
}
