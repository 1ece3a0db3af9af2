import type { IntOrString } from './api/apps.js';

/** A number, or so many percent of a total (apimachinery `intstr.GetScaledValueFromIntOrPercent`). */
export function scaledValue(
  value: IntOrString | undefined,
  total: number,
  roundUp: boolean,
): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const scaled = (Number.parseInt(value, 10) * total) / 100;
  return roundUp ? Math.ceil(scaled) : Math.floor(scaled);
}
