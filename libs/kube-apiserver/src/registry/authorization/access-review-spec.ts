import {
  parseFieldSelector,
  parseLabelSelector,
  SelectorSyntaxError,
} from '@drillyard/kube-objects';
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { UserInfo } from '../../authentication/authenticator.js';
import type { AuthorizationDecision } from '../../authorization/authorizer.js';
import type { SelectorRequirement } from '../label-selector-validation.js';

interface SelectorAttributes {
  readonly rawSelector?: string;
  readonly requirements?: readonly SelectorRequirement[];
}

/** What the specs of all access reviews have (authorization/v1). */
export interface AccessReviewSpec {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly resourceAttributes?: {
    readonly namespace?: string;
    readonly verb?: string;
    readonly group?: string;
    readonly version?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly name?: string;
    readonly fieldSelector?: SelectorAttributes;
    readonly labelSelector?: SelectorAttributes;
  };
  readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
}

/** The question a review asks about a user (upstream `pkg/registry/authorization/util`). */
export function reviewAttributes(spec: AccessReviewSpec, user: UserInfo): AuthorizationAttributes {
  const resource = spec.resourceAttributes;
  return {
    user,
    verb: (resource ?? spec.nonResourceAttributes)?.verb ?? '',
    isResourceRequest: resource !== undefined,
    apiGroup: resource?.group ?? '',
    apiVersion: resource === undefined ? '' : resource.version || '*',
    resource: resource?.resource ?? '',
    subresource: resource?.subresource ?? '',
    namespace: resource?.namespace ?? '',
    name: resource?.name ?? '',
    path: spec.nonResourceAttributes?.path ?? '',
  };
}

/** The user a review names. */
export function reviewedUser({ user = '', groups = [], uid, extra }: AccessReviewSpec): UserInfo {
  return { name: user, groups, ...(uid && { uid }), ...(extra && { extra }) };
}

/** The status of a review, in the order of its fields upstream. */
export function reviewStatus(
  { decision, reason, evaluationError }: AuthorizationDecision,
  spec: AccessReviewSpec,
) {
  const errors = [
    ...(evaluationError === undefined ? [] : [evaluationError]),
    ...selectorErrors('fieldSelector', spec, parseFieldSelector, ['In', 'NotIn']),
    ...selectorErrors('labelSelector', spec, parseLabelSelector, [
      'In',
      'NotIn',
      'Exists',
      'DoesNotExist',
    ]),
  ];
  return {
    allowed: decision === 'Allow',
    ...(decision === 'Deny' && { denied: true }),
    ...(reason !== '' && { reason }),
    ...(errors.length > 0 && { evaluationError: errors.join('; ') }),
  };
}

/** A selector that cannot be read asks about more than it says, and the answer says so. */
function selectorErrors(
  name: 'fieldSelector' | 'labelSelector',
  { resourceAttributes }: AccessReviewSpec,
  parse: (text: string) => unknown,
  operators: readonly string[],
): string[] {
  const { rawSelector = '', requirements = [] } = resourceAttributes?.[name] ?? {};
  const field = `spec.resourceAttributes.${name}`;
  const isUnderstood = ({ operator = '', values = [] }: SelectorRequirement) =>
    operators.includes(operator) && (name === 'labelSelector' || values.length === 1);
  const understood = requirements.filter(isUnderstood).length;
  if (understood < requirements.length) {
    return [`${field} ${understood > 0 ? 'partially ' : ''}ignored due to parse error`];
  }
  return rawSelector === '' || parses(rawSelector, parse)
    ? []
    : [`${field} ignored due to parse error`];
}

function parses(text: string, parse: (text: string) => unknown): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof SelectorSyntaxError) return false;
    throw error;
  }
}
