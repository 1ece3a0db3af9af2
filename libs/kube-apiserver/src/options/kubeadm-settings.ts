import {
  encodeCertificatePem,
  type PrivateKey,
  parseCertificateBundle,
} from '@drillyard/certificates';
import { kubeadmRequestHeaders } from '../authentication/request-header-authenticator.js';
import { certificatesDir } from '../pki/certificate-list.js';
import { type ClusterPki, readPkiFile } from '../pki/cluster-pki.js';
import {
  kubeadmServiceRange,
  parseServiceRange,
  type ServiceRange,
} from '../registry/core/service-allocation.js';
import type { ServingCertificate } from '../server/secure-server.js';
import type { AuthenticationOptions } from './authentication-options.js';
import type { AuthorizationOptions } from './authorization-options.js';
import type { LoadedKubeApiserverOptions } from './kube-apiserver-options.js';

/** What a server needs to know of its configuration, wherever that comes from. */
export interface ServerSettings {
  readonly authentication: AuthenticationOptions;
  readonly authorization: AuthorizationOptions;
  readonly serviceAccountSigningKey: PrivateKey;
  /** Names of the admission plugins that work; all that there are where it is left out. */
  readonly admissionPlugins?: ReadonlySet<string>;
  readonly serving: () => ServingCertificate;
  /** Where the addresses of Services come from. */
  readonly serviceRange: ServiceRange;
}

/** kubeadm's `--service-account-issuer`, which is the API's audience as well. */
const serviceAccountIssuer = 'https://kubernetes.default.svc.cluster.local';

/** What kubeadm's flags come to with the files of a PKI: no file has to be written for it. */
export function kubeadmSettings(pki: ClusterPki): ServerSettings {
  const { files, certificateAuthority, serviceAccountKey } = pki;
  const clientAuthorities = [certificateAuthority.certificate];
  // Not every cluster has made one.
  const frontProxyPem = files.get(`${certificatesDir}/front-proxy-ca.crt`);
  const frontProxy = frontProxyPem && parseCertificateBundle(frontProxyPem);
  return {
    authentication: {
      clientAuthorities: () => clientAuthorities,
      requestHeader: frontProxy
        ? { ...kubeadmRequestHeaders, authorities: () => frontProxy }
        : undefined,
      serviceAccountKeys: [serviceAccountKey.publicKey],
      issuers: [serviceAccountIssuer],
      apiAudiences: [serviceAccountIssuer],
      anonymous: true,
      bootstrapTokens: true,
      staticTokens: new Map(),
      tokenWebhook: undefined,
    },
    authorization: { modes: ['Node', 'RBAC'], abacPolicies: [] },
    serviceAccountSigningKey: serviceAccountKey,
    serving: () => pkiServingCertificate(pki),
    serviceRange: kubeadmServiceRange,
  };
}

/** The same out of a command line. */
export function commandLineSettings(
  { serving, ...rest }: LoadedKubeApiserverOptions,
  pki: ClusterPki,
): ServerSettings {
  const { certificate, minVersion, ciphers } = serving;
  const authorities = () => rest.authentication.clientAuthorities() ?? [];
  const serviceRange = parseServiceRange(rest.flags.string('service-cluster-ip-range'));
  return {
    ...rest,
    serviceRange: serviceRange ?? kubeadmServiceRange,
    serving: () => ({
      ...(certificate?.value ?? pkiServingCertificate(pki)),
      ca: authorities().map(encodeCertificatePem).join(''),
      minVersion,
      ...(ciphers !== undefined && { ciphers }),
    }),
  };
}

function pkiServingCertificate({ files, certificateAuthority }: ClusterPki): ServingCertificate {
  return {
    cert: readPkiFile(files, `${certificatesDir}/apiserver.crt`),
    key: readPkiFile(files, `${certificatesDir}/apiserver.key`),
    ca: encodeCertificatePem(certificateAuthority.certificate),
  };
}
