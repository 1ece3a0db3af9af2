/** The compact rows of the default RBAC objects, and the objects they stand for. */
import type { KubeObject } from '@drillyard/kube-objects';
import { rbacGroup, ruleFromRow } from '@drillyard/rbac';

export interface RoleRow {
  /** With the namespace before a slash where it has one. */
  readonly name: string;
  /** Labels that make aggregated roles gather this one: `aggregate-to-edit`. */
  readonly aggregateTo?: readonly string[];
  /** Labels of the roles this one gathers. */
  readonly aggregates?: readonly string[];
  /** See `ruleFromRow`. */
  readonly rules?: readonly string[];
}

export interface BindingRow {
  readonly name: string;
  /** `ClusterRole view` */
  readonly role: string;
  /** `Group system:masters`, `ServiceAccount kube-system/coredns` */
  readonly subjects: readonly string[];
}

type ExtraMetadata = Pick<KubeObject['metadata'], 'labels' | 'annotations'>;

export function roleFromRow(row: RoleRow, extra: ExtraMetadata): KubeObject {
  const { aggregateTo = [], aggregates } = row;
  const aggregateLabels = Object.fromEntries(
    aggregateTo.map((label) => [`${rbacGroup}/${label}`, 'true']),
  );
  const labels = { ...extra.labels, ...aggregateLabels };
  const metadata = {
    ...splitName(row.name),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(extra.annotations && { annotations: extra.annotations }),
  };
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'namespace' in metadata ? 'Role' : 'ClusterRole',
    metadata,
    rules: (row.rules ?? []).map(ruleFromRow),
    ...(aggregates && {
      aggregationRule: {
        clusterRoleSelectors: aggregates.map((label) => ({
          matchLabels: { [`${rbacGroup}/${label}`]: 'true' },
        })),
      },
    }),
  };
}

export function bindingFromRow(row: BindingRow, extra: ExtraMetadata): KubeObject {
  const metadata = { ...splitName(row.name), ...extra };
  const [kind = '', name = ''] = splitOnce(row.role, ' ');
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'namespace' in metadata ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata,
    ...(row.subjects.length > 0 && { subjects: row.subjects.map(parseSubject) }),
    roleRef: { apiGroup: rbacGroup, kind, name },
  };
}

function parseSubject(row: string) {
  const [kind = '', name = ''] = splitOnce(row, ' ');
  return kind === 'ServiceAccount'
    ? { kind, ...splitName(name) }
    : { kind, apiGroup: rbacGroup, name };
}

/** `kube-system/x` → name and namespace; a name alone stays one. */
function splitName(qualified: string): { name: string; namespace?: string } {
  const [head = '', name] = splitOnce(qualified, '/');
  return name === undefined ? { name: head } : { name, namespace: head };
}

function splitOnce(text: string, separator: string): string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
