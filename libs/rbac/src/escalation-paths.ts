/**
 * Grants that lead to more than they name: the privilege escalation risks of Kubernetes' page
 * "Role Based Access Control Good Practices".
 */
import type { AuthorizationAttributes } from './attributes.js';
import { type PolicyRule, rbacGroup } from './policy.js';
import { ruleAllows } from './rule-matching.js';
import type { ResolvedRule } from './rule-resolver.js';

export type EscalationPathName =
  | 'wildcard'
  | 'escalate'
  | 'bind'
  | 'impersonate'
  | 'create-pods'
  | 'exec-pods'
  | 'create-tokens'
  | 'read-secrets'
  | 'approve-certificates'
  | 'create-persistent-volumes'
  | 'proxy-nodes'
  | 'control-admission'
  | 'label-namespaces';

interface EscalationPathPattern {
  readonly name: EscalationPathName;
  /** What the holder can do with it, to follow "can". */
  readonly consequence: string;
  readonly verbs: readonly string[];
  readonly apiGroup: string;
  /** With the subresource: `serviceaccounts/token`. */
  readonly resources: readonly string[];
}

const patterns: readonly EscalationPathPattern[] = [
  {
    name: 'escalate',
    consequence: 'give a role more rights than they hold themselves',
    verbs: ['escalate'],
    apiGroup: rbacGroup,
    resources: ['roles', 'clusterroles'],
  },
  {
    name: 'bind',
    consequence: 'bind a role with more rights than they hold themselves',
    verbs: ['bind'],
    apiGroup: rbacGroup,
    resources: ['roles', 'clusterroles'],
  },
  {
    name: 'impersonate',
    consequence: 'act as someone else',
    verbs: ['impersonate'],
    apiGroup: '',
    resources: ['users', 'groups', 'serviceaccounts'],
  },
  {
    name: 'create-pods',
    consequence: 'use every service account, Secret and ConfigMap of the namespace in a pod',
    verbs: ['create'],
    apiGroup: '',
    resources: ['pods', 'replicationcontrollers'],
  },
  {
    name: 'create-pods',
    consequence: 'use every service account, Secret and ConfigMap of the namespace in a pod',
    verbs: ['create', 'update', 'patch'],
    apiGroup: 'apps',
    resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'],
  },
  {
    name: 'create-pods',
    consequence: 'use every service account, Secret and ConfigMap of the namespace in a pod',
    verbs: ['create', 'update', 'patch'],
    apiGroup: 'batch',
    resources: ['jobs', 'cronjobs'],
  },
  {
    name: 'exec-pods',
    consequence: 'run commands in running pods, as their service accounts',
    verbs: ['get', 'create'],
    apiGroup: '',
    resources: ['pods/exec', 'pods/attach'],
  },
  {
    name: 'create-tokens',
    consequence: 'make themselves tokens of service accounts',
    verbs: ['create'],
    apiGroup: '',
    resources: ['serviceaccounts/token'],
  },
  {
    name: 'read-secrets',
    consequence: 'read the credentials of others from Secrets',
    verbs: ['get', 'list', 'watch'],
    apiGroup: '',
    resources: ['secrets'],
  },
  {
    name: 'approve-certificates',
    consequence: 'get a client certificate in any name',
    verbs: ['update', 'patch'],
    apiGroup: 'certificates.k8s.io',
    resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
  },
  {
    name: 'create-persistent-volumes',
    consequence: 'reach the files of nodes through hostPath volumes',
    verbs: ['create'],
    apiGroup: '',
    resources: ['persistentvolumes'],
  },
  {
    name: 'proxy-nodes',
    consequence: 'run commands in every pod of a node through its kubelet',
    verbs: ['get', 'create'],
    apiGroup: '',
    resources: ['nodes/proxy'],
  },
  {
    name: 'control-admission',
    consequence: 'read and change every object that is admitted',
    verbs: ['create', 'update', 'patch'],
    apiGroup: 'admissionregistration.k8s.io',
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
  },
  {
    name: 'label-namespaces',
    consequence: 'switch off what namespace labels enforce, such as pod security',
    verbs: ['update', 'patch'],
    apiGroup: '',
    resources: ['namespaces'],
  },
];

export interface EscalationPath {
  readonly name: EscalationPathName;
  readonly consequence: string;
  readonly grantedBy: ResolvedRule;
}

/** The paths each rule opens, one of a name per rule. A wildcard is named besides what it opens. */
export function findEscalationPaths(resolved: readonly ResolvedRule[]): EscalationPath[] {
  return resolved.flatMap((grantedBy) => {
    const found = new Map<EscalationPathName, string>();
    if (isWildcard(grantedBy.rule)) {
      found.set('wildcard', 'do what nobody listed, with resources that do not exist yet too');
    }
    for (const pattern of patterns) {
      if (!found.has(pattern.name) && opens(grantedBy.rule, pattern)) {
        found.set(pattern.name, pattern.consequence);
      }
    }
    return Array.from(found, ([name, consequence]) => ({ name, consequence, grantedBy }));
  });
}

function isWildcard({ verbs, apiGroups = [], resources = [], nonResourceURLs = [] }: PolicyRule) {
  return [verbs, apiGroups, resources, nonResourceURLs].some((values) => values.includes('*'));
}

function opens(rule: PolicyRule, { verbs, apiGroup, resources }: EscalationPathPattern): boolean {
  return resources.some((path) => {
    const [resource = '', subresource = ''] = path.split('/');
    // A rule for some names opens the path for those.
    const names = rule.resourceNames?.length ? rule.resourceNames : [''];
    return verbs.some((verb) =>
      names.some((name) =>
        ruleAllows(request({ verb, apiGroup, resource, subresource, name }), rule),
      ),
    );
  });
}

function request(
  parts: Pick<AuthorizationAttributes, 'verb' | 'apiGroup' | 'resource' | 'subresource' | 'name'>,
): AuthorizationAttributes {
  const user = { name: '', groups: [] };
  return { user, isResourceRequest: true, apiVersion: '*', namespace: '', path: '', ...parts };
}
