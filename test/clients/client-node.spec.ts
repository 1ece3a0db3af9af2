/** The informers, watches and patches of @kubernetes/client-node, the client programs of Node use. */
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1ConfigMap,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClientWorkplace } from './client-workplace.js';

const namespace = 'default';
const configMap = (name: string, data: Record<string, string> = {}): V1ConfigMap => ({
  metadata: { name, namespace },
  data,
});

describe('@kubernetes/client-node', () => {
  let place: ClientWorkplace;
  let config: KubeConfig;
  let core: CoreV1Api;
  beforeAll(async () => {
    place = await ClientWorkplace.open();
    config = new KubeConfig();
    config.loadFromFile(place.kubeconfig);
    core = config.makeApiClient(CoreV1Api);
  });
  afterAll(async () => {
    expect(place.unexpected).toEqual([]);
    await place.close();
  });

  it('reads with the client certificate of the kubeconfig', async () => {
    const { items } = await core.listNamespace();
    expect(items.map(({ metadata }) => metadata?.name)).toContain('kube-system');
  });

  it('keeps an informer up to date', async () => {
    const list = () => core.listNamespacedConfigMap({ namespace });
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const informer = makeInformer(config, path, list);
    const seen: string[] = [];
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, ({ metadata, data }) => {
        if (metadata?.name === 'followed') seen.push(`${verb} ${data?.['a']}`);
      });
    }
    await informer.start();
    await core.createNamespacedConfigMap({ namespace, body: configMap('followed', { a: '1' }) });
    await vi.waitFor(() => expect(seen).toEqual(['add 1']));
    await core.replaceNamespacedConfigMap({
      name: 'followed',
      namespace,
      body: configMap('followed', { a: '2' }),
    });
    await core.deleteNamespacedConfigMap({ name: 'followed', namespace });
    await vi.waitFor(() => expect(seen).toEqual(['add 1', 'update 2', 'delete 2']));
    await informer.stop();
  });

  it('watches from a version on', async () => {
    const { metadata } = await core.listNamespacedSecret({ namespace });
    const names: string[] = [];
    const controller = await new Watch(config).watch(
      `/api/v1/namespaces/${namespace}/secrets`,
      { resourceVersion: metadata?.resourceVersion },
      (type, { metadata: { name } }) => void names.push(`${type} ${name}`),
      () => undefined,
    );
    await core.createNamespacedSecret({ namespace, body: { metadata: { name: 'watched' } } });
    await vi.waitFor(() => expect(names).toEqual(['ADDED watched']));
    controller.abort();
  });

  it.each([
    [PatchStrategy.JsonPatch, [{ op: 'replace', path: '/data/a', value: 'c' }]],
    [PatchStrategy.MergePatch, { data: { a: 'c' } }],
    [PatchStrategy.StrategicMergePatch, { data: { a: 'c' } }],
  ])('patches with %s', async (strategy, body) => {
    const name = `patched-${strategy.replace(/[^a-z]+/g, '-')}`;
    await core.createNamespacedConfigMap({ namespace, body: configMap(name, { a: 'b' }) });
    const patched = await core.patchNamespacedConfigMap(
      { name, namespace, body },
      setHeaderOptions('Content-Type', strategy),
    );
    expect(patched.data).toEqual({ a: 'c' });
  });

  it('applies on the server and is told of a conflict', async () => {
    const name = 'applied';
    const apply = (fieldManager: string, a: string, force?: boolean) =>
      core.patchNamespacedConfigMap(
        {
          name,
          namespace,
          fieldManager,
          ...(force !== undefined && { force }),
          body: { apiVersion: 'v1', kind: 'ConfigMap', ...configMap(name, { a }) },
        },
        setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
      );
    await apply('one', '1');
    await expect(apply('two', '2')).rejects.toMatchObject({ code: 409 });
    expect((await apply('two', '2', true)).data).toEqual({ a: '2' });
  });

  it('scales through the subresource', async () => {
    const apps = config.makeApiClient(AppsV1Api);
    const labels = { app: 'scaled' };
    const pod = { schedulerName: 'nobody', containers: [{ name: 'c', image: 'nginx' }] };
    const body = {
      metadata: { name: 'scaled' },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: pod },
      },
    };
    await apps.createNamespacedDeployment({ namespace, body });
    const scale = await apps.readNamespacedDeploymentScale({ name: 'scaled', namespace });
    const asked = { ...scale, spec: { replicas: 2 } };
    await apps.replaceNamespacedDeploymentScale({ name: 'scaled', namespace, body: asked });
    const { spec } = await apps.readNamespacedDeployment({ name: 'scaled', namespace });
    expect(spec?.replicas).toBe(2);
  });

  it('works with objects of any kind', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config);
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'any', namespace },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    };
    await objects.create(role);
    expect(await objects.read(role)).toMatchObject({ rules: role.rules });
    await objects.delete(role);
    await expect(objects.read(role)).rejects.toMatchObject({ code: 404 });
  });

  it('is who its token says, and is refused in the words of Kubernetes', async () => {
    await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name: 'bot' } } });
    const { status } = await core.createNamespacedServiceAccountToken({
      name: 'bot',
      namespace,
      body: { spec: { audiences: [] } },
    });
    const cluster = config.getCurrentCluster();
    const asBot = new KubeConfig();
    asBot.loadFromOptions({
      clusters: [cluster],
      users: [{ name: 'bot', token: status?.token }],
      contexts: [{ name: 'bot', cluster: cluster?.name, user: 'bot' }],
      currentContext: 'bot',
    });
    const refused = asBot.makeApiClient(CoreV1Api).listNamespacedPod({ namespace });
    const error: unknown = await refused.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ApiException);
    expect(JSON.parse((error as ApiException<string>).body)).toMatchObject({
      message:
        'pods is forbidden: User "system:serviceaccount:default:bot" cannot list resource "pods" in API group "" in the namespace "default"',
    });
  });
});
