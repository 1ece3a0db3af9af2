import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  levelMistake,
  type Policy,
  type PolicyMode,
  parseLevel,
  parseVersion,
  privilegedPolicy,
  versionMistake,
} from '@drillyard/pod-security';
import { duplicateValue, type FieldError, invalidValue } from '../registry/field-error.js';

/** How the plugin is set up (`pod-security.admission.config.k8s.io/v1`), read and validated. */
export interface PodSecurityConfiguration {
  /** What is asked of namespaces whose labels are silent. */
  readonly defaults: Policy;
  readonly exemptions: PodSecurityExemptions;
}

/** Who is not held to any policy: pods of a namespace or a runtime class, or made by a user. */
export interface PodSecurityExemptions {
  readonly usernames: readonly string[];
  readonly namespaces: readonly string[];
  readonly runtimeClasses: readonly string[];
}

/** Upstream's where there is no configuration: everything goes that a label does not forbid. */
export const defaultPodSecurityConfiguration: PodSecurityConfiguration = {
  defaults: privilegedPolicy,
  exemptions: { usernames: [], namespaces: [], runtimeClasses: [] },
};

/** The configuration as it is written: `enforce`, `enforce-version` and so on. */
export interface PodSecurityConfigurationFile {
  readonly defaults?: Readonly<Record<string, string>>;
  readonly exemptions?: Partial<PodSecurityExemptions>;
}

/** Fills in upstream's defaults and validates; `errors` is empty for a configuration that counts. */
export function completePodSecurityConfiguration(file: PodSecurityConfigurationFile): {
  readonly configuration: PodSecurityConfiguration;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const read = (mode: PolicyMode) => readMode(file.defaults ?? {}, mode, errors);
  // The order in which upstream looks at them.
  const [enforce, warn, audit] = [read('enforce'), read('warn'), read('audit')];
  const { usernames = [], namespaces = [], runtimeClasses = [] } = file.exemptions ?? {};
  errors.push(
    ...listErrors('namespaces', namespaces, isDNS1123Label),
    ...listErrors('runtimeClasses', runtimeClasses, isDNS1123Subdomain),
    ...listErrors('usernames', usernames, (name) => {
      return name === '' ? ['username must not be empty'] : [];
    }),
  );
  const exemptions = { usernames, namespaces, runtimeClasses };
  return { configuration: { defaults: { enforce, audit, warn }, exemptions }, errors };
}

function readMode(
  defaults: Readonly<Record<string, string>>,
  mode: PolicyMode,
  errors: FieldError[],
) {
  const levelText = defaults[mode] || 'privileged';
  const versionText = defaults[`${mode}-version`] || 'latest';
  const [level, version] = [parseLevel(levelText), parseVersion(versionText)];
  if (level === undefined) errors.push(invalidValue(`defaults.${mode}`, levelText, levelMistake));
  if (version === undefined) {
    errors.push(invalidValue(`defaults.${mode}-version`, versionText, versionMistake));
  }
  return { level: level ?? 'restricted', version: version ?? 'latest' } as const;
}

function listErrors(
  list: keyof PodSecurityExemptions,
  values: readonly string[],
  mistakesOf: (value: string) => string[],
): FieldError[] {
  return values.flatMap((value, index) => {
    const field = `exemptions.${list}[${index}]`;
    const mistakes = mistakesOf(value);
    if (mistakes.length > 0) return [invalidValue(field, value, mistakes.join(', '))];
    return values.indexOf(value) < index ? [duplicateValue(field, value)] : [];
  });
}
