import type { KubeObject } from '@drillyard/kube-objects';
import type { Pod } from '@drillyard/pod-security';

/** Where the resources that make pods keep the pod they make; pods are their own. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  pods: [],
  replicationcontrollers: ['spec', 'template'],
  podtemplates: ['template'],
  'replicasets.apps': ['spec', 'template'],
  'deployments.apps': ['spec', 'template'],
  'statefulsets.apps': ['spec', 'template'],
  'daemonsets.apps': ['spec', 'template'],
  'jobs.batch': ['spec', 'template'],
  'cronjobs.batch': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Whether objects of a resource, named as in `deployments.apps`, have a pod in them. */
export function hasPodTemplate(resource: string): boolean {
  return Object.hasOwn(templatePaths, resource);
}

/** The pod in an object; undefined where it has none, as a ReplicationController may. */
export function podTemplate(resource: string, object: KubeObject): Pod | undefined {
  let found: unknown = object;
  for (const key of templatePaths[resource] ?? []) {
    found = (found as Record<string, unknown> | undefined)?.[key];
  }
  // The types of the fields were checked when the object was read.
  return (found ?? undefined) as Pod | undefined;
}
