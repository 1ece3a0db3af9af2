import {
  type ComponentFiles,
  checkComponentFlags,
  loadControllerManagerOptions,
} from '@drillyard/kube-apiserver';
import type { ApiserverSlot, Companion } from '../apiserver-slot.js';
import {
  type ControlPlaneOptions,
  startControllerManager,
  startScheduler,
} from '../control-plane.js';
import { EtcdPlace } from '../etcd/etcd-listener.js';
import { etcdProgram } from '../etcd/etcd-program.js';
import { companionProgram } from './companion-program.js';
import { kubeApiserverProgram } from './kube-apiserver-program.js';
import type { Program } from './program.js';

/** The programs of a control plane's images, by name. */
export function componentPrograms(
  slot: ApiserverSlot,
  options: ControlPlaneOptions,
): ReadonlyMap<string, Program> {
  const { clock } = options;
  const now = () => clock.now();
  const etcd = new EtcdPlace();
  const companion = (
    name: string,
    load: (args: readonly string[], files: ComponentFiles) => Promise<Companion>,
  ) => [name, companionProgram({ name, slot, load, now })] as const;
  return new Map<string, Program>([
    ['kube-apiserver', kubeApiserverProgram({ place: slot, etcd, clock, record: slot.record })],
    companion('kube-controller-manager', async (args, files) => {
      const settings = await loadControllerManagerOptions(args, files);
      return (apiserver) => {
        apiserver.useControllerManager(settings);
        const { isEnabled } = settings;
        const running = startControllerManager(apiserver, options, isEnabled);
        return {
          close() {
            running.close();
            apiserver.useControllerManager(undefined);
          },
        };
      };
    }),
    companion('kube-scheduler', async (args, files) => {
      checkComponentFlags('kube-scheduler', args, files);
      return (apiserver) => startScheduler(apiserver, options);
    }),
    ['etcd', etcdProgram(etcd, now)],
  ]);
}
