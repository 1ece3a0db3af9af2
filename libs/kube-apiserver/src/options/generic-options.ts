import { schemeGroupVersions } from '@drillyard/kube-schema';
import type { FlagSet } from './flag-set.js';

const neverNegative = [
  'max-requests-inflight',
  'max-mutating-requests-inflight',
  'request-timeout',
  'min-request-timeout',
  'storage-initialization-timeout',
] as const;
const goawayChanceMax = 0.02;
const hourMs = 3_600_000;

/** What can be wrong with flags that stand for themselves (upstream `ServerRunOptions.Validate`). */
export function validateGeneric(flags: FlagSet): string[] {
  const mistakes = neverNegative
    .filter((name) => flags.number(name, 0) < 0)
    .map((name) => `--${name} can not be negative value`);
  const chance = flags.number('goaway-chance', 0);
  if (chance < 0 || chance > goawayChanceMax) {
    mistakes.push(`--goaway-chance can not be less than 0 or greater than ${goawayChanceMax}`);
  }
  const lifetimeMs = flags.number('service-account-max-token-expiration', 0);
  if (lifetimeMs !== 0 && (lifetimeMs < hourMs || lifetimeMs > 2 ** 32 * 1_000)) {
    mistakes.push(
      'the service-account-max-token-expiration must be between 1 hour and 2^32 seconds',
    );
  }
  return mistakes;
}

/** `--feature-gates`, by the gates this version knows. */
export function validateFeatureGates(flags: FlagSet, known: string): string[] {
  const gates = new Set(known.split(' '));
  return [...flags.pairs('feature-gates')].flatMap(([written, value]): string[] => {
    const gate = written.replace(/^kube:/, '');
    if (value === '') return [`missing bool value for ${gate}`];
    if (!gates.has(gate)) return [`unrecognized feature gate: ${gate}`];
    if (/^(true|false|t|f|1|0)$/i.test(value)) return [];
    const why = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    return [`invalid value of ${gate}=${value}, err: ${why}`];
  });
}

/** `--runtime-config`, by the API groups there are. */
export function validateRuntimeConfig(flags: FlagSet): string[] {
  const groups = new Set(schemeGroupVersions().map((groupVersion) => groupVersion.split('/')[0]));
  const unknown = [...flags.pairs('runtime-config').keys()].filter((key) => {
    // The core group is called `api` here, and nowhere else.
    if (/^api\/(all|ga|beta|alpha|legacy|v1)$/.test(key) || key === 'v1') return false;
    const [group = ''] = key.split('/');
    return !groups.has(group);
  });
  return unknown.length === 0 ? [] : [`unknown api groups ${unknown.sort().join(',')}`];
}
