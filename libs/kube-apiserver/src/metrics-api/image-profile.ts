/** What a program of an image uses once it has settled, with nobody asking anything of it. */
export interface ImageProfile {
  readonly cpuMillis: number;
  readonly memoryMebibytes: number;
  /** It is known what it uses: what it requests says nothing of it. */
  readonly isKnown?: boolean;
}

/** By what the last part of an image's name begins with; the first that fits. */
const profiles: readonly (readonly [name: RegExp, profile: ImageProfile])[] = [
  [/^kube-apiserver/, known(48, 310)],
  [/^kube-controller-manager/, known(16, 58)],
  [/^kube-scheduler/, known(4, 27)],
  [/^etcd/, known(21, 64)],
  [/^coredns/, known(2, 16)],
  [/^kube-proxy/, known(1, 19)],
  [/^(calico|cilium|flannel|weave)/, { cpuMillis: 18, memoryMebibytes: 96 }],
  [/^metrics-server/, { cpuMillis: 4, memoryMebibytes: 24 }],
  [/^(busybox|alpine|debian|ubuntu|pause|bash|toolbox|netshoot|curl|kubectl)/, waiting(1)],
  [/^(nginx|httpd|haproxy|envoy|traefik|caddy)/, { cpuMillis: 1, memoryMebibytes: 7 }],
  [/^(redis|memcached|valkey)/, { cpuMillis: 3, memoryMebibytes: 9 }],
  [/^(postgres|mongo|rabbitmq)/, { cpuMillis: 7, memoryMebibytes: 62 }],
  [/^(mysql|mariadb)/, { cpuMillis: 9, memoryMebibytes: 340 }],
  [
    /^(elasticsearch|opensearch|kafka|cassandra|jenkins|sonarqube)/,
    { cpuMillis: 32, memoryMebibytes: 860 },
  ],
  [/^(tomcat|openjdk|eclipse-temurin|spring|keycloak)/, { cpuMillis: 11, memoryMebibytes: 240 }],
  [/^(prometheus|grafana|loki)/, { cpuMillis: 12, memoryMebibytes: 130 }],
  [/^(node|python|ruby|php)/, { cpuMillis: 2, memoryMebibytes: 38 }],
];

const unknown: ImageProfile = { cpuMillis: 3, memoryMebibytes: 18 };

/** What a command does is said at its beginning; a learner's may be a mebibyte of blanks. */
const commandLengthMax = 500;

/** Commands that never rest: each of them keeps one processor busy. */
const busyLoops = [
  /while\s+(true|:|\[\s*1\s*\])\s*;?\s*do\s+(true|:)?\s*;?\s*done/,
  /\b(md5sum|sha1sum|sha256sum|cat|gzip)\s+\/dev\/(zero|urandom)/,
  /\bdd\s+if=\/dev\/(zero|urandom)\s+of=\/dev\/null/,
  /(^|\s)yes(\s|$)/,
];

/** What it settles at, by its image and, where it does something striking, by its command. */
export function profileOf(image: string, command: readonly string[]): ImageProfile {
  const text = command.join(' ').slice(0, commandLengthMax);
  const base = baseName(image);
  if (base.startsWith('stress') || /(^|[\s/])stress(-ng)?\s/.test(text)) return stress(text);
  const profile = profiles.find(([name]) => name.test(base))?.[1] ?? unknown;
  if (busyLoops.some((loop) => loop.test(text))) return { ...profile, cpuMillis: 1_000 };
  return /(^|[\s/])sleep\s/.test(text) ? waiting(1) : profile;
}

/** `stress --cpu 2 --vm 1 --vm-bytes 150M`, and the flags of its Go relatives: `-cpus 2 -mem-total 150Mi`. */
function stress(text: string): ImageProfile {
  const number = (flag: RegExp) => Number(flag.exec(text)?.[1] ?? 0);
  const processors = number(/(?:--cpu|-c|-cpus)[\s=]+(\d+)/);
  const workers = number(/--vm[\s=]+(\d+)/);
  const [, bytes, unit = ''] = /(?:--vm-bytes|-mem-total)[\s=]+(\d+)([kKmMgG]?)/.exec(text) ?? [];
  const factor = { k: 1 / 1_024, m: 1, g: 1_024 }[unit.toLowerCase()] ?? 1 / 1_048_576;
  const mebibytes = bytes === undefined ? 256 * workers : Number(bytes) * factor * (workers || 1);
  return {
    cpuMillis: 1_000 * (processors + workers),
    memoryMebibytes: 1 + mebibytes,
    isKnown: true,
  };
}

function known(cpuMillis: number, memoryMebibytes: number): ImageProfile {
  return { cpuMillis, memoryMebibytes, isKnown: true };
}

function waiting(memoryMebibytes: number): ImageProfile {
  return known(0, memoryMebibytes);
}

/** `registry.example.com:5000/team/nginx:1.27@sha256:…` is `nginx`. */
function baseName(image: string): string {
  const [path = ''] = image.split('@');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.split(':')[0] ?? '';
}
