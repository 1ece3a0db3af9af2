import type { ClientCredentials, ClusterClient } from '@drillyard/cluster';
import type { IdentitySpec } from '@drillyard/lab-spec';
import { type CheckOutcome, failed } from '../check-outcome.js';

/** Undefined where the API server takes the bearer of the credentials for whom it should be. */
export async function judgeIdentity(
  credentials: ClientCredentials,
  wanted: IdentitySpec,
  { cluster, place }: { readonly cluster: ClusterClient; readonly place: string },
): Promise<CheckOutcome | undefined> {
  const identity = await cluster.identify(credentials);
  const expected = `the user ${wanted.user}`;
  if ('refused' in identity) {
    return failed(`The API server does not accept ${place}.`, {
      expected,
      actual: identity.refused,
    });
  }
  if (identity.user !== wanted.user) {
    return failed(`The API server takes the bearer of ${place} for somebody else.`, {
      expected,
      actual: `the user ${identity.user}`,
    });
  }
  const lacking = (wanted.groups ?? []).filter((group) => !identity.groups.includes(group));
  if (lacking.length === 0) return undefined;
  return failed(`The user ${identity.user} is not in every group it should be in.`, {
    expected: `the group ${lacking.join(', ')}`,
    actual: `in ${identity.groups.join(', ')}`,
  });
}
