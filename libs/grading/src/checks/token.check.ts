/**
 * `token`: a service account's token (a JWT, RFC 7519): what it says of itself, and whether the
 * cluster accepts it for an audience (a TokenReview; KEP-1205).
 */
import type { ClusterClient } from '@drillyard/cluster';
import type { TokenSpec } from '@drillyard/lab-spec';
import { serviceAccountUserName } from '@drillyard/rbac';
import type { CheckContext } from '../check-context.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';
import { isSameSet, list } from '../credentials/judge-names.js';
import { readKubeconfigCredentials } from '../credentials/kubeconfig-credentials.js';
import { type Found, missing, readLearnerFile } from '../credentials/learner-file.js';
import { judgeLength } from '../credentials/length-of-time.js';
import { readSecretValue, secretDependency } from '../credentials/secret-value.js';
import { readTokenClaims, type TokenClaims } from '../credentials/token-claims.js';

const tokenReview = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview' };

export const tokenCheck: CheckEvaluator<'token'> = {
  kind: 'token',

  async evaluate({ spec }, context) {
    const found = await readToken(spec, context);
    if ('missing' in found) return found.missing;
    const { place, token } = found.value;
    const claims = readTokenClaims(token);
    if (claims === undefined) {
      const expected = 'three parts with dots between them, the second base64url of JSON';
      return failed(`${place} is not a token (a JWT).`, {
        expected,
        actual: `${token.length} characters of something else`,
      });
    }
    return (
      judgeClaims(spec, claims, place) ??
      (await judgeAcceptance(spec, token, claims, place, context.cluster)) ??
      passed
    );
  },

  dependencies: ({ file, secret, kubeconfig, serviceAccount }) => ({
    files: [file, kubeconfig?.path].filter((path) => path !== undefined),
    objects: [
      ...(secret === undefined ? [] : [secretDependency(secret)]),
      ...(serviceAccount === undefined
        ? []
        : [{ apiVersion: 'v1', kind: 'ServiceAccount', namespace: serviceAccount.namespace }]),
    ],
  }),
};

async function readToken(
  { file, secret, kubeconfig }: TokenSpec,
  { cluster, files }: CheckContext,
): Promise<Found<{ readonly place: string; readonly token: string }>> {
  if (secret !== undefined) {
    const found = await readSecretValue(secret, cluster);
    const place = `The token of the Secret ${secret.namespace}/${secret.name}`;
    return 'missing' in found ? found : { value: { place, token: found.value } };
  }
  if (kubeconfig !== undefined) {
    const found = await readKubeconfigCredentials(kubeconfig, files);
    if ('missing' in found) return found;
    const { place, token } = found.value;
    return token === undefined
      ? missing(`There is no token for ${place}.`, { expected: 'a token', actual: 'none' })
      : { value: { place: `The token for ${place}`, token } };
  }
  const path = file ?? '';
  const found = await readLearnerFile(path, files);
  return 'missing' in found ? found : { value: { place: path, token: found.value.text.trim() } };
}

function judgeClaims(
  spec: TokenSpec,
  claims: TokenClaims,
  place: string,
): CheckOutcome | undefined {
  const { serviceAccount, audiences, expires, lifetime, boundTo } = spec;
  if (serviceAccount !== undefined) {
    const expected = serviceAccountUserName(serviceAccount.namespace, serviceAccount.name);
    if (claims.subject !== expected) {
      return failed(`${place} belongs to somebody else.`, { expected, actual: claims.subject });
    }
  }
  if (audiences !== undefined && !isSameSet(audiences, claims.audiences)) {
    return failed(`${place} is for other audiences.`, {
      expected: list(audiences),
      actual: list(claims.audiences),
    });
  }
  const { seconds } = claims;
  if (expires === false && seconds !== undefined) {
    return failed(`${place} expires.`, {
      expected: 'a token without an end',
      actual: `it ends ${seconds} s after it was issued`,
    });
  }
  if ((expires === true || lifetime !== undefined) && seconds === undefined) {
    return failed(`${place} never expires.`, {
      expected: 'a token that ends by itself',
      actual: 'it has no exp',
    });
  }
  if (boundTo !== undefined && !claims.boundTo.includes(`${boundTo.kind} ${boundTo.name}`)) {
    return failed(`${place} is not bound to the ${boundTo.kind} ${boundTo.name}.`, {
      expected: `bound to ${boundTo.kind} ${boundTo.name}`,
      actual: claims.boundTo.length === 0 ? 'not bound to an object' : list(claims.boundTo),
    });
  }
  return judgeLength(seconds ?? 0, lifetime, place);
}

async function judgeAcceptance(
  { accepted, refusedFor = [] }: TokenSpec,
  token: string,
  { audiences }: TokenClaims,
  place: string,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const answer = await review(token, audiences.slice(0, 1), cluster);
  if (accepted && answer !== undefined) {
    return failed(
      `The cluster does not accept ${place.charAt(0).toLowerCase()}${place.slice(1)}.`,
      {
        expected: 'a token that the cluster accepts',
        actual: answer,
      },
    );
  }
  if (!accepted && answer === undefined) {
    return failed(`${place} is still accepted.`, {
      expected: 'a token that the cluster refuses',
      actual: 'authenticated',
    });
  }
  for (const audience of refusedFor) {
    if ((await review(token, [audience], cluster)) === undefined) {
      return failed(`${place} is accepted for the audience ${audience}.`, {
        expected: `refused for ${audience}`,
        actual: 'authenticated',
      });
    }
  }
  return undefined;
}

/** Why the token is refused; undefined where it is accepted. */
async function review(
  token: string,
  audiences: readonly string[],
  cluster: ClusterClient,
): Promise<string | undefined> {
  const answer = await cluster.create({ ...tokenReview, metadata: {}, spec: { token, audiences } });
  const status = answer['status'] as { authenticated?: boolean; error?: string } | undefined; // TokenReviewStatus
  return status?.authenticated === true ? undefined : (status?.error ?? 'it is not authenticated');
}
