import type { PrivateKey } from '@drillyard/certificates';
import type { PodSecurityConfiguration } from '../admission/pod-security-configuration.js';
import { enabledPlugins, validateAdmission } from './admission-options.js';
import { type AuditSettings, loadAudit, validateAudit } from './audit-options.js';
import {
  type AuthenticationOptions,
  loadAuthentication,
  validateAuthentication,
} from './authentication-options.js';
import {
  type AuthorizationOptions,
  loadAuthorization,
  validateAuthorization,
} from './authorization-options.js';
import { checkKeyPair, readPrivateKey } from './certificate-files.js';
import type { ComponentFiles } from './component-files.js';
import { kubeApiserverFeatureGates, kubeApiserverFlags } from './component-flags.generated.js';
import type { DynamicFile } from './dynamic-file.js';
import { type EtcdOptions, loadEtcd, validateEtcd } from './etcd-options.js';
import { FlagSet, flagTypes } from './flag-set.js';
import { validateFeatureGates, validateGeneric, validateRuntimeConfig } from './generic-options.js';
import { loadPodSecurity } from './pod-security-options.js';
import {
  loadServing,
  type ServingOptions,
  validateServiceRange,
  validateServing,
} from './serving-options.js';
import { aggregate, StartError } from './start-error.js';

/** What the command line of a kube-apiserver comes to, with the files it names read. */
export interface LoadedKubeApiserverOptions {
  readonly serving: ServingOptions;
  readonly authentication: AuthenticationOptions;
  readonly authorization: AuthorizationOptions;
  readonly serviceAccountSigningKey: PrivateKey;
  /** Names of the admission plugins that work. */
  readonly admissionPlugins: ReadonlySet<string>;
  /** Defaults and exemptions of Pod Security; upstream's where it is undefined. */
  readonly podSecurity: PodSecurityConfiguration | undefined;
  readonly etcd: EtcdOptions;
  readonly audit: AuditSettings;
  /** Files that are read again when they change; the others are not. */
  readonly dynamicFiles: readonly DynamicFile<unknown>[];
  /** Said in the log at the start. */
  readonly warnings: readonly string[];
  readonly flags: FlagSet;
}

const types = flagTypes(kubeApiserverFlags);

/** Mistakes in flags for themselves, in the order upstream looks for them. */
const validations: readonly ((flags: FlagSet) => string[])[] = [
  validateGeneric,
  validateEtcd,
  validateServing,
  validateAuthentication,
  validateAuthorization,
  validateAudit,
  validateAdmission,
  validateRuntimeConfig,
  validateServiceRange,
];

/**
 * Reads what follows `kube-apiserver` on a command line. Throws {@link CommandLineError} for
 * flags that cannot be read, {@link StartError} and {@link FileError} for what they say.
 */
export async function loadKubeApiserverOptions(
  args: readonly string[],
  files: ComponentFiles,
): Promise<LoadedKubeApiserverOptions> {
  const flags = FlagSet.parse('kube-apiserver', args, types);
  const gateMistake = aggregate(validateFeatureGates(flags, kubeApiserverFeatureGates));
  if (gateMistake !== undefined) throw gateMistake;
  const serviceAccountSigningKey = await loadSigningKey(flags, files);
  const mistake = aggregate(validations.flatMap((validate) => validate(flags)));
  if (mistake !== undefined) throw mistake;
  const serving = loadServing(flags, files);
  const authentication = await loadAuthentication(flags, files);
  const authorization = loadAuthorization(flags, files);
  const etcd = loadEtcd(flags, files);
  checkClientPairs(flags, files);
  const audit = loadAudit(flags, files);
  const certificate = serving.certificate;
  return {
    serving,
    authentication: authentication.options,
    authorization,
    serviceAccountSigningKey,
    admissionPlugins: enabledPlugins(flags),
    podSecurity: loadPodSecurity(flags, files),
    etcd,
    audit,
    dynamicFiles: [
      ...(certificate ? [certificate] : []),
      ...authentication.dynamicFiles,
      ...(authorization.configuration ? [authorization.configuration] : []),
    ],
    warnings: [...authentication.warnings, ...audit.warnings],
    flags,
  };
}

async function loadSigningKey(flags: FlagSet, files: ComponentFiles): Promise<PrivateKey> {
  const path = flags.string('service-account-signing-key-file');
  if (path === '') {
    throw new StartError(
      '--service-account-signing-key-file and --service-account-issuer are required flags',
    );
  }
  try {
    return await readPrivateKey(files, path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new StartError(`failed to parse service-account-issuer-key-file: ${error.message}`);
  }
}

/** The certificates the server itself shows to kubelets and to aggregated servers. */
function checkClientPairs(flags: FlagSet, files: ComponentFiles): void {
  const pairs = [
    ['kubelet-client-certificate', 'kubelet-client-key'],
    ['proxy-client-cert-file', 'proxy-client-key-file'],
  ] as const;
  for (const [cert, key] of pairs) {
    if (!flags.has(cert) && !flags.has(key)) continue;
    checkKeyPair(files.read(flags.string(cert)), files.read(flags.string(key)));
  }
}
