import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';
import { ServedResources } from './served-resources.js';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const gears = '/apis/drill.example.com/v1/namespaces/default/gears';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gears.drill.example.com' },
  spec: {
    group: 'drill.example.com',
    scope: 'Namespaced',
    names: { plural: 'gears', kind: 'Gear' },
    versions: ['v1', 'v1beta1'].map((name) => ({
      name,
      served: true,
      storage: name === 'v1',
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              properties: { teeth: { type: 'integer', default: 12 }, note: { type: 'string' } },
            },
            status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    })),
  },
};

const gear = (name: string, spec: object = {}) => ({
  apiVersion: 'drill.example.com/v1',
  kind: 'Gear',
  metadata: { name },
  spec,
});

describe('custom resources', () => {
  let api: TestApiServer;

  beforeAll(async () => {
    api = await TestApiServer.start();
    await api.create(definitions, definition);
    await api.eventually('/apis/drill.example.com/v1', 200);
  });
  afterAll(() => api.close());

  it('are kept with their keys in order, defaults and a generation', async () => {
    const { text } = await api.create(gears, gear('order', { note: 'x' }));
    expect(text).toMatch(
      /^\{"apiVersion":"drill.example.com\/v1","kind":"Gear","metadata":\{"creationTimestamp":"[^"]+","generation":1,"managedFields":.*,"name":"order","namespace":"default","resourceVersion":"\d+","uid":"[^"]+"\},"spec":\{"note":"x","teeth":12\}\}\n$/,
    );
  });

  it('are served in every version and stored in one', async () => {
    await api.create(gears.replace('v1', 'v1beta1'), {
      ...gear('versions'),
      apiVersion: 'drill.example.com/v1beta1',
    });
    const { json } = await api.request({ path: `${gears}/versions` });
    expect(json.apiVersion).toBe('drill.example.com/v1');
    const stored = { group: 'drill.example.com', resource: 'gears' };
    expect(api.storage.get(stored, 'default', 'versions')?.apiVersion).toBe('drill.example.com/v1');
  });

  it.each([
    ['Strict', 400, 'unknown field \\"spec.zzz\\"'],
    ['Ignore', 201, '"kind":"Gear"'],
  ])('with unknown fields under %s', async (mode, status, found) => {
    const response = await api.request({
      method: 'POST',
      path: `${gears}?fieldValidation=${mode}&dryRun=All`,
      body: gear('unknown', { zzz: 1 }),
    });
    expect(response.status).toBe(status);
    expect(response.text).toContain(found);
    if (status === 201) expect(response.json.spec).toEqual({ teeth: 12 });
  });

  it('tell of duplicate and unknown fields in a warning', async () => {
    const { headers } = await api.request({
      method: 'POST',
      path: `${gears}?dryRun=All`,
      body: JSON.stringify(gear('w', { zzz: 1 })).replace('"zzz"', '"note":"a","note":"b","zzz"'),
    });
    expect(headers['warning']).toContain('duplicate field');
    expect(headers['warning']).toContain('unknown field');
  });

  it('have no strategic merge', async () => {
    await api.create(gears, gear('patched'));
    const patch = (type: string) =>
      api.request({
        method: 'PATCH',
        path: `${gears}/patched`,
        body: { spec: { teeth: 14 } },
        headers: { 'Content-Type': type },
      });
    expect((await patch('application/strategic-merge-patch+json')).status).toBe(415);
    expect((await patch('application/merge-patch+json')).json.metadata.generation).toBe(2);
  });

  it('keep their status apart', async () => {
    await api.create(gears, { ...gear('status'), status: { no: true } });
    const { json } = await api.request({
      method: 'PATCH',
      path: `${gears}/status/status`,
      body: { spec: { teeth: 1 }, status: { yes: true }, metadata: { labels: { a: 'b' } } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(json).toMatchObject({ spec: { teeth: 12 }, status: { yes: true } });
    expect(json.metadata).toMatchObject({ generation: 1 });
    expect(json.metadata.labels).toBeUndefined();
  });

  it('must be replaced by those who know what was there', async () => {
    await api.create(gears, gear('replaced'));
    const body = gear('replaced', { teeth: 2 });
    const put = await api.request({ method: 'PUT', path: `${gears}/replaced`, body });
    expect(put.json.message).toContain('metadata.resourceVersion: Invalid value: 0');
  });

  it('are described in OpenAPI by a document of their group version', async () => {
    const index = (await api.request({ path: '/openapi/v3' })).json;
    const { serverRelativeURL } = index.paths['apis/drill.example.com/v1'];
    const { json, headers } = await api.request({ path: serverRelativeURL });
    expect(headers['cache-control']).toContain('immutable');
    const { properties } = json.components.schemas['com.example.drill.v1.Gear'];
    expect(Object.keys(properties)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
    expect(Object.keys(json.paths)).toContain('/apis/drill.example.com/v1/gears');
    const v2 = (await api.request({ path: '/openapi/v2' })).json;
    expect(v2.definitions['com.example.drill.v1beta1.GearList']).toBeDefined();
  });

  it('are there again after a restart', async () => {
    const served = new ServedResources(api.storage);
    const names = served.customResources.map(({ version, resource }) => `${version}/${resource}`);
    expect(names).toEqual(['v1/gears', 'v1beta1/gears']);
    served.close();
  });

  it('go with their definition', async () => {
    await api.create(gears, gear('last'));
    await api.request({ method: 'DELETE', path: `${definitions}/gears.drill.example.com` });
    await api.eventually(`${definitions}/gears.drill.example.com`, 404);
    expect((await api.request({ path: gears })).status).toBe(404);
    const stored = { group: 'drill.example.com', resource: 'gears' };
    expect([...api.storage.list(stored)]).toEqual([]);
    expect(api.unexpected).toEqual([]);
  });
});
