import { encodeCertificatePem } from '@drillyard/certificates';
import type { KubeconfigSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import { type CheckOutcome, failed } from '../check-outcome.js';
import { decodeBase64, readKubeconfigFile } from './kubeconfig-credentials.js';
import { type KubeconfigEntry, textOf } from './kubeconfig-document.js';
import { besideFile, readLearnerFile } from './learner-file.js';
import { readAuthorities } from './read-certificate.js';

type WantedCluster = NonNullable<NonNullable<KubeconfigSpec['clusters']>[string]>;

/** Addresses are compared as text: a server has other names too, but they are not looked up. */
export async function judgeAddress(
  place: string,
  wanted: WantedCluster,
  entry: KubeconfigEntry,
  { files }: CheckContext,
): Promise<CheckOutcome | undefined> {
  const addresses = wanted.server === undefined ? [] : [wanted.server];
  if (wanted.sameServerAs !== undefined) {
    const found = await readKubeconfigFile(wanted.sameServerAs, files);
    if ('missing' in found) return found.missing;
    const { contexts, clusters, currentContext } = found.value;
    const current = textOf(contexts.get(currentContext), 'cluster') ?? '';
    const server = textOf(clusters.get(current), 'server');
    if (server === undefined) {
      return failed(`The current context of ${wanted.sameServerAs} names no server.`, {
        expected: 'a current context whose cluster has a server',
        actual: currentContext || 'no current context',
      });
    }
    addresses.push(server);
  }
  const actual = textOf(entry, 'server');
  const expected = addresses.find((address) => bare(address) !== bare(actual ?? ''));
  if (expected === undefined) return undefined;
  return failed(`${place} is at another address.`, { expected, actual: actual ?? 'none' });
}

/** Without the slashes at the end, which make no difference; in linear time, whatever is written. */
function bare(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** Why the entry does not hold the server to the cluster's CA; undefined where it does. */
export async function distrust(
  path: string,
  entry: KubeconfigEntry,
  { cluster, files }: CheckContext,
): Promise<string | undefined> {
  if (entry['insecure-skip-tls-verify'] === true) return 'insecure-skip-tls-verify: true';
  const data = textOf(entry, 'certificate-authority-data');
  const file = textOf(entry, 'certificate-authority');
  let pem = data === undefined ? undefined : decodeBase64(data);
  if (pem === undefined && file !== undefined) {
    const found = await readLearnerFile(besideFile(path, file), files);
    if ('missing' in found) return `${file} is not there`;
    pem = found.value.text;
  }
  if (pem === undefined) return 'no CA';
  const given = readAuthorities(pem, 'the CA');
  const own = readAuthorities(cluster.certificateAuthority ?? '', "the cluster's CA");
  if (!('value' in given) || !('value' in own)) return 'a CA that cannot be read';
  const known = new Set(own.value.map(encodeCertificatePem));
  return given.value.some((authority) => known.has(encodeCertificatePem(authority)))
    ? undefined
    : 'the CA of another cluster';
}
