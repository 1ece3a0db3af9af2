import { parseFlags } from '../flags.js';
import { textTable } from '../text-table.js';
import { filterFlags, matcher } from './container-filter.js';
import { CriError } from './cri-runtime.js';
import type { CrictlCommand } from './crictl-command.js';
import { tableLayout } from './ps.js';
import { humanDuration, truncatedId } from './units.js';

const header = ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'];

/** `crictl pods` */
export const pods: CrictlCommand = async (args, io, { runtime, clock }) => {
  const { values } = parseFlags(args, filterFlags);
  const isNamed = matcher(values.get('--name'));
  const isIn = matcher(values.get('--namespace'));
  const state = values.get('--state')?.toLowerCase();
  if (state !== undefined && state !== 'ready' && state !== 'notready') {
    throw new CriError('--state should be ready or notready');
  }
  const [labelKey, labelValue] = (values.get('--label') ?? '').split('=');
  const chosen = runtime.pods.filter(({ id, name, namespace, isReady, labels }) => {
    const isWanted = state === undefined || isReady === (state === 'ready');
    const isLabelled = !labelKey || labels[labelKey] === labelValue;
    const isThis = id.startsWith(values.get('--id') ?? '');
    return isThis && isNamed(name) && isIn(namespace) && isWanted && isLabelled;
  });
  chosen.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  if (values.has('--quiet')) {
    await io.out(chosen.map(({ id }) => `${id}\n`).join(''));
    return;
  }
  const now = clock.now();
  const rows = chosen.map(({ id, createdAt, isReady, name, namespace }) => [
    values.has('--no-trunc') ? id : truncatedId(id),
    `${humanDuration(now.getTime() - createdAt.getTime())} ago`,
    isReady ? 'Ready' : 'NotReady',
    ...[name, namespace, '0', '(default)'],
  ]);
  await io.out(textTable([header, ...rows], tableLayout));
};
