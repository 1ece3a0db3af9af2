import { invariant } from '@drillyard/errors';
import type { ComponentFiles } from './component-files.js';
import {
  kubeControllerManagerFeatureGates,
  kubeControllerManagerFlags,
  kubeSchedulerFeatureGates,
  kubeSchedulerFlags,
} from './component-flags.generated.js';
import { FlagSet, flagTypes } from './flag-set.js';
import { validateFeatureGates } from './generic-options.js';
import { aggregate } from './start-error.js';

interface Component {
  readonly types: ReadonlyMap<string, string>;
  readonly gates: string;
  /** Flags that name files without which the component does not start. */
  readonly files: readonly string[];
}

const kubeconfigs = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'];
const proxyFiles = ['client-ca-file', 'requestheader-client-ca-file'];

const components: ReadonlyMap<string, Component> = new Map([
  [
    'kube-controller-manager',
    {
      types: flagTypes(kubeControllerManagerFlags),
      gates: kubeControllerManagerFeatureGates,
      files: [
        ...kubeconfigs,
        ...proxyFiles,
        'root-ca-file',
        'service-account-private-key-file',
        'cluster-signing-cert-file',
        'cluster-signing-key-file',
      ],
    },
  ],
  [
    'kube-scheduler',
    {
      types: flagTypes(kubeSchedulerFlags),
      gates: kubeSchedulerFeatureGates,
      files: [...kubeconfigs, ...proxyFiles, 'config'],
    },
  ],
]);

/**
 * Holds what follows a component's name on a command line against what the component takes.
 * Throws {@link CommandLineError}, {@link StartError} or {@link FileError} with upstream's words.
 */
export function checkComponentFlags(
  name: string,
  args: readonly string[],
  files: ComponentFiles,
): void {
  const component = components.get(name);
  invariant(component, `no flags are known of ${name}`);
  const flags = FlagSet.parse(name, args, component.types);
  const mistake = aggregate(validateFeatureGates(flags, component.gates));
  if (mistake !== undefined) throw mistake;
  for (const flag of component.files) {
    const path = flags.string(flag);
    if (path !== '') files.read(path);
  }
}
