import {
  parseCertificatePem,
  parsePrivateKeyPem,
  verifyCertificate,
} from '@drillyard/certificates';
import { hasOpenssl, OpensslFolder } from '@drillyard/certificates/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createClusterPki, loadClusterPki } from './cluster-pki.js';
import { createControlPlaneKubeconfigs } from './control-plane-kubeconfigs.js';

const now = new Date('2026-03-01T12:00:00.500Z');
const options = {
  nodeName: 'controlplane',
  advertiseAddress: '192.0.2.10',
  apiServerNames: ['localhost'],
  apiServerAddresses: ['127.0.0.1'],
  now,
};
const pki = await createClusterPki(options);

function certificate(name: string) {
  return parseCertificatePem(pki.files.get(`/etc/kubernetes/pki/${name}.crt`) ?? '');
}

describe('createClusterPki', () => {
  const etcdNames = {
    dnsNames: ['controlplane', 'localhost'],
    ipAddresses: ['192.0.2.10', '127.0.0.1', '::1'],
  };
  const both = ['server auth', 'client auth'];
  it.each([
    [
      'apiserver',
      'kube-apiserver',
      'ca',
      ['server auth'],
      {
        dnsNames: [
          'controlplane',
          'kubernetes',
          'kubernetes.default',
          'kubernetes.default.svc',
          'kubernetes.default.svc.cluster.local',
          'localhost',
        ],
        ipAddresses: ['10.96.0.1', '192.0.2.10', '127.0.0.1'],
      },
    ],
    ['apiserver-kubelet-client', 'kube-apiserver-kubelet-client', 'ca', ['client auth'], {}],
    ['front-proxy-client', 'front-proxy-client', 'front-proxy-ca', ['client auth'], {}],
    ['etcd/server', 'controlplane', 'etcd/ca', both, etcdNames],
    ['etcd/peer', 'controlplane', 'etcd/ca', both, etcdNames],
    ['etcd/healthcheck-client', 'kube-etcd-healthcheck-client', 'etcd/ca', ['client auth'], {}],
    ['apiserver-etcd-client', 'kube-apiserver-etcd-client', 'etcd/ca', ['client auth'], {}],
  ] as const)("%s is kubeadm's", async (name, commonName, authority, extendedKeyUsages, names) => {
    expect(certificate(name)).toMatchObject({
      subject: { commonName, organizations: [] },
      extendedKeyUsages,
      keyUsages: ['digital signature', 'key encipherment'],
      notBefore: new Date('2026-03-01T11:55:00Z'),
      notAfter: new Date('2027-03-01T12:00:00Z'),
      isCertificateAuthority: false,
      ...names,
    });
    const roots = [certificate(authority)];
    expect(await verifyCertificate(certificate(name), { roots, at: now })).toMatchObject({
      isValid: true,
    });
    const key = await parsePrivateKeyPem(pki.files.get(`/etc/kubernetes/pki/${name}.key`) ?? '');
    expect(key.publicKey.spki).toEqual(certificate(name).publicKey.spki);
  });

  it.each([
    ['ca', 'kubernetes'],
    ['front-proxy-ca', 'front-proxy-ca'],
    ['etcd/ca', 'etcd-ca'],
  ])('%s signs itself for ten years', async (name, commonName) => {
    expect(certificate(name)).toMatchObject({
      subject: { commonName },
      issuer: { commonName },
      dnsNames: [commonName],
      keyUsages: ['digital signature', 'key encipherment', 'cert sign'],
      isCertificateAuthority: true,
      notAfter: new Date('2036-02-27T12:00:00Z'),
    });
  });

  it('reads back, and names the file that is missing or broken', async () => {
    const loaded = await loadClusterPki(pki.files);
    expect(loaded.certificateAuthority.certificate.der).toEqual(
      pki.certificateAuthority.certificate.der,
    );
    expect(loaded.serviceAccountKey.publicKey).toEqual(pki.serviceAccountKey.publicKey);
    const without = new Map(pki.files);
    without.delete('/etc/kubernetes/pki/sa.key');
    await expect(loadClusterPki(without)).rejects.toThrow(
      'open /etc/kubernetes/pki/sa.key: no such file or directory',
    );
    const broken = new Map(pki.files).set('/etc/kubernetes/pki/ca.crt', 'rubbish');
    await expect(loadClusterPki(broken)).rejects.toThrow(
      '/etc/kubernetes/pki/ca.crt: expected CERTIFICATE, found no PEM block',
    );
  });
});

describe('createControlPlaneKubeconfigs', () => {
  it.each([
    ['admin', 'kubernetes-admin', ['kubeadm:cluster-admins'], 'https://192.0.2.10:6443'],
    ['super-admin', 'kubernetes-super-admin', ['system:masters'], 'https://192.0.2.10:6443'],
    ['kubelet', 'system:node:controlplane', ['system:nodes'], 'https://192.0.2.10:6443'],
    ['controller-manager', 'system:kube-controller-manager', [], 'https://127.0.0.1:6443'],
    ['scheduler', 'system:kube-scheduler', [], 'https://127.0.0.1:6443'],
  ])("%s.conf is kubeadm's", async (file, user, organizations, server) => {
    const files = await createControlPlaneKubeconfigs(pki, {
      server: 'https://192.0.2.10:6443',
      localServer: 'https://127.0.0.1:6443',
      nodeName: 'controlplane',
      now,
    });
    const config = parse(files.get(`/etc/kubernetes/${file}.conf`) ?? '');
    expect(config).toMatchObject({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': `${user}@kubernetes`,
      contexts: [{ name: `${user}@kubernetes`, context: { cluster: 'kubernetes', user } }],
      clusters: [{ name: 'kubernetes', cluster: { server } }],
    });
    const pem = Buffer.from(config.users[0].user['client-certificate-data'], 'base64').toString();
    const issued = parseCertificatePem(pem);
    expect(issued.subject).toMatchObject({ commonName: user, organizations });
    const roots = [pki.certificateAuthority.certificate];
    const verdict = await verifyCertificate(issued, { roots, at: now, usage: 'client auth' });
    expect(verdict.isValid).toBe(true);
  });
});

describe.skipIf(!hasOpenssl)('openssl', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  it('accepts the serving certificate for the names it is reached by', () => {
    folder.write('ca.crt', pki.files.get('/etc/kubernetes/pki/ca.crt') ?? '');
    folder.write('apiserver.crt', pki.files.get('/etc/kubernetes/pki/apiserver.crt') ?? '');
    const verify = ['verify', '-attime', '1772366400', '-x509_strict', '-CAfile', 'ca.crt'];
    for (const name of [
      ['-verify_ip', '127.0.0.1'],
      ['-verify_hostname', 'kubernetes.default.svc'],
    ]) {
      expect(folder.run(...verify, ...name, 'apiserver.crt')).toContain('OK');
    }
  });
});
