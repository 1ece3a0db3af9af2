import {
  type CertificateAuthority,
  encodeCertificatePem,
  type PrivateKey,
  parseCertificatePem,
} from '@drillyard/certificates';
import type { ClusterPki } from '../pki/cluster-pki.js';
import { readPrivateKey } from './certificate-files.js';
import type { ComponentFiles } from './component-files.js';
import { kubeControllerManagerFlags } from './component-flags.generated.js';
import { checkComponentFlags } from './component-flags.js';
import { FlagSet, flagTypes } from './flag-set.js';
import { StartError } from './start-error.js';

/** What the controllers that run in the server's process go by. */
export interface ControllerManagerSettings {
  /** Signs what is approved; undefined where no key is given. */
  readonly signingAuthority: CertificateAuthority | undefined;
  /** What kube-root-ca.crt and the tokens in Secrets hold; empty where none is given. */
  readonly rootAuthorityPem: string;
  /** Signs the tokens in Secrets; undefined where none is given. */
  readonly serviceAccountKey: PrivateKey | undefined;
  /** By upstream's names. */
  isEnabled(controller: string): boolean;
}

const offByDefault: ReadonlySet<string> = new Set([
  'bootstrap-signer-controller',
  'token-cleaner-controller',
  'selinux-warning-controller',
]);
/** Older names `--controllers` still takes (kube-controller-manager `names`). */
const aliases: Readonly<Record<string, string>> = {
  bootstrapsigner: 'bootstrap-signer-controller',
  tokencleaner: 'token-cleaner-controller',
  csrsigning: 'certificatesigningrequest-signing-controller',
  csrapproving: 'certificatesigningrequest-approving-controller',
  csrcleaner: 'certificatesigningrequest-cleaner-controller',
  namespace: 'namespace-controller',
  garbagecollector: 'garbage-collector-controller',
  resourcequota: 'resourcequota-controller',
  'serviceaccount-token': 'serviceaccount-token-controller',
  serviceaccount: 'serviceaccount-controller',
  'root-ca-cert-publisher': 'root-ca-certificate-publisher-controller',
  'clusterrole-aggregation': 'clusterrole-aggregation-controller',
  deployment: 'deployment-controller',
  replicaset: 'replicaset-controller',
  replicationcontroller: 'replicationcontroller-controller',
  daemonset: 'daemonset-controller',
  statefulset: 'statefulset-controller',
  job: 'job-controller',
  cronjob: 'cronjob-controller',
  endpoint: 'endpoints-controller',
  endpointslice: 'endpointslice-controller',
  podgc: 'pod-garbage-collector-controller',
  nodelifecycle: 'node-lifecycle-controller',
};

/** What kubeadm's flags come to with the files of a PKI. */
export function kubeadmControllerManager(pki: ClusterPki): ControllerManagerSettings {
  return {
    signingAuthority: pki.certificateAuthority,
    rootAuthorityPem: encodeCertificatePem(pki.certificateAuthority.certificate),
    serviceAccountKey: pki.serviceAccountKey,
    isEnabled: () => true,
  };
}

/** Reads what follows `kube-controller-manager`; throws as {@link checkComponentFlags} does. */
export async function loadControllerManagerOptions(
  args: readonly string[],
  files: ComponentFiles,
): Promise<ControllerManagerSettings> {
  checkComponentFlags('kube-controller-manager', args, files);
  const flags = FlagSet.parse(
    'kube-controller-manager',
    args,
    flagTypes(kubeControllerManagerFlags),
  );
  const rootFile = flags.string('root-ca-file');
  const keyFile = flags.string('service-account-private-key-file');
  const chosen = flags.strings('controllers', ['*']).map((name) => {
    const [sign, bare] = name.startsWith('-') ? ['-', name.slice(1)] : ['', name];
    return `${sign}${aliases[bare] ?? bare}`;
  });
  return {
    signingAuthority: await loadAuthority(flags, files),
    rootAuthorityPem: rootFile === '' ? '' : files.read(rootFile),
    serviceAccountKey: keyFile === '' ? undefined : await readPrivateKey(files, keyFile),
    isEnabled: (name) => isEnabled(name, chosen),
  };
}

/** Upstream `IsControllerEnabled`: the first that names it decides, else the star. */
function isEnabled(name: string, chosen: readonly string[]): boolean {
  const decisive = chosen.find((each) => each === name || each === `-${name}`);
  if (decisive !== undefined) return decisive === name;
  return chosen.includes('*') && !offByDefault.has(name);
}

async function loadAuthority(
  flags: FlagSet,
  files: ComponentFiles,
): Promise<CertificateAuthority | undefined> {
  const certificateFile = flags.string('cluster-signing-cert-file');
  const keyFile = flags.string('cluster-signing-key-file');
  if (certificateFile === '' || keyFile === '') return undefined;
  const text = files.read(certificateFile);
  try {
    return {
      certificate: parseCertificatePem(text),
      privateKey: await readPrivateKey(files, keyFile),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`error reading CA cert file ${JSON.stringify(certificateFile)}: ${why}`);
  }
}
