const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** What is left of a countdown: by the minute while there is plenty, by the second at the end. */
export function formatTimeLeft(leftMs: number): string {
  const ms = Math.max(0, leftMs);
  if (ms >= hourMs) {
    return `${Math.floor(ms / hourMs)} h ${two(Math.floor((ms % hourMs) / minuteMs))} min`;
  }
  if (ms >= 10 * minuteMs) return `${Math.floor(ms / minuteMs)} min`;
  return `${Math.floor(ms / minuteMs)}:${two(Math.floor((ms % minuteMs) / secondMs))}`;
}

/** How long something took, in its two largest units. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / secondMs));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return `${seconds} s`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
