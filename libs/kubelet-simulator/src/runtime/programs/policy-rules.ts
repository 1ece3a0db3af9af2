/** A SubjectAccessReview, the fields rules are about. */
export interface AccessReview {
  readonly spec: {
    readonly user?: string;
    readonly groups?: readonly string[];
    /** As v1beta1 calls the groups. */
    readonly group?: readonly string[];
    readonly resourceAttributes?: {
      readonly verb?: string;
      readonly namespace?: string;
      readonly group?: string;
      readonly resource?: string;
      readonly subresource?: string;
    };
    readonly nonResourceAttributes?: { readonly verb?: string; readonly path?: string };
  };
}

/** What becomes of a request; neither is no opinion. */
export interface AccessStatus {
  readonly allowed: boolean;
  readonly denied?: boolean;
  readonly reason?: string;
}

const decisions = ['allow', 'deny', 'no-opinion'] as const;
type Decision = (typeof decisions)[number];

/** What a rule looks at; each list matches where it has the value, or `*`, or is left out. */
const criteria = ['users', 'groups', 'verbs', 'resources', 'namespaces', 'paths'] as const;
type Criterion = (typeof criteria)[number];

type Rule = Readonly<Partial<Record<Criterion, readonly string[]>>> & {
  readonly decision: Decision;
  readonly reason?: string;
};

/** The first rule that matches decides; where none does, the default. */
export interface Policy {
  readonly default: Decision;
  readonly rules: readonly Rule[];
}

/** A file that is no policy; says where. */
export class PolicyError extends Error {}

/** Throws PolicyError. */
export function readPolicy(text: string): Policy {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw new PolicyError(error instanceof Error ? error.message : String(error));
  }
  const { default: otherwise = 'no-opinion', rules = [], ...rest } = objectOf(found, 'the policy');
  refuseOthers(rest, 'the policy');
  if (!Array.isArray(rules)) throw new PolicyError('rules: must be a list');
  return {
    default: decisionOf(otherwise, 'default'),
    rules: rules.map((rule, index) => ruleOf(rule, `rules[${index}]`)),
  };
}

export function decide({ default: otherwise, rules }: Policy, review: AccessReview): AccessStatus {
  const rule = rules.find((each) => matches(each, review));
  const decision = rule?.decision ?? otherwise;
  return {
    allowed: decision === 'allow',
    ...(decision === 'deny' && { denied: true }),
    ...(rule?.reason !== undefined && { reason: rule.reason }),
  };
}

function matches(rule: Rule, { spec }: AccessReview): boolean {
  const { user = '', group = [], groups = group } = spec;
  const { resourceAttributes, nonResourceAttributes } = spec;
  const { verb = '' } = resourceAttributes ?? nonResourceAttributes ?? {};
  const { resource, subresource, namespace } = resourceAttributes ?? {};
  const kind = subresource ? `${resource}/${subresource}` : resource;
  const has = (criterion: Criterion, values: readonly (string | undefined)[]) => {
    const wanted = rule[criterion];
    const given = values.filter((value) => value !== undefined && value !== '');
    return wanted === undefined || wanted.some((each) => each === '*' || given.includes(each));
  };
  // A rule about resources is none about paths, and the other way round.
  const isAboutResources = rule.resources !== undefined || rule.namespaces !== undefined;
  if (isAboutResources && resourceAttributes === undefined) return false;
  if (rule.paths !== undefined && nonResourceAttributes === undefined) return false;
  return (
    has('users', [user]) &&
    has('groups', groups) &&
    has('verbs', [verb]) &&
    has('resources', [kind]) &&
    has('namespaces', [namespace]) &&
    has('paths', [nonResourceAttributes?.path])
  );
}

function ruleOf(value: unknown, where: string): Rule {
  const { decision, reason, ...lists } = objectOf(value, where);
  const known = Object.fromEntries(
    criteria.flatMap((criterion) => {
      const list = lists[criterion];
      if (list === undefined) return [];
      if (!Array.isArray(list) || list.some((each) => typeof each !== 'string')) {
        throw new PolicyError(`${where}.${criterion}: must be a list of texts`);
      }
      return [[criterion, list as readonly string[]]];
    }),
  );
  const others = Object.entries(lists).filter(([name]) => !(name in known));
  refuseOthers(Object.fromEntries(others), where);
  const text = typeof reason === 'string' ? { reason } : {};
  return { ...known, ...text, decision: decisionOf(decision, `${where}.decision`) };
}

function decisionOf(value: unknown, where: string): Decision {
  const found = decisions.find((decision) => decision === value);
  if (found !== undefined) return found;
  throw new PolicyError(`${where}: must be one of ${decisions.join(', ')}`);
}

function objectOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new PolicyError(`${where}: must be an object`);
}

/** A word nobody knows is a rule that means something else than its author thinks. */
function refuseOthers(rest: object, where: string): void {
  const [first] = Object.keys(rest);
  if (first !== undefined) throw new PolicyError(`${where}: unknown field "${first}"`);
}
