import type { CatalogRepository } from '../image-registry.js';

const anyVersion = /^v?\d+(\.\d+){0,3}([-.][\w.-]+)?$|^latest$/;

/** What runs beside workloads, and what upstream tests with. */
export const infrastructureImages: readonly CatalogRepository[] = [
  {
    name: 'registry.k8s.io/pause',
    tags: /^(latest|3\.\d+(\.\d+)?)$/,
    sizeBytes: 319_000,
    image: () => ({
      user: '65535:65535',
      userland: 'none',
      entrypoint: ['/pause'],
      programs: { '/pause': 'pause' },
    }),
  },
  {
    name: 'registry.k8s.io/e2e-test-images/agnhost',
    tags: /^2\.\d+(\.\d+)?$/,
    sizeBytes: 49_000_000,
    image: () => ({
      userland: 'busybox',
      entrypoint: ['/agnhost'],
      cmd: ['pause'],
      programs: { '/agnhost': 'agnhost' },
      tools: ['curl', 'nc', 'nslookup', 'dig'],
    }),
  },
  {
    name: 'registry.k8s.io/etcd',
    tags: anyVersion,
    sizeBytes: 23_600_000,
    image: () => ({
      userland: 'none',
      entrypoint: ['/usr/local/bin/etcd'],
      programs: { '/usr/local/bin/etcd': 'etcd' },
    }),
  },
  {
    name: 'registry.k8s.io/e2e-test-images/jessie-dnsutils',
    tags: anyVersion,
    sizeBytes: 83_000_000,
    image: () => ({ userland: 'debian', cmd: ['/bin/bash'], tools: ['nslookup', 'dig'] }),
  },
  {
    name: 'docker.io/drillyard/policy-server',
    tags: /^(latest|1(\.0)?)$/,
    sizeBytes: 12_000_000,
    image: () => ({
      user: '65532:65532',
      userland: 'none',
      entrypoint: ['/policy-server'],
      programs: { '/policy-server': 'policy-server' },
    }),
  },
  server('registry.k8s.io/nginx-slim', [80], 'nginx'),
  server('registry.k8s.io/hpa-example', [80], 'httpd'),
  server('registry.k8s.io/echoserver', [8080], 'daemon'),
  server('registry.k8s.io/serve_hostname', [9376], 'daemon'),
  server('registry.k8s.io/coredns/coredns', [53, 8080, 8181, 9153], 'daemon'),
  server('registry.k8s.io/kube-proxy', [10249, 10256], 'daemon'),
  server('registry.k8s.io/metrics-server/metrics-server', [10250], 'daemon', '65534'),
];

function server(
  name: string,
  ports: readonly number[],
  program: 'nginx' | 'httpd' | 'daemon',
  user?: string,
): CatalogRepository {
  return {
    name,
    tags: anyVersion,
    sizeBytes: 30_000_000,
    image: () => ({
      ...(user !== undefined && { user }),
      userland: program === 'daemon' ? 'none' : 'debian',
      entrypoint: ['/usr/local/bin/server'],
      programs: { '/usr/local/bin/server': program },
      ports,
    }),
  };
}
