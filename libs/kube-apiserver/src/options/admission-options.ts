import type { FlagSet } from './flag-set.js';

/** Every plugin upstream knows, in the order of `AllOrderedPlugins` (`pkg/kubeapiserver/options`). */
const knownPlugins = [
  ...['AlwaysAdmit', 'NamespaceAutoProvision', 'NamespaceLifecycle', 'NamespaceExists'],
  ...['LimitPodHardAntiAffinityTopology', 'LimitRanger', 'ServiceAccount', 'NodeRestriction'],
  ...['TaintNodesByCondition', 'AlwaysPullImages', 'ImagePolicyWebhook', 'PodSecurity'],
  ...['PodNodeSelector', 'Priority', 'DefaultTolerationSeconds', 'PodTolerationRestriction'],
  ...['EventRateLimit', 'ExtendedResourceToleration', 'DefaultStorageClass'],
  ...['StorageObjectInUseProtection', 'PodGroupProtection', 'OwnerReferencesPermissionEnforcement'],
  ...['PersistentVolumeClaimResize', 'RuntimeClass', 'CertificateApproval', 'CertificateSigning'],
  ...['ClusterTrustBundleAttest', 'CertificateSubjectRestriction', 'DefaultIngressClass'],
  ...['DenyServiceExternalIPs', 'PodTopologyLabels', 'PodGroupWorkloadExists'],
  ...['NodeDeclaredFeatureValidator', 'JobValidation', 'PodResizeValidator'],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionWebhook', 'ValidatingAdmissionPolicy'],
  ...['ValidatingAdmissionWebhook', 'ResourceQuota', 'AlwaysDeny'],
] as const;

/** What does not work unless it is asked for (`DefaultOffAdmissionPlugins`). */
const offByDefault: ReadonlySet<string> = new Set([
  ...['AlwaysAdmit', 'NamespaceAutoProvision', 'NamespaceExists'],
  ...['LimitPodHardAntiAffinityTopology', 'NodeRestriction', 'AlwaysPullImages'],
  ...['ImagePolicyWebhook', 'PodNodeSelector', 'PodTolerationRestriction', 'EventRateLimit'],
  ...['ExtendedResourceToleration', 'OwnerReferencesPermissionEnforcement'],
  ...['DenyServiceExternalIPs', 'AlwaysDeny'],
]);

/** Upstream `AdmissionOptions.Validate`. */
export function validateAdmission(flags: FlagSet): string[] {
  const unknown = (flag: string) =>
    flags
      .strings(flag)
      .filter((name) => !knownPlugins.some((known) => known === name))
      .map((name) => `${flag} plugin ${JSON.stringify(name)} is unknown`);
  const enabled = flags.strings('enable-admission-plugins');
  const both = [...new Set(flags.strings('disable-admission-plugins'))]
    .filter((name) => enabled.includes(name))
    .sort();
  return [
    ...unknown('enable-admission-plugins'),
    ...unknown('disable-admission-plugins'),
    ...(both.length > 0
      ? [`[${both.join(' ')}] in enable-admission-plugins and disable-admission-plugins overlapped`]
      : []),
  ];
}

/** The names of the plugins that work. */
export function enabledPlugins(flags: FlagSet): ReadonlySet<string> {
  const enabled = flags.strings('enable-admission-plugins');
  const disabled = flags.strings('disable-admission-plugins');
  return new Set(
    knownPlugins.filter(
      (name) => !disabled.includes(name) && (enabled.includes(name) || !offByDefault.has(name)),
    ),
  );
}
