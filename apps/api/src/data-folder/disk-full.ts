export const diskFullCode = 'DISK_FULL';
export const diskFullMessage =
  'The disk that holds the data folder is full. What was saved is kept; free some space and try again.';

/** Causes are followed this deep: a driver's error inside a client's inside ours, and some. */
const causesMax = 5;

/**
 * Whether the system or the database (SQLSTATE 53100, disk_full) ran out of space. Prisma keeps
 * the database's words in the message only.
 */
export function isDiskFull(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > causesMax) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === '53100') return true;
  return /No space left on device/i.test(error.message) || isDiskFull(error.cause, depth + 1);
}
