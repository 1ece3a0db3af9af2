import { describe, expect, it } from 'vitest';
import {
  type EffectiveSecurityContext,
  effectiveSecurityContext,
  type ImageUser,
} from './effective-security-context.js';
import type { PodSecurityContext, SecurityContext } from './pod.js';

function effective(
  ofPod: PodSecurityContext | undefined,
  own: SecurityContext | undefined,
  image: ImageUser = {},
  annotations: Record<string, string> = {},
): EffectiveSecurityContext {
  const container = { name: 'main', ...(own && { securityContext: own }) };
  const spec = { containers: [container], ...(ofPod && { securityContext: ofPod }) };
  return effectiveSecurityContext({ metadata: { annotations }, spec }, container, image);
}

describe('the effective security context', () => {
  it('is the runtime’s where nobody says anything', () => {
    const byDefault = (value: unknown) => ({ value, origin: 'default' });
    expect(effective(undefined, undefined)).toEqual({
      runAsUser: byDefault(0),
      runAsGroup: byDefault(undefined),
      runAsNonRoot: byDefault(false),
      privileged: byDefault(false),
      allowPrivilegeEscalation: byDefault(true),
      readOnlyRootFilesystem: byDefault(false),
      procMount: byDefault('Default'),
      capabilities: byDefault({ add: [], drop: [] }),
      seccompProfile: byDefault({ type: 'Unconfined' }),
      appArmorProfile: byDefault({ type: 'RuntimeDefault' }),
      seLinuxOptions: byDefault(undefined),
      windowsOptions: {
        gmsaCredentialSpecName: byDefault(undefined),
        gmsaCredentialSpec: byDefault(undefined),
        runAsUserName: byDefault(undefined),
        hostProcess: byDefault(undefined),
      },
      fsGroup: byDefault(undefined),
      fsGroupChangePolicy: byDefault('Always'),
      supplementalGroups: byDefault([]),
      supplementalGroupsPolicy: byDefault('Merge'),
    });
  });

  it.each<[PodSecurityContext, SecurityContext | undefined, ImageUser, number | string, string]>([
    [{ runAsUser: 1000 }, { runAsUser: 0 }, { user: 33 }, 0, 'container'],
    [{ runAsUser: 1000 }, { runAsGroup: 5 }, { user: 33 }, 1000, 'pod'],
    [{ runAsUser: 1000 }, undefined, {}, 1000, 'pod'],
    [{}, {}, { user: 33 }, 33, 'image'],
    [{}, {}, { user: 'nginx' }, 'nginx', 'image'],
    [{}, {}, { user: 0 }, 0, 'image'],
  ])(
    'has a user: pod %j, container %j, image %j: %s of the %s',
    (pod, own, image, value, origin) => {
      expect(effective(pod, own, image).runAsUser).toEqual({ value, origin });
    },
  );

  it('takes each field whole from the one who is closer', () => {
    const pod = {
      runAsNonRoot: true,
      seLinuxOptions: { level: 's0', type: 'container_t' },
      seccompProfile: { type: 'RuntimeDefault' },
      fsGroup: 2000,
      supplementalGroups: [3000],
    };
    const own = {
      runAsNonRoot: false,
      seLinuxOptions: { level: 's1' },
      capabilities: { drop: ['ALL'] },
    };
    expect(effective(pod, own)).toMatchObject({
      runAsNonRoot: { value: false, origin: 'container' },
      seLinuxOptions: { value: { level: 's1' }, origin: 'container' },
      seccompProfile: { value: { type: 'RuntimeDefault' }, origin: 'pod' },
      capabilities: { value: { add: [], drop: ['ALL'] }, origin: 'container' },
      fsGroup: { value: 2000, origin: 'pod' },
      supplementalGroups: { value: [3000], origin: 'pod' },
    });
    expect(effective(pod, own).seLinuxOptions.value).not.toHaveProperty('type');
  });

  it('has seccomp where the node has it for all', () => {
    const container = { name: 'main' };
    const node = { seccompDefault: true };
    const { seccompProfile } = effectiveSecurityContext({}, container, {}, node);
    expect(seccompProfile).toEqual({ value: { type: 'RuntimeDefault' }, origin: 'default' });
  });

  it.each([
    ['unconfined', { type: 'Unconfined' }],
    ['runtime/default', { type: 'RuntimeDefault' }],
    ['localhost/mine', { type: 'Localhost', localhostProfile: 'mine' }],
    ['nonsense', { type: 'Localhost', localhostProfile: 'pods' }],
  ])('takes the annotation %s before the pod’s AppArmor profile', (annotation, value) => {
    const pod = { appArmorProfile: { type: 'Localhost', localhostProfile: 'pods' } };
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/main': annotation };
    expect(effective(pod, {}, {}, annotations).appArmorProfile).toEqual({ value, origin: 'pod' });
    const own = { appArmorProfile: { type: 'RuntimeDefault' } };
    expect(effective(pod, own, {}, annotations).appArmorProfile.origin).toBe('container');
  });

  it('merges Windows options one by one, GMSA as a pair', () => {
    const pod = { gmsaCredentialSpecName: 'a', gmsaCredentialSpec: 'b', hostProcess: true };
    const own = { gmsaCredentialSpecName: 'c', runAsUserName: 'ContainerUser' };
    expect(effective({ windowsOptions: pod }, { windowsOptions: own }).windowsOptions).toEqual({
      gmsaCredentialSpecName: { value: 'c', origin: 'container' },
      gmsaCredentialSpec: { value: undefined, origin: 'default' },
      runAsUserName: { value: 'ContainerUser', origin: 'container' },
      hostProcess: { value: true, origin: 'pod' },
    });
  });
});
