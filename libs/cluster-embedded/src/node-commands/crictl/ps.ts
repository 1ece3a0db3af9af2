import { type CriContainer, criImageId } from '@drillyard/kubelet-simulator';
import { parseFlags } from '../flags.js';
import { textTable } from '../text-table.js';
import { chosenContainers, containerLabels, filterFlags } from './container-filter.js';
import { CriError } from './cri-runtime.js';
import type { CrictlCommand } from './crictl-command.js';
import { humanDuration, truncatedId } from './units.js';

/** Of every table of crictl. */
export const tableLayout = { minWidth: 20, padding: 3 } as const;

const header = [
  ...['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'],
];

/** `crictl ps` */
export const ps: CrictlCommand = async (args, io, { runtime, clock }) => {
  const { values } = parseFlags(args, filterFlags);
  const containers = chosenContainers(runtime.containers, values);
  if (values.has('--quiet')) {
    await io.out(containers.map(({ id }) => `${id}\n`).join(''));
    return;
  }
  const output = values.get('--output') ?? 'table';
  if (output === 'json') {
    await io.out(`${JSON.stringify({ containers: containers.map(listed) }, null, 2)}\n`);
    return;
  }
  if (output !== 'table') throw new CriError(`unsupported output format ${JSON.stringify(output)}`);
  const now = clock.now();
  const shown = values.has('--no-trunc') ? (id: string) => id : truncatedId;
  const rows = containers.map((container) => {
    const { id, image, imageRef, startedAt, end, spec, attempt, pod } = container;
    const created = `${humanDuration(now.getTime() - startedAt.getTime())} ago`;
    const shownImage = values.has('--resolve-image-path') ? image : shown(criImageId(imageRef));
    const state = end === undefined ? 'Running' : 'Exited';
    const of = [spec.name, String(attempt), shown(pod.id), pod.name, pod.namespace];
    return [shown(id), shownImage, created, state, ...of];
  });
  await io.out(textTable([header, ...rows], tableLayout));
};

/** CRI `Container` */
function listed(container: CriContainer): object {
  const { id, pod, spec, attempt, imageRef, startedAt, end } = container;
  return {
    id,
    podSandboxId: pod.id,
    metadata: { name: spec.name, attempt },
    image: {
      image: criImageId(imageRef),
      annotations: {},
      userSpecifiedImage: spec.image,
      runtimeHandler: '',
    },
    imageRef: criImageId(imageRef),
    state: end === undefined ? 'CONTAINER_RUNNING' : 'CONTAINER_EXITED',
    createdAt: `${startedAt.getTime()}000000`,
    labels: containerLabels(container),
    annotations: {},
    imageId: criImageId(imageRef),
  };
}
