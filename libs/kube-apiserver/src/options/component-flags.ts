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

/** etcd's own flags that name files; of the others nothing is known here. */
const etcdFiles = [
  ...['cert-file', 'key-file', 'trusted-ca-file'],
  ...['peer-cert-file', 'peer-key-file', 'peer-trusted-ca-file'],
];

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
  if (component === undefined) {
    for (const arg of args) {
      const [, flag = '', path = ''] = /^--([a-z-]+)=(.*)$/.exec(arg) ?? [];
      if (etcdFiles.includes(flag)) files.read(path);
    }
    return;
  }
  const flags = FlagSet.parse(name, args, component.types);
  const mistake = aggregate(validateFeatureGates(flags, component.gates));
  if (mistake !== undefined) throw mistake;
  for (const flag of component.files) {
    const path = flags.string(flag);
    if (path !== '') files.read(path);
  }
}
