import type { ClusterAccess } from '@drillyard/cluster';

/** What undici's connections to a cluster need to know. */
export function tlsOf({ ca, clientCertificate, clientKey, tlsServerName }: ClusterAccess) {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined ? {} : { cert: clientCertificate }),
    ...(clientKey === undefined ? {} : { key: clientKey }),
    ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
  };
}
