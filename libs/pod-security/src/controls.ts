import type { Control } from './control.js';
import { allowPrivilegeEscalation } from './controls/allow-privilege-escalation.js';
import { appArmorProfile } from './controls/app-armor-profile.js';
import { capabilitiesBaseline } from './controls/capabilities-baseline.js';
import { capabilitiesRestricted } from './controls/capabilities-restricted.js';
import { hostNamespaces } from './controls/host-namespaces.js';
import { hostPathVolumes } from './controls/host-path-volumes.js';
import { hostPorts } from './controls/host-ports.js';
import { hostProbesAndHostLifecycle } from './controls/host-probes-and-host-lifecycle.js';
import { privilegedContainers } from './controls/privileged.js';
import { procMount } from './controls/proc-mount.js';
import { procMountRestricted } from './controls/proc-mount-restricted.js';
import { restrictedVolumes } from './controls/restricted-volumes.js';
import { runAsNonRoot } from './controls/run-as-non-root.js';
import { runAsUser } from './controls/run-as-user.js';
import { seLinuxOptions } from './controls/se-linux-options.js';
import { seccompProfileBaseline } from './controls/seccomp-profile-baseline.js';
import { seccompProfileRestricted } from './controls/seccomp-profile-restricted.js';
import { sysctls } from './controls/sysctls.js';
import { windowsHostProcess } from './controls/windows-host-process.js';

/**
 * The Pod Security Standards: those of baseline, then those of restricted, each by check ID, which is
 * the order in which violations are reported.
 */
export const controls: readonly Control[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privilegedContainers,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];
