import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { UserInfo } from '../../../authentication/authenticator.js';
import { StatusError } from '../../../status-error.js';
import {
  allowRequest,
  checkImpersonation,
  type ImpersonationCheck,
  nodeNameOf,
  serviceAccountOf,
} from './impersonation-check.js';

/** Who a requestor may be for this request. */
export interface Impersonated {
  readonly user: UserInfo;
  /** The verb that allowed it; empty where it was `impersonate`, which allows every request. */
  readonly constraint: string;
}

export interface ImpersonationRequest {
  /** The request as the requestor would make it for themselves. */
  readonly attributes: AuthorizationAttributes;
  readonly wanted: UserInfo;
  readonly authorize: ImpersonationCheck['authorize'];
}

/** Users whose last mode is remembered: they are cheap, and a forgotten one costs a few questions. */
const usersMax = 1_000;
const nodeNameKey = 'authentication.kubernetes.io/node-name';

/**
 * A way to become somebody: it answers undefined where it does not fit the wanted user, and throws
 * 403 where the requestor may not.
 */
type ImpersonationMode = (request: ImpersonationRequest) => Promise<Impersonated | undefined>;

/** In upstream's order (apiserver `allImpersonationModes`, KEP-5284). */
const modes: readonly ImpersonationMode[] = [
  associatedNode,
  constrained('arbitrary-node', (wanted) => isOnlyName(wanted) && isNode(wanted)),
  constrained('serviceaccount', (wanted) => isOnlyName(wanted) && isServiceAccount(wanted)),
  constrained('user-info', (wanted) => !isNode(wanted) && !isServiceAccount(wanted)),
  async ({ attributes, wanted, authorize }) => {
    const check = { requestor: attributes.user, verb: 'impersonate', authorize };
    return { user: await checkImpersonation(check, wanted), constraint: '' };
  },
];

/**
 * Tries the modes until one lets the requestor be the wanted user, that which did so last first.
 * Where none does the first refusal counts.
 */
export class ImpersonationModes {
  private readonly lastOf = new Map<string, ImpersonationMode>();

  async impersonate(request: ImpersonationRequest): Promise<Impersonated> {
    const { name } = request.attributes.user;
    const last = this.lastOf.get(name);
    const inOrder = last === undefined ? modes : [last, ...modes.filter((mode) => mode !== last)];
    let refusal: StatusError | undefined;
    for (const mode of inOrder) {
      try {
        const impersonated = await mode(request);
        if (impersonated === undefined) continue;
        this.remember(name, mode);
        return impersonated;
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        refusal ??= error;
      }
    }
    throw refusal ?? new Error('no impersonation mode fits');
  }

  private remember(name: string, mode: ImpersonationMode): void {
    this.lastOf.delete(name);
    this.lastOf.set(name, mode);
    const [oldest] = this.lastOf.keys();
    if (this.lastOf.size > usersMax && oldest !== undefined) this.lastOf.delete(oldest);
  }
}

/** Asks for the very request under the mode's verb, and then for the user. */
function constrained(
  mode: string,
  fits: (wanted: UserInfo, requestor: UserInfo) => boolean,
): ImpersonationMode {
  return async ({ attributes, wanted, authorize }) => {
    const requestor = attributes.user;
    if (!fits(wanted, requestor)) return undefined;
    const verb = `impersonate-on:${mode}:${attributes.verb}`;
    await allowRequest({ authorize }, { ...attributes, verb });
    const constraint = `impersonate:${mode}`;
    const user = await checkImpersonation({ requestor, verb: constraint, authorize }, wanted);
    return { user, constraint };
  };
}

/**
 * A service account whose token is bound to a node may be that node: it is asked for without the
 * node's name and without what the token says of its pod, so that one rule does for all nodes.
 */
async function associatedNode(request: ImpersonationRequest): Promise<Impersonated | undefined> {
  const mode = constrained('associated-node', (wanted, requestor) => {
    return isOnlyName(wanted) && isAssociated(wanted, requestor);
  });
  return mode({
    ...request,
    authorize: (attributes) => {
      const { user, verb } = attributes;
      const keys = Object.keys(user.extra ?? {}).sort();
      const extra = { 'authentication.kubernetes.io/associated-node-keys': keys };
      const name = verb === 'impersonate:associated-node' ? '*' : attributes.name;
      return request.authorize({ ...attributes, name, user: { ...user, extra } });
    },
  });
}

function isAssociated(wanted: UserInfo, requestor: UserInfo): boolean {
  const node = nodeNameOf(wanted.name);
  const names = requestor.extra?.[nodeNameKey] ?? [];
  return (
    node !== undefined && isServiceAccount(requestor) && names.length === 1 && names[0] === node
  );
}

function isOnlyName({ uid, groups, extra = {} }: UserInfo): boolean {
  return uid === undefined && groups.length === 0 && Object.keys(extra).length === 0;
}

function isNode({ name }: UserInfo): boolean {
  return nodeNameOf(name) !== undefined;
}

function isServiceAccount({ name }: UserInfo): boolean {
  return serviceAccountOf(name) !== undefined;
}
