import { criImageId } from '@drillyard/kubelet-simulator';
import { parseFlags } from '../flags.js';
import { textTable } from '../text-table.js';
import type { CrictlCommand } from './crictl-command.js';
import { tableLayout } from './ps.js';
import { humanSize, truncatedId } from './units.js';

const flags = [
  { names: ['--quiet', '-q'] },
  { names: ['--digests'] },
  { names: ['--no-trunc'] },
  { names: ['--output', '-o'], takesValue: true },
];

/** `crictl images [NAME]` */
export const images: CrictlCommand = async (args, io, { runtime }) => {
  const { values, operands } = parseFlags(args, flags);
  const [wanted] = operands.filter((operand) => operand !== 'ls' && operand !== 'list');
  const chosen = runtime.images
    .filter(({ name }) => wanted === undefined || name === wanted || name.startsWith(`${wanted}:`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (values.has('--quiet')) {
    await io.out(chosen.map(({ digest }) => `${criImageId(digest)}\n`).join(''));
    return;
  }
  if (values.get('--output') === 'json') {
    const listed = chosen.map(({ name, digest, sizeBytes }) => {
      return {
        id: criImageId(digest),
        repoTags: [name],
        repoDigests: [digest],
        size: String(sizeBytes),
      };
    });
    await io.out(`${JSON.stringify({ images: listed }, null, 2)}\n`);
    return;
  }
  const shown = values.has('--no-trunc') ? (id: string) => id : truncatedId;
  const withDigest = values.has('--digests');
  const rows = chosen.map(({ name, digest, sizeBytes }) => {
    const colon = name.lastIndexOf(':');
    const [, sha = ''] = digest.split('@');
    return [
      ...[name.slice(0, colon), name.slice(colon + 1)],
      ...(withDigest ? [shown(sha)] : []),
      ...[shown(criImageId(digest)), humanSize(sizeBytes, 3)],
    ];
  });
  const header = ['IMAGE', 'TAG', ...(withDigest ? ['DIGEST'] : []), 'IMAGE ID', 'SIZE'];
  await io.out(textTable([header, ...rows], tableLayout));
};
