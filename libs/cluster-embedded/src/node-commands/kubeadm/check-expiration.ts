import type { Certificate } from '@drillyard/certificates';
import { humanDuration } from '@drillyard/kube-apiserver';
import { textTable } from '../text-table.js';
import { CertificateFiles } from './certificate-files.js';
import { readConfiguration } from './cluster-configuration.js';
import type { KubeadmCommand } from './kubeadm-command.js';
import { managedAuthorities, managedCertificates } from './managed-certificates.js';

const layout = { minWidth: 10, padding: 3 } as const;
const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const;

/** `kubeadm certs check-expiration`: the certificates there are, and the authorities behind them. */
export const checkExpiration: KubeadmCommand = async (_args, io, node) => {
  await readConfiguration('check-expiration', io, node);
  const files = new CertificateFiles(node.folder);
  const now = node.clock.now();
  const isExternal = new Map(
    managedAuthorities.map((authority) => [
      authority.name,
      files.authorityExists(authority) && files.isExternal(authority),
    ]),
  );
  const external = (name: string) => (isExternal.get(name) ? 'yes' : 'no').padEnd(8);
  const certificates = managedCertificates.map((managed) => {
    if (!files.exists(managed)) return [`!MISSING! ${managed.name}`, '', '', '', ''];
    const { name, authority } = managed;
    return [name, ...validity(files.read(managed), now), authority, external(authority)];
  });
  const authorities = managedAuthorities.map((authority) => {
    if (!files.authorityExists(authority)) return [`!MISSING! ${authority.name}`, '', '', ''];
    const shown = validity(files.readAuthority(authority), now);
    return [authority.name, ...shown, external(authority.name)];
  });
  const title = [
    'CERTIFICATE',
    'EXPIRES',
    'RESIDUAL TIME',
    'CERTIFICATE AUTHORITY',
    'EXTERNALLY MANAGED',
  ];
  const below = ['CERTIFICATE AUTHORITY', 'EXPIRES', 'RESIDUAL TIME', 'EXTERNALLY MANAGED'];
  await io.out(textTable([title, ...certificates, [''], below, ...authorities], layout));
};

/** When it ends, and how long that is from now. */
function validity({ notAfter }: Certificate, now: Date): readonly [string, string] {
  const seconds = Math.trunc((notAfter.getTime() - now.getTime()) / 1_000);
  return [expirationDate(notAfter), humanDuration(seconds * 1_000)];
}

/** Go's `Jan 02, 2006 15:04 MST`. */
export function expirationDate(date: Date): string {
  const iso = date.toISOString();
  const month = months[date.getUTCMonth()];
  return `${month} ${iso.slice(8, 10)}, ${iso.slice(0, 4)} ${iso.slice(11, 16)} UTC`;
}
