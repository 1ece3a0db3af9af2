import type { Job } from '../api/batch.js';
import type { Pod, PodTemplateSpec } from '../api/core.js';

export const completionIndex = 'batch.kubernetes.io/job-completion-index';
const variable = 'JOB_COMPLETION_INDEX';

export function isIndexed({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed';
}

export function indexOf({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[completionIndex] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Reads `0-2,4`. */
export function parseIndexes(text: string | undefined): Set<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? '').split(',').filter((each) => each !== '')) {
    const [first = 0, last = first] = part.split('-').map(Number);
    for (let index = first; index <= last; index++) indexes.add(index);
  }
  return indexes;
}

export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: [number, number][] = [];
  for (const index of sorted) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else parts.push([index, index]);
  }
  return parts
    .map(([first, last]) => {
      if (first === last) return String(first);
      return first + 1 === last ? `${first},${last}` : `${first}-${last}`;
    })
    .join(',');
}

/** The lowest indexes that no pod works on and none has completed. */
export function firstPendingIndexes(
  { spec }: Job,
  active: readonly Pod[],
  done: ReadonlySet<number>,
  count: number,
): readonly number[] {
  const taken = new Set(active.map(indexOf));
  const pending: number[] = [];
  for (let index = 0; index < (spec.completions ?? 0) && pending.length < count; index++) {
    if (!taken.has(index) && !done.has(index)) pending.push(index);
  }
  return pending;
}

/** The template for one index: its containers are told which one they are. */
export function templateFor(
  name: string,
  template: PodTemplateSpec,
  index: number,
): PodTemplateSpec {
  const { metadata = {}, spec } = template;
  const fieldPath = `metadata.labels['${completionIndex}']`;
  const entry = { name: variable, valueFrom: { fieldRef: { fieldPath } } };
  const told = <C extends { readonly [field: string]: unknown }>(container: C): C => {
    const env = (container['env'] ?? []) as readonly { readonly name: string }[];
    if (env.some((each) => each.name === variable)) return container;
    return { ...container, env: [...env, entry] };
  };
  const label = { [completionIndex]: String(index) };
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...label },
      annotations: { ...metadata.annotations, ...label },
    },
    spec: {
      ...spec,
      hostname: spec.hostname ?? `${name.slice(0, 62 - String(index).length)}-${index}`,
      containers: spec.containers.map(told),
      ...(spec.initContainers && { initContainers: spec.initContainers.map(told) }),
    },
  };
}
