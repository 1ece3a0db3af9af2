import { describe, expect, it } from 'vitest';
import { loadAudit, validateAudit } from './audit-options.js';
import { FileError } from './component-files.js';
import { kubeApiserverFlags } from './component-flags.generated.js';
import { FlagSet, flagTypes } from './flag-set.js';

const types = flagTypes(kubeApiserverFlags);
const parse = (...args: string[]) => FlagSet.parse('kube-apiserver', args, types);
const path = '--audit-log-path=/var/log/audit.log';
const policy = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n';
const files = {
  read(name: string): string {
    if (name === '/policy.yaml') return policy;
    throw new FileError('open', name, 'no such file or directory');
  },
};

describe('validateAudit', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [[path], []],
    [['--audit-log-maxsize=-1'], []],
    [[path, '--audit-log-maxsize=-1'], ["--audit-log-maxsize -1 can't be a negative number"]],
    [
      [path, '--audit-log-mode=fast'],
      ['invalid audit log mode fast, allowed modes are "batch,blocking,blocking-strict"'],
    ],
    [
      [path, '--audit-log-format=xml'],
      ['invalid audit log format xml, allowed formats are ["legacy" "json"]'],
    ],
  ])('%j → %j', (args, mistakes) => {
    expect(validateAudit(parse(...args))).toEqual(mistakes);
  });
});

describe('loadAudit', () => {
  it('records nothing where nobody asks for it', () => {
    expect(loadAudit(parse(), files)).toEqual({ policy: undefined, log: undefined, warnings: [] });
  });

  it('reads the policy, and knows upstream’s limits', () => {
    const flags = parse('--audit-policy-file=/policy.yaml', path, '--audit-log-maxage=7');
    expect(loadAudit(flags, files)).toEqual({
      policy: { rules: [{ level: 'Metadata' }] },
      log: { path: '/var/log/audit.log', maxSizeMib: 100, maxBackups: 100, maxAgeDays: 7 },
      warnings: [],
    });
  });

  it('names a policy that is not there', () => {
    expect(() => loadAudit(parse('--audit-policy-file=/nope'), files)).toThrow(
      'loading audit policy file: failed to read file path "/nope": open /nope: no such file or directory',
    );
  });
});
