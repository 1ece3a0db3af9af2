import type { ContainerImage } from '../../runtime/index.js';
import type { CatalogRepository } from '../image-registry.js';

/** Shells and tools: they end at once unless they are told what to do. */
export const userlandImages: readonly CatalogRepository[] = [
  ...[
    'docker.io/library/busybox',
    'public.ecr.aws/docker/library/busybox',
    'gcr.io/google-containers/busybox',
  ].map((name) =>
    shell(
      name,
      /^(latest|stable|glibc|musl|uclibc|1(\.\d+){0,2})(-(glibc|musl|uclibc))?$/,
      2_166_798,
      {
        userland: 'busybox',
        cmd: ['sh'],
        tools: ['httpd'],
      },
    ),
  ),
  shell('docker.io/library/alpine', /^(latest|edge|3(\.\d+){0,2})$/, 3_640_000, {
    userland: 'busybox',
    cmd: ['/bin/sh'],
  }),
  ...['debian', 'ubuntu'].map((name) =>
    shell(
      `docker.io/library/${name}`,
      /^(latest|stable|bookworm|bullseye|trixie|focal|jammy|noble|rolling|\d\d?(\.\d\d?)?)(-slim)?$/,
      29_700_000,
      { userland: 'debian', cmd: [name === 'debian' ? 'bash' : '/bin/bash'] },
    ),
  ),
  shell('docker.io/library/bash', /^(latest|[45](\.\d+){0,2})$/, 5_500_000, {
    userland: 'busybox',
    cmd: ['bash'],
  }),
  ...['centos', 'fedora', 'rockylinux', 'amazonlinux'].map((name) =>
    shell(`docker.io/library/${name}`, /^(latest|\d+(\.\d+)?)$/, 80_000_000, {
      userland: 'debian',
      cmd: ['/bin/bash'],
      tools: ['curl'],
    }),
  ),
  ...['python', 'node', 'golang', 'perl', 'ruby', 'php', 'openjdk'].map((name) =>
    shell(
      `docker.io/library/${name}`,
      /^(latest|alpine|slim|lts|\d+(\.\d+){0,2})(-[\w.-]+)?$/,
      350_000_000,
      {
        userland: 'debian',
        cmd: ['bash'],
        tools: ['curl'],
        ...(name === 'perl' && { programs: { '/usr/local/bin/perl': 'perl' } }),
      },
    ),
  ),
  shell('docker.io/polinux/stress', /^(latest|1\.0\.4)$/, 4_041_495, {
    userland: 'busybox',
    programs: { '/usr/local/bin/stress': 'stress' },
  }),
  shell('docker.io/curlimages/curl', /^(latest|\d+(\.\d+){0,2})$/, 9_600_000, {
    userland: 'busybox',
    user: 'curl_user',
    users: [{ name: 'curl_user', uid: 100, gid: 101 }],
    groups: [{ name: 'curl_group', gid: 101 }],
    entrypoint: ['/entrypoint.sh'],
    cmd: ['curl'],
    tools: ['curl'],
  }),
  shell('docker.io/nicolaka/netshoot', /^[\w.-]+$/, 200_000_000, {
    userland: 'busybox',
    cmd: ['zsh'],
    tools: ['curl', 'ping', 'nc', 'nslookup', 'dig'],
  }),
  shell('docker.io/bitnami/kubectl', /^[\w.-]+$/, 95_000_000, {
    userland: 'debian',
    user: '1001',
    entrypoint: ['kubectl'],
    cmd: ['--help'],
  }),
];

function shell(
  name: string,
  tags: RegExp,
  sizeBytes: number,
  image: ContainerImage,
): CatalogRepository {
  return { name, tags, sizeBytes, image: () => image };
}
