import type { CriContainer } from '@drillyard/kubelet-simulator';
import type { ParsedFlags } from '../flags.js';
import { CriError } from './cri-runtime.js';

/** A learner's pattern against a name of at most 253 characters. */
const patternLengthMax = 100;

/** Flags that choose among containers; those of pods are among them. */
export const filterFlags = [
  { names: ['--all', '-a'] },
  { names: ['--id'], takesValue: true },
  { names: ['--pod', '-p'], takesValue: true },
  { names: ['--state', '-s'], takesValue: true },
  { names: ['--name'], takesValue: true },
  { names: ['--image'], takesValue: true },
  { names: ['--namespace'], takesValue: true },
  { names: ['--label'], takesValue: true },
  { names: ['--last', '-n'], takesValue: true },
  { names: ['--latest', '-l'] },
  { names: ['--quiet', '-q'] },
  { names: ['--no-trunc'] },
  { names: ['--resolve-image-path', '-r'] },
  { names: ['--output', '-o'], takesValue: true },
];

/** Those that are asked for, the latest first; running ones where nothing else is said. */
export function chosenContainers(
  containers: readonly CriContainer[],
  values: ParsedFlags['values'],
): readonly CriContainer[] {
  const state = stateAsked(values);
  const matches = {
    name: matcher(values.get('--name')),
    image: matcher(values.get('--image')),
    namespace: matcher(values.get('--namespace')),
  };
  const [labelKey, labelValue] = (values.get('--label') ?? '').split('=');
  const chosen = containers.filter((container) => {
    const { id, pod, spec, image, end } = container;
    return (
      id.startsWith(values.get('--id') ?? '') &&
      pod.id.startsWith(values.get('--pod') ?? '') &&
      (state === undefined || state === (end === undefined ? 'running' : 'exited')) &&
      matches.name(spec.name) &&
      matches.image(image) &&
      matches.namespace(pod.namespace) &&
      (!labelKey || containerLabels(container)[labelKey] === labelValue)
    );
  });
  chosen.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const last = values.has('--latest') ? 1 : Number(values.get('--last') ?? Number.NaN);
  return last > 0 ? chosen.slice(0, last) : chosen;
}

/** The kubelet's, by which it knows its containers again. */
export function containerLabels({ pod, spec }: CriContainer): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.container.name': spec.name,
    'io.kubernetes.pod.name': pod.name,
    'io.kubernetes.pod.namespace': pod.namespace,
    'io.kubernetes.pod.uid': pod.uid,
  };
}

function stateAsked(values: ParsedFlags['values']): string | undefined {
  const state = values.get('--state')?.toLowerCase();
  if (values.has('--latest') || values.has('--last')) return undefined;
  if (state === undefined) return values.has('--all') ? undefined : 'running';
  if (['created', 'running', 'exited', 'unknown'].includes(state)) return state;
  throw new CriError('--state should be one of created, running, exited or unknown');
}

/** By a regular expression of letters, dots and anchors; anything else is looked for as it is. */
export function matcher(pattern = ''): (text: string) => boolean {
  if (pattern.length > patternLengthMax) throw new CriError('the pattern is too long');
  // Without repetition and groups no pattern takes long, whoever wrote it.
  const isSimple = /^\^?[\w.|/:@-]*\$?$/.test(pattern);
  if (!isSimple) return (text) => text.includes(pattern.replace(/\.\*/g, ''));
  const expression = new RegExp(pattern);
  return (text) => expression.test(text);
}
