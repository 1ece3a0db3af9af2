import type { ResourceInfo } from '@drillyard/kube-schema';

/** The served kinds upstream warns of (`zz_generated.prerelease-lifecycle.go`). */
const warnings: Readonly<Record<string, string>> = {
  '/v1/componentstatuses': 'v1 ComponentStatus is deprecated in v1.19+',
  '/v1/endpoints': 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** The warning that goes with every answer about a deprecated resource. */
export function deprecationWarning({ group, version, resource }: ResourceInfo): string | undefined {
  return warnings[`${group}/${version}/${resource}`];
}
