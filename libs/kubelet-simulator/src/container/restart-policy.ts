import type { Container, Pod } from '../api/pod.js';

/** Whether a container that ended so is started again (podutil `ContainerShouldRestart`). */
export function shouldRestart({ spec }: Pod, container: Container, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    const rule = matchingRule(container, exitCode);
    if (rule === 'Restart' || rule === 'RestartAllContainers') return true;
  }
  switch (container.restartPolicy ?? spec.restartPolicy) {
    case 'Never':
      return false;
    case 'OnFailure':
      return exitCode !== 0;
    default:
      return true;
  }
}

/** The action of the container's own rule for the exit code, if it has one. */
export function matchingRule(container: Container, exitCode: number): string | undefined {
  return container.restartPolicyRules?.find(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes?.operator === 'In' ? listed : exitCodes?.operator === 'NotIn' && !listed;
  })?.action;
}
