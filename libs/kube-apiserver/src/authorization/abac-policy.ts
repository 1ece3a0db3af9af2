import { UserError } from '@drillyard/errors';

/** One policy of an ABAC file (`abac.authorization.kubernetes.io/v1beta1` Policy, spec). */
export interface AbacPolicy {
  readonly user: string;
  readonly group: string;
  readonly readonly: boolean;
  readonly apiGroup: string;
  readonly resource: string;
  readonly namespace: string;
  readonly nonResourcePath: string;
}

const everyone = 'system:authenticated';
const apiVersion = 'abac.authorization.kubernetes.io/v1beta1';
/** More than anybody writes by hand. */
const policyFileLengthMax = 1024 * 1024;

/**
 * Reads `--authorization-policy-file`: one JSON object a line, `#` for comments (upstream
 * `pkg/auth/authorizer/abac`). Throws ABAC_POLICY_INVALID naming the line.
 */
export function parseAbacPolicies(text: string, path: string): AbacPolicy[] {
  if (text.length > policyFileLengthMax) {
    const why = `it is longer than ${policyFileLengthMax} characters`;
    throw new UserError('ABAC_POLICY_INVALID', `error reading policy file ${path}: ${why}`);
  }
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.trim();
    return trimmed === '' || trimmed.startsWith('#') ? [] : [parseLine(line, index + 1, path)];
  });
}

function parseLine(line: string, number: number, path: string): AbacPolicy {
  const refuse = (why: string) =>
    new UserError(
      'ABAC_POLICY_INVALID',
      `error reading policy file ${path}, line ${number}: ${line}: ${why}`,
    );
  const object = parseObject(line, refuse);
  const isVersioned = object['apiVersion'] !== undefined && object['kind'] !== undefined;
  if (!isVersioned) return fromUnversioned(readFields(object, refuse));
  if (object['apiVersion'] !== apiVersion || object['kind'] !== 'Policy') {
    const { apiVersion: version, kind } = object;
    throw refuse(`no kind "${kind}" is registered for version "${version}"`);
  }
  const { spec = {} } = object;
  if (typeof spec !== 'object' || spec === null) throw refuse('spec is not an object');
  const policy = readFields(spec as Record<string, unknown>, refuse);
  const isForAll = policy.user === '*' || policy.group === '*';
  return isForAll ? { ...policy, user: '', group: everyone } : policy;
}

function parseObject(line: string, refuse: (why: string) => Error): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : String(cause));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw refuse('it is not an object');
}

function readFields(
  fields: Readonly<Record<string, unknown>>,
  refuse: (why: string) => Error,
): AbacPolicy {
  const text = (name: string): string => {
    const value = fields[name] ?? '';
    if (typeof value === 'string') return value;
    throw refuse(`${name} is not a string`);
  };
  const { readonly = false } = fields;
  if (typeof readonly !== 'boolean') throw refuse('readonly is not a boolean');
  return {
    user: text('user'),
    group: text('group'),
    readonly,
    apiGroup: text('apiGroup'),
    resource: text('resource'),
    namespace: text('namespace'),
    nonResourcePath: text('nonResourcePath'),
  };
}

/** Of before there were versions: what is left out is any, and groups of APIs do not count. */
function fromUnversioned(policy: AbacPolicy): AbacPolicy {
  const { user, group, namespace, resource } = policy;
  const isForAll = (user === '' && group === '') || user === '*' || group === '*';
  return {
    user: isForAll ? '' : user,
    group: isForAll ? everyone : group,
    readonly: policy.readonly,
    apiGroup: '*',
    namespace: namespace || '*',
    resource: resource || '*',
    nonResourcePath: namespace === '' && resource === '' ? '*' : '',
  };
}
