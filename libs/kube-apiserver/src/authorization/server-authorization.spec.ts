import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from '@drillyard/rbac/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { dialHost } from '../dialing/dial.js';
import { DynamicFile } from '../options/dynamic-file.js';
import { newStorage } from '../testing/new-storage.js';
import { parseAuthorizationConfiguration } from './parse-authorization-configuration.js';
import { ServerAuthorization } from './server-authorization.js';

const now = () => new Date('2026-03-01T12:00:00Z');
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

/** A policy service that allows everything, and what it was asked. */
async function policyService() {
  const asked: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    asked.push(`${incoming.url} ${JSON.parse(Buffer.concat(chunks).toString()).spec.user}`);
    outgoing.end(JSON.stringify({ status: { allowed: true, reason: 'policy' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return { asked, url: new URL(`http://127.0.0.1:${port}/authorize`) };
}

function configuration(failurePolicy: string, ...expressions: string[]): string {
  const webhook = {
    timeout: '2s',
    subjectAccessReviewVersion: 'v1',
    matchConditionSubjectAccessReviewVersion: 'v1',
    failurePolicy,
    connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/webhook.conf' },
    matchConditions: expressions.map((expression) => ({ expression })),
  };
  return JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthorizationConfiguration',
    authorizers: [
      { type: 'Webhook', name: 'policy', webhook },
      { type: 'RBAC', name: 'rbac' },
    ],
  });
}

function serverOf(url: URL, first: string) {
  let text = first;
  const files = { read: () => text };
  const reading = { checkFile: () => undefined, readTarget: () => ({ url }) };
  const file = DynamicFile.open(files, ['/config.yaml'], (read) =>
    parseAuthorizationConfiguration(read, reading),
  );
  const settings = { modes: [], abacPolicies: [], configuration: file };
  const server = new ServerAuthorization({ storage: newStorage(), settings, now, dial: dialHost });
  cleanups.push(() => server.close());
  return {
    decide: (what: string, user: string) => server.authorize(request(what, { user })),
    change(to: string) {
      text = to;
      return file.reload();
    },
  };
}

describe('the authorization of a server with a configuration file', () => {
  it('asks a webhook about those its conditions are about, and by its name', async () => {
    const service = await policyService();
    const server = serverOf(service.url, configuration('Deny', "request.user == 'jane'"));
    expect(await server.decide('get core pods', 'jane')).toMatchObject({
      decision: 'Allow',
      reason: 'policy',
      authorizer: 'policy',
    });
    expect(await server.decide('get core pods', 'bob')).toMatchObject({ decision: 'NoOpinion' });
    expect(service.asked).toEqual(['/authorize?timeout=2s jane']);
  });

  it.each([
    ['Deny', 'Deny'],
    ['NoOpinion', 'NoOpinion'],
  ])('decides by failurePolicy %s where it cannot tell', async (policy, decision) => {
    const service = await policyService();
    const broken = "request.resourceAttributes.verb == 'get'";
    const server = serverOf(service.url, configuration(policy, broken));
    expect(await server.decide('get /version', 'jane')).toMatchObject({
      decision,
      opinions: expect.arrayContaining([
        expect.objectContaining({ authorizer: 'policy', decision }),
      ]),
    });
    expect(service.asked).toEqual([]);
  });

  it('goes by the file as it is now, and by what it was where it cannot be read', async () => {
    const service = await policyService();
    const server = serverOf(service.url, configuration('Deny', 'false'));
    expect(await server.decide('get core pods', 'jane')).toMatchObject({ decision: 'NoOpinion' });
    expect(server.change(configuration('Deny', 'true'))).toBe(true);
    expect(await server.decide('get core pods', 'jane')).toMatchObject({ decision: 'Allow' });
    expect(() => server.change('{')).toThrow('failed to load AuthorizationConfiguration');
    expect(await server.decide('get core pods', 'jane')).toMatchObject({ decision: 'Allow' });
  });
});
