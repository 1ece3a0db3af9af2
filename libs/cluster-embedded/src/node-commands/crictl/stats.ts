import { containerUsage } from '@drillyard/kube-apiserver';
import type { CriContainer } from '@drillyard/kubelet-simulator';
import { parseFlags } from '../flags.js';
import { textTable } from '../text-table.js';
import { chosenContainers, filterFlags } from './container-filter.js';
import type { CrictlCommand } from './crictl-command.js';
import { tableLayout } from './ps.js';
import { humanSize, truncatedId } from './units.js';

const header = ['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES'];
/** What a container has written itself: logs and volumes are elsewhere. */
const writtenBytes = 32_768;
const writtenInodes = 13;

/** `crictl stats [ID]`: the figures of `kubectl top`, and as simulated. */
export const stats: CrictlCommand = async (args, io, { runtime, clock }) => {
  const { values, operands } = parseFlags(args, [
    ...filterFlags,
    { names: ['--seconds'], takesValue: true },
  ]);
  const [id] = operands;
  const asked = new Map([...values, ...(id === undefined ? [] : [['--id', id] as const])]);
  const chosen = [...chosenContainers(runtime.containers, asked)];
  chosen.sort((a, b) => (a.id < b.id ? -1 : 1));
  const now = clock.now();
  const rows = chosen.map((container) => {
    const { cpuNanos, memoryBytes } = usageOf(container, now);
    const share = (cpuNanos / 1e7).toFixed(2);
    const written = [humanSize(writtenBytes), String(writtenInodes)];
    return [
      truncatedId(container.id),
      container.spec.name,
      share,
      humanSize(memoryBytes),
      ...written,
    ];
  });
  await io.out(textTable([header, ...rows], tableLayout));
};

function usageOf({ pod, spec, image, startedAt, end }: CriContainer, now: Date) {
  if (end !== undefined) return { cpuNanos: 0, memoryBytes: 0 };
  const { command = [], args = [], resources } = spec;
  const key = `${pod.namespace}/${pod.name}/${pod.uid}/${spec.name}`;
  return containerUsage(
    { key, image, command: [...command, ...args], ...resources, startedAt },
    now,
  );
}
