import { kubernetesVersion } from '@drillyard/kube-apiserver';
import { parseFlags } from '../flags.js';
import type { KubeadmCommand } from './kubeadm-command.js';
import { KubeadmError } from './kubeadm-error.js';

/** `kubeadm version [-o short|json|yaml]` */
export const version: KubeadmCommand = async (args, io) => {
  const { values } = parseFlags(args, [{ names: ['--output', '-o'], takesValue: true }]);
  const { gitVersion, major, minor } = kubernetesVersion;
  const fields = {
    major,
    minor,
    gitVersion,
    gitTreeState: 'clean',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
  const output = values.get('--output') ?? '';
  switch (output) {
    case '': {
      const entries = Object.entries(fields).map(([name, value]) => `${titled(name)}:"${value}"`);
      return io.out(`kubeadm version: &version.Info{${entries.join(', ')}}\n`);
    }
    case 'short':
      return io.out(`${gitVersion}\n`);
    case 'json':
      return io.out(`${JSON.stringify({ clientVersion: fields }, null, 2)}\n`);
    case 'yaml': {
      const lines = Object.entries(fields).map(
        ([name, value]) => `  ${name}: ${yamlText(value)}\n`,
      );
      return io.out(`clientVersion:\n${lines.join('')}\n`);
    }
    default:
      throw new KubeadmError(`invalid output format: ${output}`);
  }
};

function titled(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function yamlText(value: string): string {
  return /^\d+$/.test(value) ? JSON.stringify(value) : value;
}
