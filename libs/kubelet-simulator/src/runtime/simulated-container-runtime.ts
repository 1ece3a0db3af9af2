import type { ContainerRuntime, ContainerStart, RunningContainer } from './container-runtime.js';
import { SimulatedContainer } from './simulated-container.js';

/** Runs containers in this process, without images: nothing of them is executed by the machine. */
export class SimulatedContainerRuntime implements ContainerRuntime {
  start(spec: ContainerStart): RunningContainer {
    return new SimulatedContainer(spec);
  }
}
