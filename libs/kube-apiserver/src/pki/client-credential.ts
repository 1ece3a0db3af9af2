import {
  type CertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  generatePrivateKey,
  issueCertificate,
} from '@drillyard/certificates';
import type { KubeconfigCredential } from './kubeconfig.js';
import { leafValidity, type Validity } from './validity.js';

export interface ClientIdentity {
  /** The user's name: the certificate's common name. */
  readonly userName: string;
  /** The user's groups: the certificate's organizations. */
  readonly groups: readonly string[];
}

/** A key and a client certificate on it, as kubeadm issues them for its kubeconfigs. */
export async function issueClientCredential(
  { userName, groups }: ClientIdentity,
  authority: CertificateAuthority,
  now: Date,
  validity: Validity = leafValidity(now),
): Promise<Extract<KubeconfigCredential, { clientKeyPem: string }>> {
  const privateKey = await generatePrivateKey();
  const certificate = await issueCertificate(
    {
      ...validity,
      subject: { commonName: userName, organizations: groups },
      keyUsages: ['digital signature', 'key encipherment'],
      extendedKeyUsages: ['client auth'],
      isCertificateAuthority: false,
    },
    privateKey.publicKey,
    authority,
  );
  return {
    clientCertificatePem: encodeCertificatePem(certificate),
    clientKeyPem: encodePrivateKeyPem(privateKey),
  };
}
