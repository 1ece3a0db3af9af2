import type { ContainerRuntime, RunningContainer } from '@drillyard/kubelet-simulator';

type End = Awaited<RunningContainer['exit']>;

/** Containers that do nothing until they are told to end. */
export const idleRuntime: ContainerRuntime = {
  start() {
    let end: (end: End) => void = () => undefined;
    const exit = new Promise<End>((resolve) => {
      end = resolve;
    });
    const notFound = (): never => {
      throw new Error('the container has no programs');
    };
    return {
      exit,
      user: { uid: 0, gid: 0, supplementalGroups: [0] },
      exec: notFound,
      attach: notFound,
      kill: () => end({ exitCode: 0, reason: 'Completed' }),
      connect: () => undefined,
      listensOn: () => false,
    };
  },
};
