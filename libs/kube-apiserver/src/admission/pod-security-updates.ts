import type { Container, Pod } from '@drillyard/pod-security';

/**
 * Whether an update changes what Pod Security looks at. Of a pod's own fields only images may
 * change and ephemeral containers come; a pod from before a stricter level can still be labelled.
 */
export function isSignificantPodUpdate({ spec }: Pod, { spec: old }: Pod): boolean {
  const ephemeral = spec?.ephemeralContainers ?? [];
  const oldEphemeral = new Map(old?.ephemeralContainers?.map((c) => [c.name, c.image]));
  return (
    haveOtherImages(spec?.containers, old?.containers) ||
    haveOtherImages(spec?.initContainers, old?.initContainers) ||
    ephemeral.some(({ name, image }) => !oldEphemeral.has(name) || oldEphemeral.get(name) !== image)
  );
}

function haveOtherImages(
  containers: readonly Container[] = [],
  old: readonly Container[] = [],
): boolean {
  return (
    containers.length !== old.length ||
    containers.some(({ image }, index) => image !== old[index]?.image)
  );
}
