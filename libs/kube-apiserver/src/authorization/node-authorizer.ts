import {
  type AuthorizationAttributes,
  type PolicyRule,
  ruleAllows,
  type User,
} from '@drillyard/rbac';
import type { AuthorizationDecision, Authorizer, RuleResolver, UserRules } from './authorizer.js';
import { nodeNameOf } from './node-identity.js';
import type { NodeRelations, RelatedKind } from './node-relations.js';

const allow: AuthorizationDecision = { decision: 'Allow', reason: '' };
const noOpinion = (reason = ''): AuthorizationDecision => ({ decision: 'NoOpinion', reason });

type Rule = (request: NodeRequest) => AuthorizationDecision;

interface NodeRequest {
  readonly nodeName: string;
  readonly attributes: AuthorizationAttributes;
  readonly relations: NodeRelations;
}

/**
 * What kubelets may do: what every node may, and of pods, Secrets and the like only what belongs
 * to their own node (upstream `plugin/pkg/auth/authorizer/node`).
 */
export class NodeAuthorizer implements Authorizer, RuleResolver {
  constructor(
    private readonly relations: NodeRelations,
    /** Of the ClusterRole system:node as it comes: what somebody makes of it does not count. */
    private readonly nodeRules: readonly PolicyRule[],
  ) {}

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const nodeName = nodeNameOf(attributes.user);
    if (nodeName === undefined) return noOpinion();
    if (nodeName === '') return noOpinion(`unknown node for user "${attributes.user.name}"`);
    const { apiGroup, resource, isResourceRequest } = attributes;
    const rule = isResourceRequest ? rules.get(`${resource}.${apiGroup}`) : undefined;
    if (rule !== undefined) return rule({ nodeName, attributes, relations: this.relations });
    return this.nodeRules.some((each) => ruleAllows(attributes, each)) ? allow : noOpinion();
  }

  async userRules(user: User): Promise<UserRules> {
    const isNode = nodeNameOf(user) !== undefined;
    return {
      resourceRules: [],
      nonResourceRules: [],
      isIncomplete: isNode,
      ...(isNode && { evaluationError: 'node authorizer does not support user rule resolution' }),
    };
  }
}

const rules = new Map<string, Rule>([
  ['secrets.', (request) => readNamespaced(request, 'secrets')],
  ['configmaps.', (request) => readNamespaced(request, 'configmaps')],
  ['persistentvolumeclaims.', authorizeClaim],
  ['persistentvolumes.', (request) => getOne(request, 'persistentvolumes')],
  ['resourceclaims.resource.k8s.io', (request) => getOne(request, 'resourceclaims')],
  ['volumeattachments.storage.k8s.io', (request) => getOne(request, 'volumeattachments')],
  ['serviceaccounts.', authorizeServiceAccount],
  ['leases.coordination.k8s.io', authorizeLease],
  ['csinodes.storage.k8s.io', authorizeCsiNode],
  ['resourceslices.resource.k8s.io', authorizeResourceSlice],
  ['nodes.', authorizeNode],
  ['pods.', authorizePod],
  ['podcertificaterequests.certificates.k8s.io', () => noOpinion()],
]);

function related(request: NodeRequest, kind: RelatedKind): AuthorizationDecision {
  const { nodeName, attributes, relations } = request;
  const { namespace, name } = attributes;
  if (name === '') return noOpinion('No Object name found');
  if (relations.isRelated(nodeName, kind, namespace, name)) return allow;
  return noOpinion(`no relationship found between node '${nodeName}' and this object`);
}

function getOne(request: NodeRequest, kind: RelatedKind): AuthorizationDecision {
  const { verb, subresource } = request.attributes;
  if (verb !== 'get') return noOpinion('can only get individual resources of this type');
  if (subresource !== '') return noOpinion('cannot get subresource');
  return related(request, kind);
}

function readNamespaced(request: NodeRequest, kind: RelatedKind): AuthorizationDecision {
  const { verb, subresource, namespace } = request.attributes;
  if (!['get', 'list', 'watch'].includes(verb)) {
    return noOpinion('can only read resources of this type');
  }
  if (subresource !== '') return noOpinion('cannot read subresource');
  if (namespace === '') return noOpinion('can only read namespaced object of this type');
  return related(request, kind);
}

function authorizeClaim(request: NodeRequest): AuthorizationDecision {
  const { verb, subresource } = request.attributes;
  if (subresource !== 'status') return getOne(request, 'persistentvolumeclaims');
  if (verb === 'update' || verb === 'patch') return related(request, 'persistentvolumeclaims');
  return noOpinion('can only get/update/patch this type');
}

function authorizeServiceAccount(request: NodeRequest): AuthorizationDecision {
  const { verb, subresource, name } = request.attributes;
  if (verb === 'get' && subresource === '') return readNamespaced(request, 'serviceaccounts');
  if (verb !== 'create' || name === '') {
    return noOpinion('can only create tokens for individual service accounts');
  }
  if (subresource !== 'token') {
    return noOpinion('can only create token subresource of serviceaccount');
  }
  return related(request, 'serviceaccounts');
}

const ownObjectVerbs = ['get', 'create', 'update', 'patch', 'delete'];

function authorizeLease({ nodeName, attributes }: NodeRequest): AuthorizationDecision {
  const { verb, namespace, name } = attributes;
  if (!ownObjectVerbs.includes(verb)) {
    return noOpinion('can only get, create, update, patch, or delete a node lease');
  }
  if (namespace !== 'kube-node-lease') {
    return noOpinion('can only access leases in the "kube-node-lease" system namespace');
  }
  // The name of a new one is for NodeRestriction to look at.
  if (verb === 'create' || name === nodeName) return allow;
  return noOpinion('can only access node lease with the same name as the requesting node');
}

function authorizeCsiNode({ nodeName, attributes }: NodeRequest): AuthorizationDecision {
  const { verb, subresource, name } = attributes;
  if (!ownObjectVerbs.includes(verb)) {
    return noOpinion('can only get, create, update, patch, or delete a CSINode');
  }
  if (subresource !== '') return noOpinion('cannot authorize CSINode subresources');
  if (verb === 'create' || name === nodeName) return allow;
  return noOpinion('can only access CSINode with the same name as the requesting node');
}

function authorizeResourceSlice(request: NodeRequest): AuthorizationDecision {
  const { verb, subresource } = request.attributes;
  if (subresource !== '') return noOpinion('cannot authorize ResourceSlice subresources');
  switch (verb) {
    case 'create':
      return allow;
    case 'get':
    case 'update':
    case 'patch':
    case 'delete':
      return related(request, 'resourceslices');
    case 'watch':
    case 'list':
    case 'deletecollection':
      return selectsNode(request)
        ? allow
        : noOpinion(
            'can only list/watch/deletecollection resourceslices with nodeName field selector',
          );
    default:
      return noOpinion(
        'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      );
  }
}

function authorizeNode({ nodeName, attributes }: NodeRequest): AuthorizationDecision {
  const { verb, subresource, name } = attributes;
  const writes = subresource === '' ? ['create', 'update', 'patch'] : ['update', 'patch'];
  if (['', 'status'].includes(subresource) && writes.includes(verb)) return allow;
  if (subresource !== '' || !['get', 'list', 'watch'].includes(verb)) return noOpinion();
  if (name === nodeName) return allow;
  return noOpinion(
    name === ''
      ? `node '${nodeName}' cannot read all nodes, only its own Node object`
      : `node '${nodeName}' cannot read '${name}', only its own Node object`,
  );
}

function authorizePod(request: NodeRequest): AuthorizationDecision {
  const { verb, subresource, name } = request.attributes;
  switch (subresource === '' ? verb : `${verb} ${subresource}`) {
    case 'get':
      return related(request, 'pods');
    case 'list':
    case 'watch':
      if (selectsNode(request)) return allow;
      if (name !== '') return related(request, 'pods');
      return noOpinion('can only list/watch pods with spec.nodeName field selector');
    case 'create':
    case 'delete':
    case 'update status':
    case 'patch status':
    case 'create eviction':
      // Which pods is for NodeRestriction to say.
      return allow;
    default:
      return noOpinion();
  }
}

function selectsNode({ nodeName, attributes }: NodeRequest): boolean {
  return (attributes.fieldSelector ?? []).some(
    ({ field, operator, value }) =>
      field === 'spec.nodeName' && operator === '=' && value === nodeName,
  );
}
