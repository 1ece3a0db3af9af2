import { parseCertificateBundle } from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import { certificatesDir } from '../pki/certificate-list.js';
import type { ClusterPki } from '../pki/cluster-pki.js';
import type { ObjectReader } from '../storage/object-reader.js';
import { type AuthenticationChain, createAuthenticationChain } from './authentication-chain.js';
import type { UserInfo } from './authenticator.js';
import { BootstrapTokenAuthenticator } from './bootstrap-token-authenticator.js';
import { JwtKeySet } from './jwt-key-set.js';
import { LegacyServiceAccountAuthenticator } from './legacy-service-account-authenticator.js';
import { kubeadmRequestHeaders } from './request-header-authenticator.js';
import { ServiceAccountAuthenticator } from './service-account-authenticator.js';
import { StaticTokenAuthenticator } from './static-token-authenticator.js';

export interface ClusterAuthenticationOptions {
  readonly reader: ObjectReader;
  readonly pki: ClusterPki;
  readonly issuer: string;
  readonly apiAudiences: readonly string[];
  readonly staticTokens?: ReadonlyMap<string, UserInfo> | undefined;
  /** Hears of each use of a token that lives in a Secret. */
  readonly onTokenUsed: (secret: KubeObject) => void;
  readonly now: () => Date;
}

/** Whom a cluster that kubeadm made lets in. */
export function createClusterAuthentication(
  options: ClusterAuthenticationOptions,
): AuthenticationChain {
  const { reader, pki, issuer, apiAudiences, staticTokens, onTokenUsed, now } = options;
  const clientAuthorities = [pki.certificateAuthority.certificate];
  // Not every cluster has made one.
  const frontProxyPem = pki.files.get(`${certificatesDir}/front-proxy-ca.crt`);
  const frontProxyAuthorities = frontProxyPem && parseCertificateBundle(frontProxyPem);
  const keys = new JwtKeySet([pki.serviceAccountKey.publicKey]);
  const lookup = { reader, apiAudiences, now };
  return createAuthenticationChain({
    ...(frontProxyAuthorities && {
      requestHeader: { ...kubeadmRequestHeaders, authorities: () => frontProxyAuthorities, now },
    }),
    clientAuthorities: () => clientAuthorities,
    tokenAuthenticators: [
      new StaticTokenAuthenticator(staticTokens ?? new Map(), apiAudiences),
      new LegacyServiceAccountAuthenticator({ ...lookup, keys, onUsed: onTokenUsed }),
      new ServiceAccountAuthenticator({ ...lookup, keys, issuers: [issuer] }),
      new BootstrapTokenAuthenticator(lookup),
    ],
    anonymous: {},
    now,
  });
}
