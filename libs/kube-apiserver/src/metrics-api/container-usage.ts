import { createHash } from 'node:crypto';
import { parseQuantity, roundedUp } from '@drillyard/kube-schema';
import { profileOf } from './image-profile.js';

/** How often figures are taken anew (metrics-server `--metric-resolution`). */
export const resolutionMs = 15_000;
/** A program that starts does more than one that waits. */
const startMs = 30_000;
const startFactor = 4;
/** And takes its memory little by little. */
const warmUpMs = 120_000;
const warmUpFrom = 0.6;
/** What does something uses about so much of what it requests. */
const requestedShare = { cpu: 0.18, memory: 0.55 };
/** Beyond it the kernel ends a process: what still runs stays below. */
const memoryLimitShare = 0.96;

const nanosPerMilli = 1_000_000;
const mebibyte = 1_048_576;

/** What a container is, as far as its figures go. */
export interface MeasuredContainer {
  /** Tells one container from another; its figures hang on it. */
  readonly key: string;
  readonly image: string;
  /** Command and arguments. */
  readonly command: readonly string[];
  readonly requests?: Readonly<Record<string, string | number>> | undefined;
  readonly limits?: Readonly<Record<string, string | number>> | undefined;
  readonly startedAt: Date;
}

export interface Usage {
  /** Billionths of a processor. */
  readonly cpuNanos: number;
  readonly memoryBytes: number;
}

/**
 * What a container is said to use: a figure that is plausible for its image, its command, its age
 * and its requests, and never above its limits. Nothing is measured; the same container shows the
 * same figure to whoever looks within {@link resolutionMs}.
 */
export function containerUsage(container: MeasuredContainer, now: Date): Usage {
  const { key, image, command, requests, limits, startedAt } = container;
  const profile = profileOf(image, command);
  const ageMs = Math.max(0, now.getTime() - startedAt.getTime());
  const sample = Math.floor(now.getTime() / resolutionMs);
  const requested = profile.isKnown
    ? { cpu: 0, memory: 0 }
    : {
        cpu: amount(requests?.['cpu'], -9) * requestedShare.cpu,
        memory: amount(requests?.['memory'], 0) * requestedShare.memory,
      };
  // An own character that stays, and noise that does not.
  const character = 0.8 + 0.4 * fraction(key);
  const noise = 0.9 + 0.2 * fraction(`${key}/${sample}`);
  const starting = profile.cpuMillis > 0 && ageMs < startMs ? startFactor : 1;
  const settled = Math.max(profile.cpuMillis * nanosPerMilli, requested.cpu, 20_000);
  // A loop that never rests uses what there is, no more and no less.
  const isBusy = profile.cpuMillis >= 1_000;
  const cpu = isBusy
    ? settled * (0.97 + 0.03 * fraction(`${key}/${sample}`))
    : settled * character * noise * starting;
  const warm = Math.min(1, warmUpFrom + ((1 - warmUpFrom) * ageMs) / warmUpMs);
  const drift = 0.99 + 0.02 * fraction(`${key}/memory/${sample}`);
  const memory =
    Math.max(profile.memoryMebibytes * mebibyte, requested.memory) * character * warm * drift;
  return {
    cpuNanos: Math.round(Math.min(cpu, limitOf(limits?.['cpu'], -9))),
    memoryBytes: Math.round(Math.min(memory, limitOf(limits?.['memory'], 0) * memoryLimitShare)),
  };
}

export function addUsage(a: Usage, b: Usage): Usage {
  return { cpuNanos: a.cpuNanos + b.cpuNanos, memoryBytes: a.memoryBytes + b.memoryBytes };
}

/** As metrics-server writes them: nanocores and kibibytes. */
export function usageList({ cpuNanos, memoryBytes }: Usage): Readonly<Record<string, string>> {
  return { cpu: `${cpuNanos}n`, memory: `${Math.round(memoryBytes / 1_024)}Ki` };
}

/** In units of `10^scale`; 0 where there is none. What is stored is a quantity. */
export function amount(quantity: string | number | undefined, scale: number): number {
  return quantity === undefined ? 0 : Number(roundedUp(parseQuantity(String(quantity)), scale));
}

function limitOf(quantity: string | number | undefined, scale: number): number {
  return quantity === undefined ? Number.POSITIVE_INFINITY : amount(quantity, scale);
}

/** From 0 to 1, and always the same for the same text. */
export function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 0x1_0000_0000;
}
