import type { ResourceInfo } from '@drillyard/kube-schema';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';

/** The served kinds upstream warns of (`zz_generated.prerelease-lifecycle.go`). */
const warnings: Readonly<Record<string, string>> = {
  '/v1/componentstatuses': 'v1 ComponentStatus is deprecated in v1.19+',
  '/v1/endpoints': 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** The warning that goes with every answer about a deprecated resource. */
export function deprecationWarning(info: ResourceInfo): string | undefined {
  const { group, version, resource } = info;
  if (info instanceof CustomResource) return info.warnings[0];
  return warnings[`${group}/${version}/${resource}`];
}
