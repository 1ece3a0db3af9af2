import { describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';

describe('AuthMetrics', () => {
  it('counts who was let in, and what was allowed by whom', async () => {
    const server = await TestApiServer.start();
    try {
      const headers = { authorization: 'Bearer nobody' };
      await server.request({ path: '/healthz', anonymous: true });
      await server.request({ path: '/api/v1/pods', anonymous: true });
      await server.request({ path: '/api/v1/pods', anonymous: true, headers });
      const { text } = await server.request({ path: '/metrics' });
      expect(text.split('\n')).toEqual(
        expect.arrayContaining([
          '# TYPE authentication_attempts counter',
          'authentication_attempts{result="error"} 1',
          'authentication_attempts{result="success"} 3',
          'authenticated_user_requests{username="other"} 3',
          'authorization_attempts_total{result="allowed"} 2',
          'authorization_attempts_total{result="no-opinion"} 1',
          'apiserver_authorization_decisions_total{decision="allowed",name="rbac",type="RBAC"} 1',
        ]),
      );
    } finally {
      await server.close();
    }
  });
});
