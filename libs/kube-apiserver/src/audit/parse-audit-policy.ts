import { UserError } from '@drillyard/errors';
import { bool, type ConfigStruct, listOf, string, stringOf } from '../config-file/config-schema.js';
import {
  ConfigFileError,
  decodeConfigFile,
  MissingVersionError,
} from '../config-file/decode-config-file.js';
import { aggregateMessage } from '../registry/field-error.js';
import type { AuditPolicy } from './audit-policy.js';
import { validateAuditPolicy } from './audit-policy-validation.js';

const struct = (name: string, fields: ConfigStruct['fields']): ConfigStruct => {
  return { kind: 'struct', name, goPackage: 'v1', fields };
};
const strings = listOf(string);
const stages = listOf(stringOf('v1.Stage'));

const groupResources = struct('GroupResources', {
  group: string,
  resources: strings,
  resourceNames: strings,
});
const policyRule = struct('PolicyRule', {
  level: stringOf('v1.Level'),
  users: strings,
  userGroups: strings,
  verbs: strings,
  resources: listOf(groupResources),
  namespaces: strings,
  nonResourceURLs: strings,
  omitStages: stages,
  omitManagedFields: bool,
});
const policy = struct('Policy', {
  metadata: struct('ObjectMeta', { name: string }),
  rules: listOf(policyRule),
  omitStages: stages,
  omitManagedFields: bool,
});

const format = {
  kind: 'Policy',
  apiVersions: { 'audit.k8s.io/v1': policy },
  scheme: 'pkg/audit/scheme.go:30',
};

export interface ParsedAuditPolicy {
  readonly policy: AuditPolicy;
  /** For the server's log: what the file says that no policy has. It counts for nothing. */
  readonly warnings: readonly string[];
}

/**
 * Reads `--audit-policy-file` (apiserver `audit/policy/reader.go`). Throws AUDIT_POLICY_INVALID in
 * upstream's words.
 */
export function parseAuditPolicy(text: string, path: string): ParsedAuditPolicy {
  const refuse = (why: string) =>
    new UserError('AUDIT_POLICY_INVALID', `loading audit policy file: ${why}: from file ${path}`);
  const { value, strictErrors } = decode(text, refuse);
  const errors = validateAuditPolicy(value);
  if (errors.length > 0) throw refuse(aggregateMessage(errors));
  if (value.rules.length === 0) throw refuse('loaded illegal policy with 0 rules');
  const why = `strict decoding error: ${strictErrors.join(', ')}`;
  const warning = `Audit policy contains errors, falling back to lenient decoding: ${why}`;
  return { policy: value, warnings: strictErrors.length === 0 ? [] : [warning] };
}

function decode(text: string, refuse: (why: string) => UserError) {
  try {
    const { value, strictErrors } = decodeConfigFile(text, format);
    // The struct above has the fields of an AuditPolicy; validation looks at the words in them.
    const { rules = [], ...rest } = value as unknown as Partial<AuditPolicy>;
    return { value: { ...rest, rules }, strictErrors };
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    if (error instanceof MissingVersionError) {
      throw refuse('unknown group version field audit.k8s.io/__internal, Kind=Policy in policy');
    }
    throw refuse(`failed decoding: ${error.message}`);
  }
}
