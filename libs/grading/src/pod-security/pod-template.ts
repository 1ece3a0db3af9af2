import type { KubeObject } from '@drillyard/kube-objects';
import type { Pod } from '@drillyard/pod-security';

type Templated = { readonly template?: Pod; readonly jobTemplate?: { readonly spec?: Templated } };

/** Where the pods of an object come from: itself, its template, or that of its jobs. */
export function podOf(object: KubeObject): Pod {
  if (object.kind === 'Pod') return object as Pod; // by its kind
  const spec = object['spec'] as Templated | undefined; // the workload kinds all have it so
  return (object.kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template) ?? {};
}
