import type { CatalogRepository } from '../image-registry.js';

const nginxFiles = [
  {
    path: '/usr/share/nginx/html/index.html',
    content:
      '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n',
  },
  { path: '/etc/nginx/nginx.conf', content: 'user  nginx;\nworker_processes  auto;\n' },
  { path: '/etc/nginx/conf.d' },
  { path: '/var/cache/nginx' },
  { path: '/var/log/nginx' },
];

/** Programs that serve. */
export const serverImages: readonly CatalogRepository[] = [
  ...['docker.io/library/nginx', 'public.ecr.aws/nginx/nginx'].map(
    (name): CatalogRepository => ({
      name,
      tags: /^(latest|stable|mainline|alpine|perl|bookworm|((stable|mainline|1|1\.(7|8|9|1\d|2\d)(\.\d{1,2})?)(-(alpine|perl|bookworm|bullseye|alpine-slim|alpine3\.\d+))?))$/,
      sizeBytes: 72_223_946,
      image: (tag) => ({
        userland: tag.includes('alpine') ? 'busybox' : 'debian',
        entrypoint: ['/docker-entrypoint.sh'],
        cmd: ['nginx', '-g', 'daemon off;'],
        env: { NGINX_VERSION: /^1\.\d+\.\d+/.exec(tag)?.[0] ?? '1.29.3' },
        users: [{ name: 'nginx', uid: 101, gid: 101, home: '/nonexistent', shell: '/bin/false' }],
        groups: [{ name: 'nginx', gid: 101 }],
        files: nginxFiles,
        programs: { '/docker-entrypoint.sh': 'nginx', '/usr/sbin/nginx': 'nginx' },
        tools: ['curl'],
        ports: [80],
      }),
    }),
  ),
  {
    name: 'docker.io/nginxinc/nginx-unprivileged',
    tags: /^[\w.-]+$/,
    sizeBytes: 72_300_000,
    image: (tag) => ({
      user: '101',
      userland: tag.includes('alpine') ? 'busybox' : 'debian',
      entrypoint: ['/docker-entrypoint.sh'],
      cmd: ['nginx', '-g', 'daemon off;'],
      users: [{ name: 'nginx', uid: 101, gid: 101, home: '/nonexistent', shell: '/bin/false' }],
      groups: [{ name: 'nginx', gid: 101 }],
      files: nginxFiles,
      programs: { '/docker-entrypoint.sh': 'nginx', '/usr/sbin/nginx': 'nginx' },
      tools: ['curl'],
      ports: [8080],
    }),
  },
  ...['docker.io/library/httpd', 'public.ecr.aws/docker/library/httpd'].map(
    (name): CatalogRepository => ({
      name,
      tags: /^(latest|alpine|2|2\.4(\.\d{1,2})?)(-(alpine|bookworm))?$/,
      sizeBytes: 45_100_000,
      image: (tag) => ({
        userland: tag.includes('alpine') ? 'busybox' : 'debian',
        cmd: ['httpd-foreground'],
        workingDir: '/usr/local/apache2',
        files: [
          {
            path: '/usr/local/apache2/htdocs/index.html',
            content: '<html><body><h1>It works!</h1></body></html>\n',
          },
        ],
        programs: {
          '/usr/local/bin/httpd-foreground': 'httpd',
          '/usr/local/apache2/bin/httpd': 'httpd',
        },
        ports: [80],
      }),
    }),
  ),
  ...['docker.io/library/redis', 'public.ecr.aws/docker/library/redis'].map(
    (name): CatalogRepository => ({
      name,
      tags: /^(latest|alpine|bookworm|[5-8](\.\d+){0,2})(-(alpine|bookworm))?$/,
      sizeBytes: 52_400_000,
      image: (tag) => ({
        userland: tag.includes('alpine') ? 'busybox' : 'debian',
        entrypoint: ['docker-entrypoint.sh'],
        cmd: ['redis-server'],
        workingDir: '/data',
        users: [{ name: 'redis', uid: 999, gid: 999, home: '/home/redis' }],
        groups: [{ name: 'redis', gid: 999 }],
        files: [{ path: '/data', uid: 999, gid: 999 }],
        programs: {
          '/usr/local/bin/docker-entrypoint.sh': 'redis-server',
          '/usr/local/bin/redis-server': 'redis-server',
        },
        ports: [6379],
      }),
    }),
  ),
  {
    name: 'docker.io/library/mysql',
    tags: /^(latest|lts|innovation|oracle|5\.7(\.\d+)?|[89](\.\d+){0,2})(-(oracle|debian))?$/,
    sizeBytes: 230_000_000,
    image: () => ({
      userland: 'debian',
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['mysqld'],
      users: [{ name: 'mysql', uid: 999, gid: 999, home: '/var/lib/mysql' }],
      groups: [{ name: 'mysql', gid: 999 }],
      files: [{ path: '/var/lib/mysql', uid: 999, gid: 999 }],
      programs: { '/usr/local/bin/docker-entrypoint.sh': 'mysqld', '/usr/sbin/mysqld': 'mysqld' },
      ports: [3306],
    }),
  },
  {
    name: 'docker.io/library/postgres',
    tags: /^(latest|alpine|bookworm|(9|1\d)(\.\d+){0,2})(-(alpine|bookworm|bullseye))?$/,
    sizeBytes: 160_000_000,
    image: (tag) => ({
      userland: tag.includes('alpine') ? 'busybox' : 'debian',
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['postgres'],
      users: [{ name: 'postgres', uid: 999, gid: 999, home: '/var/lib/postgresql' }],
      groups: [{ name: 'postgres', gid: 999 }],
      files: [{ path: '/var/lib/postgresql/data', uid: 999, gid: 999 }],
      programs: {
        '/usr/local/bin/docker-entrypoint.sh': 'postgres',
        '/usr/lib/postgresql/17/bin/postgres': 'postgres',
      },
      ports: [5432],
    }),
  },
  daemon('docker.io/library/mongo', [27017], /^(latest|[4-8](\.\d+){0,2})$/),
  daemon('docker.io/library/memcached', [11211], /^(latest|alpine|1(\.\d+){0,2})(-alpine)?$/),
  daemon('docker.io/library/tomcat', [8080], /^(latest|\d+(\.\d+){0,2})(-[\w.-]+)?$/),
  daemon('docker.io/library/haproxy', [80], /^(latest|alpine|lts|\d+(\.\d+){0,2})(-[\w.-]+)?$/),
  daemon('docker.io/library/traefik', [80], /^(latest|v?\d+(\.\d+){0,2})$/),
  daemon('docker.io/library/registry', [5000], /^(latest|[23](\.\d+){0,2})$/),
  daemon('docker.io/hashicorp/http-echo', [5678], /^[\w.-]+$/, '65532'),
  daemon('docker.io/kennethreitz/httpbin', [80], /^latest$/),
];

function daemon(
  name: string,
  ports: readonly number[],
  tags: RegExp,
  user?: string,
): CatalogRepository {
  return {
    name,
    tags,
    sizeBytes: 90_000_000,
    image: () => ({
      ...(user !== undefined && { user }),
      userland: user === undefined ? 'debian' : 'none',
      entrypoint: ['/usr/local/bin/daemon'],
      programs: { '/usr/local/bin/daemon': 'daemon' },
      ports,
    }),
  };
}
