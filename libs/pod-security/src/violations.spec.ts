import { describe, expect, it } from 'vitest';
import { forbiddenDetail, forbiddenReason, levelOf, violations } from './violations.js';

const hostPath = {
  spec: {
    hostPID: true,
    containers: [{ name: 'main' }],
    volumes: [{ name: 'root', hostPath: { path: '/' } }],
  },
};
const plain = { spec: { containers: [{ name: 'main' }] } };
const safe = {
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'main',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
};

describe('violations', () => {
  it('has reasons for many pods and details for one', () => {
    const found = violations(hostPath, { level: 'baseline', version: 'latest' });
    expect(found.map(({ control }) => control)).toEqual(['hostNamespaces', 'hostPathVolumes']);
    expect(forbiddenReason(found)).toBe('host namespaces, hostPath volumes');
    expect(forbiddenDetail(found)).toBe(
      'host namespaces (hostPID=true), hostPath volumes (volume "root")',
    );
  });

  it('names a volume once where a stricter control forbids it as well', () => {
    const found = violations(hostPath, { level: 'restricted', version: 'v1.0' });
    expect(found.map(({ control }) => control)).toEqual([
      'hostNamespaces',
      'restrictedVolumes',
      'runAsNonRoot',
    ]);
  });

  it('finds nothing privileged', () => {
    expect(violations(hostPath, { level: 'privileged', version: 'latest' })).toEqual([]);
  });

  it('takes a version that is yet to come for the latest', () => {
    expect(violations(plain, { level: 'restricted', version: 'v1.999' })).toEqual(
      violations(plain, { level: 'restricted', version: 'latest' }),
    );
  });
});

describe('levelOf', () => {
  it.each([
    ['privileged', hostPath],
    ['baseline', plain],
    ['restricted', safe],
  ])('is %s', (level, pod) => {
    expect(levelOf(pod)).toBe(level);
  });

  it('depends on the version', () => {
    const { containers } = plain.spec;
    const inUserNamespace = { spec: { ...safe.spec, hostUsers: false, containers } };
    expect(levelOf(inUserNamespace, 'v1.7')).toBe('restricted');
    expect(levelOf(inUserNamespace, 'v1.8')).toBe('baseline');
  });
});
