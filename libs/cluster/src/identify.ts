import type { KubeStatus } from '@drillyard/kube-objects';
import type { ClientCredentials, Identity } from './cluster-client.js';
import { KubeApiError } from './kube-api-error.js';
import type { KubeTransport } from './kube-transport.js';
import { readText } from './response-body.js';

const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };

interface ReviewAnswer {
  readonly status?: { readonly userInfo?: { username?: string; groups?: readonly string[] } };
}

/**
 * Asks the API server who the bearer of the credentials is, over a connection of their own.
 * @throws KubeApiError where the server answers anything but who it is or 401, OperationalError
 *   CLUSTER_UNREACHABLE where it does not answer.
 */
export async function identify(
  transport: KubeTransport,
  credentials: ClientCredentials,
): Promise<Identity> {
  const token = 'token' in credentials ? credentials.token : '';
  if (/[^\x21-\x7e]/.test(token)) return { refused: 'the token has spaces or line breaks in it' };
  let theirs: KubeTransport;
  try {
    theirs = transport.withCredentials(credentials);
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
  try {
    const response = await theirs.send({
      method: 'POST',
      path,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(review),
    });
    const body = JSON.parse(await readText(response.body)) as ReviewAnswer | KubeStatus;
    if (response.status === 401) return { refused: 'the API server answers 401 Unauthorized' };
    if (response.status >= 400) throw new KubeApiError(body as KubeStatus);
    const { username = '', groups = [] } = (body as ReviewAnswer).status?.userInfo ?? {};
    return { user: username, groups };
  } finally {
    await theirs.close();
  }
}
