import type { Lab } from '@drillyard/lab-spec';
import type { LabSessionPolicy } from '../config/app-config.js';

const minuteMs = 60_000;

/** How long sessions of a lab live: what the server says, or, as in an exam, just what the lab says. */
export function policyOf(lab: Lab | undefined, general: LabSessionPolicy): LabSessionPolicy {
  const { timeLimitMinutes } = lab ?? {};
  if (timeLimitMinutes === undefined) return general;
  return { ...general, lifetimeMs: timeLimitMinutes * minuteMs, extensionsMax: 0 };
}
