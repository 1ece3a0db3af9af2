import type { Pod } from '../api/pod.js';

/** Where names are looked up, as a kubelet is told. */
export interface ClusterDns {
  readonly address: string;
  readonly domain: string;
}

/** The content of /etc/resolv.conf (kubelet `network/dns`). */
export function resolvConf({ metadata, spec }: Pod, { address, domain }: ClusterDns): string {
  const { dnsPolicy = 'ClusterFirst', dnsConfig = {}, hostNetwork = false } = spec;
  const isCluster =
    dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const ofCluster = [`${metadata.namespace}.svc.${domain}`, `svc.${domain}`, domain];
  const isNone = dnsPolicy === 'None';
  const nameservers = isCluster ? [address] : isNone ? [] : [nodeNameserver];
  const searches = [...(isCluster ? ofCluster : []), ...(dnsConfig.searches ?? [])];
  const own = (dnsConfig.options ?? []).map(({ name = '', value }) =>
    value === undefined ? name : `${name}:${value}`,
  );
  const hasDots = own.some((option) => option.startsWith('ndots:'));
  const options = [...(isCluster && !hasDots ? ['ndots:5'] : []), ...own];
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...[...nameservers, ...(dnsConfig.nameservers ?? [])].map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** What the node's own resolv.conf says. */
export const nodeNameserver = '192.168.0.1';
