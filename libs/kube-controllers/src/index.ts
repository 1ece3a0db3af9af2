export { type ClusterControllersOptions, startClusterControllers } from './cluster-controllers.js';
export type { Running } from './controller.js';
export {
  type ControllerManagerOptions,
  controllerNames,
  startKubeControllerManager,
} from './kube-controller-manager.js';
export { Scheduler, type SchedulerOptions } from './scheduler/scheduler.js';
