import { describe, expect, it } from 'vitest';
import { controls } from './controls.js';
import type { Container, Pod, PodSecurityContext, PodSpec, SecurityContext } from './pod.js';
import type { PolicyVersion } from './policy-version.js';
import { violations } from './violations.js';

/** A pod that keeps to restricted in every version, and what is to be changed about it. */
function pod(spec: PodSpec, annotations: Record<string, string> = {}): Pod {
  const securityContext = {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    ...spec.securityContext,
  };
  const containers = spec.containers ?? [main({})];
  return { metadata: { name: 'web', annotations }, spec: { ...spec, securityContext, containers } };
}

function main(securityContext: SecurityContext, rest: Partial<Container> = {}): Container {
  const safe = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  return {
    name: 'main',
    image: 'nginx',
    securityContext: { ...safe, ...securityContext },
    ...rest,
  };
}

const second = (securityContext: SecurityContext): Container => ({
  ...main(securityContext),
  name: 'second',
});
const inPod = (securityContext: PodSecurityContext) => pod({ securityContext });
const inMain = (securityContext: SecurityContext) => pod({ containers: [main(securityContext)] });
const inTwo = (securityContext: SecurityContext) =>
  pod({ initContainers: [second(securityContext)], containers: [main(securityContext)] });
const silent = (...names: string[]) => ({ spec: { containers: names.map((name) => ({ name })) } });

type Case = readonly [control: string, pod: Pod, detail: string | undefined, version?: string];

const cases: readonly Case[] = [
  [
    'allowPrivilegeEscalation',
    silent('a'),
    'container "a" must set securityContext.allowPrivilegeEscalation=false',
  ],
  [
    'allowPrivilegeEscalation',
    inTwo({ allowPrivilegeEscalation: true }),
    'containers "second", "main" must set securityContext.allowPrivilegeEscalation=false',
  ],
  ['allowPrivilegeEscalation', silent('a'), undefined, 'v1.7'],
  [
    'allowPrivilegeEscalation',
    { spec: { ...silent('a').spec, os: { name: 'windows' } } },
    undefined,
  ],
  [
    'allowPrivilegeEscalation',
    { spec: { ...silent('a').spec, os: { name: 'windows' } } },
    'container "a" must set securityContext.allowPrivilegeEscalation=false',
    'v1.24',
  ],
  [
    'appArmorProfile',
    inPod({ appArmorProfile: { type: 'Unconfined' } }),
    'pod must not set AppArmor profile type to "Unconfined"',
  ],
  ['appArmorProfile', inMain({ appArmorProfile: { type: 'Localhost' } }), undefined],
  [
    'appArmorProfile',
    pod(
      { containers: [main({ appArmorProfile: { type: 'Unconfined' } })] },
      {
        'container.apparmor.security.beta.kubernetes.io/main': 'uncon"fined',
        'container.apparmor.security.beta.kubernetes.io/side': 'localhost/mine',
        'container.apparmor.security.beta.kubernetes.io/none': '',
      },
    ),
    'container "main" and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/main="uncon\\"fined""',
  ],
  [
    'capabilities_restricted',
    inMain({ capabilities: { add: ['SYS_ADMIN'] } }),
    'container "main" must set securityContext.capabilities.drop=["ALL"]; container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add',
  ],
  [
    'capabilities_restricted',
    inMain({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
    undefined,
  ],
  [
    'capabilities_baseline',
    inTwo({ capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'NET_RAW'] } }),
    'containers "second", "main" must not include "NET_RAW", "SYS_ADMIN" in securityContext.capabilities.add',
    'v1.21',
  ],
  ['capabilities_baseline', inMain({ capabilities: { add: ['CHOWN'] } }), undefined, 'v1.21'],
  ['hostNamespaces', pod({ hostPID: true, hostNetwork: true }), 'hostNetwork=true, hostPID=true'],
  ['hostNamespaces', pod({ hostIPC: false }), undefined],
  [
    'restrictedVolumes',
    pod({
      volumes: [
        { name: 'root', hostPath: { path: '/' } },
        { name: 'a', nfs: {} },
      ],
    }),
    'volumes "root", "a" use restricted volume types "hostPath", "nfs"',
  ],
  [
    'restrictedVolumes',
    pod({ volumes: [{ name: 'a', future: {} }] }),
    'volume "a" uses restricted volume type "unknown"',
  ],
  ['restrictedVolumes', pod({ volumes: [{ name: 'a', image: {} }, { name: 'b' }] }), undefined],
  [
    'hostPorts',
    pod({
      containers: [main({}, { ports: [{ hostPort: 80 }, { hostPort: 443 }, {}, { hostPort: 0 }] })],
    }),
    'container "main" uses hostPorts 443, 80',
  ],
  [
    'hostPorts',
    pod({ containers: [main({}, { ports: [{ hostPort: 53 }] })] }),
    'container "main" uses hostPort 53',
  ],
  [
    'hostProbesAndHostLifecycle',
    pod({
      containers: [
        main(
          {},
          {
            livenessProbe: { httpGet: { host: 'b.example' } },
            lifecycle: { preStop: { tcpSocket: { host: 'a.example' } } },
          },
        ),
      ],
    }),
    'container "main" uses probe or lifecycle hosts "a.example", "b.example"',
  ],
  [
    'hostProbesAndHostLifecycle',
    pod({ containers: [main({}, { startupProbe: { httpGet: { host: '' } } })] }),
    undefined,
  ],
  [
    'hostProbesAndHostLifecycle',
    pod({ containers: [main({}, { startupProbe: { httpGet: { host: 'x' } } })] }),
    undefined,
    'v1.33',
  ],
  [
    'privileged',
    inMain({ privileged: true }),
    'container "main" must not set securityContext.privileged=true',
  ],
  ['privileged', inMain({ privileged: false }), undefined],
  [
    'privileged',
    pod({ ephemeralContainers: [second({ privileged: true })] }),
    'container "second" must not set securityContext.privileged=true',
  ],
  [
    'procMount',
    inMain({ procMount: 'Unmasked' }),
    'container "main" must not set securityContext.procMount to "Unmasked"',
    'v1.34',
  ],
  [
    'procMount_restricted',
    pod({ hostUsers: false, containers: [main({ procMount: 'Unmasked' })] }),
    'container "main" must not set securityContext.procMount to "Unmasked"',
  ],
  ['procMount_restricted', inMain({ procMount: 'Default' }), undefined],
  [
    'runAsNonRoot',
    silent('a', 'b'),
    'pod or containers "a", "b" must set securityContext.runAsNonRoot=true',
  ],
  [
    'runAsNonRoot',
    pod({ securityContext: { runAsNonRoot: false }, containers: [main({ runAsNonRoot: true })] }),
    'pod must not set securityContext.runAsNonRoot=false',
  ],
  [
    'runAsNonRoot',
    inMain({ runAsNonRoot: false }),
    'container "main" must not set securityContext.runAsNonRoot=false',
  ],
  ['runAsNonRoot', { spec: { ...silent('a').spec, hostUsers: false } }, undefined],
  [
    'runAsNonRoot',
    { spec: { ...silent('a').spec, hostUsers: false } },
    'pod or container "a" must set securityContext.runAsNonRoot=true',
    'v1.34',
  ],
  [
    'runAsUser',
    pod({ securityContext: { runAsUser: 0 }, containers: [main({ runAsUser: 0 })] }),
    'pod and container "main" must not set runAsUser=0',
  ],
  ['runAsUser', inMain({ runAsUser: 0 }), undefined, 'v1.22'],
  ['runAsUser', pod({ hostUsers: false, securityContext: { runAsUser: 0 } }), undefined],
  [
    'seLinuxOptions',
    pod({
      securityContext: { seLinuxOptions: { type: 'spc_t', user: 'sysadm_u' } },
      containers: [main({ seLinuxOptions: { type: 'init_t', role: 'sysadm_r' } })],
    }),
    'pod and container "main" set forbidden securityContext.seLinuxOptions: types "init_t", "spc_t"; user may not be set; role may not be set',
  ],
  [
    'seLinuxOptions',
    inPod({ seLinuxOptions: { type: 'container_engine_t', level: 's0' } }),
    undefined,
  ],
  [
    'seLinuxOptions',
    inPod({ seLinuxOptions: { type: 'container_engine_t' } }),
    'pod set forbidden securityContext.seLinuxOptions: type "container_engine_t"',
    'v1.30',
  ],
  [
    'seccompProfile_restricted',
    silent('a'),
    'pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
  ],
  [
    'seccompProfile_restricted',
    pod({
      securityContext: { seccompProfile: { type: 'Unconfined' } },
      containers: [main({ seccompProfile: { type: 'Localhost' } })],
    }),
    'pod must not set securityContext.seccompProfile.type to "Unconfined"',
  ],
  [
    'seccompProfile_restricted',
    { spec: { ...silent('a').spec, os: { name: 'windows' } } },
    undefined,
  ],
  [
    'seccompProfile_baseline',
    pod(
      {},
      {
        'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
        'container.seccomp.security.alpha.kubernetes.io/main': 'docker/default',
      },
    ),
    'forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined"',
    'v1.18',
  ],
  [
    'sysctls',
    inPod({ sysctls: [{ name: 'kernel.msgmax' }, { name: 'net.ipv4.tcp_rmem' }] }),
    'kernel.msgmax',
  ],
  [
    'sysctls',
    inPod({ sysctls: [{ name: 'net.ipv4.tcp_fin_timeout' }] }),
    'net.ipv4.tcp_fin_timeout',
    'v1.28',
  ],
  [
    'sysctls',
    inPod({ sysctls: [{ name: 'net.ipv4.ip_local_reserved_ports' }] }),
    undefined,
    'v1.27',
  ],
  [
    'windowsHostProcess',
    pod({
      securityContext: { windowsOptions: { hostProcess: true } },
      containers: [main({ windowsOptions: { hostProcess: true } })],
    }),
    'pod and container "main" must not set securityContext.windowsOptions.hostProcess=true',
  ],
  ['windowsHostProcess', inMain({ windowsOptions: { hostProcess: false } }), undefined],
];

describe('each control', () => {
  it.each(cases)('%s of %j: %s', (control, subject, detail, version = 'latest') => {
    const asked = { level: 'restricted', version: version as PolicyVersion } as const;
    const found = violations(subject, asked).find((violation) => violation.control === control);
    expect(found?.detail).toBe(detail);
  });

  it('has a case that fails and one that passes, or a stricter twin', () => {
    const failing = new Set(cases.filter(([, , detail]) => detail).map(([control]) => control));
    const missing = controls.map(({ id }) => id).filter((id) => !failing.has(id));
    // Restricted always overrides it; see violations.spec.ts.
    expect(missing).toEqual(['hostPathVolumes']);
  });

  it('finds nothing in a pod that says what restricted asks for, in any version', () => {
    for (let minor = 0; minor <= 40; minor++) {
      expect(violations(pod({}), { level: 'restricted', version: `v1.${minor}` })).toEqual([]);
    }
  });
});

describe('the list of controls', () => {
  it('has baseline before restricted, each by id', () => {
    const keys = controls.map(({ level, id }) => `${level} ${id}`);
    expect(keys).toEqual([...keys].sort());
  });

  it('has rising versions, and overrides of baseline by restricted only', () => {
    for (const { level, versions } of controls) {
      const since = versions.map((version) => version.since);
      expect(since).toEqual([...new Set(since)].sort((a, b) => a - b));
      const overridden = versions.flatMap(({ overrides = [] }) => overrides);
      if (level === 'baseline') expect(overridden).toEqual([]);
      for (const id of overridden) {
        expect(controls.find((control) => control.id === id)?.level).toBe('baseline');
      }
    }
  });
});
