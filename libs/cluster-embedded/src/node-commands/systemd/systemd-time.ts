const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const;

/** `Mon 2026-11-23 23:15:00 UTC` (systemd `format_timestamp`). */
export function systemdTimestamp(date: Date): string {
  return `${days[date.getUTCDay()]} ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `Nov 23 23:15:00`, as the lines of a journal begin. */
export function journalTimestamp(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}

/** `3h 2min ago`: the two largest units (systemd `format_timestamp_relative`). */
export function systemdAgo(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const day = Math.floor(hours / 24);
  if (day >= 2) return `${day} days ago`;
  if (day === 1) return `1 day ${hours % 24}h ago`;
  if (hours > 0) return `${hours}h ${minutes % 60}min ago`;
  if (minutes >= 5) return `${minutes}min ago`;
  if (minutes > 0) return `${minutes}min ${seconds % 60}s ago`;
  return seconds > 0 ? `${seconds}s ago` : `${Math.max(1, now.getTime() - since.getTime())}ms ago`;
}
