import type { AuthorizationAnswer, AuthorizationTrail } from '@drillyard/cluster';
import type { AuthorizationLog, AuthorizationRecord } from '@drillyard/kube-apiserver';

/** The API server's log of decisions as a grader reads it. */
export function authorizationTrail(log: AuthorizationLog): AuthorizationTrail {
  return {
    *recent() {
      for (const record of log.recent()) {
        if (record.purpose === 'request') yield toAnswer(record);
      }
    },
    subscribe: (listener) =>
      log.subscribe((record) => {
        if (record.purpose === 'request') listener(toAnswer(record));
      }),
  };
}

function toAnswer({
  attributes,
  decision,
  authorizer,
  reason,
}: AuthorizationRecord): AuthorizationAnswer {
  const { user, verb, apiGroup, resource, subresource, namespace, name, path } = attributes;
  return {
    ...{ user: user.name, groups: user.groups, verb, apiGroup, namespace, name, path, reason },
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    isAllowed: decision === 'Allow',
    authorizer,
  };
}
