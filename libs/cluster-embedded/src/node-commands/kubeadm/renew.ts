import {
  type Certificate,
  type ExtendedKeyUsage,
  extendedKeyUsageOids,
  generatePrivateKey,
  issueCertificate,
  toSubjectTemplate,
} from '@drillyard/certificates';
import { leafValidity } from '@drillyard/kube-apiserver';
import type { CommandedNode, CommandIo } from '../node-command.js';
import { CertificateFiles } from './certificate-files.js';
import { readConfiguration } from './cluster-configuration.js';
import type { KubeadmCommand } from './kubeadm-command.js';
import { KubeadmError } from './kubeadm-error.js';
import {
  type ManagedCertificate,
  managedAuthorities,
  managedCertificates,
} from './managed-certificates.js';

const done =
  'Done renewing certificates. You must restart the kube-apiserver, kube-controller-manager, kube-scheduler and etcd, so that they can use the new certificates.';

/** `kubeadm certs renew NAME|all`: new keys and certificates, signed by the authorities on the node. */
export const renew: KubeadmCommand = async ([name], io, node) => {
  const chosen = managedCertificates.filter((managed) => name === 'all' || managed.name === name);
  if (name === undefined || chosen.length === 0) {
    const names = managedCertificates.map((managed) => `  ${managed.name}\n`).join('');
    if (name !== undefined)
      throw new KubeadmError(`unknown command "${name}" for "kubeadm certs renew"`);
    await io.out(
      `Renew certificates for a Kubernetes cluster\n\nAvailable Commands:\n${names}  all\n`,
    );
    throw new KubeadmError('missing subcommand; "renew" is not meant to be run on its own');
  }
  await readConfiguration('renew', io, node);
  for (const managed of chosen) await renewOne(managed, io, node);
  if (name === 'all') await io.out(`\n${done}\n`);
};

async function renewOne(
  managed: ManagedCertificate,
  io: CommandIo,
  { folder, clock }: CommandedNode,
): Promise<void> {
  const files = new CertificateFiles(folder);
  const { longName } = managed;
  if (!files.exists(managed)) return io.out(`MISSING! ${longName}\n`);
  const authority = managedAuthorities.find(({ name }) => name === managed.authority);
  if (authority === undefined)
    throw new KubeadmError(`unknown certificate authority ${managed.authority}`);
  if (files.isExternal(authority)) {
    return io.out(`Detected external ${authority.baseName}, ${longName} can't be renewed\n`);
  }
  const before = files.read(managed);
  const signer = await files.signer(authority);
  const key = await generatePrivateKey();
  const certificate = await issueCertificate(
    templateOf(before, clock.now()),
    key.publicKey,
    signer,
  );
  files.write(managed, certificate, key);
  return io.out(`${longName} renewed\n`);
}

/** What the certificate says now, for another year (kubeadm `certToConfig`). */
function templateOf(before: Certificate, now: Date) {
  const { subject, dnsNames, ipAddresses, extendedKeyUsages } = before;
  const { commonName = '', organizations = [] } = toSubjectTemplate(subject);
  if (commonName === '') throw new KubeadmError('must specify a CommonName');
  return {
    ...leafValidity(now),
    subject: { commonName, organizations },
    keyUsages: ['digital signature', 'key encipherment'],
    extendedKeyUsages: extendedKeyUsages.filter(isKnownUsage),
    isCertificateAuthority: false,
    ...{ dnsNames, ipAddresses },
  } as const;
}

function isKnownUsage(usage: string): usage is ExtendedKeyUsage {
  return Object.hasOwn(extendedKeyUsageOids, usage);
}
