import { describe, expect, it } from 'vitest';
import { resourceRequest } from '../testing/authorization-attributes.js';
import { TestApiServer } from '../testing/index.js';
import { AuthorizationLog, type AuthorizationRecord } from './authorization-log.js';

const record = (auditId: string, reason = ''): AuthorizationRecord => ({
  auditId,
  at: new Date(0),
  attributes: resourceRequest(),
  purpose: 'request',
  decision: 'Allow',
  reason,
});

describe('AuthorizationLog', () => {
  it('keeps the last thousand, and tells whoever listens', () => {
    const log = new AuthorizationLog();
    const heard: string[] = [];
    const stop = log.subscribe(({ auditId }) => heard.push(auditId));
    for (let index = 0; index < 1_001; index++) log.add(record(String(index)));
    stop();
    log.add(record('last'));
    expect(log.recent()).toHaveLength(1_000);
    expect(log.recent()[0]?.auditId).toBe('2');
    expect(heard.at(-1)).toBe('1000');
  });

  it('keeps fewer where they are long', () => {
    const log = new AuthorizationLog();
    for (let index = 0; index < 5; index++) log.add(record(String(index), 'x'.repeat(400_000)));
    expect(log.recent().map(({ auditId }) => auditId)).toEqual(['3', '4']);
  });

  it('knows who answered a request, and who was asked before', async () => {
    const server = await TestApiServer.start();
    try {
      await server.request({ path: '/healthz', anonymous: true });
      await server.request({ path: '/api/v1/pods', anonymous: true });
      const headers = { 'impersonate-user': 'jane', 'audit-id': 'by-jane' };
      await server.request({ path: '/api/v1/nodes', headers });
      const [health, pods, ...others] = server.server.authorizationLog.recent();
      expect(health).toMatchObject({
        authorizer: 'RBAC',
        decision: 'Allow',
        reason: expect.stringContaining('ClusterRoleBinding "system:public-info-viewer"'),
      });
      expect(pods?.authorizer).toBeUndefined();
      expect(pods?.opinions?.map(({ authorizer }) => authorizer)).toEqual([
        'system:masters',
        'Node',
        'RBAC',
      ]);
      expect(others.map(({ purpose, authorizer }) => [purpose, authorizer])).toEqual([
        ['impersonation', 'system:masters'],
        ['impersonation', 'system:masters'],
        ['request', undefined],
      ]);
      expect(others.at(-1)).toMatchObject({ impersonator: 'tester', auditId: 'by-jane' });
    } finally {
      await server.close();
    }
  });
});
