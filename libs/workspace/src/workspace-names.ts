import { UserError } from '@drillyard/errors';
import type { WorkspaceRequest } from '@drillyard/terminal';

/** RFC 1123, so that an id can name a folder, a control group or a container. */
const pattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export function isWorkspaceId(id: string): boolean {
  return pattern.test(id);
}

/** @throws UserError INVALID_WORKSPACE_NAME */
export function requireWorkspaceNames({ id, hostname }: WorkspaceRequest): void {
  if (pattern.test(id) && pattern.test(hostname)) return;
  throw new UserError(
    'INVALID_WORKSPACE_NAME',
    `A workspace's id and hostname are DNS labels; "${id}" on "${hostname}" are not.`,
  );
}
