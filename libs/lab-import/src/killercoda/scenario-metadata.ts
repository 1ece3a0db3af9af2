/** What an index.json says in words of its own, in ours. */

export function oneLine(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

export function toLabel(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, 50)
    .replace(/-+$/, '');
}

export function difficultyOf(text = ''): string {
  if (/begin|easy|basic/i.test(text)) return 'beginner';
  return /adv|hard|expert/i.test(text) ? 'advanced' : 'intermediate';
}

/** `10 minutes`, `1h`, `15-20 min`: the largest number counts; 30 where nothing is said. */
export function minutesOf(time: string | number | undefined): number {
  const numbers = [...String(time ?? '').matchAll(/\d{1,4}/g)].map(([digits]) => Number(digits));
  const minutes = Math.max(0, ...numbers) * (/\bh|hour/i.test(String(time)) ? 60 : 1);
  return minutes === 0 ? 30 : Math.min(480, minutes);
}

/** A solution nearly earns the points; a tip hardly costs any. */
export function costOf(summary: string): number {
  return /solution|answer|solve/i.test(summary) ? 5 : 1;
}
