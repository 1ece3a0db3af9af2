import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  generatePrivateKey,
  issueCertificate,
} from '@drillyard/certificates';
import type { Cluster } from '@drillyard/cluster';
import { issueClientCredential } from '@drillyard/kube-apiserver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedClusterProvider } from './embedded-cluster-provider.js';

const pki = '/etc/kubernetes/pki';
const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const defaultNamespace = { apiVersion: 'v1', kind: 'Namespace', name: 'default' };
const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(2 ** 41) };
const stopped = { code: 'CLUSTER_UNREACHABLE', message: /API server of this cluster does not run/ };

describe("the grader's client", { timeout: 20_000 }, () => {
  let root: string;
  let provider: EmbeddedClusterProvider;
  let cluster: Cluster;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'drillyard-loopback-'));
    provider = new EmbeddedClusterProvider({ root });
    cluster = await provider.create({
      id: 'exam',
      nodes: { controlPlane: 1, workers: 0 },
      requires: ['node-shell'],
    });
  });
  afterAll(async () => {
    await provider.close();
    await rm(root, { recursive: true, force: true });
  });

  const at = (path: string) => join(root, 'exam', 'node', path);

  /** Polls: what happens follows from the kernel's word that a file has changed. */
  async function eventually(look: () => Promise<unknown>): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (await look()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never: ${look}`);
  }

  const answers = () =>
    cluster.client.get(defaultNamespace).then(
      () => true,
      () => false,
    );

  it('is no user that a file or an object names', async () => {
    const review = await cluster.client.create({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
      metadata: { name: '' },
    });
    expect(review).toHaveProperty('status.userInfo', {
      username: 'system:apiserver',
      uid: expect.any(String),
      groups: ['system:authenticated', 'system:masters'],
    });
    expect(await cluster.client.identify({ token: 'guessed' })).toHaveProperty('refused');
  });

  it('comes through, and knows whom the cluster trusts, once CA and certificate are others', async () => {
    const old = cluster.client.certificateAuthority;
    expect(old).toBe(await readFile(at(`${pki}/ca.crt`), 'utf8'));
    const authority = await newAuthority();
    const pem = encodeCertificatePem(authority.certificate);
    const jane = await issueClientCredential(
      { userName: 'jane', groups: ['readers'] },
      authority,
      new Date(),
    );
    const credentials = {
      clientCertificate: jane.clientCertificatePem,
      clientKey: jane.clientKeyPem,
    };
    expect(await cluster.client.identify(credentials)).toHaveProperty('refused');

    await writeFile(at(`${pki}/ca.crt`), pem);
    await writeFile(at(`${pki}/ca.key`), encodePrivateKeyPem(authority.privateKey));
    await replaceServingCertificate(authority);
    await eventually(async () => 'user' in (await cluster.client.identify(credentials)));

    expect(await cluster.client.identify(credentials)).toEqual({
      user: 'jane',
      groups: ['readers', 'system:authenticated'],
    });
    expect(cluster.client.certificateAuthority).toBe(pem);
    expect(await answers()).toBe(true);
  });

  it('says that there is no server, and goes on when there is one', async () => {
    const good = await readFile(at(manifest), 'utf8');
    await writeFile(at(manifest), good.replace('- --secure-port', '- --secure-prot'));
    await eventually(async () => !(await answers()));
    await expect(cluster.client.get(defaultNamespace)).rejects.toMatchObject({
      ...stopped,
      message: expect.stringMatching(stopped.message),
    });
    await writeFile(at(manifest), good);
    await eventually(answers);
  });

  it('is there before the server, where a restart finds none', async () => {
    const aside = at('/etc/kubernetes/kube-apiserver.yaml');
    await rename(at(manifest), aside);
    await eventually(async () => !(await answers()));
    await provider.close();

    provider = new EmbeddedClusterProvider({ root });
    const opened = await provider.open('exam');
    expect(opened).toBeDefined();
    cluster = opened ?? cluster;
    await expect(cluster.client.get(defaultNamespace)).rejects.toMatchObject({
      ...stopped,
      message: expect.stringMatching(stopped.message),
    });
    await rename(aside, at(manifest));
    await eventually(answers);
  });

  async function newAuthority(): Promise<CertificateAuthority> {
    const key = await generatePrivateKey();
    return createCertificateAuthority({ ...validity, subject: { commonName: 'mine' } }, key);
  }

  async function replaceServingCertificate(authority: CertificateAuthority): Promise<void> {
    const key = await generatePrivateKey();
    const certificate = await issueCertificate(
      {
        ...validity,
        subject: { commonName: 'elsewhere' },
        dnsNames: ['elsewhere'],
        extendedKeyUsages: ['server auth'],
        isCertificateAuthority: false,
      },
      key.publicKey,
      authority,
    );
    await writeFile(at(`${pki}/apiserver.crt`), encodeCertificatePem(certificate));
    await writeFile(at(`${pki}/apiserver.key`), encodePrivateKeyPem(key));
  }
});
