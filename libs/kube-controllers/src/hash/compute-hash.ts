import type { PodTemplateSpec } from '../api/core.js';
import { fnv32a, safeEncode } from './fnv.js';
import { goDump } from './go-dump.js';

const templateType = 'io.k8s.api.core.v1.PodTemplateSpec';

/** Of a pod template, different for each count of collisions (pkg/controller `ComputeHash`). */
export function computeHash(template: PodTemplateSpec, collisionCount?: number): string {
  let hash = fnv32a(goDump(template, templateType));
  if (collisionCount !== undefined) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, collisionCount, true);
    hash = fnv32a(bytes, hash);
  }
  return safeEncode(String(hash));
}
