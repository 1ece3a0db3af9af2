import { describe, expect, test } from 'vitest';
import { readRequestInfo } from './request-info.js';

/** verb group/version namespace/resource/name/subresource */
function summary(method: string, url: string): string {
  const [path = '', query = ''] = url.split('?');
  const info = readRequestInfo(method, path, new URLSearchParams(query));
  if (!info.isResourceRequest) return `${info.verb} ${info.path}`;
  const { verb, apiGroup, apiVersion, namespace, resource, name, subresource } = info;
  return `${verb} ${apiGroup}/${apiVersion} ${[namespace, resource, name, subresource].join(':')}`;
}

describe('request info', () => {
  test.each([
    ['GET', '/', 'get /'],
    ['GET', '/api', 'get /api'],
    ['GET', '/apis/apps/v1', 'get /apis/apps/v1'],
    ['POST', '/healthz', 'post /healthz'],
    ['GET', '/api/v1/pods', 'list /v1 :pods::'],
    ['GET', '/api/v1/pods?watch=true', 'watch /v1 :pods::'],
    ['GET', '/api/v1/pods?watch=1&fieldSelector=metadata.name%3Dx', 'watch /v1 :pods:x:'],
    ['GET', '/api/v1/pods?watch=false', 'list /v1 :pods::'],
    ['GET', '/api/v1/pods?fieldSelector=metadata.name%3Da%2Fb', 'list /v1 :pods::'],
    ['HEAD', '/api/v1/namespaces/a/pods/b', 'get /v1 a:pods:b:'],
    ['GET', '/api/v1/namespaces/a', 'get /v1 a:namespaces:a:'],
    ['PUT', '/api/v1/namespaces/a/finalize', 'update /v1 a:namespaces:a:finalize'],
    ['PATCH', '/api/v1/namespaces/a/status', 'patch /v1 a:namespaces:a:status'],
    ['DELETE', '/api/v1/namespaces/a/pods', 'deletecollection /v1 a:pods::'],
    ['DELETE', '/api/v1/namespaces/a/pods/b', 'delete /v1 a:pods:b:'],
    ['POST', '/apis/apps/v1/namespaces/a/deployments', 'create apps/v1 a:deployments::'],
    ['GET', '/apis/apps/v1/namespaces/a/deployments/b/scale', 'get apps/v1 a:deployments:b:scale'],
    ['GET', '/api/v1/watch/namespaces/a/pods', 'watch /v1 a:pods::'],
    ['GET', '/api/v1/namespaces/a/pods/', 'list /v1 a:pods::'],
    ['FOO', '/api/v1/pods', ' /v1 :pods::'],
  ])('%s %s', (method, url, expected) => {
    expect(summary(method, url)).toBe(expected);
  });

  test('refuses a special verb with nothing behind it', () => {
    expect(() => readRequestInfo('GET', '/api/v1/watch', new URLSearchParams())).toThrow(
      'unable to determine kind and namespace',
    );
  });
});
