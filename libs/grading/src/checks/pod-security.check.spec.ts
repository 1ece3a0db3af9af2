import { FakeClusterClient, FakeClusterState } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import type { PodSecuritySpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { podSecurityCheck } from './pod-security.check.js';

const restricted = {
  runAsNonRoot: true,
  runAsUser: 1000,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

function pod(name: string, ofPod: object, ...ofContainers: object[]): KubeObject {
  const containers = ofContainers.map((securityContext, index) => ({
    ...{ name: `c${index}`, image: 'x' },
    securityContext,
  }));
  const metadata = { namespace: 'atlas', name, labels: { app: name } };
  const spec = { securityContext: ofPod, containers };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

function workload(kind: string, template: KubeObject): KubeObject {
  const ofPod = { spec: template['spec'] };
  const isCron = kind === 'CronJob';
  const spec = isCron ? { jobTemplate: { spec: { template: ofPod } } } : { template: ofPod };
  const apiVersion = isCron ? 'batch/v1' : 'apps/v1';
  return { apiVersion, kind, metadata: { namespace: 'atlas', name: 'w' }, spec };
}

function namespace(labels: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'atlas', labels } };
}

const enforce = 'pod-security.kubernetes.io/enforce';
const ofPod = { runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000 };
const good = pod('good', {}, restricted);
const split = pod('split', ofPod, {}, { runAsUser: 0 });
const bare = pod('bare', {}, {});
const privileged = pod('privileged', {}, { privileged: true });
const versioned = namespace({ [enforce]: 'baseline', [`${enforce}-version`]: 'v1.30' });

function judge(spec: Partial<PodSecuritySpec>, ...objects: KubeObject[]) {
  const state = new FakeClusterState();
  for (const object of objects) state.put(object);
  const defaults = { namespace: 'atlas', kind: 'Pod', version: 'latest' } as const;
  const check = checkOf('podSecurity', { ...defaults, ...spec });
  return podSecurityCheck.evaluate(check, contextOf({ cluster: new FakeClusterClient(state) }));
}

describe('podSecurityCheck', () => {
  it.each<[string, Partial<PodSecuritySpec>, KubeObject[]]>([
    ['a pod keeps to the level', { meets: 'restricted' }, [good]],
    ['pods keep to a weaker one', { meets: 'baseline' }, [good, bare]],
    [
      'a template does',
      { kind: 'Deployment', meets: 'restricted' },
      [workload('Deployment', good)],
    ],
    ['that of jobs does', { kind: 'CronJob', meets: 'restricted' }, [workload('CronJob', good)]],
    ['those asked about do', { name: 'good', meets: 'restricted' }, [good, privileged]],
    ["the pod's user counts", { effective: { container: 'c0', ...ofPod } }, [split]],
    ["the container's more", { effective: { container: 'c1', runAsUser: 0 } }, [split]],
    ['all capabilities are gone', { effective: { capabilities: { exactly: [] } } }, [good]],
    [
      'some are there by themselves',
      { effective: { capabilities: { has: ['CAP_CHOWN'], lacks: ['SYS_TIME'] } } },
      [bare],
    ],
    ['nothing may escalate', { effective: { allowPrivilegeEscalation: false } }, [good]],
    ['the profile is there', { effective: { seccompProfile: 'RuntimeDefault' } }, [good]],
    ['it is enforced', { enforces: 'restricted' }, [namespace({ [enforce]: 'restricted' })]],
    ['more is enforced', { enforces: 'baseline' }, [namespace({ [enforce]: 'restricted' })]],
    ['the version is enforced', { enforces: 'baseline', version: 'v1.30' }, [versioned]],
  ])('passes when %s', async (_, spec, objects) => {
    expect(await judge(spec, ...objects)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<PodSecuritySpec>, KubeObject[], RegExp]>([
    ['there is no pod', { meets: 'baseline' }, [], /no Pod in namespace atlas/],
    [
      'a pod does what is forbidden',
      { meets: 'baseline' },
      [good, privileged],
      /the level baseline/,
    ],
    ['a pod says nothing', { meets: 'restricted' }, [bare], /restricted forbids/],
    [
      'a template does what is forbidden',
      { kind: 'Deployment', meets: 'restricted' },
      [workload('Deployment', bare)],
      /Deployment atlas\/w does/,
    ],
    ['one container is root', { effective: { runAsUser: 1000 } }, [split], /container c1 of/],
    ['only the image knows', { effective: { runAsUser: 0 } }, [bare], /the runAsUser it should/],
    ['the container is missing', { effective: { container: 'x' } }, [bare], /no container x/],
    [
      'a capability is missing',
      { effective: { capabilities: { has: ['SYS_TIME'] } } },
      [bare],
      /lacks a capability/,
    ],
    [
      'a capability is too much',
      { effective: { capabilities: { lacks: ['NET_RAW'] } } },
      [bare],
      /should not have/,
    ],
    ['others are granted', { effective: { capabilities: { exactly: ['KILL'] } } }, [good], /other/],
    [
      'privileged hides dropped ones',
      { effective: { capabilities: { lacks: ['SYS_ADMIN'] } } },
      [privileged],
      /should not have/,
    ],
    ['it may escalate', { effective: { allowPrivilegeEscalation: false } }, [bare], /Escalation/],
    ['no profile is there', { effective: { seccompProfile: 'RuntimeDefault' } }, [bare], /seccomp/],
    [
      'less is enforced',
      { enforces: 'restricted' },
      [namespace({ [enforce]: 'baseline' })],
      /lets in/,
    ],
    [
      'the namespace only warns',
      { enforces: 'baseline' },
      [namespace({ 'pod-security.kubernetes.io/warn': 'restricted' })],
      /lets in/,
    ],
    [
      'it is misspelled',
      { enforces: 'restricted' },
      [namespace({ [enforce]: 'strict' })],
      /no sense/,
    ],
    [
      'the version is another',
      { enforces: 'baseline', version: 'v1.30' },
      [namespace({ [enforce]: 'baseline' })],
      /another version/,
    ],
  ])('fails when %s', async (_, spec, objects, reason) => {
    expect(await judge(spec, ...objects)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });
});
