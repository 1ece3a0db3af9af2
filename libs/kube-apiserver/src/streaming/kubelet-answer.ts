import { KubeletRefusal } from '@drillyard/cluster';
import type { GroupResource } from '@drillyard/kube-objects';
import { formatGroupResource } from '@drillyard/kube-objects';
import { badRequest, internalError, StatusError } from '../status-error.js';

const podLog: GroupResource = { group: '', resource: 'pods/log' };

/**
 * What a kubelet's refusal to show a log becomes (apiserver `GenericHttpResponseChecker`): only
 * the texts of 400 and 500 come through.
 */
export function logRefusal(error: unknown, podName: string): unknown {
  if (!(error instanceof KubeletRefusal)) return error;
  const { statusCode, message } = error;
  if (statusCode === 400) return badRequest(message);
  if (statusCode === 500) return internalError(message);
  const [reason, why] =
    statusCode === 404
      ? ['NotFound', 'the server could not find the requested resource']
      : [
          'Unknown',
          `the server responded with the status code ${statusCode} but did not return more information`,
        ];
  const details = { name: podName, kind: podLog.resource };
  const where = ` ( ${formatGroupResource(podLog)} ${podName})`;
  return new StatusError(statusCode, reason, `${why}${where}`, details);
}
