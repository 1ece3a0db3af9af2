import { type Conflict, formatPath } from '@drillyard/kube-patch';
import { goQuote } from '@drillyard/rbac';
import { StatusError } from '../status-error.js';
import { parseManagerIdentifier } from './managed-fields-entry.js';

/** What an apply is told that would take over what others manage (upstream `NewConflictError`). */
export function applyConflict(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${formatManager(manager)}`,
    field: formatPath(path),
  }));
  return new StatusError(409, 'Conflict', conflictMessage(conflicts), { causes });
}

function conflictMessage(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1) {
    const where = `${formatManager(first.manager)}: ${formatPath(first.path)}`;
    return `Apply failed with 1 conflict: conflict with ${where}`;
  }
  // They come sorted by manager.
  const lines = conflicts.flatMap(({ manager, path }, at) => [
    ...(manager === conflicts[at - 1]?.manager
      ? []
      : [`conflicts with ${formatManager(manager)}:`]),
    `- ${formatPath(path)}`,
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function formatManager(identifier: string): string {
  const { manager = '', operation, apiVersion, subresource } = parseManagerIdentifier(identifier);
  const name = goQuote(manager);
  const qualified = subresource ? `${name} with subresource ${goQuote(subresource)}` : name;
  return operation === 'Update' ? `${qualified} using ${apiVersion}` : qualified;
}
